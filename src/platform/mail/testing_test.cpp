#include "platform/mail/testing.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <stdexcept>

namespace mail::testing {
namespace {

namespace fs = std::filesystem;

/// The repository that this program was built in.
fs::path script() {
  for (auto folder = fs::read_symlink("/proc/self/exe").parent_path();;
       folder = folder.parent_path()) {
    const auto found = folder / "tests" / "smtp" / "sink.py";
    if (fs::exists(found)) return found;
    if (folder == folder.root_path()) throw std::runtime_error("tests/smtp/sink.py is not there");
  }
}

std::vector<std::string> command(const Sink::Options& options, const fs::path& folder) {
  constexpr std::array names{"none", "starttls", "tls"};
  std::vector<std::string> words{"/usr/bin/python3",
                                 script(),
                                 "--file",
                                 folder / "mails.jsonl",
                                 "--mode-file",
                                 folder / "mode",
                                 "--certificate",
                                 folder / "certificate.pem",
                                 "--name",
                                 options.name,
                                 "--tls",
                                 names.at(static_cast<std::size_t>(options.tls)),
                                 "--port",
                                 std::to_string(options.port)};
  if (!options.user.empty())
    words.insert(words.end(), {"--user", options.user, "--password", options.password});
  return words;
}

int read_number(int file) {
  std::string line;
  char byte = 0;
  while (read(file, &byte, 1) == 1 && byte != '\n') line += byte;
  return line.empty() ? 0 : std::stoi(line);
}

}  // namespace

Sink::Sink(const Options& options) : options_(options) {
  auto words = command(options, directory_.path());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  std::array<int, 2> input{};
  std::array<int, 2> output{};
  if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input[0], 0);
  posix_spawn_file_actions_adddup2(&actions, output[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, (directory_.path() / "sink.log").c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  const int failed =
      posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(input[0]);
  close(output[1]);
  input_ = input[1];
  port_ = failed != 0 ? 0 : read_number(output[0]);
  close(output[0]);
  if (port_ == 0) throw std::runtime_error("the SMTP server of the tests does not start");
}

Sink::~Sink() {
  stop();
}

void Sink::stop() {
  if (input_ < 0) return;
  close(input_);
  input_ = -1;
  waitpid(process_, nullptr, 0);
}

Server Sink::server() const {
  Server server;
  server.host = "localhost";
  server.port = port_;
  server.tls = options_.tls;
  server.user = options_.user;
  server.password = options_.password;
  server.certificate_file = directory_.path() / "certificate.pem";
  server.connect_timeout = std::chrono::seconds{5};
  server.timeout = std::chrono::seconds{10};
  return server;
}

void Sink::behave(std::string_view rules) {
  const auto next = directory_.path() / "mode.next";
  std::ofstream(next) << rules;
  fs::rename(next, directory_.path() / "mode");
}

std::vector<boost::json::object> Sink::mails() const {
  std::vector<boost::json::object> mails;
  std::ifstream file(directory_.path() / "mails.jsonl");
  for (std::string line; std::getline(file, line);)
    mails.push_back(boost::json::parse(line).as_object());
  return mails;
}

std::string Sink::header(const boost::json::object& mail, std::string_view name) {
  std::vector<std::string> found;
  for (const auto& each : mail.at("headers").as_array())
    if (each.at(0).as_string() == boost::json::string_view(name.data(), name.size()))
      found.emplace_back(each.at(1).as_string());
  if (found.size() != 1) throw std::runtime_error(std::string(name) + " is not there once");
  return found.front();
}

}  // namespace mail::testing

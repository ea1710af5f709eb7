#include "app/commands/terminal.hpp"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <system_error>

#include "app/application.hpp"

namespace app {
namespace {

constexpr std::array<int, 5> ending{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

volatile std::sig_atomic_t caught = 0;

/// No echo while it lives, and signals are only noted, so that nothing can leave in between.
class Silence {
 public:
  Silence() {
    struct sigaction note{};
    note.sa_handler = [](int number) { caught = number; };
    sigemptyset(&note.sa_mask);
    caught = 0;
    // Without SA_RESTART: a signal ends the read that waits for a line.
    for (std::size_t i = 0; i < ending.size(); ++i) sigaction(ending[i], &note, &actions_[i]);
    tcgetattr(STDIN_FILENO, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ICANON | ISIG | ECHONL;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    for (std::size_t i = 0; i < ending.size(); ++i) sigaction(ending[i], &actions_[i], nullptr);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
  std::array<struct sigaction, ending.size()> actions_{};
};

/// What was typed up to the end of the line; nothing after a signal.
std::optional<std::string> read_line() {
  std::string line;
  for (char c = 0; caught == 0;) {
    const auto size = ::read(STDIN_FILENO, &c, 1);
    if (size < 0 && errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "the terminal");
    if (size == 0 || (size == 1 && c == '\n')) return line;
    if (size == 1) line += c;
  }
  return std::nullopt;
}

std::optional<std::string> ask(const char* prompt) {
  std::cerr << prompt << std::flush;
  return read_line();
}

struct Typed {
  std::string first;
  std::string second;
};

std::optional<Typed> ask_twice() {
  const Silence silence;
  auto first = ask("Password: ");
  if (!first) return std::nullopt;
  auto second = ask("The same again: ");
  if (!second) return std::nullopt;
  return Typed{*std::move(first), *std::move(second)};
}

}  // namespace

std::string read_password() {
  if (isatty(STDIN_FILENO) == 0) {
    std::string password;
    std::getline(std::cin, password);
    if (password.ends_with('\r')) password.pop_back();
    return password;
  }
  while (true) {
    auto typed = ask_twice();
    if (typed && typed->first == typed->second) return std::move(typed->first);
    if (typed) throw Refusal("the two passwords differ");
    // Ends the program, or stops it, and then the question is asked anew.
    std::cerr << '\n';
    std::raise(caught);
  }
}

}  // namespace app

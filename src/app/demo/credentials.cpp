#include "app/demo/credentials.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <system_error>
#include <thread>

#include "platform/json/json.hpp"

namespace app::demo {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void cannot_write(const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
}

}  // namespace

std::string new_password(crypto::Random& random) {
  return random.token(12);
}

std::vector<std::string> hash_all(crypto::PasswordHasher& hasher,
                                  const std::vector<std::string>& passwords) {
  std::vector<std::string> hashes(passwords.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < passwords.size(); i = next++)
      hashes[i] = hasher.hash(passwords[i]).value_or("");
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, 8U); ++i)
      threads.emplace_back(work);
  }
  // The hasher turns away more than it is configured to take at once.
  for (std::size_t i = 0; i < passwords.size(); ++i)
    if (hashes[i].empty()) hashes[i] = hasher.hash(passwords[i]).value();
  return hashes;
}

std::string render(const std::vector<DemoUser>& users) {
  std::string out = "{\"users\": [";
  for (const DemoUser& user : users) {
    out += out.ends_with('[') ? "\n  {\"email\": " : ",\n  {\"email\": ";
    json::append_string(out, user.email);
    out += ", \"password\": ";
    json::append_string(out, user.password);
    out += ", \"audience\": ";
    json::append_string(out, user.audience);
    out += ", \"roles\": [";
    for (const std::string& role : user.roles) {
      if (!out.ends_with('[')) out += ", ";
      json::append_string(out, role);
    }
    out += "], \"partner\": ";
    if (user.partner.empty())
      out += "null";
    else
      json::append_string(out, user.partner);
    out += '}';
  }
  return out + "\n]}\n";
}

void write_private(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::path half = file;
  half += ".new";
  std::filesystem::remove(half);
  {
    const Descriptor target(
        ::open(half.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (target.number() < 0) cannot_write(file);
    std::size_t written = 0;
    while (written < text.size()) {
      const auto count = ::write(target.number(), text.data() + written, text.size() - written);
      if (count < 0) cannot_write(file);
      written += static_cast<std::size_t>(count);
    }
    if (::fsync(target.number()) != 0) cannot_write(file);
  }
  std::filesystem::rename(half, file);
}

}  // namespace app::demo

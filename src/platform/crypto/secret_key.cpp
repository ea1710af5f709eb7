#include <fcntl.h>
#include <fmt/core.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "platform/crypto/crypto.hpp"

namespace crypto {
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

[[noreturn]] void give_up(const std::filesystem::path& file, const char* what, int reason) {
  throw std::runtime_error(
      fmt::format("secret key {}: {}: {}", file.string(), what, std::strerror(reason)));
}

std::optional<std::array<std::uint8_t, 32>> thirty_two(std::string_view bytes) {
  if (bytes.size() != 32) return std::nullopt;
  std::array<std::uint8_t, 32> result{};
  std::memcpy(result.data(), bytes.data(), result.size());
  return result;
}

std::string to_hex(const std::array<std::uint8_t, 32>& bytes) {
  std::array<char, 65> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return hex.data();
}

// A finished file appears under its name or none does: it is written under a name of its own, and
// linked, which fails when another process was first; then that one's key is used.
void make_file(const std::filesystem::path& file, Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes.data(), bytes.size());
  const std::string text = to_hex(bytes) + "\n";

  const auto draft = file.string() + "." + system_random().token() + ".new";
  {
    const Descriptor output(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (output.number() < 0) give_up(file, "cannot be made", errno);
    const auto written = ::write(output.number(), text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size()) || ::fsync(output.number()) != 0) {
      const int reason = written < 0 ? errno : ENOSPC;
      ::unlink(draft.c_str());
      give_up(file, "cannot be written", reason);
    }
  }
  const int linked = ::link(draft.c_str(), file.c_str());
  const int reason = errno;
  ::unlink(draft.c_str());
  if (linked != 0 && reason != EEXIST) give_up(file, "cannot be made", reason);

  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.number() < 0 || ::fsync(directory.number()) != 0)
    give_up(file, "its folder cannot be written", errno);
}

std::string read_file(const std::filesystem::path& file, int descriptor) {
  struct stat state{};
  if (::fstat(descriptor, &state) != 0) give_up(file, "cannot be read", errno);
  if (!S_ISREG(state.st_mode))
    throw std::runtime_error(fmt::format("secret key {}: not a file", file.string()));
  if ((state.st_mode & 077) != 0)
    throw std::runtime_error(
        fmt::format("secret key {}: others can read it; set its mode to 0600", file.string()));
  std::string text(256, '\0');
  const auto size = ::read(descriptor, text.data(), text.size());
  if (size < 0) give_up(file, "cannot be read", errno);
  text.resize(static_cast<std::size_t>(size));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.pop_back();
  return text;
}

}  // namespace

std::optional<SecretKey> SecretKey::parse(std::string_view text) {
  std::string bytes;
  if (text.size() == 64) {
    bytes.resize(32);
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                       text.size(), nullptr, &size, &end) != 0 ||
        end != text.data() + text.size())
      return std::nullopt;
    bytes.resize(size);
  } else {
    // `openssl rand -base64 32` writes the older alphabet and a padding.
    std::string unpadded(text);
    if (unpadded.size() == 44 && unpadded.back() == '=') unpadded.pop_back();
    std::replace(unpadded.begin(), unpadded.end(), '+', '-');
    std::replace(unpadded.begin(), unpadded.end(), '/', '_');
    auto decoded = from_base64url(unpadded);
    if (!decoded) return std::nullopt;
    bytes = *std::move(decoded);
  }
  const auto key = thirty_two(bytes);
  if (!key) return std::nullopt;
  return SecretKey(*key);
}

SecretKey SecretKey::from_file(const std::filesystem::path& file, Random& random) {
  const auto open_it = [&] { return ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC); };
  int number = open_it();
  if (number < 0 && errno == ENOENT) {
    make_file(file, random);
    number = open_it();
  }
  if (number < 0) give_up(file, "cannot be opened", errno);
  const Descriptor input(number);
  const auto key = parse(read_file(file, input.number()));
  if (!key)
    throw std::runtime_error(
        fmt::format("secret key {}: not 32 bytes in hex or base64", file.string()));
  return *key;
}

SecretKey SecretKey::from_bytes(const std::array<std::uint8_t, 32>& bytes) {
  return SecretKey(bytes);
}

}  // namespace crypto

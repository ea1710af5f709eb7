#pragma once
// Settings: one TOML file, each overridden by an environment variable (`approval.existing_customer`
// is PORTAL_APPROVAL_EXISTING_CUSTOMER). A room declares its settings once with name, default,
// range and a sentence; the reference (docs/operating/configuration.md), the commented default file
// of the package and `config check` come from that declaration. An unknown name, a wrong type or a
// value out of range is reported with its name, all at once, and the program does not start. An
// environment variable that is empty counts as not set.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// How a value is written in the file. What the environment gives is text until it is read.
enum class Kind { text, integer, boolean, list, other, environment };
struct Given {
  Kind kind;
  std::vector<std::string> texts;  // one, or those of a list
};

/// Reads once; each getter declares and answers. Lists in the environment are separated by commas.
class Reader {
 public:
  /// Nothing in `file`: only defaults and the environment. Throws std::runtime_error when the file
  /// cannot be read or is not TOML (with line and column).
  Reader(std::optional<std::filesystem::path> file,
         const std::map<std::string, std::string>& environment);

  /// A setting that is wrong answers its default; `problems` tells.
  std::string text(std::string_view name, std::string_view otherwise, std::string_view explanation);
  std::string secret(std::string_view name, std::string_view explanation);  // never printed
  std::string one_of(std::string_view name, const std::vector<std::string>& choices,
                     std::string_view otherwise, std::string_view explanation);
  std::int64_t integer(std::string_view name, std::int64_t otherwise, std::int64_t least,
                       std::int64_t most, std::string_view explanation);
  bool boolean(std::string_view name, bool otherwise, std::string_view explanation);
  /// Texts, whole numbers or days in the file; each without surrounding blanks.
  std::vector<std::string> list(std::string_view name, const std::vector<std::string>& otherwise,
                                std::string_view explanation);
  /// A room's own complaint, e.g. a zone that does not exist.
  void complain(std::string_view name, std::string_view what);

  /// All problems, among them names in the file or the environment (PORTAL_…) that nobody declared.
  /// Call after every getter. PORTAL_TEST_… is left alone.
  std::vector<std::string> problems() const;

  struct Declared {
    std::string name;
    std::string type;  // "text", "integer 1..200", "one of a, b", "yes or no", "list", "secret"
    std::string otherwise;
    std::string value;  // "(set)" or "" for a secret
    std::string explanation;
  };
  const std::vector<Declared>& declared() const { return declared_; }

 private:
  /// What the environment or else the file gives.
  std::optional<Given> given(std::string_view name) const;
  /// The one text of a setting, where it is of `kind`; else a problem says what is `wanted`.
  std::optional<std::string> single(std::string_view name, Kind kind, std::string_view wanted);
  void refuse(std::string_view name, std::string_view what);
  void declare(Declared declared);

  std::map<std::string, Given, std::less<>> file_values_;
  std::map<std::string, std::string> environment_;
  std::vector<Declared> declared_;
  std::vector<std::string> problems_;
};

/// The process environment, names that begin with PORTAL_.
std::map<std::string, std::string> portal_environment();
/// "approval.existing_customer" gives "PORTAL_APPROVAL_EXISTING_CUSTOMER".
std::string environment_name(std::string_view name);
/// A table for docs/operating/configuration.md.
std::string as_markdown(const std::vector<Reader::Declared>& declared);
/// A file in which every setting is commented out at its default.
std::string as_toml(const std::vector<Reader::Declared>& declared);

}  // namespace config

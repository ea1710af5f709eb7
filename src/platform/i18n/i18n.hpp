#pragma once
// Sentences. locales/vi.json and en.json are nested objects embedded in the program; a key is the
// path joined by dots. `{name}` places are filled by name. The page uses the same files.

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace i18n {

enum class Language { vi, en };
std::string_view code_of(Language language);  // "vi", "en"
/// "vi" or "en"; anything else gives `otherwise`.
Language language_of(std::string_view code, Language otherwise);
/// RFC 9110 section 12.5.4: the best of the two by weight, `otherwise` when neither is named.
Language negotiate(std::string_view accept_language, Language otherwise);

class Catalog {
 public:
  /// Reads the embedded files; throws std::runtime_error on a broken file. `always` are values that
  /// every sentence may use, e.g. {"provider", "VNG Cloud"}.
  explicit Catalog(base::Values always);

  /// The sentence, its places filled. A key that does not exist gives the key itself (tests catch
  /// it); a place without a value throws std::logic_error.
  std::string text(Language language, std::string_view key, const base::Values& values = {}) const;
  bool has(std::string_view key) const;
  const std::map<std::string, std::string, std::less<>>& sentences(Language language) const;

 private:
  std::map<std::string, std::string, std::less<>> vi_, en_;
  base::Values always_;
};

}  // namespace i18n

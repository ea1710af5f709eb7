#pragma once
// A mail's subject, text and HTML from its template. Values are plain text: they are never parsed
// as a template or as markup, so a company named "<a href=…>" or "{{7*7}}" reads just so. Only this
// room includes it.

#include <optional>
#include <string>
#include <vector>

#include "platform/i18n/i18n.hpp"

namespace notifications {

struct Letter {
  std::string template_name;
  std::vector<i18n::Language> languages;  // one or both, the reader's first
  base::Values values;
  std::optional<std::string> link;
  std::optional<std::string> code;
};

struct Rendered {
  std::string subject;
  std::string text;
  std::string html;
};

/// `always` are the values that every template may use; they win over the letter's.
Rendered render(const Letter& letter, const i18n::Catalog& catalog, const base::Values& always);

/// Throws std::logic_error when the template does not exist in a language or wants a place that
/// `letter` does not fill. `provider` and `portal` are always filled.
void check(const Letter& letter);

/// Names of the places that a template must be given, and of those that it may be given.
struct Places {
  std::vector<std::string> required;
  std::vector<std::string> optional;
};
Places places_of(std::string_view template_name, i18n::Language language);

}  // namespace notifications

#include "notifications/render.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <map>
#include <stdexcept>

#include "base/plain_text.hpp"
#include "notifications/values.hpp"
#include "platform/database/query.hpp"

namespace notifications {
namespace {

namespace mustache = kainjow::mustache;

std::string_view file(const std::string& name) {
  static const auto all = [] {
    constexpr std::string_view folder = "src/notifications/templates/";
    std::map<std::string, std::string_view, std::less<>> found;
    for (const auto& each : embedded::files())
      if (each.path.starts_with(folder)) found.emplace(each.path.substr(folder.size()), each.text);
    return found;
  }();
  const auto at = all.find(name);
  if (at == all.end()) throw std::logic_error("there is no mail template " + name);
  return at->second;
}

std::string_view template_text(std::string_view name, i18n::Language language) {
  return file(std::string(name) + "." + std::string(i18n::code_of(language)) + ".txt.mustache");
}

bool is_filled_always(std::string_view name) {
  return name == "provider" || name == "portal";
}

bool may_have_lines(std::string_view name) {
  return name == "reason" || name == "statement" || name == "rates" || name.starts_with("rules_");
}

mustache::data filled(const Letter& letter, const base::Values& always) {
  mustache::data places;
  for (const auto& [name, value] : letter.values)
    if (!value.empty())
      places.set(name,
                 base::as_plain_text(value, may_have_lines(name) ? base::LineBreaks::kept
                                                                 : base::LineBreaks::refused));
  if (letter.link) places.set("link", *letter.link);
  if (letter.code) places.set("code", *letter.code);
  for (const auto& [name, value] : always) places.set(name, base::as_plain_text(value));
  return places;
}

std::string fill(std::string_view text, const mustache::data& places,
                 const std::function<std::string(const std::string&)>& escape) {
  mustache::mustache parsed{std::string(text)};
  if (!parsed.is_valid()) throw std::logic_error("mail template: " + parsed.error_message());
  parsed.set_custom_escape(escape);
  return parsed.render(places);
}

struct Part {
  i18n::Language language;
  std::string subject;
  std::string body;  // paragraphs apart by an empty line, no line break at the end
};

Part part(const Letter& letter, i18n::Language language, const mustache::data& places) {
  const std::string whole = fill(template_text(letter.template_name, language), places,
                                 [](const std::string& text) { return text; });
  const auto first = whole.find('\n');
  Part made{.language = language, .subject = whole.substr(0, first), .body = {}};
  const auto begin = whole.find_first_not_of('\n', first);
  if (begin != std::string::npos)
    made.body = whole.substr(begin, whole.find_last_not_of('\n') + 1 - begin);
  return made;
}

std::vector<std::string> split(const std::string& text, std::string_view separator) {
  std::vector<std::string> pieces;
  for (std::size_t begin = 0;;) {
    const auto end = text.find(separator, begin);
    pieces.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return pieces;
    begin = end + separator.size();
  }
}

mustache::data block(const std::string& paragraph, const Letter& letter,
                     const std::string& portal) {
  mustache::data made;
  const bool is_link = paragraph == letter.link && paragraph.starts_with("http");
  if (is_link || paragraph == portal) {
    made.set("link", paragraph);
  } else if (paragraph == letter.code) {
    made.set("code", paragraph);
  } else {
    mustache::data lines{mustache::data::type::list};
    const auto pieces = split(paragraph, "\n");
    for (std::size_t number = 0; number < pieces.size(); ++number) {
      mustache::data line{"text", pieces[number]};
      line.set("more", number + 1 < pieces.size());
      lines.push_back(line);
    }
    made.set("lines", mustache::data{"line", lines});
  }
  return made;
}

std::string html_of(const std::vector<Part>& parts, const std::string& subject,
                    const std::string& hint, const Letter& letter, const std::string& portal) {
  mustache::data sections{mustache::data::type::list};
  for (const auto& each : parts) {
    mustache::data blocks{mustache::data::type::list};
    for (const auto& paragraph : split(each.body, "\n\n"))
      if (!paragraph.empty()) blocks.push_back(block(paragraph, letter, portal));
    mustache::data section{"blocks", blocks};
    section.set("language", std::string(i18n::code_of(each.language)));
    section.set("below", &each != &parts.front());
    if (!hint.empty() && &each == &parts.front()) section.set("hint", hint);
    sections.push_back(section);
  }
  mustache::data frame{"sections", sections};
  frame.set("subject", subject);
  frame.set("language", std::string(i18n::code_of(parts.front().language)));
  return fill(file("frame.html.mustache"), frame, escape_html);
}

/// Calls `use(sign, name)` for each tag: '#', '^', '/' or ' ' for a place.
void each_tag(std::string_view text, const std::function<void(char, std::string_view)>& use) {
  for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const auto end = text.find("}}", at);
    if (end == std::string_view::npos) throw std::logic_error("mail template: a tag has no end");
    auto name = text.substr(at + 2, end - at - 2);
    const char sign = name.find_first_of("#^/") == 0 ? name.front() : ' ';
    if (sign != ' ') name.remove_prefix(1);
    use(sign, name);
    at = end;
  }
}

}  // namespace

Places places_of(std::string_view template_name, i18n::Language language) {
  Places places;
  std::vector<std::string_view> inside;
  const auto note = [](std::vector<std::string>& names, std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  };
  each_tag(template_text(template_name, language), [&](char sign, std::string_view name) {
    if (sign == '/') {
      inside.pop_back();
    } else if (sign != ' ') {
      inside.push_back(name);
      note(places.optional, name);
    } else if (std::find(inside.begin(), inside.end(), name) == inside.end()) {
      note(places.required, name);
    }
  });
  return places;
}

void check(const Letter& letter) {
  for (const auto language : letter.languages) {
    for (const auto& name : places_of(letter.template_name, language).required) {
      const bool given = is_filled_always(name) || (name == "link" && letter.link) ||
                         (name == "code" && letter.code) ||
                         std::any_of(letter.values.begin(), letter.values.end(),
                                     [&](const auto& value) { return value.first == name; });
      if (!given)
        throw std::logic_error("mail template " + letter.template_name + " lacks " + name);
    }
  }
}

Rendered render(const Letter& letter, const i18n::Catalog& catalog, const base::Values& always) {
  const auto places = filled(letter, always);
  std::vector<Part> parts;
  for (const auto language : letter.languages) parts.push_back(part(letter, language, places));

  Rendered rendered;
  std::string hint;
  for (const auto& each : parts) {
    if (&each != &parts.front()) {
      hint = catalog.text(each.language, "mails.below");
      rendered.subject += " / ";
      rendered.text += "\n\n――――――――\n\n";
    }
    rendered.subject += each.subject;
    rendered.text += each.body;
  }
  if (!hint.empty()) rendered.text = hint + "\n\n" + rendered.text;
  rendered.text += '\n';
  const auto* portal = places.get("portal");
  rendered.html = html_of(parts, rendered.subject, hint, letter,
                          portal != nullptr ? portal->string_value() : std::string());
  return rendered;
}

}  // namespace notifications

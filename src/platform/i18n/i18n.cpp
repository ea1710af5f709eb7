#include "platform/i18n/i18n.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "platform/database/query.hpp"

namespace i18n {
namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

void collect(const boost::json::object& object, const std::string& path, Sentences& sentences) {
  for (const auto& [name, value] : object) {
    // Fillers keep an empty section in the file.
    if (name == "_") continue;
    const std::string key = path.empty() ? std::string(name) : path + "." + std::string(name);
    if (const auto* inner = value.if_object()) {
      collect(*inner, key, sentences);
    } else if (const auto* sentence = value.if_string()) {
      if (!sentences.emplace(key, std::string(*sentence)).second)
        throw std::runtime_error(fmt::format("locale: {} is there twice", key));
    } else {
      throw std::runtime_error(fmt::format("locale: {} is not a sentence", key));
    }
  }
}

Sentences read(std::string_view path) {
  for (const auto& file : embedded::files()) {
    if (file.path != path) continue;
    boost::json::error_code failed;
    const auto value = boost::json::parse({file.text.data(), file.text.size()}, failed);
    if (failed || !value.is_object())
      throw std::runtime_error(fmt::format("{} is not a JSON object", path));
    Sentences sentences;
    collect(value.get_object(), "", sentences);
    return sentences;
  }
  throw std::runtime_error(fmt::format("{} is not in the program", path));
}

}  // namespace

std::string_view code_of(Language language) {
  return language == Language::vi ? "vi" : "en";
}

Language language_of(std::string_view code, Language otherwise) {
  if (code == "vi") return Language::vi;
  if (code == "en") return Language::en;
  return otherwise;
}

Catalog::Catalog(base::Values always)
    : vi_(read("locales/vi.json")), en_(read("locales/en.json")), always_(std::move(always)) {}

std::string Catalog::text(Language language, std::string_view key,
                          const base::Values& values) const {
  const auto& known = sentences(language);
  const auto found = known.find(key);
  if (found == known.end()) return std::string(key);

  fmt::dynamic_format_arg_store<fmt::format_context> filled;
  filled.reserve(values.size() + always_.size(), values.size() + always_.size());
  // The first of a name wins.
  for (const auto* list : {&values, &always_})
    for (const auto& [name, value] : *list) filled.push_back(fmt::arg(name.c_str(), value));
  try {
    return fmt::vformat(found->second, filled);
  } catch (const fmt::format_error& error) {
    throw std::logic_error(fmt::format("sentence {}: {}", key, error.what()));
  }
}

bool Catalog::has(std::string_view key) const {
  return vi_.contains(key) && en_.contains(key);
}

const Sentences& Catalog::sentences(Language language) const {
  return language == Language::vi ? vi_ : en_;
}

}  // namespace i18n

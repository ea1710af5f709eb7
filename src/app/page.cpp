#include "app/page.hpp"

namespace app {

using kainjow::mustache::data;

std::string embedded_text(std::string_view path) {
  for (const embedded::File& file : embedded::files()) {
    if (file.path == path) return std::string(file.text);
  }
  ENSURE(false);
  return {};
}

i18n::Language reading_language(const http::Request& request) {
  const auto chosen = request.query_value("lang");
  if (chosen == "vi") return i18n::Language::vi;
  if (chosen == "en") return i18n::Language::en;
  return request.language;
}

std::string escaped_for_html(const std::string& text) {
  data values;
  values.set("text", text);
  return kainjow::mustache::mustache("{{text}}").render(values);
}

std::string fill(std::string_view template_path, const data& values) {
  return kainjow::mustache::mustache(embedded_text(template_path)).render(values);
}

http::Response render(const Page& page, Installation& installation) {
  const auto other = page.language == i18n::Language::vi ? i18n::Language::en : i18n::Language::vi;
  const std::string nonce = installation.random.token();
  data values;
  values.set("nonce", nonce);
  values.set("style", embedded_text("src/app/pages/style.css.mustache"));
  values.set("language", std::string(i18n::code_of(page.language)));
  values.set("other_language", std::string(i18n::code_of(other)));
  values.set("other_language_name",
             installation.catalog.text(page.language, "home.other_language"));
  values.set("provider", installation.settings.provider_name);
  values.set("title", page.title);
  values.set("body", page.body);
  auto response = http::html(page.status, fill("src/app/pages/frame.html.mustache", values));
  response.headers.emplace_back("Content-Language", std::string(i18n::code_of(page.language)));
  response.headers.emplace_back(
      "content-security-policy",
      "default-src 'none'; style-src 'nonce-" + nonce +
          "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  return response;
}

}  // namespace app

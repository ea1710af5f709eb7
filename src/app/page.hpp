#pragma once
// The program's own small pages: the root, and what stands behind a mailed link of a person. Plain
// HTML without a script, in the reader's language, which a link on the page changes. The policy
// lets nothing in but the page's own style, and the server's Referrer-Policy tells nobody its
// address.

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

#include "app/application.hpp"
#include "platform/http/http.hpp"

namespace app {

/// A file that was embedded by its path in the repository.
std::string embedded_text(std::string_view path);

/// What `?lang=` asks for, else the language of the request.
i18n::Language reading_language(const http::Request& request);

struct Page {
  int status = 200;
  i18n::Language language = i18n::Language::vi;
  std::string title;
  std::string body;  // HTML
};
/// The frame that all pages share.
http::Response render(const Page& page, Installation& installation);

std::string escaped_for_html(const std::string& text);

/// Fills a template of this repository; its values are escaped.
std::string fill(std::string_view template_path, const kainjow::mustache::data& values);

}  // namespace app

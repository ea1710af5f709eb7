#include "app/web_page.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/replace.hpp>

#include "app/embedded_page.hpp"
#include "app/page.hpp"
#include "platform/http/compression.hpp"

namespace app {
namespace {

constexpr std::string_view index_name = "index.html";
constexpr std::string_view no_html_but_the_index = "default-src 'none'; frame-ancestors 'none'";

/// The other routes, with all that is below them.
constexpr std::array<std::string_view, 5> not_the_pages{"api", "consent", "healthz", "readyz",
                                                        "metrics"};

bool accepts_html(const http::Request& request) {
  const auto accepted = request.header("accept");
  if (!accepted) return true;
  return std::ranges::any_of(std::array{"text/html", "text/*", "*/*"},
                             [&](const char* range) { return http::accepts(*accepted, range); });
}

bool is_the_pages(std::string_view path) {
  const auto first = path.substr(1, path.find('/', 1) - 1);
  const auto last = path.substr(path.rfind('/') + 1);
  return std::ranges::find(not_the_pages, first) == not_the_pages.end() &&
         last.find('.') == std::string_view::npos;
}

// Mails are shown in a sandboxed frame of their own text (srcdoc), which inherits the policy, and
// mails carry their style in attributes.
std::string policy_with(const std::string& nonce) {
  return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce +
         "'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
         "connect-src 'self'; manifest-src 'self'; frame-src 'self'; frame-ancestors 'none'; "
         "base-uri 'none'; form-action 'self'";
}

}  // namespace

http::Files page_files(const std::string& directory) {
  return directory.empty() ? embedded::page() : http::files_below(directory);
}

WebPage::WebPage(const http::Files& files, const i18n::Catalog& catalog, crypto::Random& random)
    : files_(files, std::string(no_html_but_the_index)), catalog_(catalog), random_(random) {
  if (const auto index = files_.text(index_name)) index_ = *index;
}

http::Response WebPage::answer(const http::Request& request, int status) const {
  ENSURE(is_there());
  const auto language = reading_language(request);
  const std::string nonce = random_.token();
  std::string body = *index_;
  boost::replace_all(body, "__CSP_NONCE__", nonce);
  boost::replace_all(body, "__LANG__", i18n::code_of(language));
  boost::replace_all(body, "__TITLE__", escaped_for_html(catalog_.text(language, "home.title")));
  auto response = http::html(status, std::move(body));
  response.headers.emplace_back("Content-Language", std::string(i18n::code_of(language)));
  response.headers.emplace_back("Content-Security-Policy", policy_with(nonce));
  return response;
}

std::optional<http::Response> WebPage::serve(const http::Request& request) const {
  if (!is_there() || request.method != http::Method::get) return std::nullopt;
  if (request.path == "/" || request.path.substr(1) == index_name) return answer(request, 200);
  if (auto file = files_.serve(request)) return file;
  if (!is_the_pages(request.path) || !accepts_html(request)) return std::nullopt;
  return answer(request, 200);
}

}  // namespace app

#pragma once
// The signed-in page: index.html for its own paths, and the files beside it. Both are read once, at
// the start. index.html is filled on each answer: `__CSP_NONCE__` by a fresh nonce, which the
// policy names too, `__LANG__` by the reader's language, `__TITLE__` by the portal's title.
//
// Without a page nothing is served here, and the small pages of home.cpp and link_pages.cpp
// stand in.

#include <optional>
#include <string>

#include "platform/crypto/crypto.hpp"
#include "platform/http/static_files.hpp"
#include "platform/i18n/i18n.hpp"

namespace app {

/// Those of the folder that the setting `web.directory` names, else those that the program carries.
http::Files page_files(const std::string& directory);

class WebPage {
 public:
  WebPage(const http::Files& files, const i18n::Catalog& catalog, crypto::Random& random);

  bool is_there() const { return index_.has_value(); }
  /// index.html under this status, whatever the request accepts. Only where `is_there`.
  http::Response answer(const http::Request& request, int status) const;
  /// For what the URL table does not have: a file of the page, or index.html for a GET that accepts
  /// HTML and whose last segment has no extension; the page itself says when there is nothing.
  std::optional<http::Response> serve(const http::Request& request) const;

 private:
  http::StaticFiles files_;
  std::optional<std::string> index_;
  const i18n::Catalog& catalog_;
  crypto::Random& random_;
};

}  // namespace app

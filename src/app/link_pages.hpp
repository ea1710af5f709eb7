#pragma once
// GET /invitation/{token} and /password-reset/{token}: where the links of these mails lead. The
// page takes it from there; where there is none, a small one says what the link is for and which
// call takes it. Neither changes anything; a link that no longer works has the status of the call
// (404, 410), and the page says why.

#include "app/page.hpp"
#include "app/web_page.hpp"
#include "identity/http.hpp"

namespace app {

class LinkPages {
 public:
  LinkPages(Installation& installation, const identity::Handlers& people, const WebPage& page)
      : installation_(installation), people_(people), page_(page) {}

  base::Result<http::Response> invitation(const http::Request& request) const;
  base::Result<http::Response> password_reset(const http::Request& request) const;

 private:
  /// `name` of the sentences; `collection` of the contract takes the token.
  struct Kind {
    identity::LinkPurpose purpose;
    std::string name;
    std::string collection;
  };
  http::Response show(const http::Request& request, const Kind& kind) const;
  std::string body_of(const identity::LinkSubject& subject, const Kind& kind,
                      std::string_view token, i18n::Language language) const;

  Installation& installation_;
  const identity::Handlers& people_;
  const WebPage& page_;
};

}  // namespace app

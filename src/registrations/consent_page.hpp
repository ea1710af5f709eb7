#pragma once
// The customer's page: plain HTML from the server, without script, under 20 KB, for a phone first.
// A GET or HEAD changes nothing; a POST (form-encoded: code, decision=agree|decline, report=1)
// decides only with the mailed code. The form needs no CSRF token, since the code is known to the
// mailbox alone; it takes our own Origin or none.

#include "accounts/accounts.hpp"
#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "registrations/registrations.hpp"

namespace registrations {

class ConsentPages {
 public:
  ConsentPages(database::Database& database, const Installation& installation,
               accounts::Directory& directory, const clock_source::Clock& clock,
               crypto::Random& random);

  base::Result<http::Response> look(const http::Request& request) const;
  base::Result<http::Response> answer(const http::Request& request) const;

 private:
  base::Result<ConsentPage> decide(const std::string& token, const Answer& given) const;

  database::Database& database_;
  const Installation& installation_;
  accounts::Directory& directory_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
};

/// The page in HTML with its status and headers. `language` is what the reader chose.
http::Response render_consent(const Installation& installation, const ConsentPage& page,
                              i18n::Language language);

}  // namespace registrations

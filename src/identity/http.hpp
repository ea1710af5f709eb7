#pragma once
// The room's calls of the HTTP contract. Handlers with an actor are called after the gatekeeper and
// the rights table have let the actor in; those without are for everybody.

#include <boost/json.hpp>

#include "identity/gatekeeper.hpp"
#include "identity/links.hpp"
#include "identity/preferences.hpp"
#include "identity/second_factor.hpp"
#include "identity/sessions.hpp"
#include "identity/settings.hpp"
#include "identity/sign_ins.hpp"
#include "platform/http/http.hpp"
#include "platform/http/listing.hpp"

namespace identity {

class Handlers {
 public:
  using Answer = base::Result<http::Response>;

  /// `surroundings` must outlive the handlers.
  explicit Handlers(const Surroundings& surroundings);
  const Gatekeeper& gatekeeper() const { return gatekeeper_; }

  // session_http.cpp
  Answer sign_in(const http::Request& request) const;
  Answer session(const http::Request& request, const Actor& actor) const;
  /// The answer of `session` for whoever has a session by cookie, else null.
  boost::json::value session_of_cookie(const http::Request& request) const;
  Answer sign_out(const http::Request& request, const Actor& actor) const;

  // profile_http.cpp
  Answer profile(const http::Request& request, const Actor& actor) const;
  Answer change_profile(const http::Request& request, const Actor& actor) const;
  Answer preferences(const http::Request& request, const Actor& actor) const;
  Answer change_preferences(const http::Request& request, const Actor& actor) const;
  Answer change_password(const http::Request& request, const Actor& actor) const;

  // second_factor_http.cpp
  Answer second_factor(const http::Request& request, const Actor& actor) const;
  Answer begin_second_factor(const http::Request& request, const Actor& actor) const;
  Answer confirm_second_factor(const http::Request& request, const Actor& actor) const;
  Answer renew_recovery_codes(const http::Request& request, const Actor& actor) const;
  Answer remove_second_factor(const http::Request& request, const Actor& actor) const;

  // own_sessions_http.cpp
  Answer list_sessions(const http::Request& request, const Actor& actor) const;
  Answer end_other_sessions(const http::Request& request, const Actor& actor) const;
  Answer end_session(const http::Request& request, const Actor& actor) const;
  Answer list_sign_ins(const http::Request& request, const Actor& actor) const;

  // links_http.cpp
  Answer ask_password_reset(const http::Request& request) const;
  Answer password_reset(const http::Request& request) const;
  Answer reset_password(const http::Request& request) const;
  Answer invitation(const http::Request& request) const;
  Answer accept_invitation(const http::Request& request) const;
  /// For a page about the link; its errors are those of `open_link`.
  base::Result<LinkSubject> subject_of_link(LinkPurpose purpose, std::string_view token) const;

  // staff_http.cpp
  Answer list_staff(const http::Request& request, const Actor& actor) const;
  Answer invite_staff(const http::Request& request, const Actor& actor) const;
  Answer staff_member(const http::Request& request, const Actor& actor) const;
  Answer change_staff(const http::Request& request, const Actor& actor) const;
  Answer remove_staff(const http::Request& request, const Actor& actor) const;
  /// GET /partners/{id}/staff, for whoever may read partners.
  Answer list_partner_staff(const http::Request& request, const Actor& actor) const;
  Answer reset_staff_second_factor(const http::Request& request, const Actor& actor) const;
  /// POST /partners/{id}/admins, for whoever may change partners.
  Answer invite_partner_admin(const http::Request& request, const Actor& actor) const;

  // audit_http.cpp
  Answer list_audit(const http::Request& request, const Actor& actor) const;

 private:
  Stamp stamp(Origin origin) const;
  /// Somebody who is not signed in.
  Origin passer_by(const http::Request& request) const;
  Answer signed_in_answer(const http::Request& request, const std::string& token) const;
  boost::json::object session_json(const http::Request& request, const Actor& actor) const;
  /// A key without a person has the defaults.
  Preferences preferences_of(const Actor& actor) const;
  Answer refused_sign_in(const SignInTry& tried, base::Error error) const;
  NewSession new_session(const http::Request& request, const base::UserId& person,
                         base::Instant now) const;
  /// Asks again for the password of whoever is signed in, as slowly as signing in does. 422
  /// `identity.wrong_password`, 429, 503.
  base::Result<Credentials> right_password(const http::Request& request, const Actor& actor,
                                           const std::string& password) const;
  std::string cookie(const std::string& token) const;
  std::string expired_cookie() const;
  http::Response staff_page(const http::Page& page, const Side& side, const Actor& actor) const;
  Answer send_invitation(const http::Request& request, const Actor& actor,
                         const Invitation& invitation) const;
  using ChangeOfSecondFactor = base::Result<Refusal> (*)(database::Transaction&,
                                                         const SecondFactorChange&);
  struct ChangedSecondFactor {
    std::string session_token;
    std::vector<std::string> recovery_codes;
  };
  /// In one transaction with the end of all sessions of the person, and the new one of the caller.
  base::Result<ChangedSecondFactor> change_second_factor(const http::Request& request,
                                                         const Actor& actor,
                                                         const std::string& code,
                                                         ChangeOfSecondFactor change) const;
  http::Response renewed_session(const ChangedSecondFactor& changed,
                                 boost::json::object answer) const;
  PasswordNotice notice_of(const Stamp& stamp) const;
  /// Checks and hashes a new password; what is wrong stands at `pointer`.
  base::Result<std::string> hashed(const std::string& password, const std::string& email,
                                   const std::string& organization_name,
                                   const std::string& pointer) const;

  const Surroundings& surroundings_;
  Gatekeeper gatekeeper_;
};

}  // namespace identity

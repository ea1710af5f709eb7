#pragma once
// Sends one mail by SMTP (libcurl; RFC 5321) and builds its text (GMime; RFC 5322, 2045, 2047). The
// certificate is always verified; `none` for TLS is accepted for a loopback server only. Addresses
// and header values with CR, LF, NUL or other controls are refused before libcurl sees them.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace mail {

enum class Tls { none, starttls, tls };

struct Server {
  std::string host;
  int port = 587;
  Tls tls = Tls::starttls;
  std::string user;  // empty: no AUTH
  std::string password;
  std::string certificate_file;  // a CA bundle; empty: the system's
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds timeout{60};
};

struct Message {
  std::string id;  // Message-ID without brackets; the same at every attempt
  std::string from_name;
  std::string from_address;
  std::string reply_to;  // may be empty
  std::string recipient;
  std::string language;  // Content-Language, "vi, en"
  std::string subject;
  std::string text;
  std::string html;
  base::Instant date;
};

/// The whole message, CRLF line ends, multipart/alternative with text first.
std::string compose(const Message& message);

enum class Outcome {
  sent,       // the server took responsibility (250 after the final dot)
  try_later,  // 4xx, no connection, time-out, or the connection broke after DATA
  refused,    // 5xx, or an address that cannot be sent to
};
struct Delivery {
  Outcome outcome;
  int reply_code = 0;  // of the server, 0 when there was none
  std::string reason;  // short, English, safe to show to the provider
};

Delivery send(const Server& server, const Message& message);

/// "smtp.tls" none with a host that is not loopback is a mistake.
bool is_loopback(const std::string& host);

}  // namespace mail

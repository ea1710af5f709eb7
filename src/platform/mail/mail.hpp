#pragma once
// Builds the text of a mail (GMime; RFC 5322, 2045, 2047) and sends it by SMTP (libcurl; RFC 5321).
// The certificate is always verified; `none` for TLS is accepted for a loopback server only.
// Addresses and header values with CR, LF, NUL or other controls are refused before libcurl sees
// them, since it would pass them on.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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
  std::chrono::seconds timeout{25};  // of one mail, from connecting to the answer after its end
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

/// What forbids sending it, in short English: an address that is not of RFC 5321's plain form
/// (ASCII atoms, one `@`, a domain of letters, digits, dots and hyphens), or a control character in
/// a header. Nothing when all is well.
std::optional<std::string> fault_of(const Message& message);
/// The part of it that no mail of these settings would be without: sender, reply address.
std::optional<std::string> fault_of_sender(const Message& message);

/// The whole message, CRLF line ends, multipart/alternative with text first; the same bytes for the
/// same Message. Throws std::invalid_argument when it has a fault.
std::string compose(const Message& message);

enum class Outcome {
  sent,       // the server took responsibility (250 after the final dot)
  try_later,  // 4xx, or the connection broke, also after DATA
  no_server,  // nobody answers, no verified TLS, the server refuses us (greeting, AUTH, MAIL), or
              // the sender's address is no address: every other mail would fare the same
  refused,    // 5xx to this recipient or this content, or a fault of the message
};
struct Delivery {
  Outcome outcome;
  int reply_code = 0;  // of the server, 0 when there was none
  std::string reason;  // short, printable ASCII, safe to show to the provider
};

/// One connection, kept open from mail to mail. Not for two threads at once.
class Connection {
 public:
  /// `break_off` is asked about once a second while a mail is on its way; when it says true, the
  /// mail is broken off like one whose connection broke. May be empty.
  explicit Connection(Server server, std::function<bool()> break_off = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Never throws for what a server does.
  Delivery send(const Message& message);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

/// By a connection of its own.
Delivery send(const Server& server, const Message& message);

/// "localhost", 127.0.0.0/8 or ::1. "smtp.tls" none with another host is a mistake.
bool is_loopback(const std::string& host);

}  // namespace mail

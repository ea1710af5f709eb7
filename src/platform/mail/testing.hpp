#pragma once
// For tests only: a real SMTP server (tests/smtp/sink.py, Debian's aiosmtpd) that keeps what it is
// given and can misbehave; its modes are described there. It ends with its object, however the
// process ends.

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/testing.hpp"
#include "platform/mail/mail.hpp"

namespace mail::testing {

class Sink {
 public:
  struct Options {
    Tls tls = Tls::none;
    std::string name = "localhost";  // of whom the certificate speaks
    std::string user = {};           // empty: no AUTH
    std::string password = {};
    int port = 0;  // 0: any free one
  };
  Sink() : Sink(Options{}) {}
  explicit Sink(const Options& options);
  ~Sink();
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  /// How to reach it, its certificate trusted.
  Server server() const;
  int port() const { return port_; }
  /// Lines of rules, "" for good behaviour.
  void behave(std::string_view rules);
  /// What it took so far, oldest first.
  std::vector<boost::json::object> mails() const;
  /// The decoded value of a header of a mail; throws when it is not there exactly once.
  static std::string header(const boost::json::object& mail, std::string_view name);
  /// The server is gone from now on.
  void stop();

 private:
  Options options_;
  database::testing::TemporaryDirectory directory_;
  int port_ = 0;
  int input_ = -1;
  int process_ = -1;
};

}  // namespace mail::testing

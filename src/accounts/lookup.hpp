#pragma once
// One question to a remote directory over HTTP (libcurl), without any meaning. Only this room
// includes it.

#include <memory>
#include <string>

#include "accounts/accounts.hpp"

namespace accounts {

/// Keeps its connections between questions; may be asked by several threads at once.
class Lookup {
 public:
  explicit Lookup(const RemoteSettings& settings);
  ~Lookup();
  /// POSTs `body` to <url>/accounts/lookup and returns the body of the 200. Otherwise
  /// `accounts.directory_unavailable`, whose cause never holds the key or the answer.
  base::Result<std::string> ask(const std::string& body);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

/// The error of every failure.
base::Error directory_unavailable(std::string cause);

}  // namespace accounts

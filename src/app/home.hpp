#pragma once
// What belongs to the installation itself: the root, the contract, health, readiness and
// metrics.

#include <mutex>

#include "app/application.hpp"
#include "app/web_page.hpp"
#include "platform/http/http.hpp"

namespace app {

class Home {
 public:
  Home(Installation& installation, const WebPage& page, bool demo)
      : installation_(installation), page_(page), demo_(demo) {}

  /// The page, or a small one where there is none.
  base::Result<http::Response> root(const http::Request& request) const;
  base::Result<http::Response> contract(const http::Request& request) const;
  /// The process is up; asks no database.
  base::Result<http::Response> health(const http::Request& request) const;
  /// The database answers, asked at most once a second; 503 from the moment on when it no longer
  /// knows what it committed.
  base::Result<http::Response> ready(const http::Request& request) const;
  /// 404 where the setting metrics.listen gives them an address of their own.
  base::Result<http::Response> public_metrics(const http::Request& request) const;
  base::Result<http::Response> metrics(const http::Request& request) const;

 private:
  Installation& installation_;
  const WebPage& page_;
  bool demo_;
  mutable std::mutex asked_mutex_;
  mutable std::chrono::steady_clock::time_point asked_at_;
  mutable bool ready_ = false;
};

}  // namespace app

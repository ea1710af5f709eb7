#include "app/home.hpp"

#include <boost/json.hpp>

#include "app/page.hpp"
#include "app/portal_call.hpp"
#include "platform/metrics/metrics.hpp"

namespace app {
namespace {

using kainjow::mustache::data;

data demo_rows(const Installation& installation, i18n::Language language) {
  const i18n::Catalog& catalog = installation.catalog;
  data users{data::type::list};
  for (const auto& value : demo_users(installation.settings)) {
    const auto& user = value.as_object();
    const std::string side(user.at("audience").as_string());
    std::string roles;
    for (const auto& role : user.at("roles").as_array()) {
      const std::string label =
          catalog.text(language, "roles." + side + "." + std::string(role.as_string()));
      roles += (roles.empty() ? "" : ", ") + label;
    }
    data row;
    row.set("email", std::string(user.at("email").as_string()));
    row.set("password", std::string(user.at("password").as_string()));
    row.set("side", user.at("partner").is_string() ? std::string(user.at("partner").as_string())
                                                   : installation.settings.provider_name);
    row.set("roles", roles);
    users << row;
  }
  return users;
}

}  // namespace

base::Result<http::Response> Home::root(const http::Request& request) const {
  if (page_.is_there()) return page_.answer(request, 200);
  const auto language = reading_language(request);
  const auto said = [&](std::string_view key) {
    return installation_.catalog.text(language, "home." + std::string(key));
  };
  data values;
  for (const char* key :
       {"title", "lead", "contract", "health", "demo_heading", "demo_lead", "demo_outbox"}) {
    values.set(key, said(key));
  }
  values.set("email_label", said("email"));
  values.set("password_label", said("password"));
  if (demo_) {
    data demo;
    demo.set("users", demo_rows(installation_, language));
    values.set("demo", demo);
  }
  return render({.status = 200,
                 .language = language,
                 .title = said("title"),
                 .body = fill("src/app/pages/home.html.mustache", values)},
                installation_);
}

base::Result<http::Response> Home::contract(const http::Request&) const {
  http::Response response;
  response.headers.emplace_back("content-type", "application/yaml; charset=utf-8");
  response.body = embedded_text("api/openapi.yaml");
  return response;
}

base::Result<http::Response> Home::health(const http::Request&) const {
  return http::json(200, R"({"status":"up"})");
}

base::Result<http::Response> Home::ready(const http::Request&) const {
  const std::lock_guard lock(asked_mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (!ready_ || now - asked_at_ > std::chrono::seconds{1}) {
    ready_ = installation_.database->healthy();
    asked_at_ = now;
  }
  // A commit whose outcome is unknown counts at once, whatever the last look said.
  if (!ready_ || installation_.database->stopped())
    return base::fail(base::ErrorKind::unavailable, "not_ready", {{"retry_after_seconds", "5"}});
  return http::json(200, R"({"status":"ready"})");
}

base::Result<http::Response> Home::public_metrics(const http::Request& request) const {
  if (!installation_.settings.metrics_listen.empty()) {
    return base::fail(base::ErrorKind::not_found, "not_found");
  }
  return metrics(request);
}

base::Result<http::Response> Home::metrics(const http::Request&) const {
  http::Response response;
  response.headers.emplace_back("content-type", "text/plain; version=0.0.4; charset=utf-8");
  response.body = metrics::render();
  return response;
}

}  // namespace app

#include "app/link_pages.hpp"

namespace app {

using kainjow::mustache::data;

base::Result<http::Response> LinkPages::invitation(const http::Request& request) const {
  return show(request, {identity::LinkPurpose::invitation, "invitation", "invitations"});
}

base::Result<http::Response> LinkPages::password_reset(const http::Request& request) const {
  return show(request,
              {identity::LinkPurpose::password_reset, "password_reset", "password-resets"});
}

http::Response LinkPages::show(const http::Request& request, const Kind& kind) const {
  const auto language = reading_language(request);
  const auto said = [&](const std::string& key) {
    return installation_.catalog.text(language, key);
  };
  const std::string_view token = request.path_parameter("token");
  const auto subject = people_.subject_of_link(kind.purpose, token);
  if (page_.is_there()) {
    return page_.answer(request, subject ? 200 : http::status_of(subject.error().kind));
  }
  if (subject) {
    return render({.status = 200,
                   .language = language,
                   .title = said("links." + kind.name + ".title"),
                   .body = body_of(*subject, kind, token, language)},
                  installation_);
  }
  const base::Error& error = subject.error();
  data values;
  values.set("title", said("links.void_title"));
  values.set("lead", installation_.catalog.text(language, "errors." + error.code, error.values));
  return render({.status = http::status_of(error.kind),
                 .language = language,
                 .title = said("links.void_title"),
                 .body = fill("src/app/pages/link.html.mustache", values)},
                installation_);
}

std::string LinkPages::body_of(const identity::LinkSubject& subject, const Kind& kind,
                               std::string_view token, i18n::Language language) const {
  const auto said = [&](const std::string& key, const base::Values& values = {}) {
    return installation_.catalog.text(language, key, values);
  };
  const Settings& settings = installation_.settings;
  data open;
  for (const char* key : {"company", "email", "expires", "how_heading", "keep", "contract"})
    open.set("label_" + std::string(key), said("links." + std::string(key)));
  open.set("company",
           subject.organization_name.empty() ? settings.provider_name : subject.organization_name);
  open.set("email", subject.email);
  open.set("expires", base::to_local_time(subject.expires_at, settings.time_zone));
  open.set("how", said("links.how", {{"least", std::to_string(settings.identity.password_min)}}));
  open.set("call", R"(curl -H 'content-type: application/json' -d '{"password":"..."}' )" +
                       settings.base_url + "/api/v1/" + kind.collection + "/" + std::string(token));
  data values;
  values.set("title", said("links." + kind.name + ".title"));
  values.set("lead", said("links." + kind.name + ".lead"));
  values.set("open", open);
  return fill("src/app/pages/link.html.mustache", values);
}

}  // namespace app

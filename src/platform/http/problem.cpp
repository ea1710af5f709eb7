#include "platform/http/problem.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/json/json.hpp"
#include "platform/log/log.hpp"

namespace http {
namespace {

constexpr std::string_view retry_after = "retry_after_seconds";
constexpr std::size_t most_fields = 2000;

/// `errors.http.kind_<this>` is the general sentence of a kind.
std::string_view name_of(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::malformed:
      return "malformed";
    case base::ErrorKind::unauthenticated:
      return "unauthenticated";
    case base::ErrorKind::forbidden:
      return "forbidden";
    case base::ErrorKind::not_found:
      return "not_found";
    case base::ErrorKind::conflict:
      return "conflict";
    case base::ErrorKind::gone:
      return "gone";
    case base::ErrorKind::stale:
      return "stale";
    case base::ErrorKind::too_large:
      return "too_large";
    case base::ErrorKind::unsupported_type:
      return "unsupported_type";
    case base::ErrorKind::unprocessable:
      return "unprocessable";
    case base::ErrorKind::precondition_required:
      return "precondition_required";
    case base::ErrorKind::too_many:
      return "too_many";
    case base::ErrorKind::unavailable:
      return "unavailable";
  }
  return "malformed";
}

/// The sentence of a key, or of `otherwise` when the first has none or lacks a value.
std::string sentence(const i18n::Catalog& catalog, i18n::Language language, const std::string& key,
                     const std::string& otherwise, const base::Values& values) {
  if (!catalog.has(key)) return catalog.text(language, otherwise);
  try {
    return catalog.text(language, key, values);
  } catch (const std::logic_error& error) {
    log_record::error("http", "sentence lacks a value", {{"key", key}, {"cause", error.what()}});
    return catalog.text(language, otherwise);
  }
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += ",\"";
  out += name;
  out += "\":";
  json::append_string(out, value);
}

void append_parameters(std::string& out, const base::Values& values) {
  if (values.empty()) return;
  out += ",\"parameters\":{";
  bool first = true;
  for (const auto& [name, value] : values) {
    if (!std::exchange(first, false)) out += ',';
    json::append_string(out, name);
    out += ':';
    json::append_string(out, value);
  }
  out += '}';
}

/// Types of JSON in people's words; `parameters` keep the code.
base::Values in_words(const base::Values& values, const i18n::Catalog& catalog,
                      i18n::Language language) {
  base::Values result = values;
  for (auto& [name, value] : result) {
    const std::string key = "types." + value;
    if (name == "expected" && catalog.has(key)) value = catalog.text(language, key);
  }
  return result;
}

void append_fields(std::string& out, const std::vector<base::FieldError>& fields,
                   const i18n::Catalog& catalog, i18n::Language language) {
  if (fields.empty()) return;
  out += ",\"errors\":[";
  for (std::size_t i = 0; i < std::min(fields.size(), most_fields); ++i) {
    const auto& field = fields[i];
    if (i != 0) out += ',';
    out += "{\"pointer\":";
    json::append_string(out, field.pointer);
    append_member(out, "code", field.code);
    append_member(out, "message",
                  sentence(catalog, language, "errors." + field.code, "errors.invalid_body",
                           in_words(field.values, catalog, language)));
    append_parameters(out, field.values);
    out += '}';
  }
  out += ']';
}

Response rendered(int status, const base::Error& error, const std::string& general,
                  const Request& request, const i18n::Catalog& catalog) {
  const auto language = request.language;
  const std::string key = "errors." + error.code;
  const auto title = sentence(catalog, language, key, general, error.values);
  const auto detail = catalog.has(key + "_detail")
                          ? sentence(catalog, language, key + "_detail", general, error.values)
                          : title;
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/problem+json"},
                      {"Content-Language", std::string(i18n::code_of(language))}};
  auto& out = response.body;
  out = "{\"type\":\"about:blank\"";
  append_member(out, "title", title);
  out += ",\"status\":" + std::to_string(status);
  append_member(out, "detail", detail);
  append_member(out, "code", error.code);
  append_parameters(out, error.values);
  append_fields(out, error.fields, catalog, language);
  out += '}';
  return response;
}

}  // namespace

int status_of(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::malformed:
      return 400;
    case base::ErrorKind::unauthenticated:
      return 401;
    case base::ErrorKind::forbidden:
      return 403;
    case base::ErrorKind::not_found:
      return 404;
    case base::ErrorKind::conflict:
      return 409;
    case base::ErrorKind::gone:
      return 410;
    case base::ErrorKind::stale:
      return 412;
    case base::ErrorKind::too_large:
      return 413;
    case base::ErrorKind::unsupported_type:
      return 415;
    case base::ErrorKind::unprocessable:
      return 422;
    case base::ErrorKind::precondition_required:
      return 428;
    case base::ErrorKind::too_many:
      return 429;
    case base::ErrorKind::unavailable:
      return 503;
  }
  return 500;
}

Response problem(const Request& request, const base::Error& error, const i18n::Catalog& catalog) {
  auto response =
      rendered(status_of(error.kind), error, "errors.http.kind_" + std::string(name_of(error.kind)),
               request, catalog);
  const auto wait = std::ranges::find(error.values, retry_after, &base::Values::value_type::first);
  if (wait != error.values.end()) {
    response.headers.emplace_back("Retry-After", wait->second);
  } else if (error.kind == base::ErrorKind::too_many ||
             error.kind == base::ErrorKind::unavailable) {
    response.headers.emplace_back("Retry-After", "1");
  }
  if (error.kind == base::ErrorKind::unauthenticated) {
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
  }
  return response;
}

Response problem(const Request& request, const Refusal& refusal, const i18n::Catalog& catalog) {
  const base::Error error{base::ErrorKind::malformed, refusal.code, {}, {}, {}};
  auto response = rendered(refusal.status, error, "errors.http.kind_malformed", request, catalog);
  response.headers.insert(response.headers.end(), refusal.headers.begin(), refusal.headers.end());
  if (refusal.status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace http

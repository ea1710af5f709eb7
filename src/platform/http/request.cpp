#include <algorithm>

#include "platform/http/http.hpp"
#include "platform/http/syntax.hpp"

namespace http {
namespace {

std::optional<std::string_view> first(const Fields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
  if (found == fields.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "";
}

std::optional<std::string_view> Request::header(std::string_view lower_case_name) const {
  return first(headers, lower_case_name);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  return first(query, name);
}

std::vector<std::string_view> Request::query_values(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : query) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

std::string_view Request::path_parameter(std::string_view name) const {
  const auto found = first(path_parameters, name);
  ENSURE(found.has_value());
  return *found;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != "cookie") continue;
    std::optional<std::string_view> found;
    each_member(value, ';', [&](std::string_view pair) {
      const auto equals = pair.find('=');
      const bool named = equals != std::string_view::npos && pair.substr(0, equals) == name;
      if (named && !found) found = pair.substr(equals + 1);
    });
    if (found) return found;
  }
  return std::nullopt;
}

Response json(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body), {}};
}

Response html(int status, std::string body) {
  return {status, {{"Content-Type", "text/html; charset=utf-8"}}, std::move(body), {}};
}

Response no_content() {
  return {204, {}, {}, {}};
}

Response download(std::string content_type, std::string file_name, std::string body) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
  };
  ENSURE(!file_name.empty() && std::ranges::all_of(file_name, plain));
  return {200,
          {{"Content-Type", std::move(content_type)},
           {"Content-Disposition", "attachment; filename=\"" + file_name + "\""}},
          std::move(body),
          {}};
}

}  // namespace http

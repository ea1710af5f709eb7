#include "platform/http/resource.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include "platform/crypto/crypto.hpp"
#include "platform/json/json.hpp"

namespace http {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_json(std::string_view content_type) {
  const auto semicolon = content_type.find(';');
  if (!boost::algorithm::iequals(trimmed(content_type.substr(0, semicolon)), "application/json"))
    return false;
  if (semicolon == std::string_view::npos) return true;
  const auto parameter = trimmed(content_type.substr(semicolon + 1));
  return parameter.empty() || boost::algorithm::iequals(parameter, "charset=utf-8") ||
         boost::algorithm::iequals(parameter, "charset=\"utf-8\"");
}

bool names(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (trimmed(list.substr(0, comma)) == tag) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace

base::Result<boost::json::value> json_body(const Request& request) {
  const auto type = request.header("content-type");
  if (request.body.empty() && request.method == Method::post)
    return boost::json::value(boost::json::object());
  if (!type || !is_json(*type))
    return base::fail(base::ErrorKind::unsupported_type, "unsupported_media_type");
  return json::parse(request.body);
}

std::string etag(std::int64_t version) {
  return "\"" + std::to_string(version) + "\"";
}

std::string etag_of(std::string_view body) {
  return "\"" + crypto::sha256_hex(body).substr(0, 32) + "\"";
}

base::Result<> check_if_match(const Request& request, std::int64_t version) {
  if (!request.header("if-match"))
    return base::fail(base::ErrorKind::precondition_required, "precondition_required");
  return check_if_match_when_given(request, version);
}

base::Result<> check_if_match_when_given(const Request& request, std::int64_t version) {
  const auto given = request.header("if-match");
  if (!given || trimmed(*given) == "*" || names(*given, etag(version))) return {};
  return base::fail(base::ErrorKind::stale, "stale");
}

}  // namespace http

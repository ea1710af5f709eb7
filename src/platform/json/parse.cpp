#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <limits>

#include "platform/json/json.hpp"

namespace json {
namespace {

constexpr std::size_t deepest = 32;

/// Builds the value and refuses what Boost.JSON itself lets through.
class StrictHandler {
 public:
  constexpr static std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  constexpr static std::size_t max_string_size = std::numeric_limits<std::size_t>::max();
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  StrictHandler() { stack_.reset(); }
  boost::json::value release() { return stack_.release(); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t count, error_code&) {
    stack_.push_array(count);
    return true;
  }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t count, error_code& error) {
    const auto first = keys_.end() - static_cast<std::ptrdiff_t>(count);
    std::sort(first, keys_.end());
    if (std::adjacent_find(first, keys_.end()) != keys_.end()) return refuse(error);
    keys_.erase(first, keys_.end());
    stack_.push_object(count);
    return true;
  }
  bool on_key_part(string_view part, std::size_t, error_code& error) {
    if (holds_nul(part)) return refuse(error);
    key_.append(part.data(), part.size());
    stack_.push_chars(part);
    return true;
  }
  bool on_key(string_view part, std::size_t, error_code& error) {
    if (holds_nul(part)) return refuse(error);
    key_.append(part.data(), part.size());
    keys_.push_back(std::exchange(key_, {}));
    stack_.push_key(part);
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code& error) {
    if (holds_nul(part)) return refuse(error);
    stack_.push_chars(part);
    return true;
  }
  bool on_string(string_view part, std::size_t, error_code& error) {
    if (holds_nul(part)) return refuse(error);
    stack_.push_string(part);
    return true;
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code&) {
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t, string_view, error_code& error) { return refuse(error); }
  bool on_double(double, string_view, error_code& error) { return refuse(error); }
  bool on_bool(bool truth, error_code&) {
    stack_.push_bool(truth);
    return true;
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  static bool holds_nul(string_view text) {
    return std::find(text.begin(), text.end(), '\0') != text.end();
  }
  static bool refuse(error_code& error) {
    error = boost::json::error::syntax;
    return false;
  }

  boost::json::value_stack stack_;
  std::string key_;
  std::vector<std::string> keys_;  // of all objects that are still open
};

}  // namespace

base::Result<boost::json::value> parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = deepest;
  boost::json::basic_parser<StrictHandler> parser(options);
  boost::json::error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (error || used != text.size() || !parser.done()) {
    return base::fail(base::ErrorKind::malformed, "malformed_json");
  }
  return parser.handler().release();
}

}  // namespace json

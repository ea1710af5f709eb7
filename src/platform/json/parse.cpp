#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <limits>

#include "platform/json/json.hpp"

namespace json {
namespace {

constexpr std::size_t deepest = 32;

/// Builds the value, and notes what Boost.JSON itself lets through: a member that is there twice.
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
  std::vector<base::FieldError> errors() && { return std::move(errors_); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code&) {
    open_.emplace_back();
    return true;
  }
  bool on_array_end(std::size_t count, error_code&) {
    open_.pop_back();
    stack_.push_array(count);
    return complete();
  }
  bool on_object_begin(error_code&) {
    open_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t count, error_code&) {
    note_repeated(open_.back().keys);
    open_.pop_back();
    stack_.push_object(count);
    return complete();
  }
  bool on_key_part(string_view part, std::size_t, error_code&) {
    key_.append(part.data(), part.size());
    stack_.push_chars(part);
    return true;
  }
  bool on_key(string_view part, std::size_t, error_code&) {
    key_.append(part.data(), part.size());
    open_.back().keys.push_back(std::exchange(key_, {}));
    stack_.push_key(part);
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(string_view part, std::size_t, error_code&) {
    stack_.push_string(part);
    return complete();
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code&) {
    stack_.push_int64(number);
    return complete();
  }
  bool on_uint64(std::uint64_t number, string_view, error_code&) {
    stack_.push_uint64(number);
    return complete();
  }
  bool on_double(double number, string_view, error_code&) {
    stack_.push_double(number);
    return complete();
  }
  bool on_bool(bool truth, error_code&) {
    stack_.push_bool(truth);
    return complete();
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return complete();
  }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  /// An object or an array that has not ended.
  struct Open {
    std::vector<std::string> keys;  // of an object, so far
    std::size_t entries = 0;        // that are complete
  };

  bool complete() {
    if (!open_.empty()) ++open_.back().entries;
    return true;
  }

  std::string pointer() const {
    std::string result;
    for (auto place = open_.begin(); place + 1 < open_.end(); ++place) {
      const bool array = place->keys.empty();
      result += '/' + (array ? std::to_string(place->entries) : escaped(place->keys.back()));
    }
    return result;
  }

  void note_repeated(std::vector<std::string> keys) {
    std::ranges::sort(keys);
    for (auto key = std::ranges::adjacent_find(keys); key != keys.end();
         key = std::adjacent_find(std::upper_bound(key, keys.end(), *key), keys.end())) {
      errors_.push_back({pointer() + '/' + escaped(*key), "repeated_field", {}});
    }
  }

  boost::json::value_stack stack_;
  std::string key_;
  std::vector<Open> open_;
  std::vector<base::FieldError> errors_;
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
  auto value = parser.handler().release();
  TRY(no_errors(std::move(parser.handler()).errors()));
  return value;
}

}  // namespace json

#pragma once
// JSON in and out. In: one strict reader (Boost.JSON's parser with our handler and depth limit)
// that refuses BOM, trailing bytes, lone surrogates, more than 32 levels and, by its pointer, a
// member that is there twice; and a walk that collects every field's error with its RFC 6901
// pointer. No field takes U+0000 or a number that is no 64-bit integer.
// Out: Boost.JSON values, or text written directly on hot lists.

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"

namespace json {

/// 400 `malformed_json` when the text is not one JSON value, 400 `invalid_body` with a
/// `repeated_field` for each member that is there twice.
base::Result<boost::json::value> parse(std::string_view text);

/// A name as a step of an RFC 6901 pointer.
std::string escaped(std::string_view name);

/// Walks one object and collects what is wrong with it. Ask for each field once, then call
/// `finish`. Codes: `required`, `unknown_field`, `wrong_type`, `too_long`, `out_of_range`,
/// `not_allowed` (a control character), `invalid_choice`, or what the caller adds by `refuse`.
class ObjectReader {
 public:
  /// `errors` is shared by the readers of one body. A value that is no object is `wrong_type`.
  ObjectReader(const boost::json::value& value, std::string pointer,
               std::vector<base::FieldError>& errors);

  // required; may be "". Line breaks and tabs only where `lines` allows them.
  std::optional<std::string> text(std::string_view name, std::size_t most_characters,
                                  base::Lines lines = base::Lines::refused);
  // absent or null: nothing
  std::optional<std::string> optional_text(std::string_view name, std::size_t most_characters,
                                           base::Lines lines = base::Lines::refused);
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t least,
                                               std::int64_t most);
  std::optional<bool> optional_boolean(std::string_view name);
  const boost::json::array* array(std::string_view name, std::size_t least, std::size_t most);
  const boost::json::value* value(std::string_view name);           // required
  const boost::json::value* optional_value(std::string_view name);  // absent or null: nullptr
  bool has(std::string_view name) const;

  void refuse(std::string_view name, std::string code, base::Values values = {});
  std::string pointer_to(std::string_view name) const;
  /// Adds `unknown_field` for every member that was not asked for.
  void finish();

 private:
  const boost::json::value* take(std::string_view name);
  const boost::json::value* require(std::string_view name);
  std::optional<std::string> checked_text(std::string_view name, const boost::json::value& value,
                                          std::size_t most_characters, base::Lines lines);
  std::optional<std::int64_t> checked_integer(std::string_view name,
                                              const boost::json::value& value, std::int64_t least,
                                              std::int64_t most);
  void wrong_type(std::string_view name, std::string_view expected);
  const boost::json::object* object_;
  std::string pointer_;
  std::vector<base::FieldError>& errors_;
  std::vector<std::string> taken_;
};

/// 400 `invalid_body` with the collected errors, or success.
base::Result<> no_errors(std::vector<base::FieldError> errors);

/// Appends `text` as a JSON string with its quotes.
void append_string(std::string& out, std::string_view text);

}  // namespace json

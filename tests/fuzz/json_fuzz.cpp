// The JSON reader under any bytes: what it takes is written and read again as the same value, and
// the object reader walks it without a crash.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "platform/json/json.hpp"

namespace {

void walk(const boost::json::value& value) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(value, "", errors);
  reader.text("text", 10);
  reader.optional_text("optional", 10, base::Lines::allowed);
  reader.integer("number", -5, 5);
  reader.optional_boolean("flag");
  if (const auto* items = reader.array("items", 0, 5)) {
    for (const auto& item : *items) {
      json::ObjectReader inner(item, "/items/0", errors);
      inner.text("text", 10);
      inner.finish();
    }
  }
  reader.finish();
  for (const auto& error : errors) {
    ENSURE(error.pointer.empty() || error.pointer.starts_with('/'));
  }
}

bool holds_fraction(const boost::json::value& value) {
  if (value.is_object())
    return std::ranges::any_of(value.get_object(),
                               [](const auto& member) { return holds_fraction(member.value()); });
  if (value.is_array()) return std::ranges::any_of(value.get_array(), holds_fraction);
  return value.is_double();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = json::parse(text);
  if (!value) return 0;
  const auto again = json::parse(boost::json::serialize(*value));
  // Boost.JSON reads a fraction within one unit of its last place, and 1e400 as infinity, which it
  // writes as no number that it reads; no field takes one.
  ENSURE(holds_fraction(*value) || (again.has_value() && *again == *value));
  if (value->is_string()) {
    std::string written;
    const auto& held = value->get_string();
    json::append_string(written, {held.data(), held.size()});
    ENSURE(json::parse(written).value() == *value);
  }
  walk(*value);
  return 0;
}

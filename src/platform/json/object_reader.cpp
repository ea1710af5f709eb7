#include <algorithm>
#include <cmath>

#include "platform/json/json.hpp"

namespace json {

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

namespace {

base::Values range(std::int64_t least, std::int64_t most) {
  return {{"least", std::to_string(least)}, {"most", std::to_string(most)}};
}

/// 2^63 and more, written in any way; a fraction is of the wrong type instead.
bool is_beyond_every_integer(const boost::json::value& value) {
  constexpr double two_to_63 = 9'223'372'036'854'775'808.0;
  return value.is_uint64() || (value.is_double() && std::abs(value.get_double()) >= two_to_63);
}

}  // namespace

ObjectReader::ObjectReader(const boost::json::value& value, std::string pointer,
                           std::vector<base::FieldError>& errors)
    : object_(value.if_object()), pointer_(std::move(pointer)), errors_(errors) {
  if (object_ == nullptr) {
    errors_.push_back({pointer_, "wrong_type", {{"expected", "object"}}});
  }
}

std::optional<std::string> ObjectReader::text(std::string_view name, std::size_t most_characters,
                                              base::Lines lines) {
  const auto* found = require(name);
  if (found == nullptr) return std::nullopt;
  return checked_text(name, *found, most_characters, lines);
}

std::optional<std::string> ObjectReader::optional_text(std::string_view name,
                                                       std::size_t most_characters,
                                                       base::Lines lines) {
  const auto* found = optional_value(name);
  if (found == nullptr) return std::nullopt;
  return checked_text(name, *found, most_characters, lines);
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view name, std::int64_t least,
                                                  std::int64_t most) {
  const auto* found = require(name);
  if (found == nullptr) return std::nullopt;
  return checked_integer(name, *found, least, most);
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view name,
                                                           std::int64_t least, std::int64_t most) {
  const auto* found = optional_value(name);
  if (found == nullptr) return std::nullopt;
  return checked_integer(name, *found, least, most);
}

std::optional<bool> ObjectReader::optional_boolean(std::string_view name) {
  const auto* found = optional_value(name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_bool()) {
    wrong_type(name, "boolean");
    return std::nullopt;
  }
  return found->get_bool();
}

const boost::json::array* ObjectReader::array(std::string_view name, std::size_t least,
                                              std::size_t most) {
  const auto* found = require(name);
  if (found == nullptr) return nullptr;
  if (!found->is_array()) {
    wrong_type(name, "array");
    return nullptr;
  }
  const auto& items = found->get_array();
  if (items.size() < least || items.size() > most) {
    refuse(name, "wrong_count",
           range(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
    return nullptr;
  }
  return &items;
}

const boost::json::value* ObjectReader::value(std::string_view name) {
  return require(name);
}

const boost::json::value* ObjectReader::optional_value(std::string_view name) {
  const auto* found = take(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

bool ObjectReader::has(std::string_view name) const {
  return object_ != nullptr && object_->contains(name);
}

void ObjectReader::refuse(std::string_view name, std::string code, base::Values values) {
  errors_.push_back({pointer_to(name), std::move(code), std::move(values)});
}

std::string ObjectReader::pointer_to(std::string_view name) const {
  return pointer_ + "/" + escaped(name);
}

void ObjectReader::finish() {
  if (object_ == nullptr) return;
  for (const auto& member : *object_) {
    const std::string_view key(member.key().data(), member.key().size());
    if (std::find(taken_.begin(), taken_.end(), key) == taken_.end()) refuse(key, "unknown_field");
  }
}

const boost::json::value* ObjectReader::take(std::string_view name) {
  if (object_ == nullptr) return nullptr;
  if (std::find(taken_.begin(), taken_.end(), name) == taken_.end()) taken_.emplace_back(name);
  return object_->if_contains(name);
}

const boost::json::value* ObjectReader::require(std::string_view name) {
  const auto* found = take(name);
  if (found == nullptr && object_ != nullptr) refuse(name, "required");
  return found;
}

std::optional<std::string> ObjectReader::checked_text(std::string_view name,
                                                      const boost::json::value& value,
                                                      std::size_t most_characters,
                                                      base::Lines lines) {
  if (!value.is_string()) {
    wrong_type(name, "string");
    return std::nullopt;
  }
  const auto& held = value.get_string();
  const std::string_view text(held.data(), held.size());
  if (base::length(text) > most_characters) {
    refuse(name, "too_long", {{"most", std::to_string(most_characters)}});
    return std::nullopt;
  }
  if (!base::is_clean(text, lines)) {
    refuse(name, "not_allowed");
    return std::nullopt;
  }
  return std::string(text);
}

std::optional<std::int64_t> ObjectReader::checked_integer(std::string_view name,
                                                          const boost::json::value& value,
                                                          std::int64_t least, std::int64_t most) {
  if (is_beyond_every_integer(value)) {
    refuse(name, "out_of_range", range(least, most));
    return std::nullopt;
  }
  if (!value.is_int64()) {
    wrong_type(name, "integer");
    return std::nullopt;
  }
  const std::int64_t number = value.get_int64();
  if (number < least || number > most) {
    refuse(name, "out_of_range", range(least, most));
    return std::nullopt;
  }
  return number;
}

void ObjectReader::wrong_type(std::string_view name, std::string_view expected) {
  refuse(name, "wrong_type", {{"expected", std::string(expected)}});
}

base::Result<> no_errors(std::vector<base::FieldError> errors) {
  if (errors.empty()) return {};
  base::Error error{base::ErrorKind::malformed, "invalid_body", {}, std::move(errors), {}};
  return base::fail(std::move(error));
}

}  // namespace json

#pragma once
// Identifiers: a type prefix, an underscore and 26 characters of Crockford base32 in lower case, 48
// bits of milliseconds and 80 of randomness (the ULID layout), so that ids sort by time of making.
// Each noun has its own type, so that one is never passed for another.

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace base {

/// 26 characters from a moment and 10 random bytes.
std::string encode_ulid(Instant at, const std::array<std::uint8_t, 10>& random);
bool is_ulid(std::string_view text);

template <std::size_t N>
struct IdPrefix {
  char text[N]{};
  constexpr IdPrefix(const char (&value)[N]) { std::copy_n(value, N, text); }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

template <IdPrefix Prefix>
class Id {
 public:
  static constexpr std::string_view prefix() { return Prefix.view(); }

  static Id make(Instant at, const std::array<std::uint8_t, 10>& random) {
    return Id(std::string(prefix()) + "_" + encode_ulid(at, random));
  }
  /// From outside: nothing unless prefix and length and alphabet are right.
  static std::optional<Id> parse(std::string_view text) {
    if (!text.starts_with(prefix()) || text.size() != prefix().size() + 27) return std::nullopt;
    if (text[prefix().size()] != '_' || !is_ulid(text.substr(prefix().size() + 1)))
      return std::nullopt;
    return Id(std::string(text));
  }
  /// From our own database, which holds only what `make` and `parse` let in.
  static Id stored(std::string text) { return Id(std::move(text)); }

  const std::string& text() const { return text_; }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

using RegistrationId = Id<"reg">;
using AccountId = Id<"acc">;
using PartnerId = Id<"ptn">;
using UserId = Id<"usr">;
using ApiKeyId = Id<"key">;
using SessionId = Id<"ses">;
using ReceiptId = Id<"rcp">;
using MailId = Id<"msg">;
using JobId = Id<"job">;
using ExportId = Id<"exp">;
using AuditId = Id<"aud">;
using HistoryId = Id<"hst">;
using FactsId = Id<"fct">;

}  // namespace base

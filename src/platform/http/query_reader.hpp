#pragma once
// Query parameters that several lists take: each value is asked for by name and form, what is wrong
// is collected, and `finish` says all of it at once.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "platform/http/http.hpp"

namespace http {

class QueryReader {
 public:
  /// `request` must outlive the reader. Parameters in `repeatable` may be given more than once.
  explicit QueryReader(const Request& request, std::vector<std::string_view> repeatable = {})
      : request_(request), repeatable_(std::move(repeatable)) {}

  /// Nothing when it was left out, or is wrong: `invalid_parameter` for what is no day.
  std::optional<base::Day> day(std::string_view name);
  /// `invalid_id`.
  template <class Id>
  std::optional<Id> id(std::string_view name) {
    const auto text = request_.query_value(name);
    if (!text) return std::nullopt;
    auto parsed = Id::parse(*text);
    if (!parsed) refuse(name, "invalid_id");
    return parsed;
  }
  /// Tidy; nothing when that leaves nothing. `too_long`.
  std::optional<std::string> text(std::string_view name, std::size_t most);
  /// One of these words, as its index; else `invalid_parameter`.
  std::optional<std::size_t> choice(std::string_view name,
                                    const std::vector<std::string_view>& choices);

  void refuse(std::string_view name, const char* code, base::Values values = {});
  const Request& request() const { return request_; }
  /// 400 `invalid_query` with what was wrong, or its code when that was one thing; also
  /// `repeated_parameter`.
  base::Result<> finish();

 private:
  const Request& request_;
  std::vector<std::string_view> repeatable_;
  std::vector<base::FieldError> errors_;
};

}  // namespace http

#pragma once
// Expected failures are values. A verb that may fail for a reason its caller can act on returns
// `Result<T>`; an exception means that the world broke (disk, connection, memory) and is caught
// only at the request boundary and in the job loop.
//
// An `Error` carries a stable English `code` (`room.reason`, or a bare code where docs of the HTTP
// contract name one), never a sentence: sentences live in locales/ under `errors.<code>` and are
// chosen by the reader's language at the boundary.

#include <cstdlib>
#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace base {

/// What kind of failure it is; `platform/http` alone knows which status code each one becomes.
enum class ErrorKind {
  malformed,              // 400: not of the required form
  unauthenticated,        // 401
  forbidden,              // 403
  not_found,              // 404: not there, or not yours
  conflict,               // 409: the state forbids it
  gone,                   // 410: was usable once
  stale,                  // 412: changed meanwhile
  too_large,              // 413
  unsupported_type,       // 415
  unprocessable,          // 422: well formed, refused by a rule
  precondition_required,  // 428
  too_many,               // 429: values carry "retry_after_seconds"
  unavailable,            // 503: a part that it needs is down
};

/// Named values that fill the `{name}` places of a sentence and appear as `parameters` in a
/// problem.
using Values = std::vector<std::pair<std::string, std::string>>;

/// One thing wrong with one field. `pointer` is an RFC 6901 JSON pointer into the body ("" is the
/// whole of it); the sentence of `code` is `errors.<code>`.
struct FieldError {
  std::string pointer;
  std::string code;
  Values values;
};

struct Error {
  ErrorKind kind;
  std::string code;
  Values values;
  std::vector<FieldError> fields;
  std::string cause;  // for the log only, never shown
};

template <class T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string code, Values values = {}) {
  return std::unexpected(Error{kind, std::move(code), std::move(values), {}, {}});
}

inline std::unexpected<Error> fail(Error error) {
  return std::unexpected(std::move(error));
}

[[noreturn]] void broken_promise(const char* condition, const char* file, int line);

namespace detail {
template <class T>
T take(std::expected<T, Error>&& result) {
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}
}  // namespace detail
}  // namespace base

/// The value of a Result, or return its error from the enclosing function. Never inside a
/// coroutine.
#define TRY(...)                                                                  \
  __extension__({                                                                 \
    auto tried_result_ = (__VA_ARGS__);                                           \
    if (!tried_result_) return std::unexpected(std::move(tried_result_).error()); \
    ::base::detail::take(std::move(tried_result_));                               \
  })

/// A promise that only a bug of ours can break; says where and aborts.
#define ENSURE(condition) \
  ((condition) ? void() : ::base::broken_promise(#condition, __FILE__, __LINE__))

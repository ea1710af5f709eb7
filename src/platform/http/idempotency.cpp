#include "platform/http/idempotency.hpp"

#include <algorithm>
#include <stdexcept>

#include "embedded/http_queries.hpp"
#include "platform/crypto/crypto.hpp"

namespace http {
namespace {

using base::ErrorKind;

constexpr std::size_t longest_key = 255;
constexpr int rounds = 5;

/// Under which an answer is kept.
struct Scope {
  std::string_view tenant;
  std::string_view method;
  std::string_view path;
  std::string_view key;
};

bool is_visible_ascii(char character) {
  return character > ' ' && character <= '~';
}

base::Result<std::optional<std::string_view>> key_of(const Request& request, KeyIs key) {
  const auto count =
      std::ranges::count(request.headers, std::string_view("idempotency-key"),
                         [](const auto& field) { return std::string_view(field.first); });
  if (count == 0 && key == KeyIs::required)
    return base::fail(ErrorKind::malformed, "idempotency_key_required");
  if (count == 0) return std::nullopt;
  const std::string_view value = *request.header("idempotency-key");
  if (count > 1 || value.empty() || value.size() > longest_key ||
      !std::ranges::all_of(value, is_visible_ascii))
    return base::fail(ErrorKind::malformed, "invalid_idempotency_key");
  return value;
}

std::optional<std::string_view> header_of(const Response& response, std::string_view name) {
  const auto same = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  };
  for (const auto& [key, value] : response.headers)
    if (std::ranges::equal(key, name, same)) return value;
  return std::nullopt;
}

struct Kept {
  std::string body_sha256;
  Response response;
};

Kept kept_in(const database::Row& row) {
  Kept kept{std::string(row.text("body_sha256")), {}};
  kept.response.status = static_cast<int>(row.integer("status"));
  const auto add = [&](std::string_view name, std::optional<std::string> value) {
    if (value) kept.response.headers.emplace_back(name, *std::move(value));
  };
  add("Content-Type", row.optional_text("content_type"));
  add("ETag", row.optional_text("etag"));
  add("Location", row.optional_text("location"));
  add("Idempotency-Replayed", "true");
  kept.response.body = row.text("body");
  return kept;
}

base::Result<std::optional<Response>> find_kept(database::Snapshot& snapshot, const Scope& scope,
                                                std::string_view body_sha256) {
  auto kept = snapshot.first(queries::find_idempotency_key,
                             {{"tenant", scope.tenant},
                              {"method", scope.method},
                              {"path", scope.path},
                              {"key", scope.key}},
                             kept_in);
  if (!kept) return std::nullopt;
  if (kept->body_sha256 != body_sha256)
    return base::fail(ErrorKind::unprocessable, "idempotency_key_reused");
  return std::move(kept->response);
}

/// False when another request kept its answer under this key meanwhile.
bool keep(database::Transaction& transaction, const Scope& scope, std::string_view body_sha256,
          const Response& response, base::Instant now) {
  if (response.temporary_file) throw std::logic_error("a streamed answer cannot be kept");
  return transaction
      .attempt(queries::add_idempotency_key, {{"tenant", scope.tenant},
                                              {"method", scope.method},
                                              {"path", scope.path},
                                              {"key", scope.key},
                                              {"body_sha256", body_sha256},
                                              {"status", response.status},
                                              {"content_type", header_of(response, "content-type")},
                                              {"etag", header_of(response, "etag")},
                                              {"location", header_of(response, "location")},
                                              {"body", response.body},
                                              {"created_at_us", now}})
      .has_value();
}

}  // namespace

base::Result<Response> write(
    database::Database& database, const Request& request, std::string_view tenant,
    base::Instant now, KeyIs key,
    const std::function<base::Result<Response>(database::Transaction&)>& body) {
  const auto given = TRY(key_of(request, key));
  if (!given) return database.write(body);
  const Scope scope{tenant, name_of(request.method), request.path, *given};
  const std::string body_sha256 = crypto::sha256_hex(request.body);
  // Where writes run side by side, two may find the key free; the one that keeps it second starts
  // again and finds the answer of the first.
  for (int round = 0; round < rounds; ++round) {
    bool taken_meanwhile = false;
    auto answer = database.write([&](database::Transaction& transaction) -> base::Result<Response> {
      taken_meanwhile = false;
      if (auto kept = TRY(find_kept(transaction, scope, body_sha256))) return *std::move(kept);
      Response response = TRY(body(transaction));
      if (response.status < 200 || response.status > 299) return response;
      taken_meanwhile = !keep(transaction, scope, body_sha256, response, now);
      if (taken_meanwhile) return base::fail(ErrorKind::conflict, "request_in_progress");
      return response;
    });
    if (!taken_meanwhile) return answer;
  }
  return base::fail(ErrorKind::conflict, "request_in_progress");
}

base::Result<std::optional<Response>> kept_answer(database::Database& database,
                                                  const Request& request, std::string_view tenant) {
  const auto given = TRY(key_of(request, KeyIs::optional));
  if (!given) return std::nullopt;
  const Scope scope{tenant, name_of(request.method), request.path, *given};
  const std::string body_sha256 = crypto::sha256_hex(request.body);
  return database.read(
      [&](database::Snapshot& snapshot) { return find_kept(snapshot, scope, body_sha256); });
}

std::int64_t forget_keys(database::Transaction& transaction, base::Instant before, int limit) {
  return transaction.execute(queries::forget_idempotency_keys,
                             {{"before_us", before}, {"limit", limit}});
}

}  // namespace http

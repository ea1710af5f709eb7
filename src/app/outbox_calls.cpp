#include "app/outbox_calls.hpp"

#include <boost/json.hpp>

#include "base/text.hpp"
#include "platform/crypto/fresh.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/listing.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace app {
namespace {

boost::json::object render(const notifications::OutboxMail& mail) {
  boost::json::object out;
  out["id"] = mail.id.text();
  out["recipient"] = mail.recipient;
  out["template"] = mail.template_name;
  out["language"] = mail.language;
  out["subject"] = mail.subject;
  out["text"] = mail.text;
  out["html"] = mail.html;
  out["state"] = notifications::name_of(mail.state);
  out["attempts"] = mail.attempts;
  out["last_reply"] = mail.last_reply;
  out["created_at"] = base::to_rfc3339(mail.created_at);
  if (mail.sent_at) {
    out["sent_at"] = base::to_rfc3339(*mail.sent_at);
  } else {
    out["sent_at"] = nullptr;
  }
  return out;
}

http::Response one(const notifications::OutboxMail& mail) {
  auto response = http::json(200, boost::json::serialize(render(mail)));
  response.headers.emplace_back("ETag", http::etag_of(response.body));
  return response;
}

const http::ListRules rules{
    .name = "outbox", .sortable = {}, .filters = {"recipient", "state"}, .default_sort = {}};

base::Result<notifications::OutboxFilter> filter_of(const http::Request& request) {
  notifications::OutboxFilter filter;
  if (const auto given = request.query_value("recipient")) {
    const auto email = base::Email::parse(*given);
    if (!email) return base::fail(base::ErrorKind::malformed, "invalid_email");
    filter.recipient = email->text();
  }
  if (const auto given = request.query_value("state")) {
    filter.state = notifications::state_named(*given);
    if (!filter.state) return base::fail(base::ErrorKind::malformed, "invalid_choice");
  }
  return filter;
}

base::Result<base::MailId> id_of(const http::Request& request) {
  auto id = base::MailId::parse(request.path_parameter("id"));
  if (!id) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(id);
}

}  // namespace

OutboxCalls::OutboxCalls(database::Database& database, const notifications::Outbox& outbox,
                         const crypto::SecretKey& key, const clock_source::Clock& clock,
                         crypto::Random& random)
    : database_(database), outbox_(outbox), key_(key), clock_(clock), random_(random) {}

base::Result<http::Response> OutboxCalls::list(const http::Request& request,
                                               const identity::Actor& actor) const {
  const auto page = TRY(http::parse_page(request, rules, actor.tenant(), key_));
  const auto filter = TRY(filter_of(request));
  std::optional<base::MailId> after;
  if (!page.after.empty()) after = base::MailId::stored(page.after.front());
  boost::json::object answer;
  database_.read([&](database::Snapshot& snapshot) {
    auto mails = outbox_.list(snapshot, filter, after, page.limit + 1);
    const bool more = mails.size() > static_cast<std::size_t>(page.limit);
    if (more) mails.pop_back();
    boost::json::array data;
    for (const auto& mail : mails) data.push_back(render(mail));
    answer["data"] = std::move(data);
    answer["next_cursor"] = nullptr;
    if (more) answer["next_cursor"] = http::next_cursor(page, {mails.back().id.text()}, key_);
    answer["total"] = outbox_.total(snapshot, filter);
    answer["total_is_exact"] = true;
  });
  return http::json(200, boost::json::serialize(answer));
}

base::Result<http::Response> OutboxCalls::get(const http::Request& request,
                                              const identity::Actor&) const {
  const auto id = TRY(id_of(request));
  const auto mail =
      database_.read([&](database::Snapshot& snapshot) { return outbox_.find(snapshot, id); });
  if (!mail) return base::fail(base::ErrorKind::not_found, "not_found");
  return one(*mail);
}

base::Result<http::Response> OutboxCalls::retry(const http::Request& request,
                                                const identity::Actor& actor) const {
  const auto id = TRY(id_of(request));
  const bool there = database_.read(
      [&](database::Snapshot& snapshot) { return outbox_.find(snapshot, id).has_value(); });
  if (!there) return base::fail(base::ErrorKind::not_found, "not_found");
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader(body, "", errors).finish();
  TRY(json::no_errors(std::move(errors)));
  const crypto::Fresh drawn(clock_.now(), random_);
  return http::write(database_, request, actor.tenant(), drawn.now(), http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> base::Result<http::Response> {
                       crypto::Fresh fresh = drawn;
                       TRY(outbox_.retry(transaction, id, fresh.now()));
                       identity::audit(transaction, fresh.id<base::AuditId>(),
                                       {.origin = actor.origin(),
                                        .change = "outbox.retry",
                                        .subject = id.text(),
                                        .partner = std::nullopt,
                                        .details = {}},
                                       fresh.now());
                       return one(outbox_.find(transaction, id).value());
                     });
}

}  // namespace app

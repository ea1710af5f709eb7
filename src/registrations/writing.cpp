#include "registrations/writing.hpp"

#include <algorithm>
#include <ranges>

#include "platform/http/idempotency.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"
#include "registrations/bodies.hpp"
#include "registrations/reasons.hpp"
#include "registrations/render.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

std::string_view name_of(AddResult::Outcome outcome) {
  switch (outcome) {
    case AddResult::Outcome::created:
      return "created";
    case AddResult::Outcome::eligible:
      return "eligible";
    case AddResult::Outcome::refused:
      return "refused";
  }
  return "";
}

std::string_view name_of(Decision::Outcome outcome) {
  switch (outcome) {
    case Decision::Outcome::approved:
      return "approved";
    case Decision::Outcome::rejected:
      return "rejected";
    case Decision::Outcome::refused:
      return "refused";
  }
  return "";
}

void append_listed(std::string& out, database::Snapshot& snapshot, const Registration& registration,
                   const View& view) {
  auto row = listed(snapshot, registration.id);
  ENSURE(row.has_value());
  add_credit(snapshot, *row, view.installation.settings.currency);
  append_registration(out, *row, view);
}

std::string render(database::Snapshot& snapshot, const std::vector<AddResult>& results,
                   const View& view) {
  std::string out = "{\"results\":[";
  std::size_t index = 0;
  for (const AddResult& result : results) {
    if (index > 0) out += ',';
    out += fmt::format("{{\"index\":{},\"outcome\":\"{}\",\"registration\":", index++,
                       name_of(result.outcome));
    if (result.registration) {
      append_listed(out, snapshot, *result.registration, view);
    } else {
      out += "null";
    }
    out += ",\"reasons\":";
    append_reasons(out, view.installation, result.reasons, view.language, result.may_ask_at);
    out += '}';
  }
  return out + "]}";
}

/// One refused decision as the problem that a single call answers.
base::Error error_of(const Decision& decision, base::Instant now) {
  base::Error error{base::ErrorKind::conflict, decision.code, {}, {}, {}};
  if (decision.code == "registrations.wrong_state") {
    error.values.emplace_back("status",
                              registrations::name_of(status_at(decision.registration, now)));
  }
  for (const Rule rule : decision.failed) {
    error.fields.push_back({.pointer = "", .code = std::string(code_of(rule)), .values = {}});
  }
  return error;
}

base::Result<base::RegistrationId> id_of(std::string_view text) {
  auto id = base::RegistrationId::parse(text);
  if (!id) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(id);
}

}  // namespace

Writing::Writing(database::Database& database, const Installation& installation,
                 accounts::Directory& directory, const clock_source::Clock& clock,
                 crypto::Random& random)
    : database_(database),
      installation_(installation),
      directory_(directory),
      clock_(clock),
      random_(random) {}

Writing::Answer Writing::add(const http::Request& request, const identity::Actor& actor) const {
  const auto body = TRY(read_add(request, installation_.settings));
  if (auto kept = TRY(http::kept_answer(database_, request, actor.tenant())))
    return *std::move(kept);
  // One moment for all of it: on the next day more rows would be judged than were asked for.
  const base::Instant now = clock_.now();
  const auto fetched = TRY(fetch_for(body.rows, actor, body.mode, now));
  const auto attempt = [&]() -> Answer {
    const crypto::Fresh drawn(now, random_);
    const auto add_rows = [&](database::Transaction& transaction) -> Answer {
      crypto::Fresh fresh = drawn;
      directory_.remember(transaction, fetched, fresh.now());
      const auto results =
          TRY(registrations::add(transaction, installation_, actor, body.rows, body.mode, fresh));
      return http::json(
          200, render(transaction, results, {actor, installation_, request.language, fresh.now()}));
    };
    return http::write(database_, request, actor.tenant(), drawn.now(), http::KeyIs::optional,
                       add_rows);
  };
  // Somebody else's row for the same account came between the look and the insert: now it is seen.
  Answer answer = attempt();
  for (int again = 0; again < 3 && !answer && answer.error().code == "already_requested"; ++again)
    answer = attempt();
  return answer;
}

Writing::Answer Writing::rename(const http::Request& request, const identity::Actor& actor) const {
  TRY(visible(request, actor));
  const auto change_to = TRY(read_rename(request, installation_.settings));
  return change(request, actor,
                [&](database::Transaction& transaction, Registration registration,
                    crypto::Fresh& fresh) -> base::Result<Registration> {
                  TRY(http::check_if_match(request, registration.version));
                  return registrations::rename(transaction, installation_, actor,
                                               std::move(registration), change_to, fresh);
                });
}

Writing::Answer Writing::resend(const http::Request& request, const identity::Actor& actor) const {
  TRY(visible(request, actor));
  TRY(read_nothing(request));
  return change(
      request, actor,
      [&](database::Transaction& transaction, Registration registration, crypto::Fresh& fresh) {
        return registrations::resend(transaction, installation_, actor, std::move(registration),
                                     fresh);
      });
}

Writing::Answer Writing::withdraw(const http::Request& request,
                                  const identity::Actor& actor) const {
  TRY(visible(request, actor));
  TRY(read_nothing(request));
  return change(
      request, actor,
      [&](database::Transaction& transaction, Registration registration, crypto::Fresh& fresh) {
        return registrations::withdraw(transaction, installation_, actor, std::move(registration),
                                       fresh);
      });
}

Writing::Answer Writing::end(const http::Request& request, const identity::Actor& actor) const {
  TRY(visible(request, actor));
  const std::string reason = TRY(read_reason(request));
  return change(
      request, actor,
      [&](database::Transaction& transaction, Registration registration, crypto::Fresh& fresh) {
        return registrations::end(transaction, installation_, actor, std::move(registration),
                                  reason, fresh);
      });
}

Writing::Answer Writing::approve(const http::Request& request, const identity::Actor& actor) const {
  TRY(visible(request, actor));
  TRY(read_nothing(request));
  return decide(
      request, actor, Judged::by_facts,
      [&](database::Transaction& transaction, Registration registration, crypto::Fresh& fresh) {
        return registrations::approve(transaction, installation_, actor, std::move(registration),
                                      fresh);
      });
}

Writing::Answer Writing::reject(const http::Request& request, const identity::Actor& actor) const {
  TRY(visible(request, actor));
  const std::string reason = TRY(read_reason(request));
  return decide(
      request, actor, Judged::by_state,
      [&](database::Transaction& transaction, Registration registration, crypto::Fresh& fresh) {
        return registrations::reject(transaction, installation_, actor, std::move(registration),
                                     reason, fresh);
      });
}

Writing::Answer Writing::approve_several(const http::Request& request,
                                         const identity::Actor& actor) const {
  const auto ids = TRY(read_ids(request));
  return decide_several(
      request, actor, ids, Judged::by_facts,
      [&](database::Transaction& transaction, Registration registration, crypto::Fresh& fresh) {
        return registrations::approve(transaction, installation_, actor, std::move(registration),
                                      fresh);
      });
}

Writing::Answer Writing::reject_several(const http::Request& request,
                                        const identity::Actor& actor) const {
  const auto body = TRY(read_ids_and_reason(request));
  return decide_several(
      request, actor, body.ids, Judged::by_state,
      [&](database::Transaction& transaction, Registration registration, crypto::Fresh& fresh) {
        return registrations::reject(transaction, installation_, actor, std::move(registration),
                                     body.reason, fresh);
      });
}

base::Result<> Writing::visible(const http::Request& request, const identity::Actor& actor) const {
  const auto id = TRY(id_of(request.path_parameter("id")));
  return database_.read([&](database::Snapshot& snapshot) -> base::Result<> {
    TRY(registrations::find(snapshot, actor.scope(), id));
    return {};
  });
}

Writing::Answer Writing::change(const http::Request& request, const identity::Actor& actor,
                                const Verb& verb) const {
  const auto id = TRY(id_of(request.path_parameter("id")));
  const crypto::Fresh drawn(clock_.now(), random_);
  return http::write(database_, request, actor.tenant(), drawn.now(), http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> base::Result<http::Response> {
                       crypto::Fresh fresh = drawn;
                       auto registration = TRY(registrations::find(transaction, actor.scope(), id));
                       const auto changed = TRY(verb(transaction, std::move(registration), fresh));
                       return one(transaction, request, actor, changed);
                     });
}

Writing::Answer Writing::decide(const http::Request& request, const identity::Actor& actor,
                                Judged judged, const Decide& verb) const {
  const auto id = TRY(id_of(request.path_parameter("id")));
  if (auto kept = TRY(http::kept_answer(database_, request, actor.tenant())))
    return *std::move(kept);
  const auto fetched =
      judged == Judged::by_facts ? TRY(fetch_for({id.text()})) : accounts::Fetched{};
  const crypto::Fresh drawn(clock_.now(), random_);
  return http::write(database_, request, actor.tenant(), drawn.now(), http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> base::Result<http::Response> {
                       crypto::Fresh fresh = drawn;
                       directory_.remember(transaction, fetched, fresh.now());
                       auto registration = TRY(registrations::find(transaction, actor.scope(), id));
                       const auto decision = verb(transaction, std::move(registration), fresh);
                       if (decision.outcome != Decision::Outcome::refused) {
                         return one(transaction, request, actor, decision.registration);
                       }
                       return http::problem(request, error_of(decision, fresh.now()),
                                            installation_.catalog);
                     });
}

Writing::Answer Writing::decide_several(const http::Request& request, const identity::Actor& actor,
                                        const std::vector<std::string>& ids, Judged judged,
                                        const Decide& verb) const {
  if (auto kept = TRY(http::kept_answer(database_, request, actor.tenant())))
    return *std::move(kept);
  const auto fetched = judged == Judged::by_facts ? TRY(fetch_for(ids)) : accounts::Fetched{};
  const crypto::Fresh drawn(clock_.now(), random_);
  const auto body = [&](database::Transaction& transaction) -> base::Result<http::Response> {
    crypto::Fresh fresh = drawn;
    directory_.remember(transaction, fetched, fresh.now());
    const View view{actor, installation_, request.language, fresh.now()};
    std::string out = "{\"results\":[";
    for (const std::string& text : ids) {
      if (out.back() != '[') out += ',';
      const auto id = base::RegistrationId::parse(text);
      auto registration = id ? store::find(transaction, actor.scope(), *id) : std::nullopt;
      out += "{\"id\":";
      json::append_string(out, text);
      if (!registration) {
        out += R"(,"outcome":"refused","code":"not_found","unmet_rules":[],"registration":null})";
        continue;
      }
      const auto decision = verb(transaction, *std::move(registration), fresh);
      out += fmt::format(",\"outcome\":\"{}\",\"code\":", name_of(decision.outcome));
      append_text(out, decision.code.empty() ? std::nullopt
                                             : std::optional<std::string_view>(decision.code));
      out += ",\"unmet_rules\":";
      append_codes(out, decision.failed);
      out += ",\"registration\":";
      append_listed(out, transaction, decision.registration, view);
      out += '}';
    }
    return http::json(200, out + "]}");
  };
  return http::write(database_, request, actor.tenant(), drawn.now(), http::KeyIs::optional, body);
}

base::Result<accounts::Fetched> Writing::fetch_for(const std::vector<std::string>& ids) const {
  std::vector<base::Email> emails;
  database_.read([&](database::Snapshot& snapshot) {
    for (const std::string& text : ids) {
      const auto id = base::RegistrationId::parse(text);
      const auto registration = id ? store::find(snapshot, *id) : std::nullopt;
      if (registration && registration->status == Status::pending_provider)
        emails.push_back(base::Email::stored(registration->email));
    }
  });
  return directory_.fetch(emails);
}

base::Result<accounts::Fetched> Writing::fetch_for(const std::vector<NewRegistration>& rows,
                                                   const identity::Actor& actor, Mode mode,
                                                   base::Instant now) const {
  const std::size_t judged = database_.read([&](database::Snapshot& snapshot) {
    return judged_at_most(snapshot, installation_.settings, actor.partner.value(), mode,
                          rows.size(), now);
  });
  std::vector<base::Email> emails;
  for (const NewRegistration& row : rows | std::views::take(judged)) emails.push_back(row.email);
  return directory_.fetch(emails);
}

http::Response Writing::one(database::Snapshot& snapshot, const http::Request& request,
                            const identity::Actor& actor, const Registration& registration) const {
  std::string out;
  append_listed(out, snapshot, registration,
                {actor, installation_, request.language, clock_.now()});
  auto response = http::json(200, std::move(out));
  response.headers.emplace_back("etag", http::etag(registration.version));
  return response;
}

}  // namespace registrations

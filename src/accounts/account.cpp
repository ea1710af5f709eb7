#include <set>

#include "accounts/accounts.hpp"
#include "accounts/remember.hpp"
#include "accounts/store.hpp"

namespace accounts {
namespace {

using store::Account;
using store::Stored;

/// The account that had the address last, unless the row names another number.
std::optional<Account> gone_before(database::Snapshot& snapshot, const NewAccount& row,
                                   const std::string& number) {
  auto gone = store::find_gone_by_email(snapshot, row.email);
  if (!gone) return std::nullopt;
  const std::string& known = gone->facts.external_id;
  if (!number.empty() && !known.empty() && known != number) return std::nullopt;
  return gone;
}

/// The account that the row speaks of, and whether it may.
struct Match {
  std::optional<Account> account;
  std::string refusal;
};

Match match(database::Snapshot& snapshot, const NewAccount& row) {
  const std::string number = row.external_id.value_or("");
  std::optional<Account> by_number = store::find_by_external_id(snapshot, number);
  std::optional<Account> by_email = store::find_by_email(snapshot, row.email);
  if (by_number) {
    const bool taken = by_email && by_email->facts.id != by_number->facts.id;
    return {std::move(by_number), taken ? "accounts.email_taken" : ""};
  }
  if (!by_email) return {gone_before(snapshot, row, number), ""};
  const std::string& known = by_email->facts.external_id;
  const bool taken = !number.empty() && !known.empty();
  return {std::move(by_email), taken ? "accounts.email_taken" : ""};
}

Facts replacing(const NewAccount& row, const base::AccountId& fresh,
                const std::optional<Account>& before, base::Instant now) {
  Facts facts = facts_of(row, before ? before->facts.id : fresh, now);
  if (!before) return facts;
  if (facts.external_id.empty()) facts.external_id = before->facts.external_id;
  if (!row.language) facts.language = before->facts.language;
  return facts;
}

bool same(Facts a, const Facts& b) {
  a.seen_at = b.seen_at;
  return a == b;
}

base::Result<PutResult> put_one(database::Transaction& transaction, const PutRow& row,
                                std::set<std::string>& spoken_of, const Saying& saying,
                                base::Instant now) {
  const auto refused = [](std::string code) {
    return PutResult{PutOutcome::refused, std::nullopt, std::move(code)};
  };
  const Match found = match(transaction, row.account);
  if (!found.refusal.empty()) return refused(found.refusal);
  const std::optional<Account>& before = found.account;
  const Facts facts = replacing(row.account, row.fresh, before, now);
  if (!spoken_of.insert(facts.id.text()).second) return refused("accounts.repeated");
  const auto changed_meanwhile =
      base::fail(base::ErrorKind::conflict, "accounts.changed_meanwhile");
  if (!before) {
    if (store::insert(transaction, facts, saying) == Stored::taken) return changed_meanwhile;
    return PutResult{PutOutcome::created, facts, ""};
  }
  if (same(facts, before->facts) && !before->gone) {
    store::touch(transaction, facts.id, now);
    return PutResult{PutOutcome::unchanged, facts, ""};
  }
  const store::Change change = before->gone ? store::Change::returned : store::Change::updated;
  if (store::update(transaction, *before, {facts, false, before->version}, change, saying) ==
      Stored::taken)
    return changed_meanwhile;
  return PutResult{PutOutcome::updated, facts, ""};
}

}  // namespace

std::string_view name_of(Kind kind) {
  return kind == Kind::enterprise ? "enterprise" : "individual";
}

std::string_view name_of(PaymentType type) {
  return type == PaymentType::postpaid ? "postpaid" : "prepaid";
}

std::string_view name_of(Source source) {
  switch (source) {
    case Source::api:
      return "api";
    case Source::import:
      return "import";
    case Source::remote:
      return "remote";
    case Source::demo:
      return "demo";
  }
  return {};
}

std::string_view name_of(PutOutcome outcome) {
  switch (outcome) {
    case PutOutcome::created:
      return "created";
    case PutOutcome::updated:
      return "updated";
    case PutOutcome::unchanged:
      return "unchanged";
    case PutOutcome::refused:
      return "refused";
  }
  return {};
}

base::Result<std::vector<PutResult>> put(database::Transaction& transaction,
                                         const std::vector<PutRow>& rows, const Saying& saying,
                                         const base::AuditId& audit_id, base::Instant now) {
  std::vector<PutResult> results;
  std::set<std::string> spoken_of;
  std::size_t created = 0;
  std::size_t updated = 0;
  for (const PutRow& row : rows) {
    results.push_back(TRY(put_one(transaction, row, spoken_of, saying, now)));
    created += results.back().outcome == PutOutcome::created ? 1U : 0U;
    updated += results.back().outcome == PutOutcome::updated ? 1U : 0U;
  }
  if (created + updated > 0)
    identity::audit(
        transaction, audit_id,
        {.origin = saying.origin,
         .change = "accounts.put",
         .subject = {},
         .partner = std::nullopt,
         .details = {{"created", std::to_string(created)}, {"updated", std::to_string(updated)}}},
        now);
  return results;
}

std::optional<Facts> find(database::Snapshot& snapshot, const base::Email& email) {
  const std::optional<Account> account = store::find_by_email(snapshot, email);
  if (!account) return std::nullopt;
  return account->facts;
}

std::optional<Facts> find(database::Snapshot& snapshot, const base::AccountId& id) {
  const std::optional<Account> account = store::find(snapshot, id);
  if (!account || account->gone) return std::nullopt;
  return account->facts;
}

namespace {
class LocalDirectory : public Directory {
 public:
  base::Result<Fetched> fetch(const std::vector<base::Email>&) override { return Fetched{}; }
  void remember(database::Transaction&, const Fetched&, base::Instant) override {}
};
}  // namespace

std::unique_ptr<Directory> local_directory() {
  return std::make_unique<LocalDirectory>();
}

}  // namespace accounts

#include "accounts/store.hpp"

#include <algorithm>
#include <limits>

#include "embedded/accounts_queries.hpp"

namespace accounts::store {
namespace {

constexpr std::string_view after_every_word = "\xF4\x8F\xBF\xBF";  // U+10FFFF
constexpr std::size_t longest_word = 64;

Account account_of(const database::Row& row) {
  const std::string id(row.text("id"));
  const std::string external_id(row.text("external_id"));
  const std::string email(row.text("email"));
  Account account{.facts = {.id = base::AccountId::stored(id),
                            .external_id = external_id,
                            .email = base::Email::stored(email)}};
  Facts& facts = account.facts;
  facts.name = row.text("name");
  facts.language = i18n::language_of(row.text("language"), i18n::Language::vi);
  facts.kind = row.text("kind") == "enterprise" ? Kind::enterprise : Kind::individual;
  facts.verified = row.boolean("verified");
  facts.payment_type =
      row.text("payment_type") == "postpaid" ? PaymentType::postpaid : PaymentType::prepaid;
  facts.credit_balance.amount_minor = row.integer("credit_balance_minor");
  facts.credit_held.amount_minor = row.integer("credit_held_minor");
  facts.credit_advance.amount_minor = row.integer("credit_advance_minor");
  const std::string currency(row.text("currency"));
  for (base::Money* money : {&facts.credit_balance, &facts.credit_held, &facts.credit_advance})
    money->currency = currency;
  facts.services_in_use = row.integer("services_in_use");
  facts.provider_discount = row.boolean("provider_discount");
  facts.in_poc = row.boolean("in_poc");
  facts.provider_customer = row.boolean("provider_customer");
  account.gone = row.boolean("gone");
  facts.seen_at = row.instant("seen_at_us");
  account.version = row.integer("version");
  return account;
}

Listed listed(const database::Row& row) {
  std::string sort_key(row.text("sort_key"));
  return {account_of(row), std::move(sort_key)};
}

/// At most `longest_word` bytes, cut between two code points.
std::string cut(std::string word) {
  if (word.size() <= longest_word) return word;
  std::size_t end = longest_word;
  while ((static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
  word.resize(end);
  return word;
}

std::vector<std::string> words_of(const Facts& facts) {
  std::vector<std::string> words =
      base::folded_words(facts.name + " " + facts.email.text() + " " + facts.external_id);
  std::ranges::transform(words, words.begin(), cut);
  return words;
}

void write_words(database::Transaction& transaction, const Facts& facts) {
  for (const std::string& word : words_of(facts))
    transaction.execute(queries::insert_account_word, {{"account_id", facts.id}, {"word", word}});
}

void write_history(database::Transaction& transaction, const Account& account, Change change,
                   const Saying& saying) {
  const std::string facts = to_json(account.facts);
  transaction.execute(queries::insert_account_history,
                      {{"account_id", account.facts.id},
                       {"version", account.version},
                       {"change", name_of(change)},
                       {"source", accounts::name_of(saying.source)},
                       {"facts", facts},
                       {"at", account.facts.seen_at},
                       {"origin_kind", identity::name_of(saying.origin.kind)},
                       {"origin_id", saying.origin.id},
                       {"origin_name", saying.origin.name},
                       {"origin_address", saying.origin.address}});
}

}  // namespace

std::string_view name_of(Change change) {
  switch (change) {
    case Change::created:
      return "created";
    case Change::updated:
      return "updated";
    case Change::gone:
      return "gone";
    case Change::returned:
      return "returned";
  }
  return {};
}

std::optional<Account> find(database::Snapshot& snapshot, const base::AccountId& id) {
  return snapshot.first(queries::find_account, {{"id", id}}, account_of);
}

std::optional<Account> find_by_email(database::Snapshot& snapshot, const base::Email& email) {
  return snapshot.first(queries::find_account_by_email, {{"email", email}}, account_of);
}

std::optional<Account> find_gone_by_email(database::Snapshot& snapshot, const base::Email& email) {
  return snapshot.first(queries::find_gone_account_by_email, {{"email", email}}, account_of);
}

std::optional<Account> find_by_external_id(database::Snapshot& snapshot,
                                           const std::string& external_id) {
  return snapshot.first(queries::find_account_by_external_id, {{"external_id", external_id}},
                        account_of);
}

Stored insert(database::Transaction& transaction, const Facts& facts, const Saying& saying) {
  const std::string folded_name = base::fold(facts.name);
  const std::int64_t inserted = transaction.execute(
      queries::insert_account, {{"id", facts.id},
                                {"external_id", facts.external_id},
                                {"email", facts.email},
                                {"name", facts.name},
                                {"folded_name", folded_name},
                                {"language", i18n::code_of(facts.language)},
                                {"kind", accounts::name_of(facts.kind)},
                                {"verified", facts.verified},
                                {"payment_type", accounts::name_of(facts.payment_type)},
                                {"credit_balance_minor", facts.credit_balance.amount_minor},
                                {"credit_held_minor", facts.credit_held.amount_minor},
                                {"credit_advance_minor", facts.credit_advance.amount_minor},
                                {"currency", facts.credit_balance.currency},
                                {"services_in_use", facts.services_in_use},
                                {"provider_discount", facts.provider_discount},
                                {"in_poc", facts.in_poc},
                                {"provider_customer", facts.provider_customer},
                                {"seen_at", facts.seen_at}});
  if (inserted == 0) return Stored::taken;
  write_words(transaction, facts);
  write_history(transaction, {facts, false, 1}, Change::created, saying);
  return Stored::yes;
}

Stored update(database::Transaction& transaction, const Account& before, const Account& after,
              Change change, const Saying& saying) {
  const Facts& facts = after.facts;
  const std::string folded_name = base::fold(facts.name);
  const auto updated = transaction.attempt(
      queries::update_account, {{"external_id", facts.external_id},
                                {"email", facts.email},
                                {"name", facts.name},
                                {"folded_name", folded_name},
                                {"language", i18n::code_of(facts.language)},
                                {"kind", accounts::name_of(facts.kind)},
                                {"verified", facts.verified},
                                {"payment_type", accounts::name_of(facts.payment_type)},
                                {"credit_balance_minor", facts.credit_balance.amount_minor},
                                {"credit_held_minor", facts.credit_held.amount_minor},
                                {"credit_advance_minor", facts.credit_advance.amount_minor},
                                {"currency", facts.credit_balance.currency},
                                {"services_in_use", facts.services_in_use},
                                {"provider_discount", facts.provider_discount},
                                {"in_poc", facts.in_poc},
                                {"provider_customer", facts.provider_customer},
                                {"gone", after.gone},
                                {"seen_at", facts.seen_at},
                                {"id", facts.id},
                                {"version", before.version}});
  if (!updated || *updated == 0) return Stored::taken;
  if (words_of(before.facts) != words_of(facts)) {
    transaction.execute(queries::delete_account_words, {{"account_id", facts.id}});
    write_words(transaction, facts);
  }
  write_history(transaction, {facts, after.gone, before.version + 1}, change, saying);
  return Stored::yes;
}

void touch(database::Transaction& transaction, const base::AccountId& id, base::Instant now) {
  transaction.execute(queries::touch_account, {{"id", id}, {"seen_at", now}});
}

Search::Search() : Search(std::string_view()) {}

Search::Search(std::string_view text) {
  std::vector<std::string> words = base::folded_words(text);
  std::ranges::sort(words, [](const std::string& a, const std::string& b) {
    return std::pair(b.size(), a) < std::pair(a.size(), b);
  });
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    if (i < words.size()) ranges_[i].from = cut(words[i]);
    ranges_[i].to = ranges_[i].from + std::string(after_every_word);
  }
}

namespace {

bool is_up(Order order) {
  return order == Order::email_up || order == Order::name_up;
}

const database::Query& walk(Order order) {
  switch (order) {
    case Order::email_up:
      return queries::walk_accounts_by_email_up;
    case Order::email_down:
      return queries::walk_accounts_by_email_down;
    case Order::name_up:
      return queries::walk_accounts_by_name_up;
    case Order::name_down:
      break;
  }
  return queries::walk_accounts_by_name_down;
}

std::vector<Listed> list_by_walking(database::Snapshot& snapshot, const Search& ranges, Order order,
                                    const Place& after, int limit) {
  return snapshot.all(walk(order),
                      {{"after_key", after.sort_key},
                       {"after_id", after.id},
                       {"first", ranges[0].from},
                       {"first_end", ranges[0].to},
                       {"second", ranges[1].from},
                       {"second_end", ranges[1].to},
                       {"third", ranges[2].from},
                       {"third_end", ranges[2].to},
                       {"fourth", ranges[3].from},
                       {"fourth_end", ranges[3].to},
                       {"limit", limit}},
                      listed);
}

std::vector<Listed> list_by_sorting(database::Snapshot& snapshot, const Search& ranges, Order order,
                                    const Place& after, int limit) {
  const bool by_email = order == Order::email_up || order == Order::email_down;
  return snapshot.all(is_up(order) ? queries::search_accounts_up : queries::search_accounts_down,
                      {{"by_email", by_email},
                       {"first", ranges[0].from},
                       {"first_end", ranges[0].to},
                       {"second", ranges[1].from},
                       {"second_end", ranges[1].to},
                       {"third", ranges[2].from},
                       {"third_end", ranges[2].to},
                       {"fourth", ranges[3].from},
                       {"fourth_end", ranges[3].to},
                       {"after_key", after.sort_key},
                       {"after_id", after.id},
                       {"limit", limit}},
                      listed);
}

}  // namespace

std::vector<Listed> list(database::Snapshot& snapshot, const Search& search, Way way, Order order,
                         const std::optional<Place>& after, int limit) {
  const std::string beyond = is_up(order) ? "" : std::string(after_every_word);
  const Place place = after.value_or(Place{beyond, beyond});
  return way == Way::walking ? list_by_walking(snapshot, search, order, place, limit)
                             : list_by_sorting(snapshot, search, order, place, limit);
}

std::int64_t count(database::Snapshot& snapshot) {
  return snapshot.count(queries::count_accounts, {});
}

std::int64_t count_found(database::Snapshot& snapshot, const Search& ranges, std::int64_t most) {
  return snapshot.count(queries::count_found_accounts, {{"first", ranges[0].from},
                                                        {"first_end", ranges[0].to},
                                                        {"second", ranges[1].from},
                                                        {"second_end", ranges[1].to},
                                                        {"third", ranges[2].from},
                                                        {"third_end", ranges[2].to},
                                                        {"fourth", ranges[3].from},
                                                        {"fourth_end", ranges[3].to},
                                                        {"limit", most}});
}

std::vector<Event> history(database::Snapshot& snapshot, const base::AccountId& id,
                           std::int64_t before_version, int limit) {
  return snapshot.all(queries::list_account_history,
                      {{"account_id", id}, {"before", before_version}, {"limit", limit}},
                      [](const database::Row& row) {
                        Event event;
                        event.version = row.integer("version");
                        event.change = row.text("change");
                        event.source = row.text("source");
                        event.facts = row.text("facts");
                        event.at = row.instant("at_us");
                        event.origin_kind = row.text("origin_kind");
                        event.origin_id = row.text("origin_id");
                        event.origin_name = row.text("origin_name");
                        return event;
                      });
}

std::int64_t count_history(database::Snapshot& snapshot, const base::AccountId& id) {
  return snapshot.count(queries::count_account_history, {{"account_id", id}});
}

}  // namespace accounts::store

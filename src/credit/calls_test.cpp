// The calls over HTTP, with every list, filter and page.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "credit/reading.hpp"
#include "credit/reports.hpp"
#include "credit/statements.hpp"
#include "credit/testing.hpp"
#include "credit/writing.hpp"

namespace credit {
namespace {

using boost::json::object;
using http::Method;
using ::testing::ElementsAre;

class CreditCalls : public testing::CreditTest {
 protected:
  CreditCalls() {
    given({.kind = Kind::grant, .wallet = wallet, .amount_minor = 10'000, .reference = "FT1"});
    given({.kind = Kind::top_up, .wallet = customer, .amount_minor = 3'000});
    given({.kind = Kind::purchase, .wallet = customer, .amount_minor = 700, .reference = "O1"});
  }
  http::Request get(http::Fields query = {}) const {
    return with_query(request(Method::get), std::move(query));
  }
  http::Request of_account(http::Fields query = {}) const {
    return with_id(get(std::move(query)), account.text());
  }
  static std::vector<std::int64_t> amounts(const object& body, const char* name = "amount") {
    std::vector<std::int64_t> found;
    for (const auto& row : body.at("data").as_array())
      found.push_back(row.at(name).at("amount").as_int64());
    return found;
  }
  static std::int64_t amount(const object& body, const char* name) {
    return body.at(name).at("amount").as_int64();
  }
  http::Request post(const object& body, const std::string& id = {}) {
    auto made = request(Method::post, body, "k" + std::to_string(++keys_));
    return id.empty() ? made : with_id(std::move(made), id);
  }

  Reading reading{database(), installation, clock};
  Writing writing{database(), installation, clock, random};
  exports::Settings export_settings;
  database::testing::TemporaryDirectory folder;
  exports::Exports exported{database(),      report_tables(database(), installation),
                            export_settings, clock,
                            random,          folder.path() / "exports"};
  Reports reports{database(), installation, clock, exported};

 private:
  int keys_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, CreditCalls, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(CreditCalls, show_wallets) {
  const auto own = body_of(reading.wallet(get(), staff));
  EXPECT_EQ(amount(own, "balance"), 7'000);
  EXPECT_EQ(reading.wallet(get(), boss).error().kind, base::ErrorKind::forbidden);
  const auto shown = body_of(reading.partner_wallet(with_id(get(), partner.text()), boss));
  EXPECT_EQ(amount(shown, "available"), 7'000);
  EXPECT_EQ(reading.partner_wallet(with_id(get(), "ptn_x"), boss).error().code, "not_found");
}

TEST_P(CreditCalls, list_movements_by_pages_and_kinds) {
  const auto first = body_of(reading.account_movements(of_account({{"limit", "1"}}), staff));
  EXPECT_THAT(amounts(first), ElementsAre(-700));
  EXPECT_EQ(first.at("total").as_int64(), 2);
  const std::string cursor(first.at("next_cursor").as_string());
  const auto next =
      body_of(reading.account_movements(of_account({{"limit", "1"}, {"cursor", cursor}}), staff));
  EXPECT_THAT(amounts(next), ElementsAre(3'000));
  EXPECT_TRUE(next.at("next_cursor").is_null());
  const auto bought = body_of(reading.account_movements(of_account({{"kind", "purchase"}}), staff));
  EXPECT_THAT(amounts(bought), ElementsAre(-700));
  EXPECT_EQ(reading.account_movements(of_account({{"kind", "gift"}}), staff).error().code,
            "invalid_parameter");
  const auto own = body_of(reading.wallet_movements(get(), staff));
  EXPECT_THAT(amounts(own), ElementsAre(-3'000, 10'000));
  const auto& granted = own.at("data").at(1).at("who").as_object();
  EXPECT_TRUE(granted.at("name").is_null()) << "a partner is not told who of the provider it was";
  const auto whole = body_of(reading.partner_movements(with_id(get(), partner.text()), boss));
  EXPECT_EQ(whole.at("data").at(1).at("who").at("name").as_string(), "boss");
}

TEST_P(CreditCalls, show_one_customers_credit_and_set_its_level) {
  const auto shown = reading.account_credit(of_account(), staff);
  const auto body = body_of(shown);
  EXPECT_EQ(amount(body, "available"), 2'300);
  EXPECT_EQ(body.at("days_left").as_int64(), 23);
  EXPECT_TRUE(body.at("is_customer").as_bool());
  auto change = with_id(request(Method::patch, {{"alert_level", vnd(500)}}), account.text());
  EXPECT_EQ(writing.change_level(change, staff).error().kind,
            base::ErrorKind::precondition_required);
  change.headers.emplace_back("if-match", "\"0\"");
  EXPECT_EQ(amount(body_of(writing.change_level(change, staff)), "alert_level"), 500);
  EXPECT_EQ(writing.change_level(change, staff).error().kind, base::ErrorKind::stale);
  EXPECT_EQ(amount(body_of(reading.account_credit(of_account(), boss)), "alert_level"), 500);
  const auto stranger =
      person("x", identity::Audience::partner, identity::Role::partner_admin, other);
  EXPECT_EQ(reading.account_credit(of_account(), stranger).error().code, "not_found");
}

TEST_P(CreditCalls, a_former_partner_still_sees_what_was) {
  end_customer(account, registration);
  make_customer(other, account);
  const auto stranger =
      person("x", identity::Audience::partner, identity::Role::partner_admin, other);
  EXPECT_EQ(amount(body_of(reading.account_credit(of_account(), staff)), "balance"), 2'300);
  EXPECT_EQ(amount(body_of(reading.account_credit(of_account(), stranger)), "balance"), 0);
  EXPECT_EQ(body_of(reading.account_movements(of_account(), stranger)).at("total").as_int64(), 0);
}

TEST_P(CreditCalls, bill_a_former_partner_that_is_named) {
  const object late{{"amount", vnd(300)}, {"reference", "LATE"}, {"partner_id", partner.text()}};
  end_customer(account, registration);
  make_customer(other, account);
  const auto stranger =
      person("x", identity::Audience::partner, identity::Role::partner_admin, other);
  EXPECT_EQ(writing.purchase(post(late, account.text()), billing)->status, 201);
  EXPECT_EQ(amount(body_of(reading.account_credit(of_account(), staff)), "balance"), 2'000);
  EXPECT_EQ(amount(body_of(reading.account_credit(of_account(), stranger)), "balance"), 0);
  EXPECT_EQ(writing.refund(post(late, account.text()), billing)->status, 201);
  EXPECT_EQ(writing.pay_customer_out(post(late, account.text()), boss)->status, 201);
  EXPECT_EQ(amount(body_of(reading.account_credit(of_account(), staff)), "balance"), 2'000);

  object nobody = late;
  nobody["partner_id"] = add_partner("Gamma").text();
  EXPECT_EQ(writing.purchase(post(nobody, account.text()), billing).error().code,
            "credit.not_a_customer");
  nobody["partner_id"] = "x";
  const auto malformed = writing.purchase(post(nobody, account.text()), billing);
  EXPECT_EQ(malformed.error().fields.at(0).pointer, "/partner_id");
  EXPECT_FALSE(writing.hold(post(late, account.text()), billing).has_value());
}

TEST_P(CreditCalls, list_customers_by_state_and_order) {
  const auto empty = add_account("a@example.vn");
  make_customer(partner, empty);
  given({.kind = Kind::top_up, .wallet = {partner, empty}, .amount_minor = 5});
  given({.kind = Kind::payout, .wallet = {partner, empty}, .amount_minor = 5, .reference = "P"});
  const auto owing = add_account("b@example.vn");
  make_customer(partner, owing);
  given({.kind = Kind::purchase, .wallet = {partner, owing}, .amount_minor = 9, .reference = "O"});
  const auto list = [&](http::Fields query) {
    return amounts(body_of(reading.accounts(get(std::move(query)), staff)), "available");
  };
  EXPECT_THAT(list({}), ElementsAre(0, -9, 2'300));
  EXPECT_THAT(list({{"sort", "-email"}}), ElementsAre(2'300, -9, 0));
  EXPECT_THAT(list({{"sort", "available"}}), ElementsAre(-9, 0, 2'300));
  EXPECT_THAT(list({{"sort", "-available"}}), ElementsAre(2'300, 0, -9));
  EXPECT_THAT(list({{"q", "kh"}}), ElementsAre(2'300));
  for (const auto& [state, expected] : {std::pair{"arrears", -9}, {"zero", 0}})
    for (const char* sort : {"email", "-email", "available", "-available"})
      EXPECT_THAT(list({{"state", state}, {"sort", sort}}), ElementsAre(expected));
  auto level = with_id(request(Method::patch, {{"alert_level", vnd(9'000)}}), account.text());
  level.headers.emplace_back("if-match", "\"0\"");
  EXPECT_TRUE(writing.change_level(level, staff).has_value());
  for (const char* sort : {"email", "-email", "available", "-available"})
    EXPECT_THAT(list({{"state", "low"}, {"sort", sort}}), ElementsAre(2'300));
  const auto first = body_of(reading.accounts(get({{"limit", "2"}}), staff));
  const std::string cursor(first.at("next_cursor").as_string());
  EXPECT_THAT(list({{"limit", "2"}, {"cursor", cursor}}), ElementsAre(2'300));
}

TEST_P(CreditCalls, list_transactions_of_all_of_a_partner_and_of_an_account) {
  const auto count = [&](http::Fields query, const identity::Actor& actor) {
    return body_of(reading.transactions(get(std::move(query)), actor)).at("total").as_int64();
  };
  EXPECT_EQ(count({}, boss), 3);
  EXPECT_EQ(count({}, staff), 3);
  EXPECT_EQ(count({{"partner_id", other.text()}}, boss), 0);
  EXPECT_EQ(count({{"account_id", account.text()}}, boss), 2);
  EXPECT_EQ(count({{"kind", "grant"}, {"kind", "purchase"}}, boss), 2);
  EXPECT_EQ(count({{"reference", "O1"}}, boss), 1);
  EXPECT_EQ(count({{"from", "2031-01-01"}}, boss), 0);
  EXPECT_EQ(reading.transactions(get({{"partner_id", other.text()}}), staff).error().code,
            "unknown_parameter");
  const auto first = body_of(reading.transactions(get({{"limit", "2"}}), boss));
  const std::string cursor(first.at("next_cursor").as_string());
  const auto last = body_of(reading.transactions(get({{"limit", "2"}, {"cursor", cursor}}), boss));
  ASSERT_THAT(amounts(last), ElementsAre(10'000));
  const std::string id(last.at("data").at(0).at("id").as_string());
  EXPECT_EQ(body_of(reading.transaction(with_id(get(), id), staff)).at("id").as_string(), id);
  const auto seller = person("s", identity::Audience::partner, identity::Role::sales, partner);
  EXPECT_EQ(reading.transaction(with_id(get(), id), seller).error().code, "not_found");
}

TEST_P(CreditCalls, move_credit_once_for_a_key) {
  const auto asked = with_id(request(Method::post, {{"amount", vnd(50)}}, "key"), account.text());
  const auto first = writing.top_up(asked, staff);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->status, 201);
  EXPECT_EQ(writing.top_up(asked, staff)->body, first->body);
  EXPECT_EQ(balance(customer), (Balance{2'350, 0}));
  auto without = asked;
  without.headers.pop_back();
  EXPECT_EQ(writing.top_up(without, staff).error().code, "idempotency_key_required");
}

TEST_P(CreditCalls, refuse_bad_amounts_with_their_place) {
  const auto refused = [&](const boost::json::value& amount) {
    const auto answer = writing.top_up(post({{"amount", amount}}, account.text()), staff);
    return answer
               ? ""
               : answer.error().fields.front().pointer + " " + answer.error().fields.front().code;
  };
  EXPECT_EQ(refused(vnd(0)), "/amount/amount out_of_range");
  EXPECT_EQ(refused(vnd(-1)), "/amount/amount out_of_range");
  EXPECT_EQ(refused({{"amount", 1.5}, {"currency", "VND"}}), "/amount/amount wrong_type");
  EXPECT_EQ(refused({{"amount", "1"}, {"currency", "VND"}}), "/amount/amount wrong_type");
  EXPECT_EQ(refused({{"amount", 1}, {"currency", "USD"}}),
            "/amount/currency credit.wrong_currency");
  EXPECT_EQ(refused(5), "/amount wrong_type");
}

TEST_P(CreditCalls, charge_give_back_pay_out_hold_and_reverse) {
  const object charge{{"amount", vnd(10)}, {"reference", "X"}, {"note", "vServer"}};
  EXPECT_EQ(writing.purchase(post(charge, account.text()), billing)->status, 201);
  EXPECT_EQ(writing.refund(post(charge, account.text()), billing)->status, 201);
  EXPECT_EQ(writing.pay_customer_out(post(charge, account.text()), boss)->status, 201);
  EXPECT_EQ(writing.pay_partner_out(post(charge, partner.text()), boss)->status, 201);
  const auto held = body_of(writing.hold(post(charge, account.text()), billing));
  const std::string id(held.at("id").as_string());
  for (const auto& [state, found] : {std::pair{"", 1}, {"held", 1}, {"released", 0}}) {
    const http::Fields query = *state == '\0' ? http::Fields{} : http::Fields{{"state", state}};
    EXPECT_EQ(body_of(reading.holds(of_account(query), staff)).at("total").as_int64(), found);
  }
  EXPECT_EQ(body_of(writing.release(post({}, id), billing)).at("state").as_string(), "released");
  const auto granted = body_of(writing.grant(
      post({{"partner_id", partner.text()}, {"amount", vnd(77)}, {"reference", "FT9"}}), boss));
  const std::string grant(granted.at("id").as_string());
  const auto undone = body_of(writing.reverse(post({{"reason", "nhầm"}}, grant), boss));
  EXPECT_EQ(undone.at("reverses").as_string(), grant);
  EXPECT_EQ(writing
                .grant(post({{"partner_id", "ptn_" + std::string(26, '0')},
                             {"amount", vnd(1)},
                             {"reference", "FT"}}),
                       boss)
                .error()
                .code,
            "credit.unknown_partner");
  const auto sums = body_of(reading.totals(get(), boss));
  EXPECT_EQ(amount(sums, "issued") - amount(sums, "paid_out") - amount(sums, "spent"),
            amount(sums, "outstanding") - amount(sums, "arrears"));
  const auto each = body_of(reading.totals_by_partner(get(), boss));
  EXPECT_EQ(each.at("total").as_int64(), 2);
}

TEST_P(CreditCalls, show_requests_to_their_side_alone) {
  settings.second_person.top_up = 0;
  settings.second_person.grant = 0;
  const auto waiting = writing.top_up(post({{"amount", vnd(50)}}, account.text()), staff);
  ASSERT_EQ(waiting->status, 202);
  const std::string id(body_of(waiting).at("id").as_string());
  EXPECT_EQ(
      writing
          .grant(post({{"partner_id", partner.text()}, {"amount", vnd(5)}, {"reference", "F"}}),
                 boss)
          ->status,
      202);
  EXPECT_TRUE(body_of(reading.request(with_id(get(), id), staff)).at("own").as_bool());
  EXPECT_FALSE(body_of(reading.request(with_id(get(), id), colleague)).at("own").as_bool());
  EXPECT_EQ(reading.request(with_id(get(), id), boss).error().code, "not_found");
  EXPECT_EQ(body_of(reading.requests(get({{"state", "pending_approval"}}), staff)).at("total"), 1);
  EXPECT_EQ(body_of(reading.requests(get(), boss)).at("total"), 1);
  EXPECT_EQ(writing.approve(post({}, id), staff).error().code, "credit.own_request");
  EXPECT_EQ(body_of(writing.approve(post({}, id), colleague)).at("state").as_string(), "approved");
  EXPECT_EQ(writing.reject(post({{"reason", "x"}}, id), colleague).error().code,
            "credit.request_decided");
  EXPECT_EQ(writing.withdraw(post({}, id), staff).error().code, "credit.request_decided");
  EXPECT_EQ(body_of(reading.requests(get({{"state", "pending_approval"}}), staff)).at("total"), 0);
}

TEST_P(CreditCalls, report_what_came_in_and_what_was_used) {
  const auto report = [&](const base::Result<http::Response>& answer) { return body_of(answer); };
  EXPECT_THAT(amounts(report(reports.top_ups(get(), boss))), ElementsAre(3'000, 10'000));
  EXPECT_THAT(amounts(report(reports.top_ups(get({{"account_kind", "customer"}}), boss))),
              ElementsAre(3'000));
  EXPECT_THAT(amounts(report(reports.top_ups(get({{"account_id", account.text()}}), boss))),
              ElementsAre(3'000));
  EXPECT_THAT(amounts(report(reports.usage(get({{"account_kind", "customer"}}), staff))),
              ElementsAre(700));
  const auto used = report(reports.usage(get({{"limit", "1"}}), staff));
  EXPECT_EQ(amount(used, "total_amount"), 3'700);
  EXPECT_EQ(used.at("total").as_int64(), 2);
  const std::string cursor(used.at("next_cursor").as_string());
  EXPECT_THAT(amounts(report(reports.usage(get({{"limit", "1"}, {"cursor", cursor}}), staff))),
              ElementsAre(3'000));
  const auto seller = person("s", identity::Audience::partner, identity::Role::sales, partner);
  EXPECT_THAT(amounts(report(reports.top_ups(get(), seller))), ElementsAre(3'000))
      << "what the provider granted is not for everybody";
  EXPECT_EQ(reports.usage(get({{"from", "2026-02-01"}, {"to", "2026-01-01"}}), boss).error().code,
            "credit.invalid_period");
}

TEST_P(CreditCalls, opening_and_what_moved_come_to_closing) {
  clock.advance(std::chrono::days{40});
  given({.kind = Kind::purchase, .wallet = customer, .amount_minor = 300, .reference = "O2"});
  const auto today = base::to_iso_day(base::day_in_zone(clock.now(), settings.zone));
  const auto body = body_of(reports.summary(get({{"from", today}, {"to", today}}), boss));
  EXPECT_THAT(amounts(body, "opening"), ElementsAre(7'000, 2'300));
  EXPECT_THAT(amounts(body, "in"), ElementsAre(0, 0));
  EXPECT_THAT(amounts(body, "out"), ElementsAre(0, 300));
  EXPECT_THAT(amounts(body, "closing"), ElementsAre(7'000, 2'000));
  EXPECT_EQ(body.at("totals").at("closing").at("amount").as_int64(), 9'000);
  for (const auto& [kind, closing] : {std::pair{"partner", 7'000}, {"customer", 2'000}})
    EXPECT_THAT(amounts(body_of(reports.summary(get({{"account_kind", kind}}), boss)), "closing"),
                ElementsAre(closing));
  const auto first = body_of(reports.summary(get({{"limit", "1"}}), staff));
  const std::string cursor(first.at("next_cursor").as_string());
  const auto next = body_of(reports.summary(get({{"limit", "1"}, {"cursor", cursor}}), staff));
  EXPECT_THAT(amounts(next, "closing"), ElementsAre(2'000));
}

TEST_P(CreditCalls, a_statement_is_a_document_of_a_period) {
  const Statements statements(database(), installation, clock);
  const auto made = statements.pdf(of_account({{"language", "en"}}), staff);
  ASSERT_TRUE(made.has_value()) << made.error().code;
  EXPECT_EQ(made->body.substr(0, 5), "%PDF-");
  EXPECT_EQ(statements.pdf(of_account({{"language", "fr"}}), staff).error().code,
            "invalid_parameter");
  EXPECT_EQ(statements.pdf(of_account({{"page", "1"}}), staff).error().code, "unknown_parameter");
  settings.statement_rows = 1;
  EXPECT_EQ(statements.pdf(of_account(), staff).error().code, "credit.statement_too_long");
}

TEST_P(CreditCalls, reports_leave_as_files) {
  for (const char* format : {"csv", "xlsx"}) {
    EXPECT_TRUE(reports.top_ups(get({{"format", format}}), staff)->temporary_file.has_value());
    EXPECT_TRUE(reports.summary(get({{"format", format}}), boss)->temporary_file.has_value());
  }
  export_settings.rows_at_once = 1;
  EXPECT_EQ(reports.usage(get({{"format", "csv"}}), staff)->status, 202);
  const auto written = export_ledger(database(), installation, spreadsheet::Format::csv,
                                     folder.path() / "l.csv", [](std::int64_t) {});
  EXPECT_EQ(written, 6);
}

}  // namespace
}  // namespace credit

#include <gtest/gtest.h>

#include "pricing/catalog_calls.hpp"
#include "pricing/discount_calls.hpp"
#include "pricing/testing.hpp"

namespace pricing {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;

class PriceCalls : public testing::PricingTest {
 protected:
  using Answer = base::Result<http::Response>;

  static std::string code_of(const Answer& answer) {
    return answer ? std::to_string(answer->status) : answer.error().code;
  }
  static std::string header(const Answer& answer, std::string_view name) {
    for (const auto& [each, value] : answer->headers)
      if (each == name) return value;
    return "";
  }
  http::Request of_account(const boost::json::value& body = nullptr) const {
    return with_id(request(body.is_null() ? Method::get : Method::post, body), account.text());
  }
  static http::Request guarded(http::Request made, const std::string& tag) {
    made.headers.emplace_back("if-match", tag);
    return made;
  }
  array data(const Answer& answer) { return body_of(answer).at("data").as_array(); }
  static object rate(const Target& target, int points) {
    if (target.group) return {{"product_group_id", target.group->text()}, {"basis_points", points}};
    return {{"product_id", target.product.text()}, {"basis_points", points}};
  }
  static object price(const Target& target, const std::string& amount, const std::string& from) {
    object made = rate(target, 0);
    made.erase("basis_points");
    made["amount"] = amount;
    made["currency"] = "VND";
    made["tax_rate_bp"] = 1000;
    made["tax_included"] = true;
    made["effective_from"] = from;
    return made;
  }
  Answer set_prices(const array& prices) {
    return catalog_calls.set_list_prices(request(Method::post, object{{"prices", prices}}), boss);
  }

  CatalogCalls catalog_calls{database(), installation, clock, random};
  DiscountCalls calls{database(), installation, clock, random};
  identity::Actor viewer =
      person("viewer", identity::Audience::partner, identity::Role::viewer, partner);
  identity::Actor sales =
      person("sales", identity::Audience::partner, identity::Role::sales, partner);
};
INSTANTIATE_TEST_SUITE_P(Engines, PriceCalls, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(PriceCalls, keep_products_and_groups) {
  const auto made = catalog_calls.add_product(
      request(Method::post, object{{"code", "vdb"}, {"name", "Cơ sở dữ liệu"}}), boss);
  ASSERT_EQ(code_of(made), "201");
  const std::string id(body_of(made).at("id").as_string());
  EXPECT_EQ(code_of(catalog_calls.add_product(
                request(Method::post, object{{"code", "vdb"}, {"name", "x"}}), boss)),
            "pricing.code_taken");
  for (const char* code : {"", "-a", "a b", "á", "a/b"})
    EXPECT_EQ(code_of(catalog_calls.add_product(
                  request(Method::post, object{{"code", code}, {"name", "x"}}), boss)),
              "invalid_body")
        << code;
  const auto renamed = catalog_calls.rename_product(
      with_id(guarded(request(Method::patch, object{{"name", "DB"}}), header(made, "ETag")), id),
      boss);
  ASSERT_EQ(code_of(renamed), "200");
  EXPECT_EQ(body_of(renamed).at("name"), "DB");
  EXPECT_EQ(
      code_of(catalog_calls.rename_product(
          with_id(guarded(request(Method::patch, object{{"name", "X"}}), header(made, "ETag")), id),
          boss)),
      "stale");
  const auto group = catalog_calls.add_group(
      request(Method::post, object{{"product_id", id}, {"code", "ha"}, {"name", "HA"}}), boss);
  ASSERT_EQ(code_of(group), "201");
  const std::string group_id(body_of(group).at("id").as_string());
  EXPECT_EQ(code_of(catalog_calls.rename_group(
                with_id(guarded(request(Method::patch, object{{"name", "Sẵn sàng cao"}}),
                                header(group, "ETag")),
                        group_id),
                boss)),
            "200");
  EXPECT_EQ(
      body_of(catalog_calls.group(with_id(request(Method::get), group_id), viewer)).at("name"),
      "Sẵn sàng cao");
  EXPECT_EQ(body_of(catalog_calls.product(with_id(request(Method::get), id), viewer))
                .at("groups")
                .as_array()
                .size(),
            1);
  EXPECT_EQ(data(catalog_calls.groups(request(Method::get), viewer)).size(), 2);
  const auto listed = [&](http::Fields query) {
    std::string codes;
    for (const auto& row :
         data(catalog_calls.products(with_query(request(Method::get), std::move(query)), viewer)))
      codes += std::string(row.at("code").as_string()) + " ";
    return codes;
  };
  EXPECT_EQ(listed({}), "vdb vserver vstorage ");
  EXPECT_EQ(listed({{"sort", "-code"}}), "vstorage vserver vdb ");
  EXPECT_EQ(listed({{"sort", "name"}}), "vdb vserver vstorage ");
  EXPECT_EQ(listed({{"sort", "-name"}, {"limit", "1"}}), "vstorage ");
  EXPECT_EQ(listed({{"q", "TEN"}}), "vserver vstorage ");
}

TEST_P(PriceCalls, set_list_prices_all_or_none) {
  const auto made =
      set_prices({price(vserver, "1250.50", "2026-01-01"), price(gpu, "9", "2026-08-01")});
  ASSERT_EQ(code_of(made), "201");
  const auto results = body_of(made).at("results").as_array();
  EXPECT_EQ(results.at(0).at("outcome"), "created");
  EXPECT_EQ(results.at(0).at("list_price").at("amount"), "1250.5");
  const auto outcome = [&](const object& one) {
    const auto answer = set_prices({one});
    return answer ? std::string(body_of(answer).at("results").at(0).at("outcome").as_string())
                  : answer.error().code;
  };
  EXPECT_EQ(outcome(price(vserver, "1250.5", "2026-01-01")), "unchanged");
  EXPECT_EQ(outcome(price(vserver, "1300", "2026-01-01")), "pricing.price_taken");
  EXPECT_EQ(outcome(price(gpu, "10", "2026-08-01")), "replaced");
  EXPECT_EQ(
      code_of(set_prices({price(vstorage, "1", "2026-01-01"), price(vserver, "1", "2026-01-01")})),
      "pricing.price_taken");
  EXPECT_EQ(data(catalog_calls.list_prices(request(Method::get), viewer)).size(), 2)
      << "the first of the two is not there either";
  EXPECT_EQ(
      data(catalog_calls.list_prices(
               with_query(request(Method::get), {{"product_group_id", gpu.group->text()}}), viewer))
          .size(),
      1);
  const auto twice =
      set_prices({price(vstorage, "1", "2026-01-01"), price(vstorage, "2", "2026-01-01")});
  EXPECT_EQ(twice.error().fields.front().code, "pricing.repeated_price");
  auto both = price(gpu, "1", "2026-01-01");
  both["product_id"] = vserver.product.text();
  EXPECT_EQ(set_prices({both}).error().fields.front().code, "pricing.one_target");
  for (const char* amount : {"-1", "1,5", "", "1e3", "0.1234567890123", "1234567890123456"})
    EXPECT_EQ(set_prices({price(vserver, amount, "2027-01-01")}).error().fields.front().pointer,
              "/prices/0/amount")
        << amount;
}

TEST_P(PriceCalls, take_a_partners_discount_from_asking_to_approval) {
  const object body{{"starts_on", "2026-07-07"},
                    {"rates", array{rate(vserver, 2000), rate(gpu, 500)}}};
  const auto before = calls.partner_discounts(request(Method::get), staff);
  EXPECT_EQ(header(before, "ETag"), "\"0\"");
  const auto asked = calls.ask(guarded(request(Method::post, body), "\"0\""), staff);
  ASSERT_EQ(code_of(asked), "201");
  EXPECT_EQ(body_of(asked).at("status"), "pending");
  EXPECT_EQ(code_of(calls.ask(guarded(request(Method::post, body), "\"0\""), staff)), "stale");
  EXPECT_EQ(code_of(calls.ask(request(Method::post, body), staff)), "pricing.pending_exists");
  const std::string id(body_of(asked).at("id").as_string());
  const auto approved = calls.approve(
      guarded(with_id(request(Method::post, object{{"rates", array{rate(vserver, 1800)}}}), id),
              header(asked, "ETag")),
      boss);
  ASSERT_EQ(code_of(approved), "200");
  EXPECT_EQ(body_of(approved).at("status"), "scheduled");
  EXPECT_EQ(body_of(approved).at("asked_rates").as_array().size(), 2);
  EXPECT_EQ(body_of(calls.partner_discount(with_id(request(Method::get), id), staff))
                .at("decided_by")
                .at("name"),
            nullptr)
      << "a partner is not told who of the provider it was";
  EXPECT_EQ(
      code_of(calls.reject(with_id(request(Method::post, object{{"reason", "x"}}), id), boss)),
      "pricing.wrong_state");
  EXPECT_EQ(code_of(calls.withdraw(with_id(request(Method::post, object{}), id), staff)),
            "pricing.wrong_state");
  const auto stranger = person("stranger", identity::Audience::partner,
                               identity::Role::partner_admin, add_partner("Beta"));
  EXPECT_EQ(code_of(calls.partner_discount(with_id(request(Method::get), id), stranger)),
            "not_found");
  EXPECT_EQ(data(calls.partner_discounts(request(Method::get), stranger)).size(), 0);
  EXPECT_EQ(data(calls.partner_discounts(
                     with_query(request(Method::get), {{"status", "scheduled"}}), boss))
                .size(),
            1);
}

TEST_P(PriceCalls, set_a_customers_discount_and_explain_the_price) {
  ASSERT_TRUE(set_prices({price(vserver, "1000000", "2026-01-01")}));
  ASSERT_TRUE(approves(asks("2026-07-07", {{vserver, 2000}}).value()));
  const object body{
      {"from", "2026-07-08"}, {"to", "2026-07-31"}, {"rates", array{rate(vserver, 500)}}};
  const auto preview = body_of(calls.preview_account_discount(of_account(body), sales));
  EXPECT_EQ(preview.at("below_cost"), false);
  EXPECT_EQ(preview.at("prices").at(0).at("margin"), "150000");
  const auto made = calls.set_account_discount(guarded(of_account(body), "\"0\""), sales);
  ASSERT_EQ(code_of(made), "201");
  EXPECT_EQ(body_of(made).at("status"), "scheduled");
  EXPECT_EQ(code_of(calls.set_account_discount(guarded(of_account(body), "\"0\""), sales)),
            "stale");
  object below = body;
  below["rates"] = array{rate(vserver, 2500)};
  EXPECT_EQ(code_of(calls.set_account_discount(of_account(below), sales)),
            "pricing.below_cost_not_allowed");
  EXPECT_EQ(body_of(calls.preview_account_discount(of_account(below), sales)).at("allowed"), false);
  EXPECT_EQ(body_of(calls.preview_account_discount(of_account(below), staff)).at("reason_required"),
            true);
  travel_to("2026-07-15");
  const auto discounts = calls.account_discounts(of_account(), viewer);
  EXPECT_EQ(body_of(discounts).at("current").at(0).at("status"), "active");
  EXPECT_EQ(header(discounts, "ETag"), "\"1\"");
  const auto prices = [&](const identity::Actor& reader, const std::string& at) {
    return data(calls.account_prices(with_query(of_account(), {{"at", at}}), reader))
        .at(0)
        .as_object();
  };
  const auto seen = prices(staff, "2026-07-15");
  EXPECT_EQ(seen.at("sale"), "950000");
  EXPECT_EQ(seen.at("cost"), "800000");
  EXPECT_EQ(seen.at("margin"), "150000");
  EXPECT_EQ(seen.at("explanation").at(1).at("text"),
            "Giảm giá cho khách hàng 5%, 08/07/2026 đến 31/07/2026");
  const auto less = prices(viewer, "2026-07-07T17:00:00Z");
  EXPECT_EQ(less.at("sale"), "950000");
  EXPECT_FALSE(less.contains("cost") || less.contains("margin") ||
               less.contains("partner_basis_points"));
  EXPECT_EQ(less.at("explanation").as_array().size(), 4);
  EXPECT_EQ(prices(viewer, "2026-07-07T23:59:59+07:00").at("sale"), "1000000");
  EXPECT_EQ(code_of(calls.account_prices(with_query(of_account(), {{"at", "gestern"}}), viewer)),
            "invalid_parameter");
}

TEST_P(PriceCalls, say_from_which_day_on_and_why) {
  const auto days = body_of(calls.days(request(Method::get), viewer));
  EXPECT_EQ(days.at("today"), "2026-07-03");
  EXPECT_EQ(days.at("partner_discount").at("earliest"), "2026-07-07");
  EXPECT_EQ(days.at("customer_discount").at("earliest"), "2026-07-08");
  EXPECT_EQ(days.at("customer_discount").at("skipped"),
            boost::json::parse(R"(["2026-07-04","2026-07-05"])"));
  EXPECT_EQ(days.at("partner_discount").at("skipped").as_array().size(), 0);
}

TEST_P(PriceCalls, discounts_of_many_customers_are_summed_up_for_a_list) {
  settings.below_cost = BelowCost::allow;
  ASSERT_TRUE(sets("2026-07-08", "2026-07-31", {{vserver, 500}, {vstorage, 1200}}));
  const auto found = [&](base::Instant moment) {
    return database().read([&](database::Snapshot& snapshot) {
      return discounts_of(snapshot, partner, {account}, moment);
    });
  };
  EXPECT_TRUE(found(clock.now()).empty());
  const auto spans = found(at("2026-07-09"));
  EXPECT_EQ(spans.at(account).least, 500);
  EXPECT_EQ(spans.at(account).most, 1200);
}

}  // namespace
}  // namespace pricing

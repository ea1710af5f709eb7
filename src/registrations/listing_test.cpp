#include "registrations/listing.hpp"

#include <gtest/gtest.h>

#include <set>

#include "registrations/channel_testing.hpp"

namespace registrations {
namespace {

using testing::Channel;
using testing::Sample;

constexpr std::array fields{Field::registered_at, Field::email, Field::friendly_name,
                            Field::status,        Field::role,  Field::confirmed_at};
constexpr std::array directions{Direction::ascending, Direction::descending};
constexpr std::array statuses{Status::pending_customer, Status::confirmed, Status::declined,
                              Status::expired};

std::string key_of(const ListedRegistration& row, Field field) {
  switch (field) {
    case Field::registered_at:
      return std::to_string(base::microseconds(row.registered_at));
    case Field::email:
      return row.email;
    case Field::friendly_name:
      return base::fold(row.friendly_name.value_or(row.email));
    case Field::status:
      return std::string(name_of(row.status));
    case Field::role:
      return row.role;
    case Field::confirmed_at:
      return row.confirmed_at ? std::to_string(base::microseconds(*row.confirmed_at)) : "0";
  }
  return {};
}

bool before(const ListedRegistration& a, const ListedRegistration& b, const Order& order) {
  for (const Order::Key key : {order.first, order.second}) {
    const auto left = key_of(a, key.field);
    const auto right = key_of(b, key.field);
    if (left != right) return (left < right) == (key.direction == Direction::ascending);
  }
  return (a.id < b.id) == (order.second.direction == Direction::ascending);
}

std::vector<Order> every_order() {
  std::vector<Order> orders;
  for (const Field first : fields) {
    for (const Direction direction : directions) {
      for (const Field second : fields) {
        for (const Direction then : directions)
          orders.push_back({{first, direction}, {second, then}});
      }
    }
  }
  return orders;
}

class Lists : public database::testing::StoreTest {
 protected:
  Lists() : partner_(channel_.add_partner("Sao Mai")), other_(channel_.add_partner("Hạ Long")) {}

  std::vector<Sample> samples(int count, const std::string& tag) {
    std::vector<Sample> samples;
    for (int i = 0; i < count; ++i) {
      Sample sample{.email = fmt::format("{}{:03}@khach{}.example", tag, i * 37 % 101, i)};
      if (i % 3 != 0)
        sample.friendly_name = fmt::format("{} Nguyễn {}", i % 2 == 0 ? "đ" : "E", i % 5);
      sample.role = i % 4 == 0 ? "Tư vấn" : "Đối tác";
      if (i % 5 == 0) sample.owner = owner_;
      sample.status = statuses[static_cast<std::size_t>(i % 4)];
      sample.minute = i * 7 % 40;  // many are equal
      samples.push_back(sample);
    }
    return samples;
  }

  identity::PartnerScope scope() { return channel_.staff_of(partner_).scope(); }
  identity::PartnerScope whole() { return channel_.provider().scope(); }

  /// All pages by this plan; `between` runs after each.
  std::vector<ListedRegistration> pages(
      const identity::PartnerScope& scope, const Filter& filter, const Order& order,
      const Plan& plan, const std::function<void()>& between = [] {}) {
    std::vector<ListedRegistration> rows;
    for (std::optional<Position> after;;) {
      const Listed listed = database().read([&](database::Snapshot& snapshot) {
        return list(snapshot, scope, filter, order, plan, after, 17);
      });
      for (const ListedRegistration& row : listed.rows) rows.push_back(row);
      EXPECT_LE(listed.rows.size(), 17U);
      if (!listed.next) return rows;
      after = listed.next;
      between();
    }
  }
  Plan planned(const identity::PartnerScope& scope, const Filter& filter,
               Counting counting = Counting::for_a_page) {
    return database().read([&](database::Snapshot& snapshot) {
      return plan(snapshot, scope, filter, newest_, counting);
    });
  }
  std::vector<ListedRegistration> found(const identity::PartnerScope& scope, const Filter& filter) {
    const Plan plan = planned(scope, filter);
    auto rows = pages(scope, filter, newest_, plan);
    EXPECT_EQ(plan.total.registrations, static_cast<std::int64_t>(rows.size()));
    EXPECT_TRUE(plan.total.is_exact);
    return rows;
  }
  std::set<std::string> emails(const identity::PartnerScope& scope, const std::string& q) {
    std::set<std::string> emails;
    for (const ListedRegistration& row : found(scope, {.words = base::folded_words(q)}))
      emails.insert(row.email);
    return emails;
  }

  Channel channel_{database()};
  base::PartnerId partner_;
  base::PartnerId other_;
  base::UserId owner_ = channel_.add_person(partner_, "Phạm Thu Trang");
  Order newest_{{Field::registered_at, Direction::descending},
                {Field::registered_at, Direction::descending}};
};

INSTANTIATE_TEST_SUITE_P(Engines, Lists, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Lists, pages_through_every_order_without_a_gap_or_a_double_while_rows_come) {
  std::set<std::string> mine;
  for (const auto& id : channel_.add_all(partner_, samples(120, "k"))) mine.insert(id.text());
  channel_.add_all(other_, samples(10, "o"));
  int newcomers = 0;
  for (const Order& order : every_order()) {
    for (const Plan::Way way : {Plan::Way::in_order, Plan::Way::in_order_filtered}) {
      std::vector<ListedRegistration> rows =
          pages(scope(), {}, order, {.way = way, .driving_word = {}, .total = {}}, [&] {
            if (order.second.field != order.first.field || newcomers > 60) return;
            channel_.add(partner_, {.email = fmt::format("m{}@moi.example", ++newcomers),
                                    .minute = newcomers % 40});
          });
      EXPECT_TRUE(std::ranges::is_sorted(
          rows, [&](const auto& a, const auto& b) { return before(a, b, order); }));
      std::set<std::string> seen;
      for (const ListedRegistration& row : rows) {
        EXPECT_EQ(row.partner_id, partner_);
        EXPECT_TRUE(seen.insert(row.id.text()).second) << "twice";
      }
      EXPECT_TRUE(std::ranges::includes(seen, mine)) << "a gap";
    }
  }
  EXPECT_GT(newcomers, 50);
}

TEST_P(Lists, the_whole_channel_pages_in_every_order_but_by_the_partners_own_names) {
  channel_.add_all(partner_, samples(50, "k"));
  channel_.add_all(other_, samples(50, "o"));
  for (const Order& order : every_order()) {
    if (order.first.field == Field::friendly_name) continue;
    for (const Plan::Way way : {Plan::Way::in_order, Plan::Way::in_order_filtered}) {
      const auto rows = pages(whole(), {}, order, {.way = way, .driving_word = {}, .total = {}});
      EXPECT_EQ(rows.size(), 100U);
      EXPECT_TRUE(std::ranges::is_sorted(
          rows, [&](const auto& a, const auto& b) { return before(a, b, order); }));
    }
  }
}

TEST_P(Lists, what_is_rare_is_found_by_what_is_rarest_in_the_same_order) {
  channel_.add_all(partner_, samples(60, "k"));
  channel_.add_all(other_, samples(60, "o"));
  const Filter filter{.statuses = {Status::confirmed, Status::expired},
                      .role = "Đối tác",
                      .owner = owner_.text(),
                      .words = std::vector<std::string>{"nguyen", "khach"}};
  using Drive = Plan::Drive;
  for (const Order& order : every_order()) {
    for (const auto& [scope, drives] :
         {std::pair{this->scope(), std::vector{Drive::words, Drive::owner, Drive::partner_states,
                                               Drive::partner_role}},
          std::pair{whole(), std::vector{Drive::owner, Drive::states, Drive::role}}}) {
      if (!scope.partner() && order.first.field == Field::friendly_name) continue;
      for (const Drive drive : drives) {
        Filter asked = filter;
        if (drive != Drive::words) asked.words.reset();
        const auto expected =
            pages(scope, asked, order,
                  {.way = Plan::Way::in_order_filtered, .driving_word = {}, .total = {}});
        EXPECT_GT(expected.size(), 3U);
        const std::vector<std::string> none;
        for (const auto& listed : {none, {"nguyen"}, {"nguyen", "khach"}}) {
          for (const Plan::Way way : {Plan::Way::few, Plan::Way::in_order_filtered}) {
            const auto rows = pages(scope, asked, order,
                                    {.way = way,
                                     .drive = drive,
                                     .driving_word = "khach",
                                     .listed_words = listed,
                                     .total = {}});
            EXPECT_TRUE(std::ranges::equal(rows, expected, {}, &ListedRegistration::id,
                                           &ListedRegistration::id));
          }
        }
      }
    }
  }
}

TEST_P(Lists, one_state_pages_by_registration_from_its_own_index) {
  channel_.add_all(partner_, samples(80, "k"));
  channel_.add_all(other_, samples(80, "o"));
  const Filter filter{.statuses = {Status::confirmed}};
  for (const Direction direction : directions) {
    const Order order{{Field::registered_at, direction}, {Field::registered_at, direction}};
    for (const auto& [scope, count] : {std::pair{this->scope(), 20U}, std::pair{whole(), 40U}}) {
      const Plan planned = database().read([&](database::Snapshot& snapshot) {
        return plan(snapshot, scope, filter, order, Counting::for_a_page);
      });
      EXPECT_EQ(planned.way, Plan::Way::in_state);
      const auto rows = pages(scope, filter, order, planned);
      EXPECT_EQ(rows.size(), count);
      EXPECT_TRUE(std::ranges::is_sorted(
          rows, [&](const auto& a, const auto& b) { return before(a, b, order); }));
    }
  }
}

TEST_P(Lists, search_minds_neither_accents_nor_case_and_wants_every_word) {
  channel_.add_all(partner_,
                   std::vector<Sample>{{.email = "a@x.example", .friendly_name = "Nguyễn Đức Anh"},
                                       {.email = "b@x.example", .friendly_name = "nguyen van b"},
                                       {.email = "duc.c@y.example", .friendly_name = "Lê C"},
                                       {.email = "d@y.example"}});
  using Emails = std::set<std::string>;
  EXPECT_EQ(emails(scope(), "nguyen"), (Emails{"a@x.example", "b@x.example"}));
  EXPECT_EQ(emails(scope(), "NGUYỄN"), (Emails{"a@x.example", "b@x.example"}));
  EXPECT_EQ(emails(scope(), "đuc"), (Emails{"a@x.example", "duc.c@y.example"}));
  EXPECT_EQ(emails(scope(), "duc"), emails(scope(), "Đức"));
  EXPECT_EQ(emails(scope(), "ngu anh"), (Emails{"a@x.example"}));
  EXPECT_EQ(emails(scope(), "anh nguyen x"), (Emails{"a@x.example"}));
  EXPECT_EQ(emails(scope(), "guyen"), Emails{});
  EXPECT_EQ(emails(scope(), "%"), Emails{});
  EXPECT_EQ(emails(scope(), "b@x.example"), (Emails{"b@x.example"}));
}

TEST_P(Lists, the_provider_searches_account_address_and_partner_and_no_friendly_name) {
  channel_.add_all(partner_, std::vector<Sample>{{.email = "a@x.example",
                                                  .friendly_name = "Khách quen",
                                                  .account_name = "Công ty Bình Minh"}});
  channel_.add_all(other_,
                   std::vector<Sample>{{.email = "b@x.example", .account_name = "Công ty Hoa"}});
  using Emails = std::set<std::string>;
  EXPECT_EQ(emails(whole(), "quen"), Emails{});
  EXPECT_EQ(emails(whole(), "binh"), (Emails{"a@x.example"}));
  EXPECT_EQ(emails(whole(), "ha long"), (Emails{"b@x.example"}));
  EXPECT_EQ(emails(whole(), "cong ty"), (Emails{"a@x.example", "b@x.example"}));
  EXPECT_EQ(emails(scope(), "binh"), Emails{});
  const auto of_one =
      found(whole(), {.partner = other_, .words = std::vector<std::string>{"cong"}});
  ASSERT_EQ(of_one.size(), 1U);
  EXPECT_EQ(of_one[0].email, "b@x.example");
}

TEST_P(Lists, filters_alone_and_together) {
  channel_.add_all(partner_, samples(40, "k"));
  channel_.add_all(other_, samples(40, "o"));
  EXPECT_EQ(found(scope(), {}).size(), 40U);
  EXPECT_EQ(found(whole(), {}).size(), 80U);
  EXPECT_EQ(found(whole(), {.partner = other_}).size(), 40U);
  EXPECT_EQ(found(scope(), {.statuses = {Status::confirmed}}).size(), 10U);
  EXPECT_EQ(found(whole(), {.statuses = {Status::confirmed}}).size(), 20U);
  EXPECT_EQ(found(scope(), {.statuses = {Status::confirmed, Status::declined}}).size(), 20U);
  EXPECT_EQ(found(scope(), {.statuses = {Status::ended}}).size(), 0U);
  EXPECT_EQ(found(scope(), {.role = "Tư vấn"}).size(), 10U);
  EXPECT_EQ(found(whole(), {.role = "Tư vấn"}).size(), 20U);
  EXPECT_EQ(found(scope(), {.owner = owner_.text()}).size(), 8U);
  EXPECT_EQ(found(scope(), {.owner = std::string()}).size(), 0U);
  EXPECT_EQ(found(scope(), {.role = "Tư vấn", .owner = owner_.text()}).size(), 2U);
  EXPECT_EQ(found(scope(), {.statuses = {Status::confirmed}, .role = "Tư vấn"}).size(), 0U);
  EXPECT_EQ(found(whole(), {.statuses = {Status::confirmed}, .role = "Đối tác"}).size(), 20U);
  EXPECT_EQ(found(whole(), {.owner = owner_.text(), .partner = other_}).size(), 8U);
}

TEST_P(Lists, a_partner_sees_no_other_partners_rows_by_any_filter) {
  channel_.add_all(partner_, samples(10, "k"));
  const auto stranger = channel_.staff_of(other_).scope();
  EXPECT_TRUE(found(stranger, {}).empty());
  EXPECT_TRUE(found(stranger, {.statuses = {Status::confirmed}}).empty());
  EXPECT_TRUE(found(stranger, {.role = "Đối tác"}).empty());
  EXPECT_TRUE(found(stranger, {.owner = owner_.text()}).empty());
  EXPECT_TRUE(found(stranger, {.partner = partner_}).empty());
  EXPECT_TRUE(found(stranger, {.words = std::vector<std::string>{"nguyen"}}).empty());
}

TEST_P(Lists, a_search_is_counted_to_a_thousand_and_a_filter_to_ten_thousand) {
  std::vector<Sample> many;
  for (int i = 0; i < 1'050; ++i)
    many.push_back({.email = fmt::format("k{}@nhieu.example", i), .minute = i});
  channel_.add_all(partner_, many);
  const Filter words{.words = std::vector<std::string>{"nhieu"}};
  const Plan common = planned(scope(), words);
  EXPECT_EQ(common.total.registrations, most_found);
  EXPECT_FALSE(common.total.is_exact);
  EXPECT_EQ(common.way, Plan::Way::in_order_filtered);
  EXPECT_EQ(pages(scope(), words, newest_, common).size(), 1'050U);
  const Plan counted = planned(scope(), words, Counting::to_the_end);
  EXPECT_EQ(counted.total.registrations, 1'050);
  EXPECT_TRUE(counted.total.is_exact);
  const Plan rare = planned(scope(), {.words = std::vector<std::string>{"nhieu", "k1"}});
  EXPECT_EQ(rare.way, Plan::Way::few);
  EXPECT_EQ(rare.driving_word, "k1");
  EXPECT_EQ(rare.total.registrations, 161);
  EXPECT_EQ(rare.listed_words, (std::vector<std::string>{"k1", "nhieu"}));
  EXPECT_EQ(planned(scope(), {.words = std::vector<std::string>{"nhieu", "k10"}}).listed_words,
            (std::vector<std::string>{"k10"}));
  const Filter narrowed{.role = "Đối tác", .words = std::vector<std::string>{"nhieu", "k10"}};
  EXPECT_EQ(planned(scope(), narrowed).total.registrations, 61);
  EXPECT_EQ(planned(scope(), {.role = "Đối tác"}).total.registrations, 1'050);
}

}  // namespace
}  // namespace registrations

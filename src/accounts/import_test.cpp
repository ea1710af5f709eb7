#include "accounts/import.hpp"

#include <sstream>

#include "accounts/testing.hpp"
#include "platform/database/testing.hpp"

namespace accounts {
namespace {

using testing::at;

constexpr std::string_view header =
    "email,external_id,name,language,kind,verified,payment_type,credit_balance,credit_held,"
    "credit_advance,services_in_use,provider_discount,in_poc,provider_customer\n";

std::string good(std::string_view email, std::string_view number = "") {
  return std::string(email) + "," + std::string(number) +
         ",\"Nguyễn, Văn An\",en,Enterprise,có,prepaid,-5,,7,2,không,0,TRUE\n";
}

class ImportTest : public database::testing::StoreTest {
 protected:
  base::Result<ImportCounts> import(const std::string& text, int batch = 500) {
    std::istringstream input(text);
    bad_.clear();
    return import_csv(
        database(), clock_, crypto::system_random(), input,
        {.currency = "VND",
         .origin = {.kind = identity::Origin::Kind::command_line,
                    .id = {},
                    .name = "directory import",
                    .address = {}},
         .batch = batch,
         .on_bad_row =
             [&](const BadRow& bad) {
               bad_.push_back(std::to_string(bad.line) + " " + bad.column + " " + bad.code);
               EXPECT_TRUE(catalog_.has("errors." + bad.code)) << bad.code;
               catalog_.text(i18n::Language::vi, "errors." + bad.code, bad.values);
             },
         .on_progress = [&](const ImportCounts& counts) { progress_ = counts; }});
  }
  std::string failure(const std::string& text) {
    const auto counts = import(text);
    return counts ? "" : counts.error().code;
  }
  std::optional<Facts> find(std::string_view email) {
    return database().read([&](database::Snapshot& snapshot) {
      return accounts::find(snapshot, *base::Email::parse(email));
    });
  }
  std::int64_t accounts_stored() { return database::testing::rows_of(database(), "account"); }

  clock_source::ManualClock clock_{at(0)};
  i18n::Catalog catalog_{base::Values{{"provider", "Provider"}}};
  std::vector<std::string> bad_;
  ImportCounts progress_;
};

INSTANTIATE_TEST_SUITE_P(Engines, ImportTest, database::testing::engines(),
                         database::testing::engine_name);

using Bad = std::vector<std::string>;
using std::string_literals::operator""s;

TEST_P(ImportTest, reads_every_column) {
  ASSERT_TRUE(import(std::string(header) + good("An@x.example", "7")));
  EXPECT_EQ(bad_, Bad{});
  const Facts facts = find("an@x.example").value();
  EXPECT_EQ(facts.external_id, "7");
  EXPECT_EQ(facts.name, "Nguyễn, Văn An");
  EXPECT_EQ(facts.language, i18n::Language::en);
  EXPECT_EQ(facts.kind, Kind::enterprise);
  EXPECT_TRUE(facts.verified);
  EXPECT_EQ(facts.credit_balance, (base::Money{-5, "VND"}));
  EXPECT_EQ(facts.credit_held, (base::Money{0, "VND"}));
  EXPECT_EQ(facts.credit_advance, (base::Money{7, "VND"}));
  EXPECT_EQ(facts.services_in_use, 2);
  EXPECT_TRUE(!facts.provider_discount && !facts.in_poc && facts.provider_customer);
}

TEST_P(ImportTest, columns_may_stand_in_any_order_and_optional_ones_be_missing) {
  ASSERT_TRUE(
      import("\xEF\xBB\xBFname;email;kind;payment_type;in_poc;services_in_use;credit_balance;"
             "provider_customer;provider_discount\r\nAn;an@x.example;individual;postpaid;no;0;0;no;"
             "yes\r\n"));
  EXPECT_EQ(bad_, Bad{});
  EXPECT_EQ(find("an@x.example")->payment_type, PaymentType::postpaid);
  EXPECT_TRUE(find("an@x.example")->verified);
  EXPECT_TRUE(find("an@x.example")->provider_discount);
}

TEST_P(ImportTest, the_same_file_twice_changes_nothing) {
  const std::string file = std::string(header) + good("a@x.example") + good("b@x.example", "8");
  EXPECT_EQ(import(file)->created, 2);
  clock_.advance(std::chrono::hours(1));
  const auto again = import(file);
  EXPECT_EQ(again->unchanged, 2);
  EXPECT_EQ(again->created + again->updated + again->bad, 0);
  EXPECT_EQ(database::testing::rows_of(database(), "account_history"), 2);
}

TEST_P(ImportTest, bad_rows_are_told_by_line_and_the_others_are_stored) {
  const auto counts = import(std::string(header) + good("a@x.example", "7") +
                             "no address,,,xx,robot,maybe,cash,1.5,-1,,,,,\n" + "a,b\n\n" +
                             good("A@x.example") + good("c@x.example", "7") + good("d@x.example") +
                             "e@x.example,,An,vi,individual,yes,prepaid,99999999999999999999,"
                             "9007199254740992,1 000,0,no,no,no\n" +
                             "f@x.example,,A\x01n,vi,individual,yes,prepaid,0,0,0,0,no,no,no\n");
  ASSERT_TRUE(counts) << counts.error().code;
  EXPECT_EQ(counts->created, 2);
  EXPECT_EQ(counts->bad, 6);
  EXPECT_EQ(counts->rows, 8);
  EXPECT_EQ(bad_,
            (Bad{"3 email invalid_email", "3 name required", "3 language invalid_choice",
                 "3 kind invalid_choice", "3 verified accounts.not_yes_or_no",
                 "3 payment_type invalid_choice", "3 credit_balance accounts.not_a_whole_number",
                 "3 credit_held out_of_range", "3 services_in_use required",
                 "3 provider_discount required", "3 in_poc required",
                 "3 provider_customer required", "4  accounts.wrong_number_of_fields",
                 "6 email accounts.repeated_in_file", "7 external_id accounts.repeated_in_file",
                 "9 credit_balance out_of_range", "9 credit_held out_of_range",
                 "9 credit_advance accounts.not_a_whole_number", "10 name not_allowed"}));
  EXPECT_EQ(accounts_stored(), 2);
}

TEST_P(ImportTest, an_address_that_another_number_has_is_a_bad_row) {
  ASSERT_TRUE(import(std::string(header) + good("a@x.example", "7")));
  EXPECT_EQ(import(std::string(header) + good("b@x.example") + good("a@x.example", "9"))->bad, 1);
  EXPECT_EQ(bad_, Bad{"3  accounts.email_taken"});
}

TEST_P(ImportTest, batches_before_a_broken_end_stay_and_the_file_can_be_imported_again) {
  std::string file(header);
  for (int i = 0; i < 7; ++i) file += good("a" + std::to_string(i) + "@x.example");
  EXPECT_EQ(failure(file + "\"open quote"), "csv.unclosed_quote");
  const std::int64_t stored = accounts_stored();
  EXPECT_LE(stored, 7);
  const auto counts = import(file, 2);
  EXPECT_EQ(counts->created + counts->unchanged, 7);
  EXPECT_EQ(counts->unchanged, stored);
  EXPECT_EQ(progress_.rows, 7);
  EXPECT_EQ(accounts_stored(), 7);
}

TEST_P(ImportTest, a_file_with_other_columns_is_refused_by_the_name_of_the_column) {
  EXPECT_EQ(failure(""), "accounts.empty_file");
  EXPECT_EQ(failure("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"s), "csv.nul");
  EXPECT_EQ(failure("\xff\xfe"
                    "e\0m\0a\0"s),
            "csv.utf16");
  EXPECT_EQ(failure("email,partner_id\n"), "accounts.unknown_column");
  EXPECT_EQ(import("email,partner_id\n").error().values.at(0).second, "partner_id");
  EXPECT_EQ(failure("email,Email\n"), "accounts.repeated_column");
  EXPECT_EQ(failure("email,name\na@x.example,An\n"), "accounts.missing_column");
  EXPECT_EQ(import("a\x1b[2Jb\n").error().values.at(0).second, "?");
  EXPECT_EQ(accounts_stored(), 0);
}

}  // namespace
}  // namespace accounts

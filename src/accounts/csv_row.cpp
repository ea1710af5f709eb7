#include "accounts/csv_row.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "accounts/account_json.hpp"

namespace accounts {
namespace {

constexpr std::array<std::string_view, 9> required_columns{"email",
                                                           "name",
                                                           "kind",
                                                           "payment_type",
                                                           "credit_balance",
                                                           "services_in_use",
                                                           "in_poc",
                                                           "provider_discount",
                                                           "provider_customer"};
constexpr std::array<std::string_view, 5> optional_columns{"external_id", "language", "verified",
                                                           "credit_held", "credit_advance"};

bool is_known(std::string_view column) {
  return std::ranges::find(required_columns, column) != required_columns.end() ||
         std::ranges::find(optional_columns, column) != optional_columns.end();
}

/// What stands in a header cell may be anything; it goes to terminals and logs.
std::string showable(std::string_view field) {
  const std::string text = base::tidy(field);
  return base::is_clean(text) && base::length(text) <= 60 ? text : "?";
}

/// The cells of one record by column, and what is wrong with them.
class Cells {
 public:
  Cells(const std::vector<std::string>& columns, const spreadsheet::CsvRecord& record,
        std::vector<BadRow>& bad)
      : columns_(columns), record_(record), bad_(bad) {}

  void refuse(std::string_view column, std::string code, base::Values values = {}) {
    bad_.push_back({record_.line, std::string(column), std::move(code), std::move(values)});
  }

  /// Tidied; empty when the column is missing or the cell blank.
  std::string text(std::string_view column, std::size_t most) {
    const auto found = std::ranges::find(columns_, column);
    if (found == columns_.end()) return {};
    const std::string& cell = record_.fields[static_cast<std::size_t>(found - columns_.begin())];
    std::string text = base::tidy(cell);
    if (!base::is_clean(text)) {
      refuse(column, "not_allowed");
      return {};
    }
    if (base::length(text) > most) {
      refuse(column, "too_long", {{"most", std::to_string(most)}});
      return {};
    }
    return text;
  }

  std::string required_text(std::string_view column, std::size_t most) {
    const std::size_t bad_before = bad_.size();
    std::string said = text(column, most);
    if (said.empty() && bad_.size() == bad_before) refuse(column, "required");
    return said;
  }

  std::int64_t integer(std::string_view column, std::int64_t least, std::int64_t most) {
    return number_of(column, required_text(column, 40), least, most);
  }
  std::int64_t optional_integer(std::string_view column, std::int64_t least, std::int64_t most) {
    return number_of(column, text(column, 40), least, most);
  }

  bool truth(std::string_view column) { return truth_of(column, required_text(column, 20), false); }
  bool optional_truth(std::string_view column, bool otherwise) {
    return truth_of(column, text(column, 20), otherwise);
  }

  template <class Choice>
  Choice choice(std::string_view column, const std::string& said, Choice first, Choice second) {
    const std::string folded = base::fold(said);
    if (folded == name_of(second)) return second;
    if (!said.empty() && folded != name_of(first)) refuse(column, "invalid_choice");
    return first;
  }

 private:
  std::int64_t number_of(std::string_view column, const std::string& said, std::int64_t least,
                         std::int64_t most) {
    if (said.empty()) return 0;
    std::int64_t number = 0;
    const char* end = said.data() + said.size();
    const auto [stopped, error] = std::from_chars(said.data(), end, number);
    if (error == std::errc::result_out_of_range ||
        (error == std::errc() && stopped == end && (number < least || number > most)))
      refuse(column, "out_of_range",
             {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    else if (error != std::errc() || stopped != end)
      refuse(column, "accounts.not_a_whole_number");
    return number;
  }

  bool truth_of(std::string_view column, const std::string& said, bool otherwise) {
    if (said.empty()) return otherwise;
    const std::string folded = base::fold(said);
    if (folded == "yes" || folded == "true" || folded == "1" || folded == "co") return true;
    if (folded != "no" && folded != "false" && folded != "0" && folded != "khong")
      refuse(column, "accounts.not_yes_or_no");
    return false;
  }

  const std::vector<std::string>& columns_;
  const spreadsheet::CsvRecord& record_;
  std::vector<BadRow>& bad_;
};

std::optional<i18n::Language> read_language(Cells& cells) {
  const std::string said = base::fold(cells.text("language", 10));
  if (said.empty()) return std::nullopt;
  if (said == "vi") return i18n::Language::vi;
  if (said != "en") cells.refuse("language", "invalid_choice");
  return i18n::Language::en;
}

}  // namespace

base::Result<CsvHeader> CsvHeader::read(const spreadsheet::CsvRecord& record) {
  CsvHeader header;
  for (const std::string& field : record.fields) {
    std::string column = base::fold(base::tidy(field));
    if (!is_known(column))
      return base::fail(base::ErrorKind::malformed, "accounts.unknown_column",
                        {{"column", showable(field)}});
    if (std::ranges::find(header.columns_, column) != header.columns_.end())
      return base::fail(base::ErrorKind::malformed, "accounts.repeated_column",
                        {{"column", column}});
    header.columns_.push_back(std::move(column));
  }
  for (const std::string_view column : required_columns)
    if (std::ranges::find(header.columns_, column) == header.columns_.end())
      return base::fail(base::ErrorKind::malformed, "accounts.missing_column",
                        {{"column", std::string(column)}});
  return header;
}

std::optional<NewAccount> CsvHeader::read_row(const spreadsheet::CsvRecord& record,
                                              const std::string& currency,
                                              std::vector<BadRow>& bad) const {
  const std::size_t bad_before = bad.size();
  Cells cells(columns_, record, bad);
  if (record.fields.size() != columns_.size()) {
    cells.refuse("", "accounts.wrong_number_of_fields",
                 {{"expected", std::to_string(columns_.size())},
                  {"found", std::to_string(record.fields.size())}});
    return std::nullopt;
  }
  const std::string address = cells.required_text("email", 254);
  const std::optional<base::Email> email = base::Email::parse(address);
  if (!email && !address.empty()) cells.refuse("email", "invalid_email");
  NewAccount row{.email = email.value_or(base::Email::stored({}))};
  row.external_id = cells.text("external_id", most_external_id_characters);
  row.name = cells.required_text("name", most_name_characters);
  row.language = read_language(cells);
  row.kind =
      cells.choice("kind", cells.required_text("kind", 20), Kind::individual, Kind::enterprise);
  row.verified = cells.optional_truth("verified", true);
  row.payment_type = cells.choice("payment_type", cells.required_text("payment_type", 20),
                                  PaymentType::prepaid, PaymentType::postpaid);
  row.credit_balance = {cells.integer("credit_balance", -most_minor, most_minor), currency};
  row.credit_held = {cells.optional_integer("credit_held", 0, most_minor), currency};
  row.credit_advance = {cells.optional_integer("credit_advance", 0, most_minor), currency};
  row.services_in_use = cells.integer("services_in_use", 0, most_services);
  row.provider_discount = cells.truth("provider_discount");
  row.in_poc = cells.truth("in_poc");
  row.provider_customer = cells.truth("provider_customer");
  if (bad.size() != bad_before) return std::nullopt;
  return row;
}

}  // namespace accounts

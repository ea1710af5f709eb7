#include "app/demo/cast.hpp"

#include <charconv>
#include <sstream>

#include "accounts/import.hpp"
#include "platform/spreadsheet/spreadsheet.hpp"

namespace app::demo {
namespace {

std::istringstream open(std::string_view name) {
  const std::string path = "src/app/demo/" + std::string(name);
  for (const embedded::File& file : embedded::files())
    if (file.path == path) return std::istringstream(std::string(file.text));
  throw std::logic_error("a file of the demo is not embedded: " + path);
}

/// Every record but the header.
template <class Made, class Make>
std::vector<Made> records(std::string_view name, std::size_t columns, const Make& make) {
  std::vector<Made> made;
  std::istringstream input = open(name);
  const auto read = spreadsheet::read_csv(input, {}, [&](const spreadsheet::CsvRecord& record) {
    ENSURE(record.fields.size() == columns);
    if (record.line > 1) made.push_back(make(record.fields));
    return true;
  });
  ENSURE(read.has_value());
  return made;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream input(text);
  std::vector<std::string> words;
  for (std::string word; input >> word;) words.push_back(word);
  return words;
}

base::Email email_of(const std::string& text) {
  const auto email = base::Email::parse(text);
  ENSURE(email.has_value());
  return *email;
}

Company company_of(const std::vector<std::string>& fields) {
  Company company{fields[0], fields[1], fields[2], fields[3], {}};
  for (const std::string& address : words(fields[4]))
    company.service_accounts.push_back(email_of(address));
  return company;
}

Member member_of(const std::vector<std::string>& fields) {
  Member member{fields[0],
                email_of(fields[1]),
                fields[2],
                {},
                i18n::language_of(fields[4], i18n::Language::vi)};
  for (const std::string& name : words(fields[3])) {
    const auto role = identity::role_of(name, member.audience());
    ENSURE(role.has_value());
    member.roles.push_back(*role);
  }
  return member;
}

Wish wish_of(const std::vector<std::string>& fields) {
  Wish wish{fields[0], fields[1], email_of(fields[2]), std::nullopt, 0, fields[5]};
  if (!fields[3].empty()) wish.friendly_name = fields[3];
  std::from_chars(fields[4].data(), fields[4].data() + fields[4].size(), wish.days_ago);
  ENSURE(wish.days_ago > 0);
  return wish;
}

}  // namespace

Cast read_cast(const std::string& currency) {
  std::istringstream directory = open("accounts.csv");
  auto accounts = accounts::read_accounts(directory, currency);
  ENSURE(accounts.has_value());
  return {*std::move(accounts), records<Company>("partners.csv", 5, company_of),
          records<Member>("people.csv", 5, member_of),
          records<Wish>("registrations.csv", 6, wish_of)};
}

}  // namespace app::demo

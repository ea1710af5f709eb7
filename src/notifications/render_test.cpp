#include "notifications/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "platform/database/query.hpp"

namespace notifications {
namespace {

using i18n::Language;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const base::Values always{{"provider", "VNG Cloud"}, {"portal", "https://portal.example"}};
constexpr std::string_view link = "https://portal.example/consent/reg_1.abc?a=1&b=2";

const i18n::Catalog& catalog() {
  static const i18n::Catalog made(base::Values{{"provider", "VNG Cloud"}});
  return made;
}

/// What templates/README.md promises, place by place.
const std::map<std::string, std::vector<std::string>>& documented() {
  static const std::map<std::string, std::vector<std::string>> places{
      {"consent", {"partner_legal_name", "tax_code", "expires_on", "link", "code"}},
      {"consent_reminder",
       {"partner_legal_name", "tax_code", "days_left", "expires_on", "link", "code"}},
      {"receipt",
       {"partner_legal_name", "tax_code", "email", "text_version", "agreed_at", "address", "hash",
        "statement", "shown_vi", "shown_en", "link", "code"}},
      {"receipt_confirmed",
       {"partner_legal_name", "tax_code", "email", "text_version", "agreed_at", "address", "hash",
        "statement", "shown_vi", "shown_en"}},
      {"outcome_confirmed", {"partner_legal_name", "tax_code", "email"}},
      {"outcome_rejected", {"partner_legal_name", "email", "reason"}},
      {"withdrawn", {"partner_legal_name", "tax_code", "email"}},
      {"ended", {"partner_legal_name", "tax_code", "email", "account_name", "reason"}},
      {"partner_confirmed", {"email", "account_name"}},
      {"partner_rejected", {"email", "reason"}},
      {"partner_declined", {"email"}},
      {"partner_rule_failed", {"email", "rules_vi", "rules_en"}},
      {"partner_expired", {"email"}},
      {"partner_superseded", {"email"}},
      {"retracted", {"email", "account_name", "partner_legal_name"}},
      {"approval_needed", {"email", "account_name", "partner_legal_name", "tax_code", "due_on"}},
      {"approval_not_needed", {"email", "account_name", "partner_legal_name", "tax_code"}},
      {"approval_overdue", {"email", "account_name", "partner_legal_name", "due_on"}},
      {"reported", {"email", "account_name", "partner_legal_name", "tax_code"}},
      {"credit_alert", {"email", "account_name", "situation_vi", "situation_en"}},
      {"credit_alert_customer", {"email", "partner_legal_name", "situation_vi", "situation_en"}},
      {"partner_discount_asked", {"partner_name", "from_day", "rates"}},
      {"partner_discount_approved", {"partner_name", "from_day", "rates"}},
      {"partner_discount_rejected", {"partner_name", "from_day", "reason"}},
      {"partner_discount_began", {"partner_name", "from_day", "rates"}},
      {"customer_discount_ending", {"email", "account_name", "last_day", "rates"}},
      {"price_rise", {"email", "partner_legal_name", "from_day", "rates"}},
      {"invitation", {"name", "inviter", "organization", "days", "hours", "link"}},
      {"password_reset", {"name", "minutes", "link"}},
      {"password_changed", {"name", "at", "address"}},
      {"second_factor_on", {"name", "at", "address"}},
      {"second_factor_off", {"name", "at", "address"}},
      {"second_factor_reset", {"name", "at"}},
      {"recovery_code_used", {"name", "at", "address", "left"}},
  };
  return places;
}

/// A letter with every documented place filled by "‹name›" or as `value_of` says.
Letter letter_of(const std::string& name, std::vector<Language> languages,
                 const std::function<std::string(const std::string&)>& value_of) {
  Letter letter{.template_name = name,
                .languages = std::move(languages),
                .values = {},
                .link = std::nullopt,
                .code = std::nullopt};
  for (const auto& place : documented().at(name)) {
    if (place == "link")
      letter.link = std::string(link);
    else if (place == "code")
      letter.code = "428571";
    else
      letter.values.emplace_back(place, value_of(place));
  }
  return letter;
}

std::string quoted(const std::string& place) {
  return "‹" + place + "›";
}

TEST(Templates, are_all_documented_in_both_languages) {
  std::set<std::string> found;
  std::set<std::string> expected{"frame.html.mustache"};
  constexpr std::string_view folder = "src/notifications/templates/";
  for (const auto& file : embedded::files())
    if (file.path.starts_with(folder)) found.emplace(file.path.substr(folder.size()));
  for (const auto& [name, places] : documented())
    for (const std::string language : {"vi", "en"})
      expected.insert(fmt::format("{}.{}.txt.mustache", name, language));
  EXPECT_EQ(found, expected);
}

TEST(Templates, show_every_documented_place_and_no_other) {
  for (const auto& [name, places] : documented()) {
    for (const auto language : {Language::vi, Language::en}) {
      SCOPED_TRACE(name + " " + std::string(i18n::code_of(language)));
      const auto letter = letter_of(name, {language}, quoted);
      EXPECT_NO_THROW(check(letter));
      const auto mail = render(letter, catalog(), always);
      const std::string other = language == Language::vi ? "_en" : "_vi";
      for (const auto& [place, value] : letter.values) {
        if (place.ends_with(other)) continue;
        EXPECT_THAT(mail.subject + mail.text, HasSubstr(value));
        EXPECT_THAT(mail.html, HasSubstr(value));
      }
      if (letter.link) {
        EXPECT_THAT(mail.text, HasSubstr("\n\n" + *letter.link + "\n\n"));
        EXPECT_THAT(mail.html,
                    HasSubstr("<a href=\"https://portal.example/consent/reg_1.abc?a=1&amp;b=2\""));
      }
      if (letter.code) {
        EXPECT_THAT(mail.text, HasSubstr("\n\n428571\n\n"));
      }
      for (const auto& part : {mail.subject, mail.text, mail.html}) {
        EXPECT_THAT(part, Not(HasSubstr("{{")));
        EXPECT_THAT(part, Not(HasSubstr("}}")));
        EXPECT_FALSE(part.empty());
      }
      EXPECT_THAT(mail.text, Not(HasSubstr("()")));
      EXPECT_THAT(mail.text, Not(HasSubstr("\n\n\n")));
      EXPECT_THAT(mail.text, HasSubstr("VNG Cloud"));
      EXPECT_EQ(mail.subject.find('\n'), std::string::npos);
      EXPECT_LT(mail.html.size(), 20'000U);
    }
  }
}

TEST(Templates, never_write_the_providers_name) {
  for (const auto& file : embedded::files()) {
    if (!file.path.starts_with("src/notifications/templates/")) continue;
    EXPECT_THAT(std::string(file.text), Not(HasSubstr("VNG")));
    EXPECT_THAT(std::string(file.text), Not(HasSubstr("GreenNode")));
  }
}

TEST(Templates, want_every_place_but_the_optional_ones) {
  auto letter = letter_of("consent", {Language::vi}, quoted);
  letter.code.reset();
  EXPECT_THROW(check(letter), std::logic_error);
  letter = letter_of("consent", {Language::vi}, quoted);
  letter.values.erase(letter.values.begin());
  EXPECT_THROW(check(letter), std::logic_error);
  letter = letter_of("approval_needed", {Language::en}, quoted);
  std::erase_if(letter.values, [](const auto& value) { return value.first == "due_on"; });
  EXPECT_NO_THROW(check(letter));
  EXPECT_THAT(render(letter, catalog(), always).text, Not(HasSubstr("Due on")));
  letter.template_name = "no_such_thing";
  EXPECT_THROW(check(letter), std::logic_error);
}

TEST(Templates, say_who_invites_only_when_somebody_does) {
  auto letter = letter_of("invitation", {Language::vi}, quoted);
  EXPECT_THAT(render(letter, catalog(), always).text, HasSubstr("‹inviter› mời bạn vào"));
  for (auto& [place, value] : letter.values) {
    if (place == "inviter") value.clear();
  }
  EXPECT_THAT(render(letter, catalog(), always).text, HasSubstr("Bạn được mời vào"));
}

TEST(Templates, in_both_languages_begin_with_the_readers) {
  const auto mail =
      render(letter_of("consent", {Language::en, Language::vi}, quoted), catalog(), always);
  EXPECT_THAT(mail.text, StartsWith("Nội dung tiếng Việt ở bên dưới.\n\nHello,"));
  EXPECT_LT(mail.text.find("Hello,"), mail.text.find("Xin chào,"));
  EXPECT_LT(mail.html.find("Hello,"), mail.html.find("Xin chào,"));
  EXPECT_THAT(mail.html, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(mail.html, HasSubstr("<div lang=\"vi\">"));
  EXPECT_THAT(mail.subject, HasSubstr(" / "));
}

TEST(Templates, show_what_looks_like_markup_or_a_tag_as_text) {
  for (const auto& [name, places] : documented()) {
    SCOPED_TRACE(name);
    const auto mail =
        render(letter_of(name, {Language::vi, Language::en},
                         [](const std::string&) {
                           return R"(<a href="https://evil.example">{{7*7}} {{{code}}} & '</a>)";
                         }),
               catalog(), always);
    EXPECT_THAT(mail.html, Not(HasSubstr("<a href=\"https://evil")));
    EXPECT_THAT(mail.html,
                HasSubstr("&lt;a href=&quot;https://evil.example&quot;&gt;{{7*7}} {{{code}}} &amp; "
                          "&#39;&lt;/a&gt;"));
    EXPECT_THAT(mail.text,
                HasSubstr("<a href=\"https://evil.example\">{{7*7}} {{{code}}} & '</a>"));
    EXPECT_THAT(mail.text, Not(HasSubstr("49")));
  }
}

TEST(Templates, make_direction_marks_and_controls_harmless) {
  const auto mail = render(letter_of("consent", {Language::vi},
                                     [](const std::string&) {
                                       using namespace std::string_literals;
                                       return "A\u202Emoc\r\nBcc: x@y.z\0\u2066B\x1B[2J\xFF"s;
                                     }),
                           catalog(), always);
  EXPECT_THAT(mail.subject, HasSubstr("A[U+202E]moc  Bcc: x@y.z [U+2066]B"));
  for (const auto& part : {mail.subject, mail.text, mail.html}) {
    EXPECT_THAT(part, Not(HasSubstr("\u202E")));
    EXPECT_THAT(part, Not(HasSubstr("\nBcc")));
    EXPECT_EQ(part.find('\x1B'), std::string::npos);
    EXPECT_EQ(part.find('\0'), std::string::npos);
  }
}

TEST(Templates, keep_the_lines_of_a_reason) {
  auto letter = letter_of("ended", {Language::en}, quoted);
  letter.values.back().second = "first\nsecond\n";
  const auto mail = render(letter, catalog(), always);
  EXPECT_THAT(mail.text, HasSubstr("\n\nfirst\nsecond\n\nIf"));
  EXPECT_THAT(mail.html, HasSubstr("first<br>second"));
}

TEST(Templates, link_to_nothing_while_the_link_is_masked) {
  auto letter = letter_of("password_reset", {Language::en}, quoted);
  letter.link = "••••••";
  EXPECT_THAT(render(letter, catalog(), always).html, Not(HasSubstr("href")));
}

}  // namespace
}  // namespace notifications

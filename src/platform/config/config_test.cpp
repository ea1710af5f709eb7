#include "platform/config/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Config : public testing::Test {
 protected:
  Config()
      : folder_(std::filesystem::temp_directory_path() /
                ("portal-config-test-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Config() override { std::filesystem::remove_all(folder_); }

  Reader reader(const std::string& toml,
                const std::map<std::string, std::string>& environment = {}) {
    const auto file = folder_ / "portal.toml";
    std::ofstream(file) << toml;
    return Reader(file, environment);
  }

  std::filesystem::path folder_;
};

TEST_F(Config, AnswersDefaultsWithoutFileAndEnvironment) {
  Reader settings(std::nullopt, {});
  EXPECT_EQ(settings.text("base_url", "http://localhost", "Where it is."), "http://localhost");
  EXPECT_EQ(settings.integer("http.port", 8080, 1, 65535, "Port."), 8080);
  EXPECT_TRUE(settings.boolean("mail.on", true, "Mails."));
  EXPECT_EQ(settings.one_of("approval.existing_customer", {"skip", "require"}, "skip", "What."),
            "skip");
  EXPECT_THAT(settings.list("hosts", {"a", "b"}, "Hosts."), ElementsAre("a", "b"));
  EXPECT_EQ(settings.secret("secret_key", "Key."), "");
  EXPECT_THAT(settings.problems(), IsEmpty());
}

TEST_F(Config, ReadsTheFileNestedAndDotted) {
  auto settings = reader(R"(
base_url = "https://portal.example.vn"
http.port = 80
[mail]
on = false
[approval]
existing_customer = "require"
[working_days]
holidays = [2026-01-01, "2026-09-02"]
)");
  EXPECT_EQ(settings.text("base_url", "x", ""), "https://portal.example.vn");
  EXPECT_EQ(settings.integer("http.port", 8080, 1, 65535, ""), 80);
  EXPECT_FALSE(settings.boolean("mail.on", true, ""));
  EXPECT_EQ(settings.one_of("approval.existing_customer", {"skip", "require"}, "skip", ""),
            "require");
  EXPECT_THAT(settings.list("working_days.holidays", {}, ""),
              ElementsAre("2026-01-01", "2026-09-02"));
  EXPECT_THAT(settings.problems(), IsEmpty());
}

TEST_F(Config, TheEnvironmentOverridesTheFile) {
  auto settings =
      reader("http.port = 80\nhosts = [\"a\"]\nmail.on = true", {{"PORTAL_HTTP_PORT", "81"},
                                                                 {"PORTAL_HOSTS", " b, c ,,d"},
                                                                 {"PORTAL_MAIL_ON", "no"},
                                                                 {"PORTAL_BASE_URL", "x, y"}});
  EXPECT_EQ(settings.integer("http.port", 8080, 1, 65535, ""), 81);
  EXPECT_THAT(settings.list("hosts", {}, ""), ElementsAre("b", "c", "d"));
  EXPECT_FALSE(settings.boolean("mail.on", true, ""));
  EXPECT_EQ(settings.text("base_url", "", ""), "x, y");
  EXPECT_THAT(settings.problems(), IsEmpty());
}

TEST_F(Config, AnEmptyVariableCountsAsNotSet) {
  auto settings = reader("http.port = 80", {{"PORTAL_HTTP_PORT", ""}, {"PORTAL_NOBODY", ""}});
  EXPECT_EQ(settings.integer("http.port", 8080, 1, 65535, ""), 80);
  EXPECT_THAT(settings.problems(), IsEmpty());
}

TEST_F(Config, ReportsEveryProblemAtOnceAndByName) {
  auto settings = reader(
      "http.prot = 1\nmail.on = \"maybe\"\nhttp.workers = 1.5\nhosts = \"a\"\nname = 3\n"
      "days = [1.5]",
      {{"PORTAL_HTTP_PORT", "70000"}, {"PORTAL_ODD", "1"}, {"PORTAL_SMTP_TLS", "perhaps"}});
  EXPECT_EQ(settings.integer("http.port", 8080, 1, 65535, ""), 8080);
  EXPECT_EQ(settings.integer("http.workers", 64, 1, 256, ""), 64);
  EXPECT_TRUE(settings.boolean("mail.on", true, ""));
  EXPECT_EQ(settings.one_of("smtp.tls", {"starttls", "none"}, "starttls", ""), "starttls");
  EXPECT_THAT(settings.list("hosts", {"z"}, ""), ElementsAre("z"));
  EXPECT_THAT(settings.list("days", {}, ""), IsEmpty());
  EXPECT_EQ(settings.text("name", "nobody", ""), "nobody");
  settings.complain("zone", "\"Mars\" does not exist");
  EXPECT_THAT(settings.problems(),
              testing::UnorderedElementsAre(
                  "http.port (PORTAL_HTTP_PORT): \"70000\" is not a whole number 1..65535",
                  "http.workers: not a whole number 1..256", "mail.on: not true or false",
                  "smtp.tls (PORTAL_SMTP_TLS): \"perhaps\" is not one of starttls, none",
                  "hosts: not a list of texts in [ ]", "days: not a list of texts in [ ]",
                  "name: not a text", "zone: \"Mars\" does not exist",
                  "http.prot: there is no such setting; did you mean http.port?",
                  "PORTAL_ODD: there is no such setting"));
}

TEST_F(Config, RefusesNumbersThatAreNone) {
  for (const std::string text : {"abc", "1x", "99999999999999999999", "0x10", "1 2", "1.0", "+1"}) {
    Reader settings(std::nullopt, {{"PORTAL_N", text}});
    EXPECT_EQ(settings.integer("n", 5, 0, 10, ""), 5) << text;
    EXPECT_EQ(settings.problems().size(), 1U) << text;
  }
}

TEST_F(Config, LeavesVariablesOfTestsAndOfOthersAlone) {
  const Reader settings(std::nullopt, {{"PORTAL_TEST_POSTGRES", "x"}, {"PATH", "/bin"}});
  EXPECT_THAT(settings.problems(), IsEmpty());
}

TEST_F(Config, SaysWhereAFileIsNotToml) {
  try {
    reader("a = 1\nb = = 2");
    FAIL() << "was taken";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("line 2, column 5"));
  }
}

TEST_F(Config, RefusesAFileThatIsNotThereAndTakesAnEmptyOne) {
  EXPECT_THROW(Reader(folder_ / "none.toml", {}), std::runtime_error);
  EXPECT_THROW(Reader(folder_, {}), std::runtime_error);
  EXPECT_THAT(reader("").problems(), IsEmpty());
}

TEST_F(Config, NeverShowsASecret) {
  auto settings = reader("smtp.password = \"hush\"", {{"PORTAL_SECRET_KEY", "hush"}});
  EXPECT_EQ(settings.secret("smtp.password", "The password."), "hush");
  EXPECT_EQ(settings.secret("secret_key", "The key."), "hush");
  settings.secret("other", "None.");
  std::vector<std::string> values;
  for (const auto& declared : settings.declared()) {
    EXPECT_EQ(declared.type, "secret");
    values.push_back(declared.value);
  }
  EXPECT_THAT(values, ElementsAre("(set)", "(set)", ""));
  EXPECT_THAT(as_markdown(settings.declared()), testing::Not(HasSubstr("hush")));
  EXPECT_THAT(as_toml(settings.declared()), testing::Not(HasSubstr("hush")));
}

TEST_F(Config, NamesVariablesAfterSettings) {
  EXPECT_EQ(environment_name("approval.existing_customer"), "PORTAL_APPROVAL_EXISTING_CUSTOMER");
}

TEST_F(Config, ReadsTheEnvironmentOfTheProcess) {
  ::setenv("PORTAL_TEST_CONFIG", "a=b", 1);
  const auto found = portal_environment();
  EXPECT_EQ(found.at("PORTAL_TEST_CONFIG"), "a=b");
  for (const auto& [name, value] : found) EXPECT_TRUE(name.starts_with("PORTAL_")) << name;
  ::unsetenv("PORTAL_TEST_CONFIG");
}

TEST_F(Config, WritesTheReference) {
  Reader settings(std::nullopt, {});
  settings.integer("http.port", 8080, 1, 65535, "The port | of all.");
  EXPECT_EQ(as_markdown(settings.declared()),
            "| setting | environment | type | default | what it does |\n|---|---|---|---|---|\n"
            "| `http.port` | `PORTAL_HTTP_PORT` | integer 1..65535 | `8080` | The port \\| of all. "
            "|\n");
}

TEST_F(Config, WritesAFileWhoseDefaultsReadBackTheSame) {
  const auto declare = [](Reader& settings) {
    settings.text("base_url", "a \"b\" \\c", std::string(150, 'x') + " " + "second line");
    settings.integer("http.port", 8080, 1, 65535, "The port.");
    settings.boolean("mail.on", true, "Mails.");
    settings.list("hosts", {"a", "b"}, "Hosts.");
    settings.one_of("smtp.tls", {"starttls", "none"}, "starttls", "How.");
    settings.secret("smtp.password", "The password.");
  };
  Reader declared(std::nullopt, {});
  declare(declared);
  std::string file = as_toml(declared.declared());
  EXPECT_THAT(file, HasSubstr("# The port.\n# integer 1..65535; PORTAL_HTTP_PORT\n"
                              "#http.port = 8080\n"));
  Reader untouched = reader(file);
  declare(untouched);
  EXPECT_THAT(untouched.problems(), IsEmpty());

  for (std::size_t at = 0; (at = file.find("\n#", at)) != std::string::npos; ++at)
    if (file[at + 2] != ' ') file.erase(at + 1, 1);
  EXPECT_THAT(file, HasSubstr("\nhttp.port = 8080\n"));
  Reader again = reader(file);
  declare(again);
  EXPECT_THAT(again.problems(), IsEmpty());
  for (std::size_t i = 0; i < declared.declared().size(); ++i)
    EXPECT_EQ(again.declared()[i].value, declared.declared()[i].value);
}

}  // namespace
}  // namespace config

#include "platform/i18n/i18n.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <stdexcept>

namespace i18n {
namespace {

TEST(Languages, HaveCodes) {
  EXPECT_EQ(code_of(Language::vi), "vi");
  EXPECT_EQ(code_of(Language::en), "en");
  EXPECT_EQ(language_of("en", Language::vi), Language::en);
  EXPECT_EQ(language_of("vi", Language::en), Language::vi);
  for (const std::string other : {"", "EN", "fr", "vi-VN"})
    EXPECT_EQ(language_of(other, Language::en), Language::en) << other;
}

TEST(Languages, AreNegotiatedByWeight) {
  struct Case {
    std::string header;
    std::string chosen;  // "" where neither is named
  };
  for (const auto& [header, chosen] : std::vector<Case>{
           {"", ""},
           {"vi", "vi"},
           {"en", "en"},
           {"EN-us", "en"},
           {"vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7", "vi"},
           {"en-US,en;q=0.9,vi;q=0.8", "en"},
           {"en;q=0.1, vi;q=0.2", "vi"},
           {"en ; q=0.5 , vi ; q=0.4", "en"},
           {"vi, en", "vi"},
           {"en, vi", "en"},
           {"fr, de", ""},
           {"fr, *;q=0.5", ""},
           {"*", ""},
           {"en;q=0", ""},
           {"en;q=0, *", "vi"},
           {"en;q=0.2, *;q=0.1", "en"},
           {"en;q=0.2, *;q=0.5", "vi"},
           {"vie, eng", ""},
           {"en;q=2, vi;q=0.1", "vi"},
           {"en;q=x", ""},
           {"en;q=1.000", "en"},
           {"en;q=0.001;q=1, vi;q=0.002", "vi"},
           {"en;level=1", ""},
           {",,;;==,en;q=0.3", "en"},
           {"en;q=0.5, en-US;q=0.9, vi;q=0.7", "en"},
       }) {
    const auto with = [&](Language otherwise) { return code_of(negotiate(header, otherwise)); };
    EXPECT_EQ(with(Language::vi), chosen.empty() ? "vi" : chosen) << header;
    EXPECT_EQ(with(Language::en), chosen.empty() ? "en" : chosen) << header;
  }
}

TEST(Languages, AreNegotiatedQuicklyFromALongHeader) {
  std::string header;
  while (header.size() < 100'000) header += "x;q=0.5,";
  EXPECT_EQ(negotiate(header + "en", Language::vi), Language::en);
}

TEST(Catalog, FillsPlacesByName) {
  const Catalog catalog({{"provider", "Mây"}, {"most", "always"}});
  EXPECT_EQ(catalog.text(Language::en, "errors.csv.too_large", {{"most", "5"}}),
            "The file is too large; at most 5 bytes.");
  EXPECT_EQ(catalog.text(Language::vi, "errors.csv.too_large", {{"most", "{line} {"}}),
            "Tệp quá lớn, tối đa {line} { byte.");
  EXPECT_EQ(catalog.text(Language::en, "errors.csv.too_large"),
            "The file is too large; at most always bytes.");
}

TEST(Catalog, ThrowsWhereAPlaceHasNoValue) {
  EXPECT_THROW(Catalog({}).text(Language::en, "errors.csv.too_large"), std::logic_error);
}

TEST(Catalog, GivesTheKeyWhereThereIsNoSentence) {
  const Catalog catalog({});
  EXPECT_EQ(catalog.text(Language::vi, "errors.no_such"), "errors.no_such");
  EXPECT_FALSE(catalog.has("errors.no_such"));
  EXPECT_FALSE(catalog.has("errors"));
  EXPECT_TRUE(catalog.has("errors.not_found"));
}

TEST(Catalog, IgnoresFillers) {
  const Catalog catalog({});
  for (const auto language : {Language::vi, Language::en})
    for (const auto& [key, sentence] : catalog.sentences(language))
      EXPECT_FALSE(key == "_" || key.ends_with("._")) << key;
}

std::set<std::string> names(const std::string& sentence) {
  static const std::regex place(R"(\{([^{}]*)\})");
  return {std::sregex_token_iterator(sentence.begin(), sentence.end(), place, 1),
          std::sregex_token_iterator()};
}

TEST(Locales, HaveTheSameKeysInBothLanguages) {
  const Catalog catalog({});
  for (const auto& [key, sentence] : catalog.sentences(Language::vi))
    EXPECT_TRUE(catalog.sentences(Language::en).contains(key)) << key << " is missing in en.json";
  for (const auto& [key, sentence] : catalog.sentences(Language::en))
    EXPECT_TRUE(catalog.sentences(Language::vi).contains(key)) << key << " is missing in vi.json";
}

TEST(Locales, HaveTheSamePlacesInBothLanguages) {
  const Catalog catalog({});
  for (const auto& [key, sentence] : catalog.sentences(Language::vi)) {
    const auto english = catalog.sentences(Language::en).find(key);
    if (english == catalog.sentences(Language::en).end()) continue;
    EXPECT_EQ(names(sentence), names(english->second)) << key;
  }
}

TEST(Locales, HoldSentencesThatCanBeFilled) {
  static const std::regex name("[a-z][a-z0-9_]*");
  const Catalog catalog({});
  for (const auto language : {Language::vi, Language::en}) {
    for (const auto& [key, sentence] : catalog.sentences(language)) {
      EXPECT_NE(sentence.find_first_not_of(" \t\r\n"), std::string::npos) << key << " is empty";
      base::Values values;
      for (const auto& place : names(sentence)) {
        EXPECT_TRUE(std::regex_match(place, name)) << key << ": {" << place << "}";
        values.emplace_back(place, "x");
      }
      EXPECT_NO_THROW(catalog.text(language, key, values)) << key << ": " << sentence;
    }
  }
}

TEST(Locales, NameNoProvider) {
  const Catalog catalog({});
  for (const auto language : {Language::vi, Language::en})
    for (const auto& [key, sentence] : catalog.sentences(language))
      for (const std::string name : {"VNG", "GreenNode", "vngcloud"})
        EXPECT_EQ(sentence.find(name), std::string::npos) << key;
}

}  // namespace
}  // namespace i18n

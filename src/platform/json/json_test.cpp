#include "platform/json/json.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace json {
namespace {

using std::string_literals::operator""s;

TEST(Parse, RefusesWhatIsNotOneStrictValue) {
  const std::vector<std::string> table{
      "",
      " ",
      "{",
      "}",
      "[1,]",
      R"({"a":1,})",
      "\xef\xbb\xbf{}",
      "{} {}",
      "{}x",
      "1 2",
      R"({"a":01})",
      R"({"a":+1})",
      R"({"a":.5})",
      R"({"a":0x10})",
      R"({"a":1,000})",
      R"({"a":NaN})",
      R"({"a":Infinity})",
      R"({"a":"\ud800"})",
      R"({"a":"\udc00"})",
      R"({"a":"\ud800\u0041"})",
      "{\"a\":\"\0\"}"s,
      "{}\0"s,
      "{\"a\":\"\xff\"}",
      "{\"a\":\"\xc0\xaf\"}",
      "{\"a\":\"\xed\xa0\x80\"}",
      "{\"a\":\"\n\"}",
      R"({'a':1})",
      R"({a:1})",
      "// comment\n{}",
      "{}/* comment */",
      R"({"a":tru})",
      R"("a)",
      R"("\x41")",
      std::string(33, '[') + std::string(33, ']'),
      std::string(100'000, '['),
      std::string(100'000, '[') + std::string(100'000, ']'),
  };
  for (const auto& text : table) {
    const auto began = std::chrono::steady_clock::now();
    const auto value = parse(text);
    ASSERT_FALSE(value.has_value()) << text.substr(0, 60);
    EXPECT_EQ(value.error().code, "malformed_json");
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(50));
  }
}

TEST(Parse, TakesWhatIs) {
  EXPECT_EQ(parse(" {\"a\":[1,-2,true,null,\"\\u0111\\ud83d\\ude00\"]} \r\n\t").value(),
            boost::json::value({{"a", {1, -2, true, nullptr, "đ😀"}}}));
  EXPECT_EQ(parse("9223372036854775807").value(), boost::json::value(INT64_MAX));
  EXPECT_EQ(parse("-9223372036854775808").value(), boost::json::value(INT64_MIN));
  EXPECT_TRUE(parse(std::string(32, '[') + std::string(32, ']')).has_value());
  EXPECT_EQ(parse(R"([{"a":1},{"a":1}])").value().as_array().size(), 2U);
  const std::string long_text(1'000'000, 'x');
  EXPECT_EQ(parse("{\"a\\n" + long_text + "\":\"b\\n" + long_text + "\"}").value(),
            boost::json::value(boost::json::object{{"a\n" + long_text, "b\n" + long_text}}));
}

class ObjectReaderTest : public ::testing::Test {
 protected:
  ObjectReader read(std::string_view text, std::string pointer = "") {
    value_ = parse(text).value();
    return {value_, std::move(pointer), errors_};
  }
  std::string errors() const {
    std::string all;
    for (const auto& error : errors_) all += error.pointer + ":" + error.code + " ";
    return all;
  }

  boost::json::value value_;
  std::vector<base::FieldError> errors_;
};

TEST_F(ObjectReaderTest, ReadsWhatIsThere) {
  auto reader = read(R"({"t":"đ","n":5,"b":true,"a":[1],"o":null})");
  EXPECT_EQ(reader.text("t", 1), "đ");
  EXPECT_EQ(reader.integer("n", 5, 5), 5);
  EXPECT_EQ(reader.optional_boolean("b"), true);
  EXPECT_EQ(reader.array("a", 1, 1)->size(), 1U);
  EXPECT_TRUE(reader.has("o"));
  EXPECT_EQ(reader.optional_text("o", 1), std::nullopt);
  EXPECT_EQ(reader.optional_integer("absent", 0, 1), std::nullopt);
  reader.finish();
  EXPECT_EQ(errors(), "");
  EXPECT_TRUE(no_errors(errors_).has_value());
}

TEST_F(ObjectReaderTest, CollectsEveryError) {
  auto reader = read(
      R"({"number":"5","text":5,"long":"abc","range":11,"flag":1,"array":{},"few":[],"nul":null,
          "odd~/name":1,"control":"a\u0007b","line":"a\nb"})",
      "/items/3");
  EXPECT_EQ(reader.integer("number", 0, 10), std::nullopt);
  EXPECT_EQ(reader.text("text", 10), std::nullopt);
  EXPECT_EQ(reader.text("long", 2), std::nullopt);
  EXPECT_EQ(reader.integer("range", 0, 10), std::nullopt);
  EXPECT_EQ(reader.optional_boolean("flag"), std::nullopt);
  EXPECT_EQ(reader.array("array", 0, 1), nullptr);
  EXPECT_EQ(reader.array("few", 1, 2), nullptr);
  EXPECT_EQ(reader.text("nul", 1), std::nullopt);
  EXPECT_EQ(reader.text("missing", 1), std::nullopt);
  EXPECT_EQ(reader.text("control", 10), std::nullopt);
  EXPECT_EQ(reader.text("line", 10), std::nullopt);
  reader.refuse("long", "own_code");
  reader.finish();
  EXPECT_EQ(errors(),
            "/items/3/number:wrong_type /items/3/text:wrong_type /items/3/long:too_long "
            "/items/3/range:out_of_range /items/3/flag:wrong_type /items/3/array:wrong_type "
            "/items/3/few:wrong_count /items/3/nul:wrong_type /items/3/missing:required "
            "/items/3/control:not_allowed /items/3/line:not_allowed /items/3/long:own_code "
            "/items/3/odd~0~1name:unknown_field ");
  EXPECT_EQ(no_errors(errors_).error().code, "invalid_body");
}

TEST_F(ObjectReaderTest, AllowsLinesWhereTheyAreMeant) {
  auto reader = read(R"({"line":"a\r\n\tb"})");
  EXPECT_EQ(reader.text("line", 10, base::Lines::allowed), "a\r\n\tb");
}

TEST(Parse, PointsAtEveryMemberThatIsThereTwice) {
  const std::vector<std::pair<std::string, std::string>> table{
      {R"({"a":1,"a":1})", "/a "},
      {R"({"a":1,"a":1,"a":2,"b":0,"b":1})", "/a /b "},
      {R"({"a":1,"\u0061":2})", "/a "},
      {R"({"x":0,"b":{"c":1,"c":2}})", "/b/c "},
      {R"([{"a":1},[],{"b":1,"a":2,"b":3}])", "/2/b "},
      {R"({"items":[{"email":"a"},{"email":"b","email":"c"}],"items":[]})",
       "/items/1/email /items "},
      {R"({"a~/b":1,"a~/b":2})", "/a~0~1b "},
  };
  for (const auto& [text, expected] : table) {
    const auto value = parse(text);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().code, "invalid_body");
    std::string found;
    for (const auto& field : value.error().fields) {
      EXPECT_EQ(field.code, "repeated_field");
      found += field.pointer + " ";
    }
    EXPECT_EQ(found, expected) << text;
  }
  EXPECT_TRUE(parse(R"([{"a":1},{"a":1},{"b":{"a":1},"a":2}])"));
}

TEST_F(ObjectReaderTest, PointsAtANumberThatIsNoInteger) {
  for (const auto* number : {"1.5", "1.0", "1e3", "0.001", "-0.0"}) {
    errors_.clear();
    auto reader = read(R"({"n":)" + std::string(number) + "}");
    EXPECT_EQ(reader.integer("n", 0, 10), std::nullopt);
    EXPECT_EQ(errors(), "/n:wrong_type ") << number;
  }
  for (const auto* number : {"9223372036854775808", "-9223372036854775809", "18446744073709551616",
                             "1e400", "-1e309", "1e19"}) {
    errors_.clear();
    auto reader = read(R"({"n":)" + std::string(number) + "}");
    EXPECT_EQ(reader.integer("n", 0, INT64_MAX), std::nullopt);
    EXPECT_EQ(errors(), "/n:out_of_range ") << number;
  }
}

TEST_F(ObjectReaderTest, PointsAtANul) {
  auto reader = read(R"({"t":"x\u0000y","\u0000":1})");
  EXPECT_EQ(reader.text("t", 10), std::nullopt);
  reader.finish();
  EXPECT_EQ(errors(), "/t:not_allowed /\0:unknown_field "s);
}

TEST_F(ObjectReaderTest, RefusesAnAmountThatIsNone) {
  for (const auto* amount : {"0", "-1", "-0", R"("100")", "true", "null", "[]", "{}"}) {
    errors_.clear();
    auto reader = read(R"({"amount":)" + std::string(amount) + "}");
    EXPECT_EQ(reader.integer("amount", 1, INT64_MAX), std::nullopt) << amount;
    EXPECT_EQ(errors_.size(), 1U) << amount;
  }
}

TEST_F(ObjectReaderTest, RefusesWhatIsNoObject) {
  for (const auto* text : {"[]", "1", "null", R"("{}")"}) {
    errors_.clear();
    auto reader = read(text);
    EXPECT_EQ(reader.text("a", 1), std::nullopt);
    EXPECT_FALSE(reader.has("a"));
    reader.finish();
    EXPECT_EQ(errors(), ":wrong_type ") << text;
  }
}

TEST(AppendString, WritesWhatAnyReaderReads) {
  std::string text;
  for (int c = 1; c < 0x80; ++c) text += static_cast<char>(c);
  text += "đ😀</script>";
  std::string out = "x";
  append_string(out, text);
  EXPECT_EQ(parse(out.substr(1)).value(), boost::json::value(text));
  EXPECT_EQ(out.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace json

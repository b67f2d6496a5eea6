// What comes from outside is refused by name, with its place, before any tree is built.
#include "base/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace oneseal {
namespace {

Error refusal(std::string_view text, const JsonLimits& limits = {}) {
    const auto read = parse_json(text, limits);
    EXPECT_FALSE(read) << text;
    return read ? Error{} : read.error();
}

TEST(ReadingJson, GivesTheDocument) {
    const auto read = parse_json(R"({"a": [1, 2.5, "文", null, true], "b": {"c": -3}})");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->dump(), R"({"a":[1,2.5,"文",null,true],"b":{"c":-3}})");
}

TEST(ReadingJson, RefusesWhatIsNone) {
    for (const char* text :
         {"", "{", "[1,]", "{\"a\" 1}", "nul", "1 2", "\"\xff\"", "\"\xed\xa0\x80\""}) {
        EXPECT_EQ(refusal(text).id, "JSON_MALFORMED") << text;
        EXPECT_EQ(refusal(text).code, ErrorCode::malformed) << text;
    }
}

TEST(ReadingJson, RefusesAKeyThatStandsTwiceAndSaysWhere) {
    const Error error = refusal(R"({"form": {"items": [{"x": 1}, {"y": 1, "y": 2}]}})");
    EXPECT_EQ(error.id, "JSON_DUPLICATE_KEY");
    ASSERT_EQ(error.findings.size(), 1u);
    EXPECT_EQ(error.findings[0].pointer, "/form/items/1/y");
}

TEST(ReadingJson, RefusesWhatIsTooDeep) {
    const std::string deep(64, '[');
    EXPECT_EQ(refusal(deep + "[" + std::string(65, ']')).id, "JSON_TOO_DEEP");
    EXPECT_TRUE(parse_json(deep + std::string(64, ']')));
}

TEST(ReadingJson, RefusesWhatIsTooLong) {
    EXPECT_EQ(refusal("[1,2,3]", {.bytes = 6}).code, ErrorCode::too_large);
    EXPECT_TRUE(parse_json("[1,2,3]", {.bytes = 7}));
}

TEST(ReadingJson, RefusesNulInTextsAndKeys) {
    EXPECT_EQ(refusal(R"({"a": "x\u0000y"})").id, "JSON_NUL");
    EXPECT_EQ(refusal(R"({"a\u0000": 1})").id, "JSON_NUL");
}

TEST(ReadingJson, RefusesIntegersThatOtherProgramsWouldRound) {
    EXPECT_TRUE(parse_json("[9007199254740991, -9007199254740991]"));
    for (const char* text :
         {"9007199254740992", "-9007199254740992", "123456789012345678901234567890", "1e400"}) {
        EXPECT_EQ(refusal(text).id, "JSON_NUMBER") << text;
    }
}

TEST(AMember, IsEmptyOrFalseWhereItIsMissingOrOfAnotherKind) {
    const Json object = {{"text", "x"}, {"number", 5}, {"flag", true}, {"nothing", nullptr}};
    EXPECT_EQ(text_at(object, "text"), "x");
    EXPECT_EQ(text_at(object, "number"), "");
    EXPECT_EQ(text_at(object, "nothing"), "");
    EXPECT_EQ(text_at(Json(), "text"), "");
    EXPECT_TRUE(flag_at(object, "flag"));
    EXPECT_FALSE(flag_at(object, "number"));
    EXPECT_FALSE(flag_at(Json::array(), "flag"));
}

TEST(APointer, EscapesTildeAndSlash) {
    EXPECT_EQ(pointer_token("a/b~c"), "a~1b~0c");
}

}  // namespace
}  // namespace oneseal

#include "text/canonical.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace oneseal::sdk {
namespace {

using Json = nlohmann::json;

std::string rewritten(const char* text) {
    return canonical(Json::parse(text));
}

TEST(Canonical, LeavesNoBlanksAndSortsKeys) {
    EXPECT_EQ(rewritten(R"({ "b": [1, 2 ,{}], "a": {"z": null, "y": true} , "": false})"),
              R"({"":false,"a":{"y":true,"z":null},"b":[1,2,{}]})");
    EXPECT_EQ(rewritten("[]"), "[]");
    EXPECT_EQ(rewritten("\"a\""), "\"a\"");
}

TEST(Canonical, SortsKeysByTheirUtf16CodeUnits) {
    // The example of RFC 8785, section 3.2.3.
    EXPECT_EQ(
        rewritten(
            R"({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7})"),
        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\uFB33\":3}");
    EXPECT_EQ(rewritten(R"({"ab": 1, "a": 2, "\ue000": 3, "\ud800\udc00": 4, "\ud7ff": 5})"),
              "{\"a\":2,\"ab\":1,\"\uD7FF\":5,\"\U00010000\":4,\"\uE000\":3}");
}

TEST(Canonical, SortsADocumentThatKeepsItsOrderToo) {
    EXPECT_EQ(canonical(nlohmann::ordered_json::parse(R"({"b": 1, "a": [{"d": 1, "c": 2}]})")),
              R"({"a":[{"c":2,"d":1}],"b":1})");
}

TEST(Canonical, EscapesOnlyWhatJsonMustEscape) {
    EXPECT_EQ(canonical(Json("\b\t\n\f\r\"\\\x01\x1f/\x7f乐")),
              "\"\\b\\t\\n\\f\\r\\\"\\\\\\u0001\\u001f/\x7f乐\"");
}

TEST(Canonical, WritesNumbersAsEcmaScriptDoes) {
    const std::pair<double, const char*> known[] = {
        {0.0, "0"},
        {-0.0, "0"},
        {3.0, "3"},
        {-1.5, "-1.5"},
        {0.1, "0.1"},
        {0.002, "0.002"},
        {0.000001, "0.000001"},
        {0.0000001, "1e-7"},
        {-1.25e-9, "-1.25e-9"},
        {1e20, "100000000000000000000"},
        {1e21, "1e+21"},
        {1.5e300, "1.5e+300"},
        {123456789012345680.0, "123456789012345680"},
        {4.5, "4.5"},
        {2e-3, "0.002"},
        {1e-27, "1e-27"},
        {333333333.33333329, "333333333.3333333"},
        {5e-324, "5e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {9007199254740992.0, "9007199254740992"}};
    for (const auto& [number, text] : known) EXPECT_EQ(canonical(Json(number)), text);
}

TEST(Canonical, LeavesIntegersAsTheyAre) {
    EXPECT_EQ(canonical(Json(INT64_MIN)), "-9223372036854775808");
    EXPECT_EQ(canonical(Json(UINT64_MAX)), "18446744073709551615");
    EXPECT_EQ(rewritten("[3, 3.0, 9007199254740993]"), "[3,3,9007199254740993]");
}

TEST(Canonical, CanonicalTextStaysAsItIs) {
    const char* text = R"({"":[0.1,1e+21,-5],"a":{"b":"乐山\n"}})";
    EXPECT_EQ(rewritten(text), text);
}

}  // namespace
}  // namespace oneseal::sdk

#include "schema/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace oneseal {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const json person_schema = json::parse(R"({
    "type": "object", "additionalProperties": false, "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 2, "pattern": "^(a|b)*$"},
        "age": {"type": "integer", "minimum": 0},
        "format": {"type": "string", "enum": ["pattern", "maxLength"]},
        "rooms": {"type": "array", "items": {"type": "object", "additionalProperties": false,
                  "properties": {"area/m2": {"type": "number"}}}}
    }})");

// The places of the findings with their English text, a line each.
std::string violations(const Schema& schema, const json& document) {
    const auto checked = schema.check(document);
    if (checked) return "";
    EXPECT_EQ(checked.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(checked.error().id, "SCHEMA_VIOLATED");
    std::string text;
    for (const Finding& finding : checked.error().findings) {
        EXPECT_FALSE(finding.message.zh_cn.empty());
        text += finding.pointer + " " + finding.message.en + "\n";
    }
    return text;
}

TEST(Schema, NamesEveryPlaceInPlainWords) {
    const Schema schema = Schema::compile(person_schema).value();
    EXPECT_EQ(violations(schema, {{"name", "a"}, {"age", 3}}), "");
    EXPECT_EQ(violations(schema, {{"age", "3"}}),
              "/age The value is of another kind.\n The required key name is missing.\n");
    EXPECT_EQ(violations(schema, {{"name", "a"}, {"rooms", {{{"area/m2", true}}}}}),
              "/rooms/0/area~1m2 The value is of another kind.\n");
    EXPECT_EQ(violations(schema, {{"name", "a"}, {"age", -1}}), "/age The number is too small.\n");
    EXPECT_EQ(violations(schema, {{"name", ""}}), "/name The text is too short.\n");
    EXPECT_EQ(violations(schema, {{"name", "a"}, {"format", "x"}}),
              "/format Not one of the values allowed.\n");
    EXPECT_EQ(violations(schema, {{"name", "a"}, {"it's", 1}}),
              "/it's The key it's is not known here.\n");
}

TEST(Schema, TellsAuthorsWhatWouldHaveBeenRight) {
    const Schema schema = Schema::compile(json::parse(R"({
        "type": "object", "additionalProperties": false, "definitions": {
            "limit": {"type": "object", "additionalProperties": false, "required": ["from"],
                "properties": {"from": {"enum": ["receipt", "acceptance"]},
                               "months": {"type": "integer"}, "working_days": {"type": "integer"}},
                "oneOf": [{"required": ["months"]}, {"required": ["working_days"]}]}},
        "properties": {"limits": {"type": "array", "items": {"$ref": "#/definitions/limit"}}}})"))
                              .value();
    const auto told = [&](const json& limit) {
        const auto checked = schema.check({{"limits", {limit}}}, Schema::Told::hints);
        std::vector<std::string> texts;
        if (checked) return texts;
        for (const Finding& finding : checked.error().findings) {
            texts.push_back(finding.pointer + " " + finding.message.en);
        }
        return texts;
    };
    using testing::Contains;
    EXPECT_TRUE(told({{"from", "receipt"}, {"months", 1}}).empty());
    EXPECT_THAT(told({{"from", "reciept"}, {"months", 1}}),
                Contains("/limits/0/from Not one of the values allowed."
                         " There are: receipt, acceptance."));
    EXPECT_THAT(told({{"form", "receipt"}, {"from", "receipt"}, {"months", 1}}),
                Contains("/limits/0/form The key form is not known here. Did you mean from?"));
    const auto none = told({{"from", "receipt"}});
    EXPECT_EQ(std::ranges::count(none, "/limits/0 Exactly one of months, working_days is needed."),
              1)
        << testing::PrintToString(none);
    EXPECT_LE(none.size(), 2U) << testing::PrintToString(none);
}

TEST(Schema, NeverRepeatsAValue) {
    const Schema schema = Schema::compile(person_schema).value();
    EXPECT_THAT(violations(schema, {{"name", 511102}, {"format", "511102"}}),
                Not(HasSubstr("511102")));
}

TEST(Schema, LeavesPatternsFormatsAndLengthsToTheSdk) {
    const Schema schema = Schema::compile(person_schema).value();
    EXPECT_EQ(violations(schema, {{"name", std::string(1'000'000, 'a')}}), "");
}

TEST(Schema, OfKindsTakesWhatIsIncompleteButNotWhatIsUnreadable) {
    const Schema schema = Schema::compile_kinds(person_schema).value();
    EXPECT_EQ(violations(schema, json::object()), "");
    EXPECT_EQ(violations(schema, {{"name", nullptr}, {"age", -3.5}, {"format", "other"}}), "");
    EXPECT_EQ(violations(schema, {{"age", "3"}}), "/age The value is of another kind.\n");
    EXPECT_EQ(violations(schema, {{"rooms", {{{"beds", 1}}}}}),
              "/rooms/0/beds The key beds is not known here.\n");
    EXPECT_EQ(violations(schema, nullptr), " The value is of another kind.\n");
}

TEST(Schema, OfKindsTakesNoListBeyondItsLength) {
    const json form = json::parse(R"({"type": "object", "properties": {
        "sellers": {"type": "array", "maxItems": 2, "items": {"type": "object"}}}})");
    const Schema schema = Schema::compile_kinds(form).value();
    EXPECT_EQ(violations(schema, {{"sellers", json(2, json::object())}}), "");
    EXPECT_EQ(violations(schema, {{"sellers", json(3, json::object())}}),
              "/sellers There are too many items.\n");
}

TEST(Schema, ThatIsWrongIsOurFault) {
    const auto compiled = Schema::compile({{"type", "strang"}});
    ASSERT_FALSE(compiled);
    EXPECT_EQ(compiled.error().id, "SCHEMA_INVALID");
    EXPECT_FALSE(Schema::compile({{"$ref", "other.json#/a"}}));
}

TEST(Schema, FollowsReferencesInItsOwnFileAfterTheFileIsGone) {
    const Schema schema =
        Schema::compile({{"items", {{"$ref", "#/definitions/format"}}},
                         {"definitions", {{"format", {{"type", "string"}, {"format", "x"}}}}}})
            .value();
    EXPECT_EQ(violations(schema, json::array({"a", 1})), "/1 The value is of another kind.\n");
}

TEST(Schema, StopsAfterFiftyFindings) {
    const Schema schema = Schema::compile({{"items", {{"type", "string"}}}}).value();
    const auto findings = schema.check(json(std::vector<int>(1000, 1))).error().findings;
    ASSERT_EQ(findings.size(), 51U);
    EXPECT_EQ(findings.back().message.en, "And 950 more.");
}

}  // namespace
}  // namespace oneseal

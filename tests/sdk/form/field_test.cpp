#include "form/field.hpp"

#include <gtest/gtest.h>

namespace oneseal::sdk {
namespace {

using Json = nlohmann::json;

std::vector<Field> read(const std::string& properties, DocumentProblems& problems) {
    const auto document = Document::parse("form.json", properties, problems);
    return document ? read_fields(Cursor(*document, problems)) : std::vector<Field>{};
}

// The only field of {"f": {...}}, which holds.
Field field(const std::string& keywords, const std::string& ours = "") {
    DocumentProblems problems;
    auto fields =
        read("{\"f\": {" + keywords +
                 ", \"x-oneseal\": {\"title\": {\"zh-CN\": \"项\", \"en\": \"F\"}" + ours + "}}}",
             problems);
    EXPECT_TRUE(problems.empty()) << problems[0].pointer << problems[0].en;
    return fields.at(0);
}

Fault fault(const Field& field, const char* value) {
    return fault_of(field, Json::parse(value), {"511102", *parse_day("2026-03-02")});
}

TEST(Field, IsGivenUnlessEmpty) {
    for (const char* nothing :
         {"null", "\"\"", "[]", "{}", "\" \"", "\"\u3000\u200b\"", "\"\u2800\""})
        EXPECT_FALSE(given(Json::parse(nothing)));
    for (const char* something : {"0", "false", "\"\u4e00\"", "[0]"})
        EXPECT_TRUE(given(Json::parse(something)));
}

TEST(Field, TakesOnlyItsOwnKind) {
    const char* values[] = {"\"x\"", "1", "1.5", "true", "[\"a\"]", "[{}]", "{\"a\": 1}"};
    const std::pair<const char*, std::string> kinds[] = {
        {R"("type": "string")", "x......"},
        {R"("type": "integer")", ".x....."},
        {R"("type": "number")", ".xx...."},
        {R"("type": "boolean")", "...x..."},
        {R"("type": "string", "enum": ["x"])", "x......"},
        {R"("type": "array", "items": {"type": "string", "enum": ["a"]})", "....x.."},
        {R"("type": "array", "items": {"type": "object", "properties": {"g": {"type": "string", "x-oneseal": {"title": {"zh-CN": "a", "en": "a"}}}}})",
         "....xx."}};
    for (const auto& [keywords, expected] : kinds) {
        std::string seen;
        for (const char* value : values) {
            seen += fault(field(keywords), value) == Fault::none ? 'x' : '.';
        }
        EXPECT_EQ(seen, expected) << keywords;
    }
}

TEST(Field, TakesAWholeNumberHoweverItIsWritten) {
    const Field whole = field(R"("type": "integer")");
    EXPECT_EQ(fault(whole, "3.0"), Fault::none);
    EXPECT_EQ(bound_value(whole, Json::parse("3.0")), Value(3));
    EXPECT_EQ(fault(whole, "9007199254740991"), Fault::none);
    EXPECT_EQ(fault(whole, "9007199254740992"), Fault::integer_size);
    EXPECT_EQ(fault(whole, "-9007199254740992"), Fault::integer_size);
    EXPECT_EQ(fault(whole, "18446744073709551615"), Fault::integer_size);
    EXPECT_EQ(fault(whole, "1e300"), Fault::integer_size);
}

TEST(Field, TakesDaysThatExist) {
    const Field day = field(R"("type": "string", "format": "date")");
    EXPECT_EQ(fault(day, "\"2024-02-29\""), Fault::none);
    EXPECT_EQ(fault(day, "\"2023-02-29\""), Fault::date);
    EXPECT_EQ(fault(day, "\"20240229\""), Fault::date);
}

TEST(Field, TakesDaysThatSomebodyCanMean) {
    const Field day = field(R"("type": "string", "format": "date")");
    EXPECT_EQ(fault(day, "\"1900-01-01\""), Fault::none);
    EXPECT_EQ(fault(day, "\"2200-12-31\""), Fault::none);
    EXPECT_EQ(fault(day, "\"0026-03-02\""), Fault::date_range);
    EXPECT_EQ(fault(day, "\"1899-12-31\""), Fault::date_range);
    EXPECT_EQ(fault(day, "\"2201-01-01\""), Fault::date_range);
}

TEST(Field, TakesTheDocumentsAndNumbersOfEverybody) {
    const Field citizen = field(R"("type": "string")", R"(, "check": "resident_id")");
    const Field person = field(R"("type": "string")", R"(, "check": "person_id")");
    const Field phone = field(R"("type": "string")", R"(, "check": "phone")");
    EXPECT_EQ(fault(citizen, "\"440524188001010014\""), Fault::none);
    EXPECT_EQ(fault(citizen, "\"H12345678\""), Fault::check);
    EXPECT_EQ(fault(person, "\"H12345678\""), Fault::none);
    EXPECT_EQ(fault(person, "\"不知道\""), Fault::check);
    EXPECT_EQ(fault(phone, "\"08332345678\""), Fault::none);
    EXPECT_EQ(fault(phone, "\"2345678\""), Fault::check);
}

TEST(Field, DoubtsCreditCodesThatDoNotFit) {
    const Field code = field(R"("type": "string")", R"(, "check": "uscc", "registered_by":
        {"field": "kind", "departments": {"company": "9", "social": "58"}})");
    const auto doubt = [&](const char* value, const char* kind) {
        return doubt_of(code, Json(value), {{"kind", kind}});
    };
    EXPECT_EQ(doubt("91511102MA0AAA016X", "company"), Doubt::none);
    EXPECT_EQ(doubt("91511102MA0AAA016X", "social"), Doubt::registered_elsewhere);
    EXPECT_EQ(doubt("52511126MA0CCC0497", "social"), Doubt::none);
    EXPECT_EQ(doubt("91511102MA0AAA016X", "branch"), Doubt::none);
    EXPECT_EQ(doubt("91511102MA0AAA0171", "company"), Doubt::inner_check);
    EXPECT_EQ(doubt_of(code, Json("91511102MA0AAA016X"), {{"kind", 3}}), Doubt::none);
    EXPECT_NE(describe(code, Doubt::inner_check).en,
              describe(code, Doubt::registered_elsewhere).en);
}

TEST(Field, TakesWhatCanBePrinted) {
    const Field line = field(R"("type": "string")");
    const Field lines = field(R"("type": "string")", R"(, "multiline": true)");
    for (const char* text : {"\"王\\n小明\"", "\"王\\u202E小明\"", "\"王\\u001B小明\""}) {
        EXPECT_EQ(fault(line, text), Fault::characters) << text;
    }
    EXPECT_EQ(fault(line, "\"迪丽热巴·迪力木拉提\""), Fault::none);
    EXPECT_EQ(fault(lines, "\"第一行\\n第二行\""), Fault::none);
    EXPECT_EQ(fault(lines, "\"王\\u202E小明\""), Fault::characters);
}

TEST(Field, CountsCharactersNotBytes) {
    const Field name = field(R"("type": "string", "minLength": 2, "maxLength": 3)");
    EXPECT_EQ(fault(name, "\"王\""), Fault::length);
    EXPECT_EQ(fault(name, "\"王小明\""), Fault::none);
    EXPECT_EQ(fault(name, "\"王小明明\""), Fault::length);
}

TEST(Field, MatchesItsPatternAsAWhole) {
    const Field code = field(R"("type": "string", "pattern": "\\d{3}|x")");
    EXPECT_EQ(fault(code, "\"123\""), Fault::none);
    EXPECT_EQ(fault(code, "\"1234\""), Fault::pattern);
    EXPECT_EQ(fault(code, "\"١٢٣\""), Fault::pattern);
}

TEST(Field, StaysInItsRange) {
    const Field area = field(R"("type": "number", "minimum": 1, "maximum": 10)");
    EXPECT_EQ(fault(area, "0.99"), Fault::range);
    EXPECT_EQ(fault(area, "10"), Fault::none);
    EXPECT_EQ(fault(area, "10.01"), Fault::range);
    EXPECT_EQ(describe(area, Fault::range).en,
              "“F” is not right: the number must be at least 1 and at most 10.");
}

TEST(Field, ChecksDigits) {
    const Field code = field(R"("type": "string")", R"(, "check": "uscc")");
    EXPECT_EQ(fault(code, "\"91511102MA0AAA016X\""), Fault::none);
    EXPECT_EQ(fault(code, "\"91511102MA0AAA0161\""), Fault::check);
}

TEST(Field, HoldsTheCountyOfTheApplication) {
    const Field county = field(R"("type": "string")", R"(, "prefill": "county")");
    EXPECT_EQ(fault(county, "\"511102\""), Fault::none);
    EXPECT_EQ(fault(county, "\"511126\""), Fault::county);
}

TEST(Field, MayBeNullUnlessAlwaysRequired) {
    EXPECT_TRUE(field(R"("type": "string")").type.nullable);
    EXPECT_FALSE(field(R"("type": "string")", R"(, "required_when": "true")").type.nullable);
    EXPECT_TRUE(field(R"("type": "string")", R"(, "required_when": "true", "variants": ["new"])")
                    .type.nullable);
    EXPECT_TRUE(field(R"("type": "string")", R"(, "required_when": "true", "visible_when": "x")")
                    .type.nullable);
    EXPECT_FALSE(
        field(R"("type": "array", "items": {"type": "string", "enum": ["a"]})").type.nullable);
}

TEST(Field, TellsWhatIsWrongInItsDocument) {
    const std::pair<const char*, const char*> wrongs[] = {
        {R"({"F": {"type": "string", "x-oneseal": {"title": {"zh-CN": "a", "en": "a"}}}})",
         "field_key"},
        {R"({"f": {"type": "text", "x-oneseal": {"title": {"zh-CN": "a", "en": "a"}}}})",
         "field_kind"},
        {R"({"f": {"type": "string", "format": "time", "x-oneseal": {"title": {"zh-CN": "a", "en": "a"}}}})",
         "field_kind"},
        {R"({"f": {"type": "array", "items": {"type": "string"}, "x-oneseal": {"title": {"zh-CN": "a", "en": "a"}}}})",
         "field_kind"},
        {R"({"f": {"type": "string", "maxLength": -1, "x-oneseal": {"title": {"zh-CN": "a", "en": "a"}}}})",
         "field_length"},
        {R"({"f": {"type": "string", "pattern": "(", "x-oneseal": {"title": {"zh-CN": "a", "en": "a"}}}})",
         "bad_pattern"},
        {R"({"f": {"type": "string", "x-oneseal": {"check": "iban", "title": {"zh-CN": "a", "en": "a"}}}})",
         "field_check"},
        {R"({"f": {"type": "string", "x-oneseal": {"title": {"zh-CN": "a"}}}})", "missing"},
        {R"({"f": 3})", "missing"},
        {R"({})", "no_field"}};
    for (const auto& [properties, code] : wrongs) {
        DocumentProblems problems;
        read(properties, problems);
        ASSERT_FALSE(problems.empty()) << properties;
        EXPECT_EQ(problems[0].code, code) << properties;
    }
}

}  // namespace
}  // namespace oneseal::sdk

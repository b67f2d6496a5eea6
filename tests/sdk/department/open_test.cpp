#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/department/stall.hpp"

namespace oneseal::sdk::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

// "code pointer" of everything that does not hold.
std::vector<std::string> complaints(const Json& documents, std::string_view context) {
    const CalledDepartment department(exported::Table<Department>::table, documents, context);
    std::vector<std::string> all;
    if (department.opened().status == ONESEAL_OK) return all;
    EXPECT_EQ(department.opened().status, ONESEAL_E_DOCUMENT);
    const Json answer = department.opened().json();
    for (const auto& error : answer["errors"]) {
        EXPECT_FALSE(error["message"]["zh-CN"].get<std::string>().empty());
        EXPECT_FALSE(error["message"]["en"].get<std::string>().empty());
        all.push_back(error["code"].get<std::string>() + " " + error["pointer"].get<std::string>());
    }
    return all;
}

// What is wrong with the stall's matter when one value is changed.
std::vector<std::string> complaints_with(const std::string& pointer, const char* value) {
    Document matter = stall_matter();
    matter[Document::json_pointer(pointer)] = Document::parse(value);
    return complaints(stall_documents(matter), stall_context());
}

std::vector<std::string> complaints_without(const std::string& pointer) {
    Document matter = stall_matter();
    const Document::json_pointer at(pointer);
    matter[at.parent_pointer()].erase(at.back());
    return complaints(stall_documents(matter), stall_context());
}

TEST(Open, TakesAPackageThatHolds) {
    EXPECT_THAT(complaints(stall_documents(stall_matter()), stall_context()), ElementsAre());
}

TEST(Open, TellsEverythingAtOnceWithItsPlaceInTheFile) {
    const std::string file =
        "{\"id\": \"stall\",\n \"variants\": [{\"id\": \"new\"}],\n"
        " \"form\": {\"schema\": {\"properties\": {\"a\": {\"type\": \"string\", \"x-oneseal\":"
        " {\"title\": {\"zh-CN\": \"a\", \"en\": \"a\"}}}}}},\n"
        " \"rules\": [{\"id\": \"R\", \"outcome\": \"flag\", \"message\": {\"zh-CN\": \"r\", "
        "\"en\": \"r\"},"
        " \"basis\": [{\"kind\": \"consistency\"}],\n"
        "  \"require\": \"form.a == \\\"许\\\" && form.b\"},\n"
        "  {\"id\": \"R\", \"outcome\": \"flag\", \"message\": {\"zh-CN\": \"r\", \"en\": \"r\"}, "
        "\"basis\": [],\n"
        "   \"require\": \"1 +\"}]}";
    const Json department{{"id", "m"}, {"matters", {"stall"}}};
    const CalledDepartment opened(
        exported::Table<Department>::table,
        Json::array({{{"file", "department.json"}, {"text", department.dump()}},
                     {{"file", "matters/stall.json"}, {"text", file}}}),
        stall_context());
    std::vector<std::string> places;
    const Json answer = opened.opened().json();
    for (const auto& error : answer["errors"]) {
        EXPECT_EQ(error["file"], "matters/stall.json");
        places.push_back(error["pointer"].get<std::string>() + " " + error["line"].dump() + ":" +
                         error["column"].dump());
    }
    EXPECT_THAT(places, Contains("/rules/0/require 5:39"));
    EXPECT_THAT(places, Contains("/rules/1/id 6:10"));
    EXPECT_THAT(places, Contains(::testing::StartsWith("/rules/1/basis 6:")));
    EXPECT_THAT(places, Contains(::testing::StartsWith("/rules/1/require 7:")));
}

TEST(Open, RefusesAFieldConditionThatReadsALaterField) {
    EXPECT_THAT(complaints_with("/form/schema/properties/kind/x-oneseal/visible_when",
                                "\"form.area_code == \\\"x\\\"\""),
                ElementsAre("not_yet_known /form/schema/properties/kind/x-oneseal/visible_when"));
    EXPECT_THAT(complaints_with("/form/schema/properties/kind/x-oneseal/visible_when",
                                "\"form.kind == \\\"x\\\"\""),
                Contains("not_yet_known /form/schema/properties/kind/x-oneseal/visible_when"));
}

TEST(Open, RefusesAConditionOnWhatTheSurveyTellsOnlyLater) {
    for (const char* pointer : {"/form/schema/properties/area/x-oneseal/visible_when",
                                "/survey/applies_when",
                                "/survey/checklist/1/applies_when"}) {
        for (const char* condition :
             {R"("facts.width == null")", R"("survey.s1.result == \"pass\"")"}) {
            EXPECT_THAT(complaints_with(pointer, condition),
                        Contains("not_yet_known " + std::string(pointer)));
        }
    }
    EXPECT_THAT(complaints_with("/materials/0/required_when", R"("survey.s1.result == \"pass\"")"),
                ElementsAre("not_yet_known /materials/0/required_when"));
}

TEST(Open, LetsRequireRelyOnWhatWhenHasProved) {
    EXPECT_THAT(complaints_without("/rules/1/when"), ElementsAre("may_be_null /rules/1/require"));
    EXPECT_THAT(
        complaints_with(
            "/form/schema/properties/old_no/x-oneseal",
            R"({"title": {"zh-CN": "a", "en": "a"}, "visible_when": "form.area != null", "required_when": "form.area > 3.0"})"),
        ElementsAre());
}

TEST(Open, KnowsWhichFieldsMayBeNull) {
    EXPECT_THAT(complaints_with("/rules/2/require", R"("form.name < \"x\"")"), ElementsAre());
    EXPECT_THAT(complaints_with("/rules/2/require", R"("form.code < \"x\"")"),
                ElementsAre("may_be_null /rules/2/require"));
    EXPECT_THAT(complaints_with("/rules/2/require", R"("form.old_no < \"x\"")"),
                ElementsAre("may_be_null /rules/2/require"));
    EXPECT_THAT(complaints_with("/rules/2/require", R"("size(form.staff) < 3")"), ElementsAre());
}

TEST(Open, RefusesWhatIsNotDeclared) {
    EXPECT_THAT(complaints_with("/survey/checklist/0/fills_fact", R"("height")"),
                ElementsAre("unknown_fact /survey/checklist/0/fills_fact"));
    EXPECT_THAT(complaints_with("/survey/checklist/0/fills_fact", R"("fee")"),
                ElementsAre("fact_source /survey/checklist/0/fills_fact"));
    EXPECT_THAT(complaints_with("/survey/checklist/0/value_type", R"("boolean")"),
                ElementsAre("fact_type /survey/checklist/0/fills_fact"));
    EXPECT_THAT(complaints_with("/rules/0/variants", R"(["old"])"),
                ElementsAre("unknown_variant /rules/0/variants/0"));
    EXPECT_THAT(complaints_with("/materials/0/variants", R"(["old"])"),
                ElementsAre("unknown_variant /materials/0/variants/0"));
    EXPECT_THAT(complaints_with("/form/schema/properties/old_no/x-oneseal/variants", R"(["old"])"),
                ElementsAre("unknown_variant /form/schema/properties/old_no/x-oneseal/variants/0"));
    EXPECT_THAT(complaints_with("/rules/0/stages", R"(["later"])"),
                ElementsAre("unknown_stage /rules/0/stages/0"));
    EXPECT_THAT(complaints_with("/rules/0/outcome", R"("acceptable")"),
                ElementsAre("unknown_outcome /rules/0/outcome"));
    EXPECT_THAT(complaints_with("/rules/1/pointer", R"("/nme")"),
                ElementsAre("unknown_field /rules/1/pointer"));
    EXPECT_THAT(complaints_with("/party/code/0", R"("code")"),
                ElementsAre("unknown_field /party/code/0"));
}

TEST(Open, RefusesAnIdUsedTwice) {
    EXPECT_THAT(complaints_with("/rules/1/id", R"("CART")"),
                ElementsAre("duplicate_id /rules/1/id"));
    EXPECT_THAT(complaints_with("/materials/1/id", R"("form")"),
                ElementsAre("duplicate_id /materials/1/id"));
    EXPECT_THAT(complaints_with("/facts/1/id", R"("banned_until")"),
                Contains("duplicate_id /facts/1/id"));
    EXPECT_THAT(complaints_with("/variants/1/id", R"("new")"),
                Contains("duplicate_id /variants/1/id"));
    EXPECT_THAT(complaints_with("/survey/checklist/1/id", R"("s1")"),
                ElementsAre("duplicate_id /survey/checklist/1/id"));
    EXPECT_THAT(complaints_with("/survey/checklist/1/id", R"("survey")"),
                ElementsAre("reserved_id /survey/checklist/1/id"));
}

// LAW: 优化营商环境条例 第四十四条 第一款
TEST(Open, RefusesAMaterialThatNoLawAsksFor) {
    EXPECT_THAT(complaints_without("/materials/0/basis"),
                ElementsAre("no_basis /materials/0/basis"));
    EXPECT_THAT(complaints_with("/materials/0/basis", R"([{"kind": "procedure"}])"),
                ElementsAre("basis_kind /materials/0/basis"));
}

// LAW: 行政许可法 第三十八条 第二款
TEST(Open, RefusesARefusalWithoutALaw) {
    EXPECT_THAT(complaints_with("/rules/1/basis", R"([{"kind": "procedure"}])"),
                ElementsAre("basis_kind /rules/1/basis"));
    EXPECT_THAT(complaints_with("/rules/0/basis", R"([{"kind": "consistency"}])"),
                ElementsAre("basis_kind /rules/0/basis"));
    EXPECT_THAT(complaints_with("/rules/0/basis", "[]"), ElementsAre("no_basis /rules/0/basis"));
}

TEST(Open, WantsARuleDecidedByEitherAnExpressionOrCode) {
    EXPECT_THAT(complaints_with("/rules/7/require", R"("true")"),
                ElementsAre("native_with_require /rules/7/require"));
    EXPECT_THAT(complaints_without("/rules/0/require"), ElementsAre("missing /rules/0/require"));
}

TEST(Open, WantsSettingsWithADefaultInRange) {
    EXPECT_THAT(complaints_without("/facts/1/default"), ElementsAre("no_default /facts/1/default"));
    EXPECT_THAT(complaints_with("/facts/1/default", "101"),
                ElementsAre("default_out_of_range /facts/1/default"));
    EXPECT_THAT(complaints_with("/facts/1/default", "\"x\""),
                ElementsAre("fact_value /facts/1/default"));
    EXPECT_THAT(complaints_with("/facts/0/otherwise", "\"2024-02-30\""),
                ElementsAre("fact_value /facts/0/otherwise"));
    EXPECT_THAT(complaints_with("/facts/3/type", "\"none\""),
                ElementsAre("fact_type /facts/3/type"));
}

TEST(Open, ChecksTheLicence) {
    EXPECT_THAT(complaints_with("/licence/number/digits", "0"),
                ElementsAre("digits /licence/number/digits"));
    EXPECT_THAT(complaints_with("/licence/number/check", "\"luhn\""),
                ElementsAre("number_check /licence/number/check"));
    EXPECT_THAT(complaints_with("/licence/valid_to", "\"3\""),
                ElementsAre(::testing::EndsWith(" /licence/valid_to")));
    EXPECT_THAT(complaints_without("/licence/number/prefix"),
                ElementsAre("missing /licence/number/prefix"));
}

TEST(Open, WantsTheMattersThatTheDepartmentNames) {
    Json documents = stall_documents(stall_matter());
    documents[0]["text"] = R"({"id": "m", "matters": ["stall", "kiosk"]})";
    EXPECT_THAT(complaints(documents, stall_context()), ElementsAre("no_such_matter /matters/1"));
    documents[0]["text"] = R"({"id": "m", "matters": []})";
    EXPECT_THAT(complaints(documents, stall_context()), ElementsAre("matter_not_listed "));
    documents.erase(0);
    EXPECT_THAT(complaints(documents, stall_context()), ElementsAre("missing "));
    EXPECT_THAT(complaints_with("/id", "\"kiosk\""), ElementsAre("file_name /id"));
}

TEST(Open, ReadsTheContext) {
    const Json documents = stall_documents(stall_matter());
    EXPECT_THAT(complaints(documents, "{"), ElementsAre("not_json "));
    EXPECT_THAT(complaints(documents, "{}"), ElementsAre("context_version /context"));
    EXPECT_THAT(
        complaints(
            documents,
            R"({"context": 1, "calendar": {"notices": [{"id": "n", "year": 2024, "days_off": ["2024-02-30"]}]}})"),
        ElementsAre("not_a_date /calendar/notices/0/days_off/0"));
    EXPECT_THAT(complaints(documents,
                           R"({"context": 1, "calendar": {"notices": [{"id": "n", "year": 0}]}})"),
                ElementsAre("year /calendar/notices/0/year"));
}

TEST(Open, SurvivesDocumentsOfAnyShape) {
    for (const char* documents : {"", "3", "{}", "[3]", R"([{"file": 1, "text": 2}])"}) {
        EXPECT_FALSE(complaints(Json(documents), stall_context()).empty());
    }
    EXPECT_FALSE(complaints(Json(std::string(1000000, '[')), stall_context()).empty());
    // Every value of the matter, replaced by one of another kind.
    const Document flat = stall_matter().flatten();
    for (const auto& [pointer, value] : flat.items()) {
        Document matter = stall_matter();
        const char* other = value.is_string() ? "{\"x\": [3]}" : "\"x\"";
        matter[Document::json_pointer(pointer)] = Document::parse(other);
        complaints(stall_documents(matter), stall_context());
    }
}

// True for nobody, or for everybody: a misspelling.
TEST(Open, RefusesATextThatANameNeverHas) {
    const auto require = [](const char* expression) {
        const std::string text = Document(expression).dump();
        return complaints_with("/rules/2/require", text.c_str());
    };
    for (const char* dead : {"variant == \"finale\"",
                             "\"renw\" != variant",
                             "variant in [\"new\", \"old\"]",
                             "\"ic_m99\" in materials",
                             "!(\"leese\" in materials)",
                             "mode == \"committment\"",
                             "stage == \"review\"",
                             "survey.s1.result == \"passed\"",
                             "facts.fee == null || (variant == \"neu\" ? true : false)"}) {
        EXPECT_THAT(require(dead), ElementsAre("dead_literal /rules/2/require")) << dead;
    }
    for (const char* live : {"variant == \"renew\" || mode == \"commitment\"",
                             "\"lease\" in materials && !(\"plan\" in materials)",
                             "form.kind in [\"shop\", \"cart\"] && form.name != \"anything\"",
                             "stage in [\"filing\", \"licence\"] || \"hot\" in form.tags",
                             "survey.s1.result == \"not_applicable\" || county == \"999999\""}) {
        EXPECT_THAT(require(live), ElementsAre()) << live;
    }
    EXPECT_THAT(complaints_with("/materials/1/required_when", "\"variant == \\\"old\\\"\""),
                ElementsAre("dead_literal /materials/1/required_when"));
}

TEST(Open, GuessesWhatWasMeant) {
    Document matter = stall_matter();
    matter["rules"][2]["require"] = "variant == \"renwe\"";
    const CalledDepartment department(
        exported::Table<Department>::table, stall_documents(matter), stall_context());
    const Json error = department.opened().json()["errors"][0];
    EXPECT_THAT(error["message"]["en"].get<std::string>(),
                ::testing::HasSubstr("Did you mean renew?"));
    EXPECT_THAT(error["message"]["zh-CN"].get<std::string>(), ::testing::HasSubstr("renew"));
}

}  // namespace
}  // namespace oneseal::sdk::testing

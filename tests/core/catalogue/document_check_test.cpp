// Documents that the schemas take and that are wrong all the same: each is refused at its place.
#include "catalogue/document_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/documents.hpp"

namespace oneseal {
namespace {

using support::read_document;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> places(const std::vector<Finding>& findings) {
    std::vector<std::string> found;
    for (const Finding& finding : findings) {
        EXPECT_FALSE(finding.message.zh_cn.empty());
        EXPECT_FALSE(finding.message.en.empty());
        EXPECT_EQ(finding.message.zh_cn.find(','), std::string::npos) << finding.message.zh_cn;
        found.push_back(finding.pointer);
    }
    return found;
}

Json food() {
    return read_document("plugins/food_business/matters/food_business.json");
}

TEST(DocumentCheck, TakesWhatWeShip) {
    for (const std::string& folder : support::department_folders()) {
        for (const Json& matter : support::read_documents(folder + "/matters")) {
            EXPECT_THAT(places(check_matter_document(matter)), ElementsAre()) << folder;
        }
    }
}

struct Bad {
    const char* what;
    const char* at;  // the value that is put there
    Json value;
    const char* pointer;  // where it is told
    const char* hint = "";
};

class ABadDocument : public testing::TestWithParam<Bad> {};

TEST_P(ABadDocument, IsRefusedAtItsPlace) {
    const Bad& bad = GetParam();
    Json matter = food();
    const Json::json_pointer at(bad.at);
    if (bad.value.is_discarded()) {
        matter[at.parent_pointer()].erase(at.back());
    } else {
        matter[at] = bad.value;
    }
    const auto found = check_matter_document(matter);
    EXPECT_THAT(places(found), testing::Contains(bad.pointer)) << bad.what;
    bool told = std::string(bad.hint).empty();
    for (const Finding& one : found) {
        told = told ||
               (one.pointer == bad.pointer && one.message.en.find(bad.hint) != std::string::npos);
    }
    EXPECT_TRUE(told) << bad.what;
}

const Json gone = Json(Json::value_t::discarded);
const Json ban = {{"register", "bans"}, {"key", {"/uscc"}}, {"fold", "exists"}};

Json with(Json object, const char* key, Json value) {
    object[key] = std::move(value);
    return object;
}

Json option(const char* target, const char* id) {
    return {{"text", {{"zh-CN", "是"}, {"en", "yes"}}}, {target, id}};
}

const Bad documents[] = {
    {"a question twice", "/questions/1/id", "have_licence", "/questions/1/id"},
    {"a question that nobody is asked", "/questions/1/id", "unasked", "/questions/1"},
    {"an option that leads back",
     "/questions/1/options/0",
     option("next", "have_licence"),
     "/questions/1/options/0/next"},
    {"an option to no variant",
     "/questions/1/options/0",
     option("variant", "newer"),
     "/questions/1/options/0/variant"},
    {"a text for papers with a value that is not there",
     "/rules/0/paper_text/en",
     "{{form.no_such_field}}",
     "/rules/0/paper_text/en",
     "form.no_such_field"},
    {"a section without end", "/rules/0/paper_text/en", "{{#basis}}x", "/rules/0/paper_text/en"},
    {"an end without section", "/rules/0/paper_text/en", "x{{/basis}}", "/rules/0/paper_text/en"},
    {"a tag without end", "/rules/0/paper_text/en", "x {{basis", "/rules/0/paper_text/en"},
    {"a survey item's text likewise",
     "/survey/checklist/0/paper_text/en",
     "{{survey.no_such_item}}",
     "/survey/checklist/0/paper_text/en"},
    {"an application of paper that the system makes",
     "/materials/0/kinds",
     Json{"original"},
     "/materials/0/kinds",
     "made_by"},
    {"no layout control of a field",
     "/form/layout/elements/0/elements/0/scope",
     "#/properties/uscc",
     "/form/layout",
     "applicant_name"},
    {"a layout to an unknown field",
     "/form/layout/elements/0/elements/0/scope",
     "#/properties/aplicant_name",
     "/form/layout/elements/0/elements/0/scope",
     "Did you mean applicant_name?"},
    {"a control without a field",
     "/form/layout/elements/0/elements/0",
     Json{{"type", "Control"}},
     "/form/layout/elements/0/elements/0/scope"},
    {"a scope that is a key only",
     "/form/layout/elements/0/elements/0/scope",
     "applicant_name",
     "/form/layout/elements/0/elements/0/scope"},
    {"an option without label",
     "/form/schema/properties/applicant_type/enum/0",
     "partnership_of_two",
     "/form/schema/properties/applicant_type/enum/0"},
    {"a label without option",
     "/form/schema/properties/applicant_type/x-oneseal/options/other_kind",
     Json{{"zh-CN", "其他"}, {"en", "Other"}},
     "/form/schema/properties/applicant_type/x-oneseal/options/other_kind"},
    {"labels on what has no options",
     "/form/schema/properties/applicant_name/x-oneseal/options",
     Json{{"a", {{"zh-CN", "甲"}, {"en", "A"}}}},
     "/form/schema/properties/applicant_name/x-oneseal/options/a"},
    {"required names nothing",
     "/form/schema/required",
     Json::array({"aplicant_name"}),
     "/form/schema/required/0",
     "Did you mean applicant_name?"},
    {"a field's name in capitals",
     "/form/schema/properties/Name",
     Json{{"type", "string"}, {"x-oneseal", Json::object()}},
     "/form/schema/properties/Name"},
    {"a rule called as a material's finding", "/rules/0/id", "MAT:fd01", "/rules/0/id"},
    {"a rule called as a field's finding", "/rules/1/id", "FLD:uscc", "/rules/1/id"},
    {"a rule's id with a blank", "/rules/2/id", "FOOD 3", "/rules/2/id"},
    {"a material's id in capitals", "/materials/0/id", "FD01", "/materials/0/id"},
    {"a variant's id with a dash", "/variants/0/id", "new-one", "/variants/0/id"},
    {"a matter's id with a slash", "/id", "food/business", "/id"},
    {"a checklist item's id", "/survey/checklist/0/id", "7", "/survey/checklist/0/id"},
    {"commitment without its text", "/commitment", nullptr, "/modes/1"},
    {"commitment left out", "/commitment", gone, "/modes/1"},
    {"survey facts without a survey", "/survey", nullptr, "/facts/3/source"},
    {"a survey fact that nothing fills", "/facts/8/source", "survey", "/facts/8/source"},
    {"a registry fact without from", "/facts/0/from", gone, "/facts/0"},
    {"from where nothing is looked up", "/facts/0/source", "expert", "/facts/0/from"},
    {"an unknown register", "/facts/0/from/register", "permits", "/facts/0/from/register", "bans"},
    {"a misspelt register",
     "/facts/0/from/register",
     "licenses",
     "/facts/0/from/register",
     "Did you mean licences?"},
    {"a list without a name", "/facts/2/from/register", "lists/", "/facts/2/from/register"},
    {"an unknown column of bans",
     "/facts/0/from",
     with(ban, "where", {{"knid", "x"}}),
     "/facts/0/from/where/knid",
     "Did you mean kind?"},
    {"a column that bans do not have yet",
     "/facts/0/from",
     with(ban, "where", {{"basis", "x"}}),
     "/facts/0/from/where/basis"},
    {"a column of a list",
     "/facts/2/from/where",
     Json{{"since", "x"}},
     "/facts/2/from/where/since"},
    {"an unknown attribute of the matter's own licences",
     "/facts/8/from/where/premisis",
     "x",
     "/facts/8/from/where/premisis",
     "Did you mean premises?"},
    {"a list as a value",
     "/facts/0/from/where/kind",
     Json::array({"a"}),
     "/facts/0/from/where/kind"},
    {"a misspelt $matter",
     "/facts/0/from/where/matter",
     Json{{"$mater", true}},
     "/facts/0/from/where/matter"},
    {"max of no column", "/facts/0/from/value", gone, "/facts/0/from"},
    {"max of an unknown column",
     "/facts/0/from/value",
     "untill",
     "/facts/0/from/value",
     "Did you mean until?"},
};

INSTANTIATE_TEST_SUITE_P(OfEachKind, ABadDocument, testing::ValuesIn(documents));

TEST(DocumentCheck, KnowsNotWhichAttributesAnotherMattersLicencesHave) {
    Json matter = food();
    matter["facts"][8]["from"]["where"] = {{"matter", "fireworks_retail"}, {"anything", "x"}};
    EXPECT_THAT(places(check_matter_document(matter)), ElementsAre());
}

TEST(DocumentCheck, WantsOneIdForADepartment) {
    EXPECT_THAT(places(check_department_document({{"id", "food"}}, "food_business")),
                ElementsAre("/id"));
    EXPECT_THAT(places(check_department_document({{"id", "food"}}, "food")), ElementsAre());
}

TEST(DocumentCheck, ReadsADepartmentsManifest) {
    const Json sound = {{"interfaces", {"oneseal.department/1"}},
                        {"capabilities", Json::array()},
                        {"matters", {"matters/a.json"}},
                        {"files", {{"matters/a.json", "…"}, {"department.json", "…"}}}};
    EXPECT_THAT(places(check_department_manifest(sound)), ElementsAre());
    const auto changed = [&](const char* key, Json value) {
        return places(check_department_manifest(with(sound, key, std::move(value))));
    };
    EXPECT_THAT(changed("interfaces", {"oneseal.department/2"}), ElementsAre("/interfaces/0"));
    EXPECT_THAT(changed("interfaces", {"oneseal.department/1", "vendor.extra/2"}),
                ElementsAre("/interfaces/1"));
    EXPECT_THAT(changed("interfaces", Json::array()), ElementsAre("/interfaces"));
    EXPECT_THAT(changed("capabilities", {"network"}), ElementsAre("/capabilities/0"));
    EXPECT_THAT(changed("matters", Json::array()), ElementsAre("/files/matters~1a.json"));
}

}  // namespace
}  // namespace oneseal

#include "catalogue/normal_form.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace oneseal {
namespace {

Matter food() {
    std::ifstream file(std::string(ONESEAL_SOURCE_DIR) +
                       "/plugins/food_business/matters/food_business.json");
    return matter_from_json(Json::parse(file)).value();
}

TEST(AForm, IsKeptInOneSpellingBesideWhatWasTyped) {
    const Matter matter = food();
    Json form{{"applicant_name", " 乐山\u202E市小吃店\n"},
              {"uscc", "９１511102ma0aaa016x "},
              {"legal_rep_other_id", "e5544 3322"},
              {"legal_rep_id", "511102 19850312 997x"},
              {"contact_mobile", "+86 159 0000 0003"},
              {"change_date", "２０２６-０１-０２"},
              {"main_form", " seller "},
              {"by_agent", true},
              {"address", "嘉定中路1号"},
              {"no_such", " x "}};
    const Json typed = normalise_form(form, matter);
    EXPECT_EQ(form["applicant_name"], "乐山市小吃店");
    EXPECT_EQ(form["uscc"], "91511102MA0AAA016X");
    EXPECT_EQ(form["legal_rep_other_id"], "E55443322");
    EXPECT_EQ(form["legal_rep_id"], "51110219850312997X");
    EXPECT_EQ(form["contact_mobile"], "15900000003");
    EXPECT_EQ(form["change_date"], "2026-01-02");
    EXPECT_EQ(form["main_form"], " seller ");
    EXPECT_EQ(form["no_such"], " x ");
    EXPECT_EQ(typed.size(), 6U);
    EXPECT_EQ(typed["/legal_rep_other_id"], "e5544 3322");
    EXPECT_FALSE(typed.contains("/address"));
    EXPECT_EQ(normalise_form(form, matter), Json::object());
}

TEST(AForm, IsNormalInTheItemsOfItsLists) {
    Json document = food().document;
    Json& properties = document["form"]["schema"]["properties"];
    properties["sellers"] = Json::parse(R"({"type": "array", "items": {"properties": {
        "id": {"type": "string", "x-oneseal": {"check": "resident_id"}},
        "story": {"type": "string", "x-oneseal": {"multiline": true}}}}})");
    const Matter matter = matter_from_json(document).value();
    Json form = Json::parse(
        R"({"sellers": [{"id": "51110219850312997x", "story": "a\r\nb"}, 3, {"id": 7}]})");
    const Json typed = normalise_form(form, matter);
    EXPECT_EQ(form["sellers"][0]["id"], "51110219850312997X");
    EXPECT_EQ(form["sellers"][0]["story"], "a\nb");
    EXPECT_EQ(typed["/sellers/0/id"], "51110219850312997x");
    EXPECT_EQ(form["sellers"][2]["id"], 7);
}

}  // namespace
}  // namespace oneseal

// The law register, and the bases of a matter's document held against it.
#include "catalogue/laws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/documents.hpp"

namespace oneseal {
namespace {

Day day(const char* text) {
    return *sdk::parse_day(text);
}

Json law(const char* id, const char* kind, Json articles = Json::array()) {
    return {{"id", id},
            {"title", {{"zh-CN", id}, {"en", id}}},
            {"kind", kind},
            {"in_force", "2020-01-01"},
            {"until", nullptr},
            {"articles", std::move(articles)}};
}

class BasesTest : public testing::Test {
  protected:
    BasesTest() {
        Json ended = law("old_law", "law");
        ended["until"] = "2023-12-31";
        laws_ = LawRegister::from_json({law("the_law", "law", {"第三条"}),
                                        law("the_rules", "department_rule"),
                                        law("the_standard", "standard"),
                                        law("the_document", "state_council_document"),
                                        law("red_header", "normative_document"),
                                        ended})
                    .value();
        const Json by_law = {basis("law", "the_law", "第三条第二款")};
        matter_ = {
            {"legal_basis", by_law},
            {"materials", {{{"id", "m1"}, {"basis", by_law}}}},
            {"variants", {{{"id", "new"}, {"limit", {{"working_days", 20}, {"basis", by_law}}}}}},
            {"rules", {{{"id", "R1"}, {"outcome", "deny"}, {"basis", by_law}}}},
            {"survey", {{"checklist", {{{"id", "s1"}, {"critical", true}, {"basis", by_law}}}}}}};
    }

    static Json basis(const char* kind, const char* id, Json article = Json()) {
        return {{"kind", kind}, {"law", id}, {"article", std::move(article)}};
    }

    // Where the bases do not hold, as "pointer code".
    std::vector<std::string> findings(const char* on = "2024-01-01") const {
        const auto checked = check_bases(matter_, laws_, day(on));
        std::vector<std::string> found;
        if (checked) return found;
        EXPECT_EQ(checked.error().id, "MATTER_BASIS");
        for (const Finding& one : checked.error().findings) {
            found.push_back(one.pointer + (one.rule.empty() ? "" : " " + one.rule));
        }
        return found;
    }

    using Found = std::vector<std::string>;

    LawRegister laws_{};
    Json matter_{};
};

TEST_F(BasesTest, HoldWhereEachNamesALawInForce) {
    EXPECT_EQ(findings(), Found{});
}

// LAW: 行政许可法 第十六条
// LAW: 优化营商环境条例 第三十五条
TEST_F(BasesTest, AreDemandedOfMatterMaterialLimitRefusalAndCriticalItem) {
    matter_["legal_basis"] = Json::array();
    matter_["materials"][0].erase("basis");
    matter_["variants"][0]["limit"].erase("basis");
    matter_["rules"][0].erase("basis");
    matter_["survey"]["checklist"][0].erase("basis");
    EXPECT_EQ(findings(),
              (Found{"/legal_basis PREREQ_NO_BASIS",
                     "/materials/0/basis PREREQ_NO_BASIS",
                     "/variants/0/limit/basis PREREQ_NO_BASIS",
                     "/rules/0/basis PREREQ_NO_BASIS",
                     "/survey/checklist/0/basis PREREQ_NO_BASIS"}));
}

// LAW: 行政许可法 第十六条
TEST_F(BasesTest, OfTooLowARankCreateNothing) {
    matter_["materials"][0]["basis"] = {basis("law", "red_header")};
    EXPECT_EQ(findings(), Found{"/materials/0/basis/0 PREREQ_NO_BASIS"});
    matter_["materials"][0]["basis"] = {basis("law", "the_document")};
    EXPECT_EQ(findings(), Found{"/materials/0/basis/0 PREREQ_NO_BASIS"});
    matter_["materials"][0]["basis"] = {basis("law", "the_rules")};
    EXPECT_EQ(findings(), Found{});
}

TEST_F(BasesTest, AreInTheRegisterAndInForceOnTheDay) {
    matter_["materials"][0]["basis"] = {basis("law", "unheard_of")};
    EXPECT_EQ(findings(), Found{"/materials/0/basis/0"});
    matter_["materials"][0]["basis"] = {basis("law", "old_law")};
    EXPECT_EQ(findings("2023-12-31"), Found{});
    EXPECT_EQ(findings("2024-01-01"), Found{"/materials/0/basis/0"});
    matter_["materials"][0]["basis"] = {basis("law", "the_rules")};
    EXPECT_FALSE(findings("2019-12-31").empty());
}

TEST_F(BasesTest, NameARegisteredArticle) {
    matter_["rules"][0]["basis"] = {basis("law", "the_law", "第四条第一款")};
    EXPECT_EQ(findings(), Found{"/rules/0/basis/0/article"});
    matter_["rules"][0]["basis"] = {basis("law", "the_law")};
    EXPECT_EQ(findings(), Found{}) << "an article may still be to be confirmed";
    matter_["rules"][0]["basis"] = {basis("law", "the_rules", "第九条")};
    EXPECT_EQ(findings(), Found{}) << "the register lists no articles of it";
}

TEST_F(BasesTest, OfAStandardNeedTheArticleThatBinds) {
    Json standard = basis("technical", "the_standard");
    matter_["rules"][0]["basis"].push_back(standard);
    EXPECT_EQ(findings(), Found{"/rules/0/basis/1"});
    standard["binding"] = basis("law", "the_law", "第九条");
    matter_["rules"][0]["basis"][1] = standard;
    EXPECT_EQ(findings(), Found{"/rules/0/basis/1/binding/article"});
    standard["binding"] = basis("law", "the_law", "第三条");
    matter_["rules"][0]["basis"][1] = standard;
    EXPECT_EQ(findings(), Found{});
    matter_["rules"][0]["basis"] = {standard};
    EXPECT_EQ(findings(), Found{"/rules/0/basis PREREQ_NO_BASIS"})
        << "a standard alone refuses nobody";
}

TEST_F(BasesTest, InConsistencyCarryFormErrorsAndFlagsOnly) {
    Json rule = {{"id", "R2"}, {"outcome", "form_error"}, {"basis", {{{"kind", "consistency"}}}}};
    matter_["rules"].push_back(rule);
    EXPECT_EQ(findings(), Found{});
    matter_["rules"][1]["outcome"] = "redirect_variant";
    EXPECT_EQ(findings(), Found{"/rules/1/basis"});
    matter_["rules"][1]["outcome"] = "supplement";
    EXPECT_EQ(findings(), (Found{"/rules/1/basis PREREQ_NO_BASIS", "/rules/1/basis"}));
}

TEST_F(BasesTest, InAStateCouncilDocumentChooseAModeOrRouteOnly) {
    matter_["rules"].push_back({{"id", "R2"},
                                {"outcome", "redirect_variant"},
                                {"basis", {basis("procedure", "the_document")}}});
    EXPECT_EQ(findings(), Found{});
    matter_["rules"][1]["outcome"] = "form_error";
    EXPECT_EQ(findings(), Found{"/rules/1/basis PREREQ_NO_BASIS"});
}

TEST_F(BasesTest, AreFoundWhereverTheyStand) {
    matter_["guide"] = {{"notes", {{{"text", "x"}, {"basis", {basis("law", "unheard_of")}}}}}};
    EXPECT_EQ(findings(), Found{"/guide/notes/0/basis/0"});
}

TEST_F(BasesTest, ThatAreNotSureAreListedForTheLegalOfficer) {
    matter_["materials"][0]["basis"][0]["to_confirm"] = true;
    matter_["variants"][0]["limit"]["assumed"] = true;
    EXPECT_EQ(to_be_confirmed(matter_), (Found{"/materials/0/basis/0", "/variants/0/limit"}));
}

TEST(TheLawRegister, RefusesWhatItCannotRead) {
    Json no_day = law("a", "law");
    no_day["in_force"] = "2020-02-30";
    EXPECT_EQ(LawRegister::from_json({no_day}).error().id, "LAW_REGISTER");
    Json no_end = law("a", "law");
    no_end["until"] = "some day";
    EXPECT_EQ(LawRegister::from_json({no_end}).error().id, "LAW_REGISTER");
    EXPECT_EQ(LawRegister::from_json({law("", "law")}).error().id, "LAW_REGISTER");
}

TEST(TheLawRegister, HoldsTheBasesOfEveryMatterThatIsShipped) {
    const auto laws = LawRegister::from_json(support::read_documents("config/laws")).value();
    ASSERT_NE(laws.find("licensing_law"), nullptr);
    EXPECT_EQ(laws.titles().at("licensing_law").zh_cn, "中华人民共和国行政许可法");
    EXPECT_EQ(laws.find("no_such_law"), nullptr);
    for (const char* plugin : support::departments) {
        const std::string folder = std::string("plugins/") + plugin + "/matters";
        for (const Json& matter : support::read_documents(folder)) {
            const auto checked = check_bases(matter, laws, day("2024-02-08"));
            EXPECT_TRUE(checked) << plugin << ": "
                                 << (checked ? "" : checked.error().findings[0].pointer);
        }
    }
}

}  // namespace
}  // namespace oneseal

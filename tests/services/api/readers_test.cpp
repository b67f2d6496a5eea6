// Who reads which case over HTTP: one by one and in lists. LAW: 个人信息保护法 第六条
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

class Readers : public testing::Test {
  protected:
    // What list and page say must agree.
    bool reads(const std::string& who) {
        Visitor visitor = bureau_.visitor(who);
        const Reply page = visitor.get("/cases/" + walk_.number());
        const Json list = visitor.get("/cases").body["cases"];
        EXPECT_EQ(page.status == 200, list.size() == 1) << who << " " << list;
        return page.status == 200;
    }
    std::set<std::string> readers() {
        std::set<std::string> all;
        for (const char* who : {"intake1",
                                "intake2",
                                "reviewer1",
                                "reviewer2",
                                "decider1",
                                "decider2",
                                "head1",
                                "seal1",
                                "legal1",
                                "admin1",
                                "regulator1",
                                "regulator2",
                                "supervisor1",
                                "integrity1",
                                "zhang",
                                "wang"}) {
            if (reads(who)) all.insert(who);
        }
        return all;
    }

    Bureau bureau_{monday};
    Walk walk_{bureau_};
};

TEST_F(Readers, OfAFiledCaseAreTheCounterWhoDecidesAndWhoSupervises) {
    walk_.file_as_wang();
    const std::set<std::string> before{"intake1",
                                       "intake2",
                                       "decider1",
                                       "decider2",
                                       "head1",
                                       "legal1",
                                       "supervisor1",
                                       "integrity1",
                                       "wang"};
    EXPECT_EQ(readers(), before);
    walk_.accept();
    std::set<std::string> accepted = before;
    accepted.insert({"reviewer1", "reviewer2", "regulator1"});
    EXPECT_EQ(readers(), accepted);
}

TEST_F(Readers, OfTheSurveyAreTheTeamThatWasDrawn) {
    walk_.file_as_wang();
    walk_.accept().survey(good_survey_of_restaurant());
    const Json team = walk_.now()["surveyors"];
    for (const char* who : {"surveyor1", "surveyor2", "surveyor3", "surveyor4", "surveyor5"}) {
        const bool drawn = std::ranges::find(team, Json(who)) != team.end();
        EXPECT_EQ(reads(who), drawn) << who;
        const std::string file = "/cases/" + walk_.number() + "/materials/fd03/files/1/content";
        EXPECT_EQ(bureau_.visitor(who).get(file).status, drawn ? 200 : 404) << who;
    }
}

TEST_F(Readers, AtTheSealHaveThePapersToBeSealedAndNoMore) {
    walk_.file_as_wang();
    walk_.accept().survey(good_survey_of_restaurant()).propose();
    EXPECT_FALSE(reads("seal1"));
    walk_.take("decider1", "grant", {{"facts", "经审查符合条件"}});
    EXPECT_TRUE(reads("seal1"));
    Visitor seal = bureau_.visitor("seal1");
    const std::string page = "/cases/" + walk_.number();
    const Json seen = seal.see(walk_.number());
    EXPECT_FALSE(seen.contains("form"));
    EXPECT_FALSE(seen.contains("materials"));
    ASSERT_EQ(seen["papers"].size(), 1U) << seen;
    EXPECT_EQ(seal.get(page + "/documents/" + seen["papers"][0]["id"].get<std::string>()).status,
              200);
    EXPECT_EQ(seal.get(page + "/materials/fd03/files/1/content").code(), "PART_CLOSED");
    EXPECT_EQ(seal.get(page + "/events").code(), "PART_CLOSED");
}

TEST_F(Readers, AtTheDepartmentReadTheResultAndNotTheReasons) {
    walk_.file_as_wang();
    walk_.accept().survey(good_survey_of_restaurant()).propose("refuse");
    walk_.take(
        "decider1",
        "refuse",
        {{"facts", "身份核实情况"}, {"reason", "属于禁止从业人员"}, {"article", "第三十八条"}});
    Visitor regulator = bureau_.visitor("regulator1");
    const Json seen = regulator.see(walk_.number());
    EXPECT_EQ(seen["outcome"]["kind"], "refuse");
    for (const char* hidden : {"proposal", "facts", "resolutions", "intake"}) {
        EXPECT_FALSE(seen.contains(hidden)) << hidden;
    }
    EXPECT_EQ(seen.dump().find("禁止从业"), std::string::npos);
    const std::string page = "/cases/" + walk_.number();
    for (const Json& paper : seen["papers"]) {
        EXPECT_NE(paper["kind"], 33);
        const Json content =
            regulator.get(page + "/documents/" + paper["id"].get<std::string>()).body;
        EXPECT_EQ(content.dump().find("禁止从业"), std::string::npos) << content;
        EXPECT_EQ(content.dump().find("身份核实"), std::string::npos) << content;
    }
    EXPECT_EQ(regulator.get(page + "/draws").code(), "PART_CLOSED");
    EXPECT_EQ(regulator.get(page + "/receipts").code(), "PART_CLOSED");
}

TEST_F(Readers, AreToldInWordsWhatHasChanged) {
    walk_.file_as_wang();
    walk_.accept();
    Visitor wang = bureau_.visitor("wang");
    for (const auto& [language, said] :
         {std::pair{"zh-CN", "审批局于 2026-03-02 09:00 办理了“受理”"},
          std::pair{"en", "the bureau did \"accept\" at 2026-03-02 09:00"}}) {
        const Reply stale =
            wang.in(language).act_on(walk_.number(), 1, "withdraw", {{"signature", "王某示"}});
        EXPECT_EQ(stale.status, 412);
        EXPECT_NE(stale.body.dump().find(Json(said).dump().substr(1, 20)), std::string::npos)
            << stale.body;
        EXPECT_EQ(stale.body.dump().find("intake1"), std::string::npos) << stale.body;
    }
    const Reply told =
        bureau_.visitor("intake2").in("zh-CN").act_on(walk_.number(), 1, "serve", Json::object());
    EXPECT_NE(told.body.dump().find("甲一"), std::string::npos) << told.body;
    const std::string draft = wang.in("zh-CN").file(restaurant_draft()).body["id"];
    wang.put_material(draft, "fd01");
    const Reply edited = wang.act_on(draft, 1, "submit", submission());
    EXPECT_NE(edited.body.dump().find("草稿已有修改"), std::string::npos) << edited.body;
}

TEST(AMattersGate, TellsThePublicNoNamesAndNoNotes) {
    const Bureau bureau(monday);
    const Json gate = bureau.visitor().get("/matters/food_business").body["gate"];
    ASSERT_FALSE(gate.empty());
    for (const auto& [condition, met] : gate.items()) {
        EXPECT_EQ(met.size(), 2U) << condition << met;
        EXPECT_TRUE(met.contains("state") && met.contains("on")) << condition << met;
    }
}

}  // namespace
}  // namespace oneseal

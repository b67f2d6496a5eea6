// Review, survey, decision, sealing, delivery; and who may do what (SOD).
#include <gtest/gtest.h>

#include "fixture.hpp"

namespace oneseal::cases {
namespace {

// LAW: 行政许可法 第三十八条 第一款
// LAW: 行政许可法 第三十九条 第一款
// LAW: 行政许可法 第四十四条
TEST(ACase, GoesFromAcceptanceToDeliveryWithItsLicence) {
    World world;
    world.accept();
    world.survey();
    world.propose();
    EXPECT_EQ(world.now().state, State::deciding);
    EXPECT_EQ(world.act("decider", "grant", {{"facts", "经审查符合条件"}}), "");
    EXPECT_EQ(world.now().licence_number, "JY25111020000015");
    EXPECT_EQ(world.act("keeper", "seal"), "");
    EXPECT_EQ(world.now().state, State::certified);
    EXPECT_EQ(world.paper(17)["seal"], "licensing");
    EXPECT_EQ(world.act("clerk",
                        "deliver",
                        {{"way", "direct"},
                         {"recipient", "王某示"},
                         {"relation", "本人"},
                         {"evidence", "签收单"},
                         {"signature", "王某示"}}),
              "");
    EXPECT_EQ(world.now().state, State::delivered);
}

// LAW: 行政许可法 第三十四条 第三款
TEST(AGrant, WithoutTheSurveyIsRefused) {
    World world;
    world.accept();
    world.propose();
    EXPECT_EQ(world.act("decider", "grant"), "SURVEY_MISSING");
}

// LAW: 行政许可法 第三十八条 第二款
TEST(AFailedCriticalItem, ForbidsTheGrantByNameAndTheRefusalIsAPaperWithItsArticle) {
    World world;
    world.accept();
    world.survey("fail");
    world.answer(world.verdict({"SUR:fs08 deny"}));
    world.propose();
    const Error error = world.refusal("decider", "grant");
    ASSERT_EQ(error.findings.size(), 1u);
    EXPECT_EQ(error.findings[0].rule, "SUR:fs08");
    EXPECT_EQ(error.law, "行政许可法 第三十八条 第一款");
    EXPECT_EQ(world.act("decider", "refuse", {{"facts", "核查不合格"}}), "");
    const Json paper = world.paper(16);
    EXPECT_EQ(paper["reasons"][0]["rule"], "SUR:fs08");
    EXPECT_EQ(paper["article"], "行政许可法 第三十八条 第二款");
    EXPECT_EQ(paper["remedies"]["reconsideration"]["body"], "示例人民政府");
    EXPECT_EQ(paper["seal"], "licensing");
}

TEST(AGrant, WaitsForUnknownFactsAndFailedRules) {
    World world;
    world.accept();
    world.survey();
    Json verdict = world.verdict({});
    verdict["unknown"] = {"fx_special_room_ok"};
    world.answer(verdict);
    world.propose();
    EXPECT_EQ(world.act("decider", "grant"), "FACT_UNKNOWN");
    verdict = world.verdict({"FOOD-12 flag"});
    verdict["findings"][0]["failed"] = true;
    world.answer(verdict);
    EXPECT_NE(world.act("decider", "grant"), "");
}

// LAW: 行政许可法 第七十二条
TEST(ARefusal, NeedsAGround) {
    World world;
    world.accept();
    world.survey();
    world.propose();
    EXPECT_EQ(world.act("decider", "refuse", {{"facts", "f"}}), "ACTION_BODY");
}

// LAW: 行政许可法 第三十六条
TEST(InterestedParties, AreHeardBeforeAGrantOrSaidToBeNoneWithAReason) {
    World world;
    world.accept();
    world.survey();
    EXPECT_EQ(
        world.act(
            "reviewer",
            "propose",
            {{"proposal", "grant"}, {"opinion", "o"}, {"interested_parties", {{"none", true}}}}),
        "ACTION_BODY");
    EXPECT_EQ(world.act("reviewer",
                        "propose",
                        {{"proposal", "grant"},
                         {"opinion", "o"},
                         {"interested_parties", {{"parties", {{{"name", "邻居"}}}}}}}),
              "");
    EXPECT_EQ(world.act("decider", "grant"), "INTERESTED_PARTIES");
}

TEST(SeparationOfDuties, NamesTheRuleThatABreachMeets) {
    World world;
    world.accept();
    world.survey();
    world.propose();
    EXPECT_EQ(world.act(world.now().surveyors[0], "grant"), "SOD-1");
    EXPECT_EQ(world.act("contract_decider", "grant"), "SOD-10");
    world.officer("decider").conflicts = {world.now().applicant.code};
    EXPECT_EQ(world.act("decider", "grant"), "SOD-6");
    world.officer("decider").conflicts.clear();
    EXPECT_EQ(world.act("decider", "grant"), "");
    EXPECT_EQ(world.act("reviewer", "seal"), "SOD-5");
    EXPECT_EQ(world.act("keeper", "seal"), "");
}

TEST(ADecision, IsReturnedToReviewWithAReason) {
    World world;
    world.accept();
    world.survey();
    world.propose();
    EXPECT_EQ(world.act("decider", "return", {{"reason", "补充说明"}}), "");
    EXPECT_EQ(world.now().state, State::reviewing);
}

TEST(AGroundForRefusal, IsOverruledOnlyByTheLegalOfficer) {
    World world;
    world.accept();
    world.answer(world.verdict({"FOOD-08 deny"}));
    const Json body = {{"rule", "FOOD-08"}, {"reason", "r"}, {"article", "a"}};
    EXPECT_EQ(world.act("reviewer", "resolve_finding", body), "LEGAL_ONLY");
    EXPECT_EQ(world.act("legal", "resolve_finding", body), "");
}

// LAW: 行政许可法 第四十二条 第一款
// LAW: 优化营商环境条例 第三十六条
TEST(AlarmsOfPromiseAndLaw, AreRaisedApartAndOnce) {
    World world;
    world.accept();
    world.let_time_pass("2024-03-05");
    EXPECT_TRUE(world.now().alarms.contains("promise"));
    EXPECT_TRUE(world.now().alarms.contains("decision"));
    EXPECT_EQ(light(clocks(world.now(), world.context()), world.context()), "red");
}

// LAW: 国务院关于在线政务服务的若干规定 第八条
TEST(ElectronicService, NeedsTheRecordedConsent) {
    World world;
    world.accept();
    const std::string paper = world.now().papers.back().id;
    EXPECT_EQ(
        world.act("clerk",
                  "serve",
                  {{"paper", paper}, {"way", "electronic"}, {"recipient", "r"}, {"evidence", "e"}}),
        "ACTION_BODY");
}

}  // namespace
}  // namespace oneseal::cases

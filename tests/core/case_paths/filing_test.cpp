// Filing, correcting, accepting, and what silence means.
#include <gtest/gtest.h>

#include "fixture.hpp"

namespace oneseal::cases {
namespace {

Json submission() {
    return {{"signature", "s"},
            {"truth", true},
            {"service", {{"address", "示例巷3号"}}},
            {"consent", {{"electronic_service", false}}}};
}

TEST(Filing, IsReceivedOnTheDayOfEntryAndFrozenByItsHash) {
    World world;
    EXPECT_EQ(world.act("applicant", "submit", submission()), "");
    EXPECT_EQ(world.now().state, State::submitted);
    EXPECT_EQ(sdk::format_day(*world.now().received_on), "2024-02-08");
    EXPECT_EQ(world.now().submission.content_digest.size(), 64u);
    EXPECT_EQ(world.paper(1)["title"]["zh-CN"], "申请材料接收凭证");
    EXPECT_EQ(world.paper(1)["papers"].size(), 4u);
    EXPECT_EQ(world.now().papers[0].seal, "");
}

// LAW: 行政许可法 第三十一条 第一款
TEST(Filing, NeedsTheStatementOfTruthAndASignature) {
    World world;
    Json body = submission();
    body["truth"] = false;
    body.erase("signature");
    const Error error = world.refusal("applicant", "submit", body);
    EXPECT_EQ(error.id, "ACTION_BODY");
    EXPECT_EQ(error.findings.size(), 2u);
    EXPECT_EQ(world.now().state, State::draft);
}

// LAW: 最高人民法院关于审理行政许可案件若干问题的规定 第六条
TEST(Filing, AtTheCounterBearsTheDayOnWhichThePapersCame) {
    World world;
    Json body = submission();
    body["received_on"] = "2024-02-06";
    EXPECT_EQ(world.act("applicant", "submit", body), "ACTION_BODY");
    EXPECT_EQ(world.act("clerk", "submit", body), "ACTION_BODY");  // no evidence of that day
    body["evidence"] = "收件登记簿";
    EXPECT_EQ(world.act("clerk", "submit", body), "");
    EXPECT_EQ(sdk::format_day(*world.now().received_on), "2024-02-06");
}

TEST(Filing, IsTakenWithoutAVerdictWhichFollows) {
    World world;
    world.answer(nullptr);
    world.file();
    EXPECT_TRUE(world.now().verdict_pending);
    EXPECT_EQ(world.act("clerk", "accept"), "VERDICT_PENDING");
    world.answer(world.verdict({}));
    EXPECT_EQ(world.act("system", "evaluate"), "");
    EXPECT_FALSE(world.now().verdict_pending);
}

// LAW: 行政许可法 第三十二条 第一款 第四项
// LAW: 行政许可法 第四十二条 第一款
TEST(Silence, IsAcceptanceFromTheDayOfReceipt) {
    World world;
    world.file();
    world.let_time_pass("2024-02-21");
    EXPECT_FALSE(world.now().accepted());
    world.let_time_pass("2024-02-22");
    ASSERT_TRUE(world.now().accepted());
    EXPECT_TRUE(world.now().accepted_by_silence);
    EXPECT_EQ(sdk::format_day(*world.now().accepted_on), "2024-02-08");
    EXPECT_EQ(world.now().accepted_at, "2024-02-22T00:00:00.000+08:00");
    EXPECT_EQ(world.paper(3)["seal"], "acceptance");
    EXPECT_EQ(world.paper(3)["statutory_limit"]["last_day"], "2024-02-28");
}

// LAW: 行政许可法 第三十二条 第一款 第五项
TEST(Acceptance, IsNotBlockedByAGroundForRefusal) {
    World world;
    world.answer(world.verdict({"R deny"}));
    world.file();
    EXPECT_EQ(world.act("clerk", "accept"), "");
    EXPECT_EQ(world.now().state, State::reviewing);
    EXPECT_EQ(world.now().reviewer, "reviewer");
}

TEST(Acceptance, WaitsForWhatIsMissingAndForWaiversToBeProven) {
    World world;
    world.answer(world.verdict({"MAT:fd03 supplement"}));
    world.file();
    EXPECT_EQ(world.act("clerk", "accept"), "NOT_COMPLETE");
    world.answer(world.verdict({}, {{{"id", "fd02"}, {"state", "waived"}}}));
    EXPECT_EQ(world.act("clerk", "accept"), "WAIVER_UNPROVEN");
    EXPECT_EQ(
        world.act(
            "clerk", "prove_waiver", {{"material", "fd02"}, {"how", "查询"}, {"evidence", "e"}}),
        "");
    EXPECT_EQ(world.act("clerk", "accept"), "");
}

// LAW: 行政许可法 第三十二条 第一款 第一项
TEST(NoLicenceNeeded, IsToldAtOnceWithWhereToGoAndRemedies) {
    World world;
    world.answer(world.verdict({"FOOD-01 no_licence_needed"}));
    world.file();
    EXPECT_EQ(world.act("clerk", "not_needed", {{"where_to_go", "备案窗口"}}), "");
    EXPECT_EQ(world.now().state, State::not_accepted_no_need);
    EXPECT_EQ(world.paper(4)["where_to_go"], "备案窗口");
    EXPECT_TRUE(world.paper(4).contains("remedies"));
    EXPECT_EQ(world.paper(4)["seal"], "acceptance");
}

// LAW: 行政许可法 第三十二条 第一款 第二项
// LAW: 行政许可法 第七十二条
TEST(NoPower, NamesTheRightAuthorityAndTheReason) {
    World world;
    world.file();
    EXPECT_EQ(world.act("clerk", "no_power", {{"right_authority", "市级机关"}}), "ACTION_BODY");
    EXPECT_EQ(world.act("clerk",
                        "no_power",
                        {{"right_authority", "市级机关"},
                         {"reason", "属市级权限"},
                         {"article", "某法 第一条"}}),
              "");
    EXPECT_EQ(world.paper(5)["right_authority"], "市级机关");
    EXPECT_EQ(world.paper(5)["remedies"]["reconsideration"]["days"], 60);
    EXPECT_EQ(world.paper(5)["remedies"]["litigation"]["months"], 6);
}

// LAW: 行政许可法 第三十二条 第一款 第三项
TEST(ACorrection, CountsOnlySignedAndKeepsOldAndNewValues) {
    World world;
    world.answer(world.verdict({"FLD:uscc form_error"}));
    world.file();
    EXPECT_EQ(world.act("applicant", "correct"), "");
    EXPECT_EQ(world.now().state, State::correcting);
    Json form = world.now().form;
    form["uscc"] = "91511102MA0AAA016X";
    EXPECT_EQ(world.act("applicant", "correct", {{"form", form}}), "ACTION_BODY");
    world.answer(world.verdict({}));
    EXPECT_EQ(world.act("applicant", "correct", {{"form", form}, {"signature", "s"}}), "");
    EXPECT_EQ(world.now().state, State::submitted);
    EXPECT_EQ(world.now().form["uscc"], "91511102MA0AAA016X");
    EXPECT_EQ(sdk::format_day(*world.now().received_on), "2024-02-08");
}

// LAW: 行政许可法 第二十九条 第二款
TEST(Withdrawing, IsTheApplicantsActUntilTheDecision) {
    World world;
    world.accept();
    EXPECT_EQ(world.act("clerk", "withdraw", {{"signature", "s"}}), "ROLE_MISSING");
    EXPECT_EQ(world.act("applicant", "withdraw", {{"signature", "s"}}), "");
    EXPECT_EQ(world.now().state, State::withdrawn);
    EXPECT_EQ(world.act("decider", "grant"), "ACTION_NOT_NOW");
}

TEST(AnEndedCase, IsArchivedByItselfWhenItsPapersAreSealedAndServed) {
    World world;
    world.file();
    world.act("applicant", "withdraw", {{"signature", "s"}});
    EXPECT_EQ(world.act("keeper", "seal"), "");
    const Json service = {{"paper", world.now().papers[1].id},
                          {"way", "direct"},
                          {"recipient", "王某示"},
                          {"evidence", "签收单"},
                          {"signature", "王某示"}};
    EXPECT_EQ(world.act("clerk", "serve", service), "");
    world.let_time_pass("2024-02-09");
    EXPECT_EQ(world.now().state, State::archived);
    EXPECT_TRUE(world.paper(35).contains("list"));
}

}  // namespace
}  // namespace oneseal::cases

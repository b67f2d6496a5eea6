// Not needed, no power, accepted: by the counter or by silence.
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

Json form_with(const char* key, Json value) {
    Json form = good_form();
    form[key] = std::move(value);
    return form;
}

using NotNeededTest = CaseTest;

// LAW: 行政许可法 第三十二条 第一款 第一项
TEST_F(NotNeededTest, TellsTheReasonAndWhereToGoUnderTheAcceptanceSeal) {
    submit(form_with("items", "prepack"));
    EXPECT_EQ(refusal("intake2", "accept"), "NOT_COMPLETE");
    EXPECT_EQ(refusal("intake2", "request_supplement"), "SCOPE_FIRST");
    EXPECT_EQ(refusal("intake2", "not_needed", {{"where_to_go", "仅销售预包装食品备案"}}), "");
    EXPECT_EQ(case_.state, State::not_accepted_no_need);
    const Json& told = paper(4);
    EXPECT_EQ(told["reasons"][0]["rule"], "FOOD-01");
    EXPECT_EQ(told["reasons"][0]["basis"][0]["title"]["zh-CN"], "中华人民共和国食品安全法");
    EXPECT_EQ(told["where_to_go"], "仅销售预包装食品备案");
    EXPECT_FALSE(told["remedies"]["text"].empty());
    EXPECT_EQ(record(4).seal, "acceptance");
    EXPECT_NE(record(4).sealed_at, "");
}

TEST_F(NotNeededTest, WithoutAFindingNeedsTheOfficersReasonAndArticle) {
    submit();
    EXPECT_EQ(refusal("intake2", "not_needed", {{"reason", "不经营食品"}}), "ACTION_BODY");
    EXPECT_EQ(refusal("intake2",
                      "not_needed",
                      {{"where_to_go", "无需办理"},
                       {"reason", "不经营食品"},
                       {"article", "食品安全法 第三十五条"}}),
              "");
    EXPECT_EQ(paper(4)["reasons"][0]["by"], "intake2");
}

using NoPowerTest = CaseTest;

// LAW: 行政许可法 第三十二条 第一款 第二项
// LAW: 行政许可法 第七十二条
TEST_F(NoPowerTest, NamesTheRightAuthorityTheReasonsAndTheRemedies) {
    submit(form_with("items", "prison"));
    EXPECT_EQ(refusal("intake2", "no_power"), "ACTION_BODY");
    EXPECT_EQ(refusal("intake2", "no_power", {{"right_authority", "市行政审批局"}}), "");
    EXPECT_EQ(case_.state, State::not_accepted_no_power);
    EXPECT_EQ(paper(5)["right_authority"], "市行政审批局");
    EXPECT_EQ(paper(5)["reasons"][0]["rule"], "FOOD-90");
    EXPECT_EQ(paper(5)["remedies"]["reconsideration"]["body"], "乐山市市中区人民政府");
    EXPECT_EQ(paper(5)["remedies"]["reconsideration"]["days"], 60);
    EXPECT_EQ(paper(5)["remedies"]["litigation"]["months"], 6);
}

TEST_F(NoPowerTest, BearsTheAcceptanceSealFromTheCounterEvenOfAClerkWhoMayDecide) {
    submit(form_with("items", "prison"));
    ASSERT_EQ(refusal("intake1", "no_power", {{"right_authority", "市行政审批局"}}), "");
    EXPECT_EQ(record(5).seal, "acceptance");
}

TEST_F(NoPowerTest, AfterSilenceIsTheDecidersUnderTheLicensingSeal) {
    submit(form_with("items", "prison"));
    wait_until("2024-02-22 09:00");
    const Json body = {{"right_authority", "市行政审批局"}};
    EXPECT_EQ(refusal("intake2", "no_power", body), "ALREADY_ACCEPTED");
    officer("decider2").formal = false;
    EXPECT_EQ(refusal("decider2", "no_power", body), "SOD-10");
    EXPECT_EQ(refusal("decider1", "no_power", body), "");
    EXPECT_EQ(record(5).seal, "licensing");
    EXPECT_EQ(record(5).sealed_at, "");
}

TEST_F(NoPowerTest, IsClosedByAcceptance) {
    submit();
    EXPECT_EQ(refusal("decider1", "no_power", {{"right_authority", "x"}}), "ROLE_MISSING");
    accept();
    EXPECT_EQ(refusal("decider1", "no_power", {{"right_authority", "x"}}), "ALREADY_ACCEPTED");
}

using AcceptanceTest = CaseTest;

// LAW: 行政许可法 第三十二条 第一款 第五项
// LAW: 行政许可法 第三十二条 第二款
TEST_F(AcceptanceTest, OfACompleteFilingBearsTheDayOfTheActAndTellsTheLimits) {
    submit();
    wait_until("2024-02-09 10:00");
    accept();
    EXPECT_EQ(case_.intake.accepted_on, day("2024-02-09"));
    const Json& told = paper(3);
    EXPECT_EQ(told["title"]["zh-CN"], "受理通知书");
    EXPECT_EQ(told["accepted_on"], "2024-02-09");
    EXPECT_EQ(told["received_on"], "2024-02-08");
    EXPECT_EQ(told["statutory_limit"]["counted_days"], 10);
    EXPECT_EQ(told["statutory_limit"]["last_day"], "2024-02-29");
    EXPECT_EQ(told["promised_limit"]["counted_days"], 5);
    EXPECT_EQ(told["promised_limit"]["last_day"], "2024-02-22");
    EXPECT_NE(told["text"]["zh-CN"].get<std::string>().find("决定予以受理"), std::string::npos);
    EXPECT_EQ(told["query_code"], case_.filing.query_code);
    EXPECT_EQ(record(3).seal, "acceptance");
    EXPECT_EQ(record(3).number, "乐中审批受〔2024〕1号");
}

TEST_F(AcceptanceTest, IsNeverBlockedByAGroundForRefusal) {
    submit(form_with("special_room", 0));
    EXPECT_EQ(refusal("intake2", "accept"), "");
    EXPECT_EQ(case_.state, State::reviewing);
}

TEST_F(AcceptanceTest, NamesWhatIsStillOpen) {
    submit(form_with("premises", "?"), {"fd01", "fd02", "fd04"});
    const auto decision = act("intake2", "accept");
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().id, "NOT_COMPLETE");
    EXPECT_EQ(rules_of(decision.error()), (std::set<std::string>{"FLD:premises", "MAT:fd03"}));
}

// A department that does not answer takes nobody's time: the clerk goes on, and it is on record.
TEST_F(AcceptanceTest, GoesByTheClerksReadingWhereTheRulesDoNotAnswer) {
    department_.answers = false;
    submit();
    const auto decision = act("intake2", "accept");
    ASSERT_TRUE(decision);
    EXPECT_TRUE(decision->events.front().as<Accepted>()->without_verdict);
    EXPECT_EQ(case_.state, State::reviewing);
}

// LAW: 优化营商环境条例 第四十四条
TEST_F(AcceptanceTest, OfAClaimOfSharedDataNeedsItsProof) {
    draft(good_form(), {"fd01", "fd03", "fd04"});
    case_.filing.shared_data = {"fd02"};
    ASSERT_EQ(refusal("applicant", "submit", filing()), "");
    const auto decision = act("intake2", "accept");
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().id, "WAIVER_UNPROVEN");
    EXPECT_EQ(rules_of(decision.error()), std::set<std::string>{"MAT:fd02"});
    EXPECT_EQ(refusal("intake2", "prove_waiver", {{"material", "fd02"}, {"how", "查询"}}),
              "ACTION_BODY")
        << "a proof has its evidence";
    EXPECT_EQ(refusal("intake2",
                      "prove_waiver",
                      {{"material", "fd03"}, {"how", "查询"}, {"evidence", "截图"}}),
              "ACTION_BODY")
        << "shared data may not replace this one";
    EXPECT_EQ(refusal("intake2",
                      "prove_waiver",
                      {{"material", "fd02"}, {"how", "查询"}, {"evidence", "截图"}}),
              "");
    accept();
}

TEST_F(AcceptanceTest, DrawsTheReviewerInTheSameAct) {
    submit();
    accept();
    EXPECT_EQ(case_.state, State::reviewing);
    EXPECT_EQ(case_.people.intake, "intake2");
    ASSERT_EQ(case_.people.draws.size(), 1U);
    EXPECT_EQ(case_.people.draws[0].chosen, std::vector<std::string>{case_.people.reviewer});
}

TEST_F(AcceptanceTest, DoesNotWaitForAReviewer) {
    for (Officer& one : officers_) one.on_duty = false;
    submit();
    accept();
    EXPECT_EQ(case_.state, State::accepted);
    EXPECT_EQ(refusal("intake2", "assign_review"), "NOBODY_TO_DRAW");
    for (Officer& one : officers_) one.on_duty = true;
    EXPECT_EQ(refusal("intake2", "assign_review"), "");
    EXPECT_EQ(case_.state, State::reviewing);
}

using SilenceTest = CaseTest;

// Filed on 2024-02-08, nobody does anything: 02-09 is a workday that year, 02-18 a Sunday workday.
// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(SilenceTest, IsAcceptanceFromTheDayOfReceipt) {
    submit();
    EXPECT_EQ(fires("accept"), "2024-02-22T00:00:00.000+08:00");
    wait_until("2024-02-21 23:59");
    EXPECT_EQ(case_.state, State::submitted);
    wait_until("2024-02-22 00:00");
    EXPECT_EQ(case_.intake.accepted_on, day("2024-02-08"));
    EXPECT_EQ(case_.intake.accepted_at, "2024-02-22T00:00:00.000+08:00");
    EXPECT_TRUE(case_.intake.accepted_by_silence);
    EXPECT_EQ(case_.alarms.at("intake"), day("2024-02-21"));
    EXPECT_EQ(paper(3)["title"]["zh-CN"], "受理通知书（逾期未告知）");
    EXPECT_EQ(paper(3)["by_silence"], true);
    EXPECT_EQ(paper(3)["article"], "行政许可法 第三十二条 第一款 第四项");
    EXPECT_EQ(paper(3)["statutory_limit"]["last_day"], "2024-02-28");
    EXPECT_EQ(record(3).seal, "acceptance");
}

TEST_F(SilenceTest, IsNotThereBeforeTheEndOfTheFifthDay) {
    submit();
    EXPECT_EQ(refusal("system", "accept"), "FIVE_DAYS_NOT_OVER");
}

TEST_F(SilenceTest, AcceptsWhatIsBeingCorrected) {
    submit(form_with("premises", "?"));
    ASSERT_EQ(refusal("intake2", "correct"), "");
    wait_until("2024-02-22 00:00");
    EXPECT_EQ(case_.intake.accepted_on, day("2024-02-08"));
}

TEST_F(SilenceTest, DoesNotWaitForThePlugin) {
    department_.answers = false;
    submit();
    wait_until("2024-02-22 00:00");
    EXPECT_TRUE(case_.accepted());
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(SilenceTest, IsNotBrokenByANoticeThatWasNotServed) {
    submit(good_form(), {"fd01"});
    notify();
    EXPECT_EQ(fires("accept"), "2024-02-22T00:00:00.000+08:00");
    wait_until("2024-02-22 00:00");
    EXPECT_EQ(case_.intake.accepted_on, day("2024-02-08"));
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(2))), "NOTICE_LAPSED");
}

TEST_F(SilenceTest, IsBrokenByServiceOnTheFifthDay) {
    submit(good_form(), {"fd01"});
    wait_until("2024-02-21 16:00");
    notify_and_serve();
    EXPECT_EQ(fires("accept"), "");
    EXPECT_EQ(refusal("system", "accept"), "FIVE_DAYS_NOT_OVER");
}

// The engine holds it itself, even where a timer came late.
TEST_F(SilenceTest, IsNotBrokenByServiceOnTheSixthDay) {
    submit(good_form(), {"fd01"});
    notify();
    clock_ = at("2024-02-22 10:00");
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(2))), "NOTICE_LAPSED");
    Json earlier = served(last_paper(2));
    earlier["at"] = "2024-02-21T17:00:00+08:00";
    EXPECT_EQ(refusal("intake2", "serve", earlier), "") << "served in time, entered late";
    EXPECT_EQ(case_.supplement.notices[0].answer_by, day("2024-03-07"));
}

TEST_F(SilenceTest, ClosesWhatNeedsNoLicenceInsteadOfGrantingIt) {
    submit(form_with("items", "prepack"));
    wait_until("2024-02-22 09:00");
    EXPECT_EQ(refusal("decider1", "not_needed", {{"where_to_go", "备案"}}), "");
    EXPECT_EQ(case_.state, State::not_accepted_no_need);
    EXPECT_EQ(record(4).seal, "acceptance");
}

}  // namespace
}  // namespace oneseal::cases::test

// The one supplement notice, its answer, and further papers after silence.
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

const Json by_rules = {{{"kind", "law"}, {"law", "food_business_rules"}, {"article", "第十三条"}}};

Json clerk_item(const std::string& material, const std::string& defect) {
    return {{"material", material}, {"defect", defect}, {"basis", by_rules}};
}

Json signed_form(Json form) {
    return {{"signature", "s"}, {"form", std::move(form)}};
}

class NoticeTest : public CaseTest {
  protected:
    std::set<std::string> named() const {
        std::set<std::string> ids;
        for (const NoticeItem& item : case_.supplement.notices.back().items) ids.insert(item.id);
        return ids;
    }

    // Two wrong fields, a broken form rule, a missing paper, and a ground for refusal.
    void submit_in_disorder() {
        Json form = good_form();
        form["premises"] = "?";
        form["contact_mobile"] = "?";
        form["processing_area"] = 90;
        form["special_room"] = 0;
        submit(form, {"fd01", "fd02", "fd04"});
    }
};

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(NoticeTest, TellsAllAtOnceEachWithItsBasisAndNoGroundForRefusal) {
    submit_in_disorder();
    notify();
    EXPECT_EQ(named(),
              (std::set<std::string>{"FLD:premises", "FLD:contact_mobile", "FOOD-11", "MAT:fd03"}));
    const Json& told = paper(2);
    for (const Json& item : told["items"]) {
        EXPECT_FALSE(item["what"]["zh-CN"].get<std::string>().empty());
        EXPECT_FALSE(item["how"]["zh-CN"].get<std::string>().empty());
        EXPECT_FALSE(item["basis"].empty()) << item;
        EXPECT_NE(item["id"], "FOOD-08");
    }
    EXPECT_EQ(told["days"], 15);
    EXPECT_NE(told["text"]["zh-CN"].get<std::string>().find("15日"), std::string::npos);
    EXPECT_EQ(record(2).seal, "acceptance");
    EXPECT_EQ(case_.state, State::supplement_wait);
}

TEST_F(NoticeTest, HoldsTheClerksOwnItemsWithTheirBasis) {
    submit();
    EXPECT_EQ(refusal("intake2", "request_supplement"), "ACTION_BODY") << "nothing is missing";
    const Json no_basis = {{"material", "fd04"}, {"defect", "未签名"}};
    const Json no_law = {
        {"material", "fd04"}, {"defect", "未签名"}, {"basis", {{{"law", "文件"}}}}};
    const Json strange = {{"material", "fd99"}, {"defect", "未签名"}, {"basis", by_rules}};
    for (const Json& item : {no_basis, no_law, strange, Json("fd04"), clerk_item("fd04", "")}) {
        EXPECT_EQ(refusal("intake2", "request_supplement", {{"items", {item}}}), "ACTION_BODY")
            << item;
    }
    notify({clerk_item("fd04", "未签名")});
    EXPECT_EQ(named(), std::set<std::string>{"CLK:fd04"});
}

TEST_F(NoticeTest, NamesInPlainWordsWhatHangsOnTheApplicantsOwnAnswer) {
    Json form = good_form();
    form["form_suffix"] = "?";
    submit(form);
    notify();
    EXPECT_EQ(named(), (std::set<std::string>{"FLD:form_suffix", "MAT:fd05"}));
    EXPECT_EQ(paper(2)["items"][1]["only_if"]["zh-CN"], "利用自动设备从事食品经营的提供");
}

TEST_F(NoticeTest, ComesAfterTheApplicantHasChosenTheProcedure) {
    Json form = good_form();
    form["items"] = "renewal";
    submit(form, {});
    EXPECT_EQ(refusal("intake2", "request_supplement", {{"items", {clerk_item("fd01", "x")}}}),
              "REDIRECT_FIRST");
}

TEST_F(NoticeTest, HoldsTheClerksItemsAloneWhereTheRulesDoNotAnswer) {
    department_.answers = false;
    submit();
    EXPECT_EQ(refusal("intake2", "request_supplement"), "ACTION_BODY") << "nothing is known";
    EXPECT_EQ(refusal("intake2", "request_supplement", {{"items", {clerk_item("fd01", "未签名")}}}),
              "");
    EXPECT_EQ(named(), (std::set<std::string>{"CLK:fd01"}));
    EXPECT_EQ(events_of("noted"), 1);
}

TEST_F(NoticeTest, StopsTheFiveDaysWhenServedAndReckonsTheAnswersEnd) {
    submit_in_disorder();
    notify();
    EXPECT_NE(fires("accept"), "");
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(2))), "");
    EXPECT_EQ(fires("accept"), "");
    // 2024-02-23 is the fifteenth day after 02-08, a Friday.
    EXPECT_EQ(case_.supplement.notices[0].answer_by, day("2024-02-23"));
    EXPECT_EQ(paper(18)["served_papers"][0]["answer_by"], "2024-02-23");
    EXPECT_EQ(paper(18)["served_papers"][0]["id"], case_.supplement.notices[0].paper);
}

// LAW: 民法典 第二百零三条
TEST_F(NoticeTest, LetsThePeriodEndOnAWorkingDay) {
    change_matter([](Json& variant) { variant["supplement"]["days"] = 3; });
    submit_in_disorder();
    notify_and_serve();
    // 02-11 lies in the Spring Festival; work is resumed on Sunday 02-18.
    EXPECT_EQ(case_.supplement.notices[0].answer_by, day("2024-02-18"));
}

using SupplementTest = NoticeTest;

TEST_F(SupplementTest, InPartLeavesTheCaseWaitingAndTheLastPartStartsTheClock) {
    submit_in_disorder();
    notify_and_serve();
    wait_until("2024-02-19 10:00");
    Json form = case_.filing.form;
    form["premises"] = "示例路2号";
    EXPECT_EQ(refusal("applicant", "supplement", signed_form(form)), "");
    EXPECT_EQ(case_.state, State::supplement_wait);
    EXPECT_EQ(paper(31)["complete"], false);
    EXPECT_EQ(paper(31)["papers"].size(), 0U);
    EXPECT_EQ(fires("accept"), "");

    wait_until("2024-02-20 10:00");
    form = good_form();
    form["special_room"] = 0;
    hand_in("fd03");
    EXPECT_EQ(refusal("applicant", "supplement", signed_form(form)), "");
    EXPECT_EQ(case_.state, State::submitted);
    EXPECT_EQ(paper(31)["complete"], true);
    EXPECT_EQ(paper(31)["papers"][0]["id"], "fd03");
    EXPECT_EQ(record(31).seal, "acceptance");
    EXPECT_EQ(case_.intake.intake_from, day("2024-02-20"));
    EXPECT_EQ(fires("accept"), "2024-02-28T00:00:00.000+08:00");
    wait_until("2024-02-22 10:00");
    accept();
    EXPECT_EQ(case_.intake.accepted_on, day("2024-02-20"))
        << "the day on which all that was asked was in";
}

TEST_F(SupplementTest, MayBeDeclaredComplete) {
    submit_in_disorder();
    notify_and_serve();
    EXPECT_EQ(refusal("applicant", "supplement", {{"complete", true}}), "ACTION_BODY")
        << "it is signed";
    EXPECT_EQ(refusal("applicant", "supplement", {{"signature", "s"}, {"complete", true}}), "");
    EXPECT_EQ(case_.state, State::submitted);
    EXPECT_EQ(refusal("intake2", "accept"), "NOT_COMPLETE");
}

TEST_F(SupplementTest, AtTheCounterIsRecordedAsPaper) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    notify_and_serve();
    const Json paper_copy = {{{"id", "fd03"}, {"kind", "original"}, {"copies", 1}, {"pages", 9}}};
    const Json wrong_kind = {{{"id", "fd03"}, {"kind", "copy"}}};
    EXPECT_EQ(refusal("applicant", "supplement", {{"signature", "s"}, {"materials", paper_copy}}),
              "ACTION_BODY");
    for (const Json& wrong : {wrong_kind,
                              Json{{{"id", "fd99"}}},
                              Json{{{"id", "fd03"}, {"copies", 0}}},
                              Json{{{"id", "fd03"}, {"kind", "electronic"}}},
                              Json{{{"id", "fd03"}, {"pages", "9"}}},
                              Json{7}}) {
        EXPECT_EQ(refusal("intake2", "supplement", {{"signature", "s"}, {"materials", wrong}}),
                  "ACTION_BODY")
            << wrong;
    }
    EXPECT_EQ(refusal("intake2", "supplement", {{"signature", "s"}, {"materials", paper_copy}}),
              "");
    EXPECT_EQ(paper(31)["papers"][0]["pages"], 9);
    EXPECT_EQ(case_.state, State::submitted);
}

TEST_F(SupplementTest, IsNotCompleteWithoutAConditionalPaperThatNowApplies) {
    Json form = good_form();
    form["form_suffix"] = "?";
    submit(form);
    notify_and_serve();
    form["form_suffix"] = "vending";
    EXPECT_EQ(refusal("applicant", "supplement", signed_form(form)), "");
    EXPECT_EQ(case_.state, State::supplement_wait);
    hand_in("fd05");
    EXPECT_EQ(refusal("applicant", "supplement", {{"signature", "s"}}), "");
    EXPECT_EQ(case_.state, State::submitted);
}

TEST_F(SupplementTest, IsJudgedByThePapersAloneWhileThePluginDoesNotAnswer) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    notify_and_serve({clerk_item("fd04", "未签名")});
    department_.answers = false;
    hand_in("fd03");
    EXPECT_EQ(refusal("applicant", "supplement", {{"signature", "s"}}), "");
    EXPECT_EQ(case_.state, State::supplement_wait) << "the signed paper is still to come";
    hand_in("fd04");
    EXPECT_EQ(refusal("applicant", "supplement", {{"signature", "s"}}), "");
    EXPECT_EQ(case_.state, State::submitted);
}

using SecondNoticeTest = NoticeTest;

// LAW: 行政许可法 第七十二条
TEST_F(SecondNoticeTest, ForWhatCouldBeSeenTheFirstTimeIsRefused) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    notify_and_serve();
    hand_in("fd03");
    ASSERT_EQ(refusal("applicant", "supplement", {{"signature", "s"}}), "");
    const auto decision =
        act("intake2", "request_supplement", {{"items", {clerk_item("fd04", "未签名")}}});
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().id, "ONE_TIME_NOTICE");
    EXPECT_EQ(decision.error().law, "行政许可法 第三十二条 第一款 第四项；第七十二条");
    EXPECT_EQ(rules_of(decision.error()), std::set<std::string>{"CLK:fd04"});
}

TEST_F(SecondNoticeTest, ForADefectOfTheNewPapersIsNot) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    notify_and_serve();
    hand_in("fd03");
    ASSERT_EQ(refusal("applicant", "supplement", {{"signature", "s"}}), "");
    notify_and_serve({clerk_item("fd03", "未盖章")});
    ASSERT_EQ(refusal("applicant", "supplement", {{"signature", "s"}, {"complete", true}}), "");
    EXPECT_EQ(refusal("intake2", "request_supplement", {{"items", {clerk_item("fd03", "缺页")}}}),
              "ONE_TIME_NOTICE")
        << "the same paper was seen at the second notice";
}

TEST_F(SecondNoticeTest, MayRepeatWhatTheFirstNamed) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    notify_and_serve();
    ASSERT_EQ(refusal("applicant", "supplement", {{"signature", "s"}, {"complete", true}}), "");
    notify();
    EXPECT_EQ(named(), std::set<std::string>{"MAT:fd03"});
}

TEST_F(SecondNoticeTest, MayNameTheRuleThatWaitedForANamedField) {
    Json form = good_form();
    form["safety_manager"] = "?";
    submit(form);
    notify_and_serve();
    form["safety_manager"] = "barred";
    ASSERT_EQ(refusal("applicant", "supplement", signed_form(form)), "");
    notify();
    EXPECT_EQ(named(), std::set<std::string>{"FOOD-23"});
}

TEST_F(SecondNoticeTest, MayNotNameARuleWhoseFieldsAreWhatTheyWere) {
    Json form = good_form();
    form["safety_manager"] = "barred";
    submit(form, {"fd01", "fd02", "fd04"});
    ASSERT_EQ(refusal("intake2",
                      "resolve_finding",
                      {{"rule", "FOOD-23"},
                       {"reason", "核实无误"},
                       {"article", "食品安全法 第一百三十五条"}}),
              "");
    notify_and_serve();
    hand_in("fd03");
    ASSERT_EQ(refusal("applicant", "supplement", {{"signature", "s"}}), "");
    case_.review.resolutions.clear();  // as if the same finding came up by itself
    EXPECT_EQ(refusal("intake2", "request_supplement"), "ONE_TIME_NOTICE");
}

using NoAnswerTest = NoticeTest;

TEST_F(NoAnswerTest, EndsTheCaseByItselfWhereALawSaysSo) {
    submit_in_disorder();
    notify_and_serve();
    EXPECT_EQ(fires("terminate"), "2024-02-24T00:00:00.000+08:00");
    EXPECT_EQ(refusal("system", "terminate"), "NO_LAW_TERMINATES") << "the period runs";
    EXPECT_EQ(refusal("decider1", "no_answer", {{"reason", "逾期"}}), "ANSWER_STILL_OPEN");
    wait_until("2024-02-24 00:00");
    EXPECT_EQ(case_.state, State::terminated);
    EXPECT_EQ(paper(23)["ground"], "unanswered_notice");
    EXPECT_FALSE(paper(23)["basis"].empty());
    EXPECT_FALSE(paper(23)["reason"]["zh-CN"].get<std::string>().empty());
    EXPECT_FALSE(paper(23)["remedies"].empty());
}

// LAW: 行政许可法 第七十二条
TEST_F(NoAnswerTest, IsOtherwiseTheDecidersDecisionWithReasons) {
    change_matter([](Json& variant) { variant["supplement"]["terminates_by_law"] = false; });
    submit_in_disorder();
    notify_and_serve();
    EXPECT_EQ(fires("terminate"), "");
    EXPECT_EQ(refusal("decider1", "no_answer", {{"reason", "逾期"}}), "ANSWER_STILL_OPEN");
    wait_until("2024-02-24 10:00");
    EXPECT_EQ(case_.state, State::supplement_wait);
    EXPECT_EQ(case_.alarms.at("supplement"), day("2024-02-23"));
    EXPECT_EQ(refusal("system", "terminate"), "NO_LAW_TERMINATES");
    EXPECT_EQ(refusal("decider1", "no_answer"), "ACTION_BODY");
    EXPECT_EQ(refusal("decider1", "no_answer", {{"reason", "逾期未补正"}}), "");
    EXPECT_EQ(case_.state, State::not_accepted_no_answer);
    const Json& told = paper(5);
    EXPECT_EQ(told["reasons"][0]["reason"], "逾期未补正");
    EXPECT_EQ(told["papers_returned"], true);
    EXPECT_EQ(told["new_filing_open"], true);
    EXPECT_EQ(told["remedies"]["reconsideration"]["days"], 60);
    EXPECT_EQ(record(5).seal, "licensing");
}

TEST_F(NoAnswerTest, IsNotThereWhereTheNoticeWasNotServed) {
    change_matter([](Json& variant) { variant["supplement"]["terminates_by_law"] = false; });
    submit_in_disorder();
    notify();
    clock_ = at("2024-05-06 10:00");
    EXPECT_EQ(refusal("decider1", "no_answer", {{"reason", "逾期"}}), "ANSWER_STILL_OPEN");
}

using TerminationTest = NoticeTest;

TEST_F(TerminationTest, ByADeciderNeedsItsGroundReasonAndBasis) {
    submit();
    const Json body = {{"ground", "applicant_died"}, {"reason", "经营者死亡"}, {"basis", by_rules}};
    for (const char* part : {"ground", "reason", "basis"}) {
        Json less = body;
        less.erase(part);
        EXPECT_EQ(refusal("decider1", "terminate", less), "ACTION_BODY") << part;
    }
    officer("decider2").formal = false;
    EXPECT_EQ(refusal("decider2", "terminate", body), "SOD-10");
    EXPECT_EQ(refusal("decider1", "terminate", body), "");
    EXPECT_EQ(case_.state, State::terminated);
    EXPECT_EQ(paper(23)["basis"][0]["article"], "第十三条");
}

using FurtherPapersTest = NoticeTest;

TEST_F(FurtherPapersTest, AreAskedForOnlyAfterSilence) {
    submit();
    accept();
    EXPECT_EQ(
        refusal(
            case_.people.reviewer, "request_materials", {{"materials", {"fd03"}}, {"reason", "x"}}),
        "ONE_TIME_NOTICE");
    EXPECT_EQ(refusal("applicant", "provide_materials", {{"signature", "s"}}), "MATERIALS_CLOSED");
}

TEST_F(FurtherPapersTest, AreRequestedInWritingWithAReasonableTime) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-22 09:00");
    const Json body = {{"materials", {"fd03"}}, {"reason", "不能证明布局"}, {"days", 7}};
    EXPECT_EQ(refusal(case_.people.reviewer == "reviewer3" ? "reviewer2" : "reviewer3",
                      "request_materials",
                      body),
              "NOT_ASSIGNED");
    for (const Json& wrong : {Json{{"reason", "x"}},
                              Json{{"reason", "x"}, {"materials", {"fd99"}}},
                              Json{{"reason", "x"}, {"materials", {"fd03"}}, {"days", 0}}}) {
        EXPECT_EQ(refusal(case_.people.reviewer, "request_materials", wrong), "ACTION_BODY")
            << wrong;
    }
    ASSERT_EQ(refusal(case_.people.reviewer, "request_materials", body), "");
    EXPECT_EQ(paper(32)["papers"][0]["title"]["zh-CN"], "主要设备设施、经营布局、操作流程等文件");
    EXPECT_FALSE(paper(32)["papers"][0]["basis"].empty());
    EXPECT_EQ(paper(32)["days"], 7);
    EXPECT_NE(paper(32)["text"]["zh-CN"].get<std::string>().find("逾期"), std::string::npos);
    EXPECT_EQ(record(32).seal, "licensing");
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(32))), "PAPER_NOT_SEALED");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    EXPECT_EQ(case_.state, State::reviewing) << "sealing a request decides nothing";
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(32))), "");
    EXPECT_EQ(case_.supplement.requests[0].answer_by, day("2024-02-29"));
    EXPECT_TRUE(clock_of("decision")->running) << "the decision clock runs on";
}

TEST_F(FurtherPapersTest, GetTheirReceipt) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-22 09:00");
    const Json asked = {{"materials", {"fd03"}}, {"reason", "x"}};
    ASSERT_EQ(refusal(case_.people.reviewer, "request_materials", asked), "");
    hand_in("fd03");
    EXPECT_EQ(refusal("applicant", "provide_materials", {{"signature", "s"}}), "");
    EXPECT_EQ(paper(31)["papers"][0]["id"], "fd03");
    EXPECT_EQ(paper(31)["complete"], true);
}

TEST_F(FurtherPapersTest, AfterTheSurveyAreOnlyThoseThatWereRequested) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-22 09:00");
    const Json asked = {{"materials", {"fd03"}}, {"reason", "x"}};
    ASSERT_EQ(refusal(case_.people.reviewer, "request_materials", asked), "");
    survey();
    const auto paper_of = [](const char* id) {
        return Json{{"signature", "s"}, {"materials", {{{"id", id}, {"kind", "original"}}}}};
    };
    EXPECT_EQ(refusal("intake2", "provide_materials", paper_of("fd04")), "ACTION_BODY");
    EXPECT_EQ(refusal("intake2", "provide_materials", paper_of("fd03")), "");
}

}  // namespace
}  // namespace oneseal::cases::test

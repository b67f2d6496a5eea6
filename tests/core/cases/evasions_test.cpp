// Ways round the law that look harmless: each is closed.
#include <algorithm>

#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

class EvasionTest : public CaseTest {
  protected:
    void recuse(const std::string& person) {
        ASSERT_EQ(ask_recusal(person), "");
        ASSERT_EQ(answer_recusal(person), "");
    }

    std::string grant(const std::string& who = "decider1") {
        return refusal(who, "grant", {{"facts", "查明的事实"}});
    }
};

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(EvasionTest, AnAnswerToANoticeThatWasNeverServedMovesNoClock) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-21 16:00");
    notify();
    ASSERT_EQ(refusal("intake2", "supplement", {{"signature", "s"}, {"complete", true}}), "");
    EXPECT_EQ(fires("accept"), "2024-02-22T00:00:00.000+08:00");
    wait_until("2024-02-22 00:00");
    EXPECT_EQ(case_.intake.accepted_on, day("2024-02-08"));
}

TEST_F(EvasionTest, AnOpenCorrectionDoesNotLockTheCounterOut) {
    Json form = good_form();
    form["premises"] = "?";
    submit(form, {"fd01", "fd02", "fd04"});
    ASSERT_EQ(refusal("applicant", "correct"), "");
    ASSERT_EQ(case_.state, State::correcting);
    notify_and_serve();
    EXPECT_EQ(case_.state, State::supplement_wait);
}

TEST_F(EvasionTest, WhoSurveyedNeverDecidesThoughAnotherTeamWasDrawn) {
    submit();
    accept();
    survey();
    const std::string first = case_.people.surveyors[0];
    const std::string second = case_.people.surveyors[1];
    officer(second).roles.insert(Role::decider);
    recuse(first);
    ASSERT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    ASSERT_EQ(refusal(case_.people.surveyors[0], "record_survey", survey_record(case_)), "");
    propose();
    EXPECT_EQ(grant(second), "SOD-1");
}

// LAW: 公务员法 第七十六条
TEST_F(EvasionTest, WhoIsRecusedNeitherDecidesNorSeals) {
    submit();
    accept();
    const std::string recused = case_.people.reviewer;
    officer(recused).roles.insert({Role::decider, Role::seal_keeper});
    recuse(recused);
    survey();
    propose();
    EXPECT_EQ(grant(recused), "SOD-6");
    ASSERT_EQ(grant(), "");
    EXPECT_EQ(refusal(recused, "seal"), "SOD-5");
}

TEST_F(EvasionTest, NobodyAnswersTheRequestAboutHimself) {
    submit();
    accept();
    officer(case_.people.reviewer).roles.insert(Role::head);
    const std::string person = case_.people.reviewer;
    ASSERT_EQ(ask_recusal(person), "");
    EXPECT_EQ(refusal(person,
                      "answer_recusal",
                      {{"person", person}, {"answer", "rejected"}, {"reason", "x"}}),
              "SOD-6");
}

TEST_F(EvasionTest, WhoSupervisesIsNotDrawnToSurvey) {
    submit();
    accept();
    officer("surveyor1").roles.insert(Role::supervisor);
    survey();
    EXPECT_FALSE(case_.people.was_drawn_as(Role::surveyor, "surveyor1"));
    const auto& all = case_.people.draws.back().candidates;
    EXPECT_EQ(std::ranges::find(all, "surveyor1", &Candidate::person)->left_out, "SUPERVISOR");
}

// LAW: 优化营商环境条例 第四十四条
TEST_F(EvasionTest, AClaimOfSharedDataIsProvenBeforeTheGrantAlsoAfterSilence) {
    draft(good_form(), {"fd01", "fd03", "fd04"});
    case_.filing.shared_data = {"fd02"};
    ASSERT_EQ(refusal("applicant", "submit", filing()), "");
    wait_until("2024-02-22 09:00");
    survey();
    propose();
    EXPECT_EQ(grant(), "WAIVER_UNPROVEN");
    ASSERT_EQ(
        refusal(
            "intake2", "prove_waiver", {{"material", "fd02"}, {"how", "查询"}, {"evidence", "x"}}),
        "");
    EXPECT_EQ(grant(), "");
}

// LAW: 行政许可法 第三十四条 第三款
TEST_F(EvasionTest, AnEmptySurveyIsNoneWhileThePluginIsDownEither) {
    submit();
    accept();
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "assign_survey",
                      {{"planned_on", sdk::format_day(legal_day(clock_))}, {"place", "x"}}),
              "");
    ASSERT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    department_.answers = false;
    Json record = survey_record(case_);
    record["results"] = {{"fs01", {{"result", "pass"}, {"value", 30}}}};
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", record), "VERDICT_PENDING");
    department_.answers = true;
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", record), "ACTION_BODY");
    record = survey_record(case_);
    record["ids_shown"] = false;
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", record), "ACTION_BODY");
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(EvasionTest, FilesCountWhenTheyAreStoredThoughNobodySignsThem) {
    submit(good_form(), {"fd01", "fd02"});
    notify_and_serve();
    wait_until("2024-02-18 09:00");
    hand_in("fd03");
    EXPECT_EQ(fires("complete_supplement"), "") << "fd04 is still missing";
    EXPECT_EQ(refusal("system", "complete_supplement"), "SUPPLEMENT_OPEN");
    hand_in("fd04");
    EXPECT_EQ(fires("terminate"), "");
    EXPECT_EQ(fires("complete_supplement"), "2024-02-20T00:00:00.000+08:00") << "a day for pages";
    wait_until("2024-02-20 09:00");
    EXPECT_EQ(case_.state, State::submitted);
    EXPECT_EQ(case_.intake.intake_from, day("2024-02-18"));
    EXPECT_EQ(paper(31)["complete"], true);
}

// LAW: 行政许可法 第三十八条 第二款
TEST_F(EvasionTest, AnOwnReasonDoesNotStandInForTheRequestThatWasNeverMade) {
    Json form = good_form();
    form["premises"] = "?";
    submit(form);
    wait_until("2024-02-22 09:00");
    survey();
    propose("refuse");
    const Json own = {{"facts", "f"}, {"reason", "地址不明"}, {"article", "食品安全法 第三十五条"}};
    EXPECT_EQ(refusal("decider1", "refuse", own), "NOT_ASKED_FOR");
    ASSERT_EQ(refusal("decider1", "return", {{"reason", "须先通知更正"}}), "");
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "request_materials",
                      {{"findings", {"FLD:unknown"}}, {"reason", "r"}, {"days", 3}}),
              "ACTION_BODY");
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "request_materials",
                      {{"findings", {"FLD:premises"}}, {"reason", "地址不明"}, {"days", 3}}),
              "");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(32))), "");
    wait_until("2024-02-28 09:00");
    propose("refuse");
    EXPECT_EQ(refusal("decider1", "refuse", {{"facts", "f"}}), "");
    EXPECT_EQ(paper(16)["reasons"][0]["rule"], "FLD:premises");
}

TEST_F(EvasionTest, WhatIsRequestedAfterSilenceMayBeCorrectedUntilTheDecision) {
    Json form = good_form();
    form["premises"] = "?";
    submit(form);
    wait_until("2024-02-22 09:00");
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "request_materials",
                      {{"findings", {"FLD:premises"}}, {"reason", "地址不明"}}),
              "");
    survey();
    propose();
    const Json correction = {{"form", good_form()}, {"signature", "s"}};
    EXPECT_EQ(refusal("applicant", "correct", correction), "CORRECTION_CLOSED") << "not served";
    ASSERT_EQ(refusal("seal1", "seal"), "");
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(32))), "");
    ASSERT_EQ(refusal("applicant", "correct", correction), "");
    EXPECT_EQ(case_.state, State::reviewing);
    propose();
    EXPECT_EQ(grant(), "SURVEY_MISSING") << "what was surveyed is no longer what is asked for";
    ASSERT_EQ(refusal("decider1", "return", {{"reason", "须重新核查"}}), "");
    survey();
    propose();
    EXPECT_EQ(grant(), "");
}

TEST_F(EvasionTest, APaperMayBeRequestedByItsFinding) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-22 09:00");
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "request_materials",
                      {{"findings", {"MAT:fd03"}}, {"reason", "缺布局图"}}),
              "");
    EXPECT_EQ(case_.supplement.requests.back().materials, std::vector<std::string>{"fd03"});
}

TEST_F(EvasionTest, AClaimOfSharedDataThatIsUntrueIsADefectToBeNamed) {
    draft(good_form(), {"fd01", "fd03", "fd04"});
    case_.filing.shared_data = {"fd02"};
    ASSERT_EQ(refusal("applicant", "submit", filing()), "");
    EXPECT_EQ(refusal("intake2", "accept"), "WAIVER_UNPROVEN");
    const Json item = {{"material", "fd02"},
                       {"defect", "共享数据中查无此人"},
                       {"basis", {{{"kind", "law"}, {"law", "food_business_rules"}}}}};
    EXPECT_EQ(refusal("intake2", "request_supplement", {{"items", {item}}}), "");
}

// LAW: 民法典 第二百零三条
TEST_F(EvasionTest, ANoticeOfHolidaysNeverShortensThePeriodThatTheApplicantWasTold) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    notify_and_serve();
    ASSERT_TRUE(case_.supplement.notices.back().answer_by);
    case_.supplement.notices.back().answer_by =
        *case_.supplement.notices.back().answer_by + std::chrono::days{3};
    wait_until("2024-02-26 09:00");
    EXPECT_EQ(case_.state, State::supplement_wait);
    wait_until("2024-02-27 09:00");
    EXPECT_EQ(case_.state, State::terminated);
}

TEST_F(EvasionTest, NobodyIsRefusedAfterSilenceWithoutAVerdict) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-22 09:00");
    survey();
    propose("refuse");
    department_.answers = false;
    EXPECT_EQ(refusal("decider1", "refuse", {{"facts", "f"}, {"reason", "r"}, {"article", "a"}}),
              "VERDICT_PENDING");
}

// LAW: 行政许可法 第三十一条 第一款
TEST_F(EvasionTest, AClerkNamesDefectsOnlyOfPapersThatWereHandedIn) {
    submit();
    const Json item = {{"material", "fd05"},
                       {"defect", "缺"},
                       {"basis", {{{"kind", "law"}, {"law", "food_business_rules"}}}}};
    EXPECT_EQ(refusal("intake2", "request_supplement", {{"items", {item}}}), "ACTION_BODY");
}

TEST_F(EvasionTest, APeriodDoesNotRunFromBeforeTheSeal) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-22 09:00");
    ASSERT_EQ(
        refusal(
            case_.people.reviewer, "request_materials", {{"materials", {"fd03"}}, {"reason", "r"}}),
        "");
    const std::string issued = record(32).issued_at;
    wait_until("2024-02-26 09:00");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    Json body = served(last_paper(32));
    body["at"] = issued;
    EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY");
}

// LAW: 优化营商环境条例 第三十七条
TEST_F(EvasionTest, ACounterEntersWhatWasSignedOnPaperWithItsEvidence) {
    submit();
    accept();
    Json asked = {{"person", case_.people.reviewer}, {"ground", "债务纠纷"}};
    EXPECT_EQ(refusal("intake2", "request_recusal", asked), "ACTION_BODY");
    asked["evidence"] = "申请书第1页";
    EXPECT_EQ(refusal("intake2", "request_recusal", asked), "");
    EXPECT_EQ(refusal("intake2", "withdraw", {{"signature", "s"}, {"evidence", "撤回书"}}), "");
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(EvasionTest, AVerdictThatWasLostInACorrectionIsAwaited) {
    Json form = good_form();
    form["premises"] = "?";
    submit(form);
    department_.answers = false;
    ASSERT_EQ(refusal("applicant", "correct", {{"form", good_form()}, {"signature", "s"}}), "");
    EXPECT_TRUE(case_.intake.verdict_pending);
    EXPECT_NE(fires("evaluate"), "");
}

TEST_F(EvasionTest, AnAgentIsNamedWhereTheFormSaysThatOneFiles) {
    Json form = good_form();
    form["by_agent"] = true;
    draft(form, {});
    EXPECT_EQ(refusal("applicant", "submit", filing()), "ACTION_BODY");
}

// LAW: 行政许可法 第五十五条 第三款
TEST_F(EvasionTest, ARefusalNamesTheStandardThatTheSurveyWasHeldAgainst) {
    submit();
    accept();
    survey("fs01");
    propose("refuse");
    ASSERT_EQ(refusal("decider1", "refuse", {{"facts", "f"}}), "");
    EXPECT_NE(paper(16)["technical_standard"].value("zh-CN", ""), "");
}

TEST(AVerdict, OfTheWrongShapeCountsAsNone) {
    for (const char* text : {"",
                             "[]",
                             R"({"outcome": 1})",
                             R"({"findings": [1]})",
                             R"({"required_materials": {"id": "fd01"}})",
                             R"({"derived": {"survey_items": [1]}, "findings": 2})",
                             R"({"outcome": "\ud800"})"}) {
        const auto verdict = read_verdict(text);
        ASSERT_FALSE(verdict) << text;
        EXPECT_EQ(verdict.error().code, ErrorCode::unavailable) << text;
    }
}

// The verdict of a step is about what is there, not about what the step asks for.
TEST_F(EvasionTest, APaperThatIsAskedForIsNotThere) {
    submit(good_form(), {"fd01"});
    const auto after = [&](const char* action, const Json& materials) {
        const bool asks = action == std::string("request_materials");
        return preview(
            case_, {action, {}, {{"materials", materials}, {asks ? "reason" : "signature", "s"}}});
    };
    for (const Json& asked : {Json{"fd03"}, Json{{{"id", "fd03"}}}}) {
        EXPECT_FALSE(after("request_materials", asked).filing.handed_in("fd03")) << asked;
        EXPECT_TRUE(after("supplement", asked).filing.handed_in("fd03")) << asked;
    }
}

// A file may itself bring about the acceptance that was due.
TEST_F(EvasionTest, APaperOfTheVeryInstantOfASilenceIsOnTheReceipt) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    const Instant late = at("2024-02-22 09:00");
    clock_ = late;
    ASSERT_EQ(refusal("system", "accept"), "");
    clock_ = late;
    hand_in("fd03");
    ASSERT_EQ(refusal("applicant", "provide_materials", {{"signature", "s"}}), "");
    EXPECT_EQ(paper(31)["papers"][0]["id"], "fd03");
}

// Whom a file came from, and when, is not the file's to say.
TEST_F(EvasionTest, AFileIsReceivedWhenItIsPut) {
    draft(good_form(), {});
    const std::string now = format_instant(clock_);
    const Json file = {
        {"id", "fd03"},
        {"file",
         {{"key", "1"}, {"sha256", "s"}, {"received_at", "2020-01-01T00:00:00.000+08:00"}}}};
    ASSERT_EQ(refusal("applicant", "put_material", file), "");
    EXPECT_EQ(case_.filing.materials.back().received_at, now);
}

// LAW: 行政许可法 第二十九条 第二款
TEST_F(EvasionTest, AnAwaitedVerdictMakesNobodyAPartyWhoseRightWasNotSeen) {
    department_.answers = false;
    submit();
    department_.answers = true;
    case_.filing.applicant.code = "91511102MA00000000";
    ASSERT_EQ(refusal("system", "evaluate"), "");
    EXPECT_EQ(case_.filing.applicant.code, "91511102MA00000000");
    EXPECT_FALSE(events_.back().as<Evaluated>()->applicant);
    // What does not count binds nobody.
    department_.ignored = {"/uscc"};
    ASSERT_EQ(refusal("system", "evaluate"), "");
    EXPECT_EQ(case_.filing.applicant.code, "");
}

}  // namespace
}  // namespace oneseal::cases::test

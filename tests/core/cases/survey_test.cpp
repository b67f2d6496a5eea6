// The site survey: its draw, its record, recusal.
#include <algorithm>

#include "cases/draw.hpp"
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

class SurveyTest : public CaseTest {
  protected:
    SurveyTest() {
        submit();
        accept();
    }

    Json plan() const {
        return {{"planned_on", sdk::format_day(legal_day(clock_))}, {"place", "示例路2号"}};
    }

    std::string assign() { return refusal(case_.people.reviewer, "assign_survey", plan()); }

    // The rules that a draw names which finds nobody.
    std::set<std::string> rules_against_a_team() {
        const auto decision = act(case_.people.reviewer, "assign_survey", plan());
        EXPECT_FALSE(decision);
        if (decision) return {};
        EXPECT_EQ(decision.error().id, "NOBODY_TO_DRAW");
        return rules_of(decision.error());
    }

    const Candidate& candidate(const std::string& person) const {
        const auto& all = case_.people.draws.back().candidates;
        return *std::ranges::find(all, person, &Candidate::person);
    }

    bool in_team(const std::string& person) const {
        return std::ranges::find(case_.people.surveyors, person) != case_.people.surveyors.end();
    }
};

using DrawTest = SurveyTest;

// LAW: 行政许可法 第三十四条 第三款
TEST_F(DrawTest, GivesTwoDifferentQualifiedFormalStaff) {
    for (int i = 0; i < 50; ++i) {
        seed_ = "seed " + std::to_string(i);
        submit();
        accept();
        ASSERT_EQ(assign(), "");
        ASSERT_EQ(case_.people.surveyors.size(), 2U);
        EXPECT_NE(case_.people.surveyors[0], case_.people.surveyors[1]);
        for (const std::string& one : case_.people.surveyors) {
            EXPECT_TRUE(officer(one).formal) << "SOD-2, SOD-10";
            EXPECT_TRUE(officer(one).roles.contains(Role::surveyor));
        }
    }
}

TEST_F(DrawTest, NeverFormsATeamOfContractStaffAlone) {
    county_.minimum_formal_surveyors = 0;
    for (Officer& one : officers_) one.formal = one.id == "surveyor1";
    for (int i = 0; i < 20; ++i) {
        seed_ = std::to_string(i);
        submit();
        accept();
        ASSERT_EQ(assign(), "");
        EXPECT_TRUE(in_team("surveyor1"));
    }
    officer("surveyor1").formal = false;
    submit();
    accept();
    EXPECT_TRUE(rules_against_a_team().contains("SOD-10"));
}

TEST_F(DrawTest, ThatIsImpossibleNamesTheRulesThatLeavePeopleOut) {
    for (Officer& one : officers_) one.on_duty = false;
    officer("surveyor1").on_duty = true;
    officer("surveyor3").on_duty = true;
    officer("surveyor5").on_duty = true;
    officer("surveyor3").conflicts = {"91511102MA0AAA016X"};
    previous_surveyors_ = {"surveyor5"};
    const auto rules = rules_against_a_team();
    for (const char* rule : {"SOD-6", "SOD-7", "ABSENT"}) EXPECT_TRUE(rules.contains(rule)) << rule;
}

// LAW: 公务员法 第七十六条
TEST_F(DrawTest, LetsTheSamePeopleComeAgainOnlyWithTheHeadsReasonWhereNobodyElseIsLeft) {
    for (Officer& one : officers_) one.on_duty = one.id == "surveyor1" || one.id == "surveyor2";
    previous_surveyors_ = {"surveyor1"};
    const Json plain = {{"planned_on", "2024-02-19"}, {"place", "示例路2号"}};
    Json relaxed = plain;
    relaxed["relax_sod7"] = "其余人员均在外培训";
    EXPECT_EQ(refusal(case_.people.reviewer, "assign_survey", plain), "NOBODY_TO_DRAW");
    EXPECT_EQ(refusal(case_.people.reviewer, "assign_survey", relaxed), "ACTION_BODY");
    EXPECT_EQ(refusal("head1", "assign_survey", plain), "ACTION_BODY");
    officer("surveyor2").on_duty = false;
    EXPECT_EQ(refusal("head1", "assign_survey", relaxed), "NOBODY_TO_DRAW") << "never below two";
    officer("surveyor2").on_duty = true;
    officer("head1").conflicts = {"91511102MA0AAA016X"};
    EXPECT_EQ(refusal("head1", "assign_survey", relaxed), "SOD-6");
    officer("head1").conflicts = {};
    ASSERT_EQ(refusal("head1", "assign_survey", relaxed), "");
    EXPECT_TRUE(in_team("surveyor1"));
    EXPECT_EQ(case_.people.draws.back().sod7_relaxed, "其余人员均在外培训");
    EXPECT_EQ(case_.people.draws.back().relaxed_by, "head1");
    EXPECT_EQ(recompute(case_.people.draws.back()), case_.people.surveyors);
}

TEST_F(DrawTest, DoesNotRelaxWhatNeedNotBe) {
    previous_surveyors_ = {"surveyor1"};
    EXPECT_EQ(refusal("head1",
                      "assign_survey",
                      {{"planned_on", "2024-02-19"}, {"place", "p"}, {"relax_sod7", "r"}}),
              "SOD7_NOT_IN_THE_WAY");
    EXPECT_TRUE(case_.people.surveyors.empty());
}

TEST_F(DrawTest, NeedsTwoOfTheFormalStaff) {
    for (Officer& one : officers_) one.formal = one.id == "surveyor1";
    EXPECT_TRUE(rules_against_a_team().contains("SOD-2"));
}

TEST_F(DrawTest, LeavesOutWithTheRuleThatSaysSo) {
    officer("surveyor1").on_duty = false;
    officer("surveyor2").qualifications[0].until = day("2024-02-07");
    officer("surveyor3").conflicts = {"91511102MA0AAA016X"};
    officer("surveyor4").conflicts = {"51110219850312997X"};
    previous_surveyors_ = {"surveyor5"};
    case_.people.intake = "intake3";
    ASSERT_EQ(assign(), "");
    EXPECT_EQ(candidate("surveyor1").left_out, "ABSENT");
    EXPECT_EQ(candidate("surveyor2").left_out, "NOT_QUALIFIED");
    EXPECT_EQ(candidate("surveyor3").left_out, "SOD-6");
    EXPECT_EQ(candidate("surveyor4").left_out, "SOD-6");
    EXPECT_EQ(candidate("surveyor5").left_out, "SOD-7");
    EXPECT_EQ(candidate("intake3").left_out, "INTAKE");
    for (const std::string& one : case_.people.surveyors) EXPECT_EQ(candidate(one).left_out, "");
    // Three could be drawn for two places: a choice so narrow is called an assignment.
    EXPECT_EQ(case_.people.draws.back().method, "assigned");
}

TEST_F(DrawTest, CanBeRecomputedFromItsJournalledSeed) {
    ASSERT_EQ(assign(), "");
    for (const Draw& drawn : case_.people.draws) {
        EXPECT_EQ(drawn.seed, "seed");
        EXPECT_EQ(recompute(drawn), drawn.chosen);
    }
    // From the journal's JSON too; another seed gives other keys.
    Draw journalled = Json(case_.people.draws.back()).get<Draw>();
    EXPECT_EQ(recompute(journalled), case_.people.surveyors);
    EXPECT_EQ(journalled.method, "draw");
    EXPECT_EQ(journalled.candidates[0].key.size(), 64U);
}

TEST_F(DrawTest, PrefersTheLowerLoadBandAndTellsEachOnesChance) {
    for (Officer& one : officers_) one.load = 5;
    officer("surveyor3").load = 4;
    ASSERT_EQ(assign(), "");
    EXPECT_TRUE(in_team("surveyor3"));
    EXPECT_EQ(candidate("surveyor3").chance, 1);
    double sum = 0;
    for (const Candidate& one : case_.people.draws.back().candidates) sum += one.chance;
    EXPECT_NEAR(sum, 2, 1e-5);
}

TEST_F(SurveyTest, IsCalledByTheReviewerForADayAndAPlace) {
    const std::string other = case_.people.reviewer == "reviewer3" ? "reviewer2" : "reviewer3";
    const Json body = {{"planned_on", "2024-02-19"}, {"place", "示例路2号"}};
    EXPECT_EQ(refusal(other, "assign_survey", body), "NOT_ASSIGNED");
    EXPECT_EQ(refusal(case_.people.reviewer, "assign_survey", {{"place", "x"}}), "ACTION_BODY");
    EXPECT_EQ(refusal(case_.people.reviewer, "assign_survey", {{"planned_on", "2024-02-19"}}),
              "ACTION_BODY");
    EXPECT_EQ(
        refusal(
            case_.people.reviewer, "assign_survey", {{"planned_on", "2024-02-07"}, {"place", "x"}}),
        "ACTION_BODY");
    EXPECT_EQ(refusal(case_.people.reviewer, "assign_survey", body), "");
    const Json& notice = paper(6);
    EXPECT_EQ(notice["date"], "2024-02-08");
    EXPECT_EQ(notice["planned_on"], "2024-02-19");
    EXPECT_EQ(notice["place"], "示例路2号");
    ASSERT_EQ(notice["surveyors"].size(), 2U);
    for (const Json& one : notice["surveyors"]) EXPECT_NE(one["certificate"], "");
    EXPECT_EQ(notice["items"].size(), 3U) << "only those that apply";
    EXPECT_NE(notice["text"]["zh-CN"].get<std::string>().find("回避"), std::string::npos);
    EXPECT_EQ(record(6).seal, "");
}

TEST_F(SurveyTest, IsNotCalledWhereNoneIsDueOrOneWasHad) {
    department_.needs_survey = false;
    EXPECT_EQ(assign(), "NO_SURVEY_DUE");
    department_.needs_survey = true;
    survey();
    EXPECT_EQ(assign(), "NO_SURVEY_DUE");
}

TEST_F(SurveyTest, IsTheTeamsOwn) {
    ASSERT_EQ(assign(), "");
    std::string stranger;
    for (const Officer& one : officers_) {
        if (one.roles.contains(Role::surveyor) && !in_team(one.id)) stranger = one.id;
    }
    EXPECT_EQ(refusal(stranger, "start_survey"), "NOT_ASSIGNED");
    EXPECT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    EXPECT_EQ(refusal(stranger, "record_survey", survey_record(case_)), "NOT_ASSIGNED");
}

TEST_F(SurveyTest, OfALockedDoorIsAnAttemptAndNoResult) {
    ASSERT_EQ(assign(), "");
    const Json locked = {{"reason", "门锁"}, {"evidence", "照片"}};
    EXPECT_EQ(refusal(case_.people.surveyors[0], "survey_attempt", {{"reason", "门锁"}}),
              "ACTION_BODY");
    EXPECT_EQ(refusal(case_.people.surveyors[0], "survey_attempt", locked), "");
    EXPECT_EQ(case_.state, State::survey_assigned);
    EXPECT_EQ(case_.survey->attempts.size(), 1U);
    EXPECT_EQ(case_.survey->recorded_at, "");
    ASSERT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    Json nobody = survey_record(case_);
    nobody["present"] = Json::array();
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", nobody), "ACTION_BODY");
}

// LAW: 行政许可法 第三十四条 第三款
TEST_F(SurveyTest, RecordIsSignedByTheWholeTeamAndTheApplicantOrSaysWhyNot) {
    ASSERT_EQ(assign(), "");
    ASSERT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    Json record_body = survey_record(case_);
    record_body["signatures"]["surveyors"] = {case_.people.surveyors[0]};
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", record_body), "ACTION_BODY");
    record_body = survey_record(case_);
    record_body["signatures"].erase("applicant");
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", record_body), "ACTION_BODY");
    record_body["signatures"]["refusal_note"] = "店长拒签,已录像";
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", record_body), "");
    EXPECT_EQ(case_.state, State::reviewing);
    for (const char* field : {"surveyors",
                              "ids_shown",
                              "present",
                              "entry_at",
                              "exit_at",
                              "checklist",
                              "results",
                              "measures",
                              "photos",
                              "conclusion",
                              "signatures"}) {
        EXPECT_TRUE(paper(7).contains(field)) << field;
    }
}

// What section 6 asks of the paper cannot be left out or be nonsense.
TEST_F(SurveyTest, RecordSaysWhoWasThereByWhatRightAndWhereAndWhenPhotosWereTaken) {
    ASSERT_EQ(assign(), "");
    ASSERT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    const auto wrong = [&](const char* pointer, const Json& value) {
        Json body = survey_record(case_);
        body[Json::json_pointer(pointer)] = value;
        return refusal(case_.people.surveyors[0], "record_survey", body);
    };
    const std::pair<const char*, Json> bodies[] = {{"/present/0", "店长"},
                                                   {"/present/0/right", ""},
                                                   {"/ids_shown", false},
                                                   {"/entry_at", "09:00"},
                                                   {"/entry_at", "2024-02-07T23:59:59+08:00"},
                                                   {"/exit_at", "2024-02-08T08:00:00+08:00"},
                                                   {"/exit_at", "2099-01-01T00:00:00+08:00"},
                                                   {"/measures/0", 30.5},
                                                   {"/measures/0/what", Json()},
                                                   {"/photos/0", "aa"},
                                                   {"/photos/0/sha256", ""},
                                                   {"/photos/0/at", "2024-02-08"},
                                                   {"/photos/0/at", "2024-02-01T09:00:00+08:00"},
                                                   {"/photos/0/gps", "29.55,103.76"},
                                                   {"/photos/0/gps/latitude", 103.76},
                                                   {"/signatures/applicant", 1}};
    for (const auto& [pointer, value] : bodies) {
        EXPECT_EQ(wrong(pointer, value), "ACTION_BODY") << pointer << " " << value;
    }
    EXPECT_EQ(wrong("/photos", Json::array()), "");
}

TEST_F(SurveyTest, RecordHoldsEveryItemThatAppliesWithTheValueSeen) {
    ASSERT_EQ(assign(), "");
    ASSERT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    const auto wrong = [&](const char* item, Json result) {
        Json body = survey_record(case_);
        body["results"][item] = std::move(result);
        return refusal(case_.people.surveyors[0], "record_survey", body);
    };
    EXPECT_EQ(wrong("fs01", {{"result", "pass"}}), "ACTION_BODY") << "the distance is missing";
    EXPECT_EQ(wrong("fs01", {{"result", "fine"}, {"value", 30}}), "ACTION_BODY");
    EXPECT_EQ(wrong("fs02", "pass"), "ACTION_BODY");
    EXPECT_EQ(wrong("fs99", {{"result", "pass"}}), "ACTION_BODY");
    Json body = survey_record(case_);
    body["results"].erase("fs07");
    EXPECT_EQ(refusal(case_.people.surveyors[0], "record_survey", body), "ACTION_BODY");
    EXPECT_EQ(wrong("fs01", {{"result", "not_applicable"}}), "");
}

using RecusalTest = SurveyTest;

// LAW: 公务员法 第七十六条
TEST_F(RecusalTest, IsAskedAboutSomebodyWhoHandlesTheCaseAndHoldsTheSurveyUp) {
    ASSERT_EQ(assign(), "");
    EXPECT_EQ(ask_recusal("decider2"), "ACTION_BODY");
    EXPECT_EQ(answer_recusal(case_.people.surveyors[0]), "NO_RECUSAL_OPEN");
    const std::string person = case_.people.surveyors[0];
    ASSERT_EQ(ask_recusal(person), "");
    EXPECT_EQ(refusal(case_.people.surveyors[1], "start_survey"), "RECUSAL_OPEN");
    EXPECT_EQ(answer_recusal(case_.people.surveyors[1]), "ACTION_BODY");
    ASSERT_EQ(answer_recusal(person, "rejected"), "");
    EXPECT_TRUE(in_team(person));
    EXPECT_EQ(paper(34)["ground"], "债务纠纷");
    EXPECT_EQ(paper(34)["answer"], "rejected");
    EXPECT_EQ(paper(34)["reason"], "经核实");
    EXPECT_EQ(refusal(case_.people.surveyors[1], "start_survey"), "");
}

TEST_F(RecusalTest, ThatIsGrantedDrawsAnewWithANewNoticeOfTheSamePlace) {
    ASSERT_EQ(assign(), "");
    ASSERT_EQ(refusal(case_.people.surveyors[0], "start_survey"), "");
    const std::string person = case_.people.surveyors[0];
    const std::string first_notice = last_paper(6);
    ASSERT_EQ(ask_recusal(person), "");
    ASSERT_EQ(answer_recusal(person), "");
    EXPECT_FALSE(in_team(person));
    EXPECT_EQ(candidate(person).left_out, "RECUSED");
    EXPECT_EQ(case_.state, State::survey_assigned);
    EXPECT_EQ(case_.survey->started_at, "");
    EXPECT_NE(last_paper(6), first_notice);
    EXPECT_EQ(paper(6)["place"], "示例路2号");
}

TEST_F(RecusalTest, AfterTheSurveyMakesItFallAndBeDoneAgain) {
    survey();
    const std::string person = case_.people.surveyors[0];
    ASSERT_EQ(ask_recusal(person), "");
    ASSERT_EQ(answer_recusal(person), "");
    EXPECT_EQ(case_.survey->recorded_at, "");
    EXPECT_EQ(case_.survey->results, Json::object());
    EXPECT_EQ(case_.state, State::survey_assigned);
}

TEST_F(RecusalTest, OfTheReviewerNeverBringsARecusedPersonBack) {
    std::set<std::string> recused;
    for (int i = 0; i < 2; ++i) {
        const std::string person = case_.people.reviewer;
        recused.insert(person);
        ASSERT_EQ(ask_recusal(person), "");
        ASSERT_EQ(answer_recusal(person), "");
        EXPECT_FALSE(recused.contains(case_.people.reviewer));
    }
    EXPECT_EQ(case_.state, State::reviewing);
}

TEST_F(RecusalTest, IsRefusedWhereNobodyElseCouldBeDrawn) {
    ASSERT_EQ(assign(), "");
    for (Officer& one : officers_) one.on_duty = in_team(one.id);
    const std::string person = case_.people.surveyors[0];
    ASSERT_EQ(ask_recusal(person), "");
    EXPECT_EQ(answer_recusal(person), "NOBODY_TO_DRAW");
}

}  // namespace
}  // namespace oneseal::cases::test

// Review: the reviewer's draw, facts, findings that an officer settles, the proposal.
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

const Json nobody_else = {{"none", true}, {"reason", "不涉及他人重大利益"}};

class ReviewTest : public CaseTest {
  protected:
    void accept_with(const char* key, Json value) {
        Json form = good_form();
        form[key] = std::move(value);
        submit(form);
        accept();
    }

    std::string another_reviewer() const {
        return case_.people.reviewer == "reviewer3" ? "reviewer2" : "reviewer3";
    }
};

TEST_F(ReviewTest, IsDrawnOnceAndNeverForAnImmediateMatter) {
    submit();
    accept();
    EXPECT_EQ(refusal("intake2", "assign_review"), "ACTION_NOT_NOW");
    change_matter([](Json& variant) { variant["pace"] = "immediate"; });
    submit();
    accept();
    EXPECT_EQ(case_.state, State::accepted);
    EXPECT_EQ(refusal("intake2", "assign_review"), "REVIEWER_ASSIGNED");
}

TEST_F(ReviewTest, RecordsFactsWithEvidenceOfTheKindThatTheyAre) {
    accept_with("needs_expert", true);
    const Json fact = {{"fact", "expert_opinion"}, {"value", true}, {"evidence", "专家意见书"}};
    EXPECT_EQ(refusal(another_reviewer(), "record_fact", fact), "NOT_ASSIGNED");
    Json wrong = fact;
    wrong["value"] = "yes";
    EXPECT_EQ(refusal(case_.people.reviewer, "record_fact", wrong), "ACTION_BODY");
    wrong = {{"fact", "expert_day"}, {"value", "2024-02-30"}, {"evidence", "x"}};
    EXPECT_EQ(refusal(case_.people.reviewer, "record_fact", wrong), "ACTION_BODY");
    for (const char* part : {"value", "evidence"}) {
        wrong = fact;
        wrong.erase(part);
        EXPECT_EQ(refusal(case_.people.reviewer, "record_fact", wrong), "ACTION_BODY") << part;
    }
    EXPECT_EQ(refusal(case_.people.reviewer, "record_fact", fact), "");
    EXPECT_EQ(case_.review.facts.at("expert_opinion").by, case_.people.reviewer);
}

TEST_F(ReviewTest, TakesTheFactsOfRegistersAndSurveysFromThere) {
    submit();
    accept();
    for (const char* fact : {"fx_lifetime_ban", "fx_pollution_distance_m", "no_such_fact"}) {
        EXPECT_EQ(refusal(case_.people.reviewer,
                          "record_fact",
                          {{"fact", fact}, {"value", nullptr}, {"evidence", "x"}}),
                  "ACTION_BODY")
            << fact;
    }
}

using FindingTest = ReviewTest;

Json settle(const std::string& rule) {
    return {{"rule", rule}, {"reason", "经核实不成立"}, {"article", "食品安全法 第三十三条"}};
}

TEST_F(FindingTest, IsSettledByTheCounterBeforeAcceptance) {
    Json form = good_form();
    form["safety_manager"] = "barred";
    submit(form);
    EXPECT_EQ(refusal("decider1", "resolve_finding", settle("FOOD-23")), "ROLE_MISSING");
    EXPECT_EQ(refusal("intake2", "resolve_finding", {{"rule", "FOOD-23"}, {"reason", "x"}}),
              "ACTION_BODY");
    EXPECT_EQ(refusal("intake2", "resolve_finding", settle("FOOD-77")), "ACTION_BODY");
    EXPECT_EQ(refusal("intake2", "resolve_finding", settle("FOOD-23")), "");
    accept();
}

TEST_F(FindingTest, IsSettledByTheCasesReviewerAfterAcceptance) {
    accept_with("broken", true);
    EXPECT_EQ(refusal("intake2", "resolve_finding", settle("FOOD-19")), "ROLE_MISSING");
    EXPECT_EQ(refusal(another_reviewer(), "resolve_finding", settle("FOOD-19")), "NOT_ASSIGNED");
    EXPECT_EQ(refusal(case_.people.reviewer, "resolve_finding", settle("FOOD-19")), "");
}

TEST_F(FindingTest, IsSettledByTheDeciderOfAnImmediateMatter) {
    change_matter([](Json& variant) { variant["pace"] = "immediate"; });
    accept_with("broken", true);
    EXPECT_EQ(refusal("reviewer1", "resolve_finding", settle("FOOD-19")), "ROLE_MISSING");
    EXPECT_EQ(refusal("decider1", "resolve_finding", settle("FOOD-19")), "");
}

TEST_F(FindingTest, ThatDeniesIsOverruledByTheLegalOfficerOnly) {
    accept_with("special_room", 0);
    EXPECT_EQ(refusal(case_.people.reviewer, "resolve_finding", settle("FOOD-08")), "LEGAL_ONLY");
    EXPECT_EQ(refusal("legal1", "resolve_finding", settle("FOOD-08")), "");
    survey();
    decide_to("grant");
}

// A rule that failed and was settled is not settled for what it finds later.
TEST_F(FindingTest, WithAnotherOutcomeOfTheSameRuleStands) {
    accept_with("special_room", 0);
    case_.review.resolutions.push_back(
        {"FOOD-08", VerdictOutcome::flag, "未能计算,人工核实", "x", "reviewer1", ""});
    survey();
    propose();
    EXPECT_EQ(refusal("decider1", "grant", {{"facts", "x"}}), "CONDITIONS_NOT_MET");
}

TEST_F(FindingTest, NeedsTheVerdict) {
    submit();
    accept();
    department_.answers = false;
    EXPECT_EQ(refusal(case_.people.reviewer, "resolve_finding", settle("FOOD-19")),
              "VERDICT_PENDING");
}

using ProposalTest = ReviewTest;

// LAW: 行政许可法 第三十六条
TEST_F(ProposalTest, IsWrittenAndSettlesWhoElseIsConcerned) {
    submit();
    accept();
    const Json good = {
        {"proposal", "grant"}, {"opinion", "符合条件"}, {"interested_parties", nobody_else}};
    for (const Json& parties : {Json::object(),
                                Json{{"none", true}},
                                Json{{"parties", Json::array()}},
                                Json{{"none", true}, {"reason", "x"}, {"parties", {"邻居"}}}}) {
        Json body = good;
        body["interested_parties"] = parties;
        EXPECT_EQ(refusal(case_.people.reviewer, "propose", body), "ACTION_BODY") << parties;
    }
    Json body = good;
    body["proposal"] = "maybe";
    EXPECT_EQ(refusal(case_.people.reviewer, "propose", body), "ACTION_BODY");
    EXPECT_EQ(refusal(another_reviewer(), "propose", good), "NOT_ASSIGNED");
    EXPECT_EQ(refusal(case_.people.reviewer, "propose", good), "");
    EXPECT_EQ(case_.state, State::deciding);
    EXPECT_EQ(paper(33)["opinion"], "符合条件");
    EXPECT_EQ(paper(33)["proposal"], "grant");
    EXPECT_EQ(paper(33)["interested_parties"], nobody_else);
    EXPECT_TRUE(paper(33)["findings"].is_array());
    EXPECT_EQ(record(33).seal, "");
}

TEST_F(ProposalTest, WaitsForTheAnswerToARecusal) {
    submit();
    accept();
    ASSERT_EQ(ask_recusal(case_.people.reviewer), "");
    EXPECT_EQ(
        refusal(case_.people.reviewer,
                "propose",
                {{"proposal", "grant"}, {"opinion", "x"}, {"interested_parties", nobody_else}}),
        "RECUSAL_OPEN");
}

TEST_F(ProposalTest, MayBeReturnedWithAReason) {
    submit();
    accept();
    propose();
    EXPECT_EQ(refusal("decider1", "return"), "ACTION_BODY");
    EXPECT_EQ(refusal("decider1", "return", {{"reason", "缺现场核查"}}), "");
    EXPECT_EQ(case_.state, State::reviewing);
    survey();
    decide_to("grant");
}

}  // namespace
}  // namespace oneseal::cases::test

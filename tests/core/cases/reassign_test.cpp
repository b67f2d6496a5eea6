// A case that a head takes out of somebody's hands.
#include "cases/draw.hpp"
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

class ReassignTest : public CaseTest {
  protected:
    ReassignTest() {
        submit();
        accept();
    }

    std::string why_left_out(const std::string& person) const {
        for (const Candidate& one : case_.people.draws.back().candidates) {
            if (one.person == person) return one.left_out;
        }
        return "no candidate";
    }
};

// LAW: 行政许可法 第三十四条 第三款
TEST_F(ReassignTest, DrawsAnotherReviewerAndKeepsTheReason) {
    const std::string before = case_.people.reviewer;
    EXPECT_EQ(refusal("head1", "reassign", {{"role", "reviewer"}, {"reason", "长期病假"}}), "");
    EXPECT_NE(case_.people.reviewer, before);
    EXPECT_EQ(case_.state, State::reviewing);
    EXPECT_EQ(why_left_out(before), "REASSIGNED");
    EXPECT_EQ(case_.people.draws.back().chosen, recompute(case_.people.draws.back()));
    EXPECT_EQ(events_of("noted"), 1);
}

TEST_F(ReassignTest, NamesNoSuccessor) {
    EXPECT_EQ(refusal("head1",
                      "reassign",
                      {{"role", "reviewer"}, {"reason", "病假"}, {"successor", "reviewer2"}}),
              "ACTION_BODY");
    EXPECT_EQ(refusal("head1", "reassign", {{"role", "reviewer"}}), "ACTION_BODY") << "no reason";
}

TEST_F(ReassignTest, IsTheHeadsAlone) {
    for (const char* who : {"reviewer1", "intake1", "decider1", "applicant"}) {
        EXPECT_EQ(refusal(who, "reassign", {{"role", "reviewer"}, {"reason", "r"}}),
                  "ROLE_MISSING");
    }
    officer("head1").conflicts.insert(case_.filing.applicant.code);
    EXPECT_EQ(refusal("head1", "reassign", {{"role", "reviewer"}, {"reason", "r"}}), "SOD-6");
}

TEST_F(ReassignTest, OfASurveyorOwesANewNotice) {
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "assign_survey",
                      {{"planned_on", "2024-02-09"}, {"place", "示例巷3号"}}),
              "");
    const std::string notice = last_paper(6);
    const std::string person = case_.people.surveyors.front();
    EXPECT_EQ(refusal("head1", "reassign", {{"role", "surveyor"}, {"reason", "r"}}), "ACTION_BODY");
    EXPECT_EQ(
        refusal("head1", "reassign", {{"role", "surveyor"}, {"person", person}, {"reason", "r"}}),
        "");
    EXPECT_FALSE(case_.people.in_team(person));
    EXPECT_NE(last_paper(6), notice);
    EXPECT_EQ(paper(6)["replaces_earlier"], true);
    EXPECT_EQ(paper(6)["planned_on"], "2024-02-09");
}

TEST_F(ReassignTest, ThrowsNoSurveyAwayAndEndsWithTheProposal) {
    survey();
    const Json survey{{"role", "surveyor"}, {"person", case_.people.surveyors[0]}, {"reason", "r"}};
    EXPECT_EQ(refusal("head1", "reassign", survey), "ACTION_BODY");
    propose();
    EXPECT_EQ(refusal("head1", "reassign", {{"role", "reviewer"}, {"reason", "r"}}),
              "ACTION_NOT_NOW");
}

}  // namespace
}  // namespace oneseal::cases::test

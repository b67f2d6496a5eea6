// Draws: random, explained, and to be recomputed by anyone with the right.
#include "cases/draw.hpp"

#include <gtest/gtest.h>

#include "fixture.hpp"

namespace oneseal::cases {
namespace {

// LAW: 行政许可法 第三十四条 第三款
TEST(ADraw, CanBeRecomputedFromWhatIsJournalled) {
    World world;
    world.accept();
    world.survey();
    for (const Draw& drawn : world.now().draws) {
        EXPECT_EQ(recompute(drawn), drawn.chosen);
    }
    const Draw& team = world.now().draws.back();
    EXPECT_EQ(team.chosen.size(), 2u);
    EXPECT_EQ(team.method, "draw");
    double chances = 0;
    for (const Candidate& candidate : team.candidates) chances += candidate.chance;
    EXPECT_NEAR(chances, 2, 1e-5);
}

TEST(ADraw, LeavesContractStaffOutWhereFormalStaffAreNeeded) {
    World world;
    world.accept();
    world.survey();
    for (const Candidate& candidate : world.now().draws.back().candidates) {
        if (candidate.person == "s5") {
            EXPECT_EQ(candidate.chance, 0);
        }
    }
}

// LAW: 公务员法 第七十六条
TEST(ADraw, LeavesOutWhoHasAnInterestIsAbsentOrNotQualified) {
    World world;
    world.officer("s1").conflicts = {"92511102MA0BBB031Y"};
    world.officer("s2").on_duty = false;
    world.accept();
    world.survey();
    for (const Candidate& candidate : world.now().draws.back().candidates) {
        if (candidate.person == "s1") {
            EXPECT_EQ(candidate.left_out, "SOD-6");
        }
        if (candidate.person == "s2") {
            EXPECT_EQ(candidate.left_out, "ABSENT");
        }
    }
    EXPECT_EQ(world.now().draws.back().method, "assigned");
}

// LAW: 公务员法 第七十六条
TEST(AGrantedRecusal, DrawsAnewWithoutThatPerson) {
    World world;
    world.accept();
    ASSERT_EQ(
        world.act(
            "reviewer", "assign_survey", {{"planned_on", "2024-02-08"}, {"place", "示例巷3号"}}),
        "");
    const std::string person = world.now().surveyors[0];
    EXPECT_EQ(world.act("applicant", "request_recusal", {{"person", person}, {"ground", "亲属"}}),
              "");
    EXPECT_EQ(world.act(person, "start_survey"), "RECUSAL_OPEN");
    EXPECT_EQ(world.act("head",
                        "answer_recusal",
                        {{"person", person}, {"answer", "granted"}, {"reason", "属实"}}),
              "");
    EXPECT_EQ(std::ranges::count(world.now().surveyors, person), 0);
    EXPECT_EQ(world.paper(34)["answer"], "granted");
    EXPECT_EQ(recompute(world.now().draws.back()), world.now().surveyors);
}

TEST(ADraw, FailsWhereNoTeamCanBeFormed) {
    World world;
    world.accept();
    for (const char* id : {"s1", "s2", "s3"}) world.officer(id).on_duty = false;
    EXPECT_EQ(
        world.act(
            "reviewer", "assign_survey", {{"planned_on", "2024-02-08"}, {"place", "示例巷3号"}}),
        "NOBODY_TO_DRAW");
}

}  // namespace
}  // namespace oneseal::cases

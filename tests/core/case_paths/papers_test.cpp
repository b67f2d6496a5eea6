// What every paper says, and which seal it bears.
#include "cases/papers.hpp"

#include <gtest/gtest.h>

#include "fixture.hpp"

namespace oneseal::cases {
namespace {

TEST(EveryPaper, HasItsCommonFields) {
    World world;
    world.accept();
    world.survey();
    world.propose();
    world.act("decider", "grant");
    world.act("keeper", "seal");
    for (const int kind : {1, 3, 6, 7, 15, 17, 28, 33}) {
        const Json paper = world.paper(kind);
        ASSERT_TRUE(paper.is_object()) << kind;
        for (const char* field : {"authority",
                                  "title",
                                  "number",
                                  "case_number",
                                  "applicant",
                                  "matter",
                                  "variant",
                                  "legal_basis",
                                  "date",
                                  "seal",
                                  "contact"}) {
            EXPECT_TRUE(paper.contains(field)) << kind << " " << field;
        }
    }
    EXPECT_EQ(world.paper(3)["number"], "示审批受〔2024〕000001号");
    EXPECT_EQ(world.paper(15)["seal"], "licensing");
    for (const int kind : {1, 6, 7, 28, 33}) EXPECT_EQ(world.paper(kind)["seal"], "") << kind;
}

TEST(ANonAcceptance, BearsTheSealOfWhoeverDecidedIt) {
    World world;
    world.file();
    const Json body = {{"right_authority", "a"}, {"reason", "r"}, {"article", "某法 第一条"}};
    ASSERT_EQ(world.act("clerk", "no_power", body), "");
    EXPECT_EQ(world.paper(5)["seal"], "acceptance");

    World silent;
    silent.file();
    silent.let_time_pass("2024-02-22");
    ASSERT_EQ(silent.act("decider", "no_power", body), "");
    EXPECT_EQ(silent.paper(5)["seal"], "licensing");
}

}  // namespace
}  // namespace oneseal::cases

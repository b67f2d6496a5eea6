// The one supplement notice.
#include <gtest/gtest.h>

#include "fixture.hpp"

namespace oneseal::cases {
namespace {

Json service(const std::string& paper) {
    return {{"paper", paper},
            {"way", "direct"},
            {"recipient", "王某示"},
            {"relation", "本人"},
            {"evidence", "签收单"},
            {"signature", "王某示"}};
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(TheNotice, TellsAllThatIsMissingOrToBeCorrectedAndNoGroundForRefusal) {
    World world;
    world.answer(world.verdict({"FLD:uscc form_error",
                                "FLD:contact_mobile form_error",
                                "MAT:fd03 supplement",
                                "FOOD-11 form_error",
                                "FOOD-08 deny"}));
    world.file();
    EXPECT_EQ(world.act("clerk", "request_supplement"), "");
    EXPECT_EQ(world.now().state, State::supplement_wait);
    const Json paper = world.paper(2);
    std::vector<std::string> ids;
    for (const Json& item : paper["items"]) {
        ids.push_back(item["id"]);
        EXPECT_FALSE(item["basis"].empty()) << item;
    }
    EXPECT_EQ(ids,
              (std::vector<std::string>{"FLD:uscc", "FLD:contact_mobile", "MAT:fd03", "FOOD-11"}));
    EXPECT_EQ(paper["seal"], "acceptance");
    EXPECT_TRUE(paper.contains("effect"));
}

TEST(ANoticeThatIsNotServedByDayFive, DidNotHappen) {
    World world;
    world.answer(world.verdict({"MAT:fd03 supplement"}));
    world.file();
    world.act("clerk", "request_supplement");
    world.let_time_pass("2024-02-22");
    EXPECT_TRUE(world.now().accepted_by_silence);
    EXPECT_EQ(sdk::format_day(*world.now().accepted_on), "2024-02-08");
}

TEST(AServedNotice, StopsTheFiveDaysAndSetsTheApplicantsPeriod) {
    World world;
    world.answer(world.verdict({"MAT:fd03 supplement"}));
    world.file();
    world.act("clerk", "request_supplement");
    EXPECT_EQ(world.act("clerk", "serve", service(world.now().notices[0].paper)), "");
    // Fifteen calendar days end on a Friday.
    EXPECT_EQ(sdk::format_day(*world.now().notices[0].answer_by), "2024-02-23");
    world.let_time_pass("2024-02-23");
    EXPECT_EQ(world.now().state, State::supplement_wait);
}

TEST(APartOfTheSupplement, WaitsOnAndTheLastPartStartsTheClock) {
    World world;
    world.answer(world.verdict({"MAT:fd03 supplement", "FLD:uscc form_error"}));
    world.file();
    world.act("clerk", "request_supplement");
    world.act("clerk", "serve", service(world.now().notices[0].paper));
    world.set_day("2024-02-19");
    world.answer(world.verdict({"FLD:uscc form_error"}));
    EXPECT_EQ(world.act("applicant", "supplement", {{"signature", "s"}}), "");
    EXPECT_EQ(world.now().state, State::supplement_wait);
    EXPECT_EQ(world.paper(31)["complete"], false);
    world.set_day("2024-02-20");
    world.answer(world.verdict({}));
    EXPECT_EQ(world.act("applicant", "supplement", {{"signature", "s"}}), "");
    EXPECT_EQ(world.now().state, State::submitted);
    EXPECT_EQ(sdk::format_day(*world.now().intake_from), "2024-02-20");
    EXPECT_EQ(world.act("clerk", "accept"), "");
    EXPECT_EQ(sdk::format_day(*world.now().accepted_on), "2024-02-20");
}

// LAW: 行政许可法 第七十二条
TEST(ASecondNotice, MayOnlyNameWhatTheFirstNamedOrTheNewPapersBrought) {
    World world;
    world.answer(world.verdict({"MAT:fd03 supplement"}));
    world.file();
    world.act("clerk", "request_supplement");
    world.act("clerk", "serve", service(world.now().notices[0].paper));
    world.set_day("2024-02-09");
    const Json file = {{"id", "fd03"},
                       {"kind", "electronic"},
                       {"received_at", format_instant(world.context().now)}};
    ASSERT_EQ(world.act("applicant", "put_material", file), "");
    world.answer(world.verdict({}));
    world.act("applicant", "supplement", {{"signature", "s"}, {"complete", true}});
    const Json old_paper = {
        {"material", "fd04"},
        {"defect", "缺页"},
        {"basis", {{{"kind", "law"}, {"law", "food_business_rules"}, {"article", "第十三条"}}}}};
    EXPECT_EQ(world.act("clerk", "request_supplement", {{"items", {old_paper}}}),
              "ONE_TIME_NOTICE");
    Json named = old_paper;
    named["material"] = "fd03";
    EXPECT_EQ(world.act("clerk", "request_supplement", {{"items", {named}}}), "");
}

TEST(ANotice, IsNotIssuedWhereNothingIsMissing) {
    World world;
    world.file();
    EXPECT_EQ(world.act("clerk", "request_supplement"), "ACTION_BODY");
}

}  // namespace
}  // namespace oneseal::cases

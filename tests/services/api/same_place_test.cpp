// A second case of one applicant at one place is pointed out to whoever may know of the first.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

Json noticed_by_a_check(Visitor visitor, const Json& form) {
    const Reply reply =
        visitor.post("/checks", {{"matter", "food_business"}, {"variant", "new"}, {"form", form}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.body.value("same_place", Json());
}

// Of the first, by the number of its case or of its licence.
void expect_one(const Json& noticed, const std::string& number, const std::string& licence) {
    ASSERT_EQ(noticed.size(), 1U) << noticed;
    EXPECT_EQ(noticed[0]["number"], number);
    EXPECT_EQ(noticed[0]["licence_number"], licence);
    const std::string said = noticed[0]["message"]["zh-CN"];
    EXPECT_NE(said.find(licence.empty() ? number : licence), std::string::npos) << said;
}

TEST(ASecondCaseAtOnePlace, IsPointedOutAndNeverRefused) {
    Bureau bureau(monday);
    Json form = restaurant_form();
    EXPECT_EQ(noticed_by_a_check(bureau.visitor("wang"), form), Json());
    Walk first(bureau);
    first.file_at_the_counter(restaurant_at_the_counter());
    form["premises"] = " " + form["premises"].get<std::string>() + " ";
    expect_one(noticed_by_a_check(bureau.visitor("wang"), form), first.number(), "");
    expect_one(noticed_by_a_check(bureau.visitor("intake2"), form), first.number(), "");
    EXPECT_EQ(noticed_by_a_check(bureau.visitor(), form), Json());
    Json elsewhere = form;
    elsewhere["premises"] = "乐山市市中区海棠街道示例巷4号";
    EXPECT_EQ(noticed_by_a_check(bureau.visitor("wang"), elsewhere), Json());

    Walk second(bureau);
    second.file_at_the_counter(restaurant_at_the_counter());
    const auto noticed_at = [&](const Walk& walk, const char* who) {
        return bureau.visitor(who).get("/cases/" + walk.number() + "/same_place");
    };
    expect_one(noticed_at(second, "intake1").body["same_place"], first.number(), "");
    expect_one(noticed_at(first, "intake1").body["same_place"], second.number(), "");
    EXPECT_EQ(noticed_at(second, "wang").code(), "PART_CLOSED");
    EXPECT_EQ(noticed_at(second, "zhang").status, 404);
}

TEST(ALicenceAtOnePlace, IsPointedOutOnceItIsSealed) {
    Bureau bureau(monday);
    Walk first(bureau);
    first.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose()
        .take("decider1", "grant", {{"facts", "经审查符合条件"}});
    const Json form = restaurant_form();
    expect_one(noticed_by_a_check(bureau.visitor("wang"), form), first.number(), "");
    first.take("seal1", "seal", Json::object());
    const std::string licence = first.now()["licence_number"];
    ASSERT_FALSE(licence.empty());
    expect_one(noticed_by_a_check(bureau.visitor("wang"), form), first.number(), licence);
}

TEST(ACaseThatEnded, IsPointedOutNoMore) {
    Bureau bureau(monday);
    Walk first(bureau);
    first.file_at_the_counter(restaurant_at_the_counter())
        .take("intake1", "withdraw", {{"signature", "王某示"}, {"evidence", "F1"}});
    EXPECT_EQ(noticed_by_a_check(bureau.visitor("wang"), restaurant_form()), Json());
}

}  // namespace
}  // namespace oneseal

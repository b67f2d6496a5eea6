// Lists of cases: a page at a time, for whoever may see them, and nothing of a person that the list
// does not need.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

TEST(AListOfCases, ComesInPagesThatMissAndRepeatNothing) {
    Bureau bureau(monday);
    std::vector<std::string> filed;
    Visitor clerk = bureau.visitor("intake1");
    // Two at a time in the same millisecond: the id parts them.
    for (int i = 0; i < 7; ++i) {
        filed.push_back(clerk.file(restaurant_at_the_counter()).body.value("number", ""));
        if (i % 2 == 1) bureau.advance(std::chrono::seconds{1});
    }
    std::vector<std::string> listed;
    std::string cursor;
    for (int page = 0; page < 10; ++page) {
        std::string path = "/cases?limit=2";
        if (!cursor.empty()) path += "&cursor=" + escaped(cursor);
        const Json body = clerk.get(path).body;
        EXPECT_LE(body["cases"].size(), 2u);
        for (const Json& one : body["cases"]) listed.push_back(one["number"]);
        if (body["next_cursor"].is_null()) break;
        cursor = body["next_cursor"];
    }
    EXPECT_EQ(listed.size(), 7u);
    std::sort(listed.begin(), listed.end());
    std::sort(filed.begin(), filed.end());
    EXPECT_EQ(listed, filed);
}

TEST(AListOfCases, TakesOnlyItsOwnCursorsAndLimitsFromOneTo200) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    for (const char* wrong : {"0", "201", "-1", "x", "1.5", "99999999999999999999"}) {
        const Reply reply = clerk.get("/cases?limit=" + std::string(wrong));
        EXPECT_EQ(reply.status, 422) << wrong;
        EXPECT_EQ(reply.code(), "LIMIT_INVALID") << wrong;
        EXPECT_EQ(clerk.get("/licences?limit=" + std::string(wrong)).status, 422) << wrong;
    }
    for (const char* right : {"1", "200"}) {
        EXPECT_EQ(clerk.get("/cases?limit=" + std::string(right)).status, 200) << right;
    }
    for (const char* wrong : {"x", "x%7Cy", "%7C"}) {
        const Reply reply = clerk.get("/cases?cursor=" + std::string(wrong));
        EXPECT_EQ(reply.status, 422) << wrong;
        EXPECT_EQ(reply.code(), "CURSOR_INVALID") << wrong;
    }
}

// LAW: 个人信息保护法 第六条
TEST(AListOfCases, TellsNoPersonsNameIdentityOrNumber) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const Json list = bureau.visitor("intake1").get("/cases").body;
    ASSERT_EQ(list["cases"].size(), 1u);
    for (const char* personal : {"王某示", "511102199007219970", "15900000003", "示例巷"}) {
        EXPECT_EQ(list.dump().find(personal), std::string::npos) << personal;
    }
}

TEST(AListOfCases, ShowsApplicantsTheirOwnAndStaffNoDrafts) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang();
    Walk other(bureau);
    other.file_at_the_counter(fireworks_at_the_counter());
    ASSERT_EQ(bureau.visitor("wang").file(restaurant_draft()).status, 201);

    const auto listed = [&](const std::string& who) {
        const Reply reply = bureau.visitor(who).get("/cases");
        EXPECT_EQ(reply.status, 200) << reply.body;
        return reply.body["cases"].size();
    };
    EXPECT_EQ(listed("wang"), 2u);
    EXPECT_EQ(listed("zhang"), 1u) << "filed at the counter for the shop that zhang stands for";
    EXPECT_EQ(bureau.visitor("zhang").get("/cases/" + other.number()).status, 200);
    EXPECT_EQ(bureau.visitor("wang").get("/cases/" + other.number()).status, 404);
    EXPECT_EQ(listed("intake1"), 2u);
    EXPECT_EQ(bureau.visitor("511126/intake1").get("/cases").status, 403);
    EXPECT_EQ(bureau.visitor().get("/cases").status, 401);
    EXPECT_EQ(bureau.visitor("wang").get("/licences").status, 403);
    EXPECT_EQ(bureau.visitor("intake1").get("/cases?matter=fireworks_retail").body["cases"].size(),
              1u);
}

TEST(AListOfCases, IsCutDownToADepartmentAnAssigneeANumberOrAName) {
    Bureau bureau(monday);
    Walk restaurant(bureau);
    restaurant.file_at_the_counter(restaurant_at_the_counter()).accept();
    Walk shop(bureau);
    shop.file_at_the_counter(fireworks_at_the_counter());
    const auto listed = [&](const std::string& filter) {
        const Reply reply = bureau.visitor("supervisor1").get("/cases?" + filter);
        EXPECT_EQ(reply.status, 200) << reply.body;
        std::set<std::string> numbers;
        for (const Json& one : reply.body["cases"]) numbers.insert(one["number"]);
        return numbers;
    };
    using Numbers = std::set<std::string>;
    const Numbers nothing;
    EXPECT_EQ(listed("department=food_business"), Numbers{restaurant.number()});
    EXPECT_EQ(listed("department=fireworks_retail"), Numbers{shop.number()});
    EXPECT_EQ(listed("department=nobodys"), nothing);

    const std::string reviewer = restaurant.now()["reviewer"];
    EXPECT_EQ(listed("assignee=" + reviewer), Numbers{restaurant.number()});
    EXPECT_EQ(listed("assignee=intake1"), (Numbers{restaurant.number(), shop.number()}));
    EXPECT_EQ(listed("assignee=decider1"), nothing);

    EXPECT_TRUE(wait_until([&] { return !listed("q=" + escaped("嘉州示例")).empty(); }));
    EXPECT_EQ(listed("q=" + escaped("嘉州示例")), Numbers{shop.number()});
    EXPECT_EQ(listed("q=" + shop.number()), Numbers{shop.number()});
    EXPECT_EQ(listed("q=nobody"), nothing);
}

TEST(AListOfCases, ThatAreOverdueHoldsWhatIsPastItsLastDayAndNotDecided) {
    Bureau bureau(monday);
    Walk late(bureau);
    late.file_at_the_counter(restaurant_at_the_counter()).accept();
    Walk decided(bureau);
    decided.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose()
        .take("decider1", "grant", {{"facts", "符合条件"}});
    const auto overdue = [&] {
        return bureau.visitor("supervisor1").get("/cases?overdue=true").body["cases"];
    };
    // The leading clock: the county has promised ten working days.
    const std::string last_day = late.now()["clock"]["due"];
    bureau.jump_to(last_day + "T23:59:59+08:00");
    EXPECT_EQ(overdue(), Json::array());
    bureau.jump_to("2026-04-20T09:00:00+08:00");
    Walk young(bureau);
    young.file_at_the_counter(restaurant_at_the_counter()).accept();
    ASSERT_EQ(overdue().size(), 1U) << overdue();
    EXPECT_EQ(overdue()[0]["number"], late.number());
}

// LAW: 行政许可法 第三十条
TEST(AMatter, IsPublishedWithItsBasisConditionsMaterialsAndLimits) {
    const Bureau bureau(monday);
    const Reply shown = bureau.visitor().get("/matters/food_business");
    ASSERT_EQ(shown.status, 200);
    for (const char* key : {"legal_basis", "materials", "rules", "variants", "guide", "fee"}) {
        EXPECT_TRUE(shown.body["document"].contains(key)) << key;
    }
    EXPECT_FALSE(shown.body["gate"].empty());
    EXPECT_FALSE(shown.body["to_confirm"].empty());
}

TEST(ALicence, ThatWasNeverIssuedIsNotVerified) {
    const Bureau bureau(monday);
    const Reply shown = bureau.visitor().get("/licences/JY25111020000015/verification");
    EXPECT_EQ(shown.status, 404);
    EXPECT_EQ(shown.code(), "LICENCE_UNKNOWN");
}

}  // namespace
}  // namespace oneseal

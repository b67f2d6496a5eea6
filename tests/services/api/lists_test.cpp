// Lists tell staff of no draft, and nothing of a person that the list does not need; what is public
// is there for everybody.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "support/client.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

TEST(ADraft, MakesNoPageOfTheStaffsListShorter) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    Visitor wang = bureau.visitor("wang");
    for (int i = 0; i < 2; ++i) {
        bureau.advance(std::chrono::seconds{1});
        ASSERT_EQ(clerk.file(restaurant_at_the_counter()).status, 201);
        for (int draft = 0; draft < 3; ++draft) {
            bureau.advance(std::chrono::seconds{1});
            ASSERT_EQ(wang.file(restaurant_draft()).status, 201);
        }
    }
    const Json first = clerk.get("/cases?limit=1").body;
    ASSERT_EQ(first["cases"].size(), 1U);
    ASSERT_TRUE(first["next_cursor"].is_string());
    const Json second =
        clerk.get("/cases?limit=1&cursor=" + escaped(first["next_cursor"].get<std::string>())).body;
    EXPECT_EQ(second["cases"].size(), 1U);
    EXPECT_EQ(second["next_cursor"], Json());
    EXPECT_EQ(clerk.get("/cases?limit=2").body["cases"].size(), 2U);
    // The drafts, and what the counter filed for the snack bar that wang stands for.
    EXPECT_EQ(wang.get("/cases").body["cases"].size(), 8U);
}

// LAW: 行政许可法 第三十条
TEST(TheListsForEverybody, NameDepartmentsAndMattersWithoutSignIn) {
    const Bureau bureau(monday);
    Visitor anybody = bureau.visitor();
    const Json departments = anybody.get("/departments").body["departments"];
    ASSERT_EQ(departments.size(), 2U) << departments;
    EXPECT_EQ(departments[0]["id"], "fireworks_retail");
    EXPECT_EQ(departments[0]["enabled"], true);
    EXPECT_FALSE(departments[0]["regulators"].empty());
    const auto matters = [&](const std::string& filter) {
        std::vector<std::string> ids;
        const Json list = anybody.get("/matters?" + filter).body;
        for (const Json& one : list["matters"]) ids.push_back(one["id"]);
        return ids;
    };
    using Ids = std::vector<std::string>;
    EXPECT_EQ(matters("q=" + escaped("烟花")), Ids{"fireworks_retail"});
    EXPECT_EQ(matters("q=" + escaped("我想开一家餐馆")), Ids{"food_business"});
    EXPECT_EQ(matters("q=" + escaped("我想养一只猫")), Ids{});
    EXPECT_EQ(matters("department=food_business"), Ids{"food_business"});
    EXPECT_EQ(matters("limit=1"), Ids{"fireworks_retail"});
    EXPECT_EQ(matters("limit=1&cursor=" + escaped("fireworks_retail")), Ids{"food_business"});
}

TEST(AWatcher, SeesThatTheProgramLivesAndWhatItCounts) {
    const Bureau bureau(monday);
    EXPECT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
    http::Client client("127.0.0.1", bureau.port());
    EXPECT_EQ(Json::parse(client.send("GET", "/healthz").value().body), (Json{{"alive", true}}));
    const std::string metrics = client.send("GET", "/metrics").value().body;
    const std::string calls =
        "oneseal_plugin_calls_total{plugin=\"food_business\",version=\"1.1.0\"} ";
    const auto at = metrics.find(calls);
    ASSERT_NE(at, std::string::npos) << metrics;
    EXPECT_GT(std::stoi(metrics.substr(at + calls.size())), 0) << metrics;
    EXPECT_NE(metrics.find("oneseal_commit_groups_total "), std::string::npos) << metrics;
}

// LAW: 个人信息保护法 第六条
TEST(TheListOfLicences, ShowsHoldersAsTheListOfCasesDoesAndNoContent) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose()
        .take("decider1", "grant", {{"facts", "经审查符合条件"}})
        .take("seal1", "seal", Json::object());
    Visitor supervisor = bureau.visitor("supervisor1");
    const Json list = supervisor.get("/licences").body["licences"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.dump().find("王某示"), std::string::npos) << list;
    const std::string number = list[0]["number"];
    const Json whole = supervisor.get("/licences/" + escaped(number)).body;
    EXPECT_NE(whole["content"].dump().find("王某示"), std::string::npos) << whole;
    const Json row = bureau.visitor("intake1").get("/cases").body["cases"][0];
    EXPECT_EQ(list[0]["holder"], row["applicant"]);
}

}  // namespace
}  // namespace oneseal

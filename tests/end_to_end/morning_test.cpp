// A clerk's morning, without knowing an id by heart: what is to be done comes from the work lists,
// what a dialog asks for from its schema.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/onlooker.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

Json list_of(Visitor& visitor, const std::string& id) {
    const Reply reply = visitor.get("/worklists");
    EXPECT_EQ(reply.status, 200) << reply.text;
    for (const Json& list : reply.body["worklists"]) {
        if (list["id"] == id) return list;
    }
    return {};
}

std::vector<std::string> numbers_in(Visitor& visitor, const std::string& list) {
    const Reply reply = visitor.get("/cases?worklist=" + list);
    EXPECT_EQ(reply.status, 200) << reply.text;
    std::vector<std::string> numbers;
    for (const Json& row : reply.body["cases"]) numbers.push_back(row["number"]);
    return numbers;
}

// The choices that a dialog offers.
Json choices(Visitor& visitor, const std::string& number, const std::string& action) {
    const Reply reply = visitor.get("/cases/" + number + "/actions");
    EXPECT_EQ(reply.status, 200) << reply.text;
    for (const Json& one : reply.body["actions"]) {
        if (one["action"] == action) return one["body"]["properties"];
    }
    return {};
}

TEST(AMorning, GoesFromListToListByWhatTheServerSays) {
    Bureau bureau(monday);
    Walk complete(bureau);
    complete.file_at_the_counter(restaurant_at_the_counter());
    bureau.jump_to("2026-03-03T09:00:00+08:00");
    Walk lacking(bureau);
    lacking.file_at_the_counter(restaurant_without("fd03"));
    Visitor clerk = bureau.visitor("intake1");
    Visitor other = bureau.visitor("intake2");

    const Json to_accept = list_of(clerk, "to_accept");
    EXPECT_EQ(to_accept["count"], 2);
    EXPECT_EQ(to_accept["title"]["zh-CN"], "待受理");
    EXPECT_EQ(to_accept["oldest_due"], "2026-03-09");
    // What runs out first stands first.
    EXPECT_EQ(numbers_in(clerk, "to_accept"), (std::vector{complete.number(), lacking.number()}));

    const Json found = clerk.get("/cases/" + lacking.number() + "/findings").body;
    ASSERT_EQ(found["groups"].size(), 1u) << found;
    EXPECT_EQ(found["groups"][0]["title"]["zh-CN"], "需要补正的内容");
    const Json& finding = found["groups"][0]["findings"][0];
    EXPECT_EQ(finding["target"]["kind"], "material");
    EXPECT_FALSE(finding["target"]["title"]["zh-CN"].get<std::string>().empty());
    EXPECT_FALSE(finding["basis"][0]["title"]["zh-CN"].get<std::string>().empty());

    const Reply preview = clerk.post("/cases/" + lacking.number() + "/previews/request_supplement");
    ASSERT_EQ(preview.status, 200) << preview.text;
    EXPECT_EQ(preview.body["state"], "supplement_wait");
    ASSERT_EQ(preview.body["papers"].size(), 1u);
    const Json& paper = preview.body["papers"][0];
    EXPECT_EQ(paper["content"]["number"], "");
    EXPECT_NE(paper["html"].get<std::string>().find("预览，不发生效力"), std::string::npos);
    EXPECT_EQ(clerk.see(lacking.number())["state"], "submitted") << "nothing is stored";
    EXPECT_EQ(clerk.act(lacking.number(), "request_supplement").status, 200);
    EXPECT_EQ(numbers_in(clerk, "notice_lapsing"), std::vector{lacking.number()});
    EXPECT_EQ(list_of(clerk, "to_accept")["count"], 1);

    complete.accept();
    const std::string reviewer = complete.now()["reviewer"];
    Visitor reviewing = bureau.visitor(reviewer);
    EXPECT_EQ(numbers_in(reviewing, "to_review"), std::vector{complete.number()});
    complete.take(
        reviewer, "assign_survey", {{"planned_on", "2026-03-05"}, {"place", "示例巷3号"}});
    const std::string surveyor = complete.now()["surveyors"][0];
    complete.take("head1",
                  "reassign",
                  {{"role", "surveyor"}, {"person", surveyor}, {"reason", "因病不能到场"}});
    EXPECT_EQ(numbers_in(reviewing, "to_review"), std::vector<std::string>{});

    // The second clerk looks on while the first hands over three papers with one signature.
    Onlooker onlooker(bureau.port(), other);
    ASSERT_TRUE(onlooker.hears("id: ")) << onlooker.heard();
    ASSERT_EQ(numbers_in(clerk, "to_serve"), std::vector{complete.number()});
    const Json papers = choices(clerk, complete.number(), "serve")["papers"]["items"]["enum"];
    ASSERT_EQ(papers.size(), 4u) << papers << " with the receipt";
    Json service = served_directly("");
    service["papers"] = papers;
    const Reply served = clerk.act(complete.number(), "serve", service);
    EXPECT_EQ(served.status, 200) << served.text;
    EXPECT_EQ(numbers_in(clerk, "to_serve"), std::vector<std::string>{});
    EXPECT_TRUE(onlooker.hears("\"worklists\":[\"to_serve\"]")) << onlooker.heard();
    EXPECT_NE(onlooker.heard().find(complete.number()), std::string::npos);
}

TEST(AMorning, OfASealKeeperSealsSeveralAtOnceAndSaysWhichItCannot) {
    Bureau bureau(monday);
    Json cases = Json::array();
    for (int i = 0; i < 2; ++i) {
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_at_the_counter())
            .accept()
            .survey(good_survey_of_restaurant())
            .propose()
            .take("decider1", "grant", Json::object());
    }
    Visitor keeper = bureau.visitor("seal1");
    const long long waiting = list_of(keeper, "to_seal")["count"];
    for (const std::string& number : numbers_in(keeper, "to_seal")) {
        cases.push_back({{"case", number}, {"version", keeper.see(number)["version"]}});
    }
    EXPECT_EQ(static_cast<long long>(cases.size()), waiting);
    cases.push_back({{"case", "511102-20260302-0012-999999-9"}, {"version", 1}});
    const Reply sealed = keeper.post("/seals", {{"cases", cases}});
    ASSERT_EQ(sealed.status, 200) << sealed.text;
    for (std::size_t i = 0; i + 1 < cases.size(); ++i) {
        EXPECT_EQ(sealed.body["results"][i]["sealed"], true) << sealed.text;
    }
    EXPECT_EQ(sealed.body["results"].back()["sealed"], false);
    EXPECT_EQ(sealed.body["results"].back()["problem"]["code"], "CASE_NOT_FOUND");
    EXPECT_EQ(list_of(keeper, "to_seal")["count"], 0);
    EXPECT_EQ(keeper.post("/seals", {{"cases", Json::array()}}).code(), "BODY_INVALID");
    EXPECT_EQ(keeper.send("POST", "/seals", "{}").code(), "IDEMPOTENCY_KEY_MISSING");
}

// A dialog is drawn from the schema alone.
TEST(TheBodyOfAnAction, AsksNobodyForWhatAnotherRoleFillsIn) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const auto asked_of = [](Visitor& who, const std::string& number) {
        const Json list = who.get("/cases/" + number + "/actions").body;
        for (const Json& one : list["actions"]) {
            if (one["action"] == "submit") return one["body"];
        }
        return Json();
    };
    const Json of_wang = asked_of(wang, draft);
    EXPECT_FALSE(of_wang["properties"].contains("channel")) << of_wang;
    EXPECT_TRUE(of_wang["properties"].contains("signature"));
    const Json order = of_wang["x-oneseal"]["order"];
    EXPECT_EQ(order.size(), of_wang["properties"].size());
    Visitor clerk = bureau.visitor("intake1");
    const std::string taken_in = clerk.file(restaurant_draft()).body["id"];
    EXPECT_TRUE(asked_of(clerk, taken_in)["properties"].contains("channel"));
}

}  // namespace
}  // namespace oneseal

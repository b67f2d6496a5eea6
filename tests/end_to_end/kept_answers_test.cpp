// What was read before is answered from what was kept, and never as it was before.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

TEST(AKeptAnswer, IsGoneWithTheNextVersion) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    Visitor clerk = bureau.visitor("intake1");
    Visitor head = bureau.visitor("head1");
    const std::string page = "/cases/" + walk.number();
    const std::string first = clerk.get(page).text;
    EXPECT_EQ(clerk.get(page).text, first);
    walk.accept();
    const Reply second = clerk.get(page);
    EXPECT_EQ(second.body["state"], "reviewing");
    EXPECT_EQ(second.header("ETag"),
              "\"" + std::to_string(second.body["version"].get<int>()) + "\"");
    EXPECT_EQ(head.get(page).body["state"], "reviewing");
}

TEST(AKeptAnswer, IsGoneWithEachEditOfADraft) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string id = wang.file(restaurant_draft()).body["id"];
    const std::string page = "/cases/" + id;
    EXPECT_EQ(wang.get(page).body["form"]["uscc"], restaurant_form()["uscc"]);
    Json form = restaurant_form();
    form["premises"] = "另一处";
    const Reply put = wang.send("PUT",
                                page + "/form",
                                Json{{"variant", "new"}, {"form", form}}.dump(),
                                {{"If-Match", "\"1\""}});
    ASSERT_EQ(put.status, 200) << put.text;
    EXPECT_EQ(wang.get(page).body["form"]["premises"], "另一处");
    ASSERT_EQ(wang.get(page).body["materials"].size(), 1u) << "the application";
    ASSERT_EQ(wang.put_material(id, "fd03").status, 200);
    EXPECT_EQ(wang.get(page).body["materials"].size(), 2u);
}

TEST(AKeptAnswer, IsOnlyForReadersOfTheSameStanding) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang().accept();
    const std::string page = "/cases/" + walk.number();
    const Json by_head = bureau.visitor("head1").get(page).body;
    const Json by_wang = bureau.visitor("wang").get(page).body;
    const Json by_clerk = bureau.visitor("intake1").get(page).body;
    EXPECT_TRUE(by_head.contains("rating"));
    EXPECT_FALSE(by_clerk.contains("rating"));
    EXPECT_FALSE(by_wang.contains("intake"));
    EXPECT_EQ(bureau.visitor("zhang").get(page).status, 404);
    EXPECT_EQ(bureau.visitor("seal1").get(page).status, 404);
    EXPECT_EQ(bureau.visitor("head1").get(page).body, by_head);
}

TEST(AKeptAnswer, EndsWhenTimeAloneChangesIt) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept();
    const std::string page = "/cases/" + walk.number();
    EXPECT_EQ(bureau.visitor("intake1").get(page).body["clock"]["light"], "green");
    bureau.jump_to("2026-06-01T09:00:00+08:00");
    Visitor clerk = bureau.visitor("intake1");
    EXPECT_EQ(clerk.get(page).body["clock"]["light"], "red");
    const Json row = clerk.get("/cases").body["cases"][0];
    EXPECT_EQ(row["light"], "red") << row;
    EXPECT_EQ(clerk.get("/cases?light=red").body["cases"].size(), 1u);
    EXPECT_EQ(clerk.get("/cases?light=green,yellow").body["cases"].size(), 0u);
}

// LAW: 行政许可法 第三十九条 第一款
TEST(AKeptAnswer, ShowsAnApplicantNothingOfADecisionThatWaitsForItsSeal) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang().accept().survey(good_survey_of_restaurant()).propose();
    Visitor wang = bureau.visitor("wang");
    const std::string page = "/cases/" + walk.number();
    const std::string before = wang.get(page).text;
    const std::string code = wang.get(page).body["query_code"];
    walk.take("decider1", "grant", Json::object());
    EXPECT_EQ(wang.get(page).text, before);
    Visitor anybody = bureau.visitor();
    EXPECT_EQ(anybody.get("/progress/" + code).body["state"], "deciding");
    EXPECT_EQ(bureau.visitor("head1").get(page).body["state"], "granted");
    walk.take("seal1", "seal", Json::object());
    EXPECT_EQ(wang.get(page).body["state"], "certified");
    EXPECT_EQ(anybody.get("/progress/" + code).body["state"], "certified");
}

// A row is made once for readers of the same standing, until its case changes or the day does.
TEST(AKeptRow, IsGoneWithTheNextVersionAndWithTheDay) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const auto row = [&](const std::string& who) {
        return bureau.visitor(who).get("/cases").body["cases"][0];
    };
    EXPECT_EQ(row("intake1")["state"], "submitted");
    EXPECT_EQ(row("intake1"), row("intake2"));
    walk.accept();
    const std::string reviewer = walk.now()["reviewer"];
    EXPECT_EQ(row("intake1")["state"], "reviewing");
    EXPECT_EQ(row("intake1")["holders"][0]["id"], reviewer);
    EXPECT_EQ(row("regulator1")["holders"], Json::array()) << "who was drawn is not theirs to know";
    EXPECT_EQ(row("intake1")["holders"][0]["id"], reviewer);
    EXPECT_EQ(row("intake1")["light"], "green");
    bureau.jump_to("2026-06-01T09:00:00+08:00");
    EXPECT_EQ(row("intake1")["light"], "red");
}

// LAW: 行政许可法 第三十三条
TEST(AQueryCode, TellsWhoeverHoldsTheReceiptHowFarItIsAndNothingOfAnybody) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const std::string code = walk.now()["query_code"];
    EXPECT_EQ(code.size(), 10u);
    EXPECT_NE(walk.paper(1)["text"]["zh-CN"].get<std::string>().find(code), std::string::npos);
    Visitor anybody = bureau.visitor();
    const Reply progress = anybody.get("/progress/" + code);
    ASSERT_EQ(progress.status, 200) << progress.text;
    EXPECT_EQ(progress.body["case"], walk.number());
    EXPECT_EQ(progress.body["state"], "submitted");
    EXPECT_EQ(progress.body["timeline"][0]["by"]["side"], "bureau");
    EXPECT_EQ(progress.body["waits_for"][0]["list"], "to_accept");
    for (const char* personal : {"王某示", "15900000003", "海棠", "intake1", "uscc"}) {
        EXPECT_EQ(progress.text.find(personal), std::string::npos) << personal;
    }
    EXPECT_EQ(anybody.get("/progress/AAAAAAAAAA").code(), "PROGRESS_UNKNOWN");
    EXPECT_EQ(anybody.get("/api/v1/counties/511126/progress/" + code).status, 404);
}

TEST(ARating, IsGivenOnceWhenTheCaseHasEndedAndByItsApplicantAlone) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang();
    Visitor wang = bureau.visitor("wang");
    EXPECT_EQ(wang.act(walk.number(), "rate", {{"grade", "satisfied"}}).code(), "ACTION_NOT_NOW");
    walk.take("wang", "withdraw", {{"signature", "s"}});
    EXPECT_EQ(wang.act(walk.number(), "rate", {{"grade", "fine"}}).code(), "ACTION_BODY");
    EXPECT_EQ(bureau.visitor("intake1").act(walk.number(), "rate", {{"grade", "satisfied"}}).code(),
              "ROLE_MISSING");
    walk.take("wang", "rate", {{"grade", "dissatisfied"}, {"remark", "等得太久"}});
    EXPECT_EQ(wang.act(walk.number(), "rate", {{"grade", "satisfied"}}).code(), "RATED_ALREADY");
    EXPECT_EQ(wang.see(walk.number())["rating"]["grade"], "dissatisfied");
    EXPECT_EQ(bureau.visitor("supervisor1").see(walk.number())["rating"]["remark"], "等得太久");
    EXPECT_FALSE(walk.now().contains("rating")) << "not those whose work it is about";
}

}  // namespace
}  // namespace oneseal

// The one supplement notice.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

// A paper is missing, two fields are wrong, a rule about the form is broken, and a condition is not
// met, which is a ground for refusal.
Json poor_application() {
    Json form = restaurant_form();
    form["contact_mobile"] = "123";
    form["legal_rep_id"] = "511102199007219971";  // its check digit is 0
    form["processing_area"] = 90;                 // larger than the site
    form["items"] = {"hot", "drink"};
    form["special_zone"] = false;
    Json application = restaurant_at_the_counter(form);
    application["materials"].erase(2);
    return application;
}

std::set<std::string> ids_of(const Json& items) {
    std::set<std::string> ids;
    for (const Json& item : items) ids.insert(item["id"].get<std::string>());
    return ids;
}

Json intake_clock(const Bureau& bureau, const std::string& number) {
    const Json deadline = bureau.visitor("intake1").get("/cases/" + number + "/deadline").body;
    for (const Json& clock : deadline["clocks"]) {
        if (clock["kind"] == "intake") return clock;
    }
    return {};
}

// An incomplete filing is a filing: what is not as it is asked for is on the receipt, and missing.
// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(TheSupplementNotice, NamesAPaperThatCameInTheWrongKind) {
    Bureau bureau("2024-03-11T09:00:00+08:00");
    Walk walk(bureau);
    Json application = restaurant_at_the_counter();
    application["materials"][2]["kind"] = "copy";
    walk.file_at_the_counter(application);
    EXPECT_EQ(walk.paper(1)["papers"][2]["kind"], "copy");
    // What else is wrong with it is told at the same time.
    walk.take(
        "intake1",
        "request_supplement",
        {{"items",
          {{{"material", "fd03"},
            {"defect", "未盖章"},
            {"basis",
             {{{"kind", "law"}, {"law", "food_business_rules"}, {"article", "第十三条"}}}}}}}});
    const Json items = walk.paper(2)["items"];
    ASSERT_EQ(ids_of(items), (std::set<std::string>{"MAT:fd03", "CLK:fd03"}));
    EXPECT_NE(items[0]["how"]["zh-CN"].get<std::string>().find("须为原件或电子件，1 份"),
              std::string::npos)
        << items;
    walk.take("intake1", "serve", served_directly(walk.now()["notices"][0]["paper"]));
    bureau.advance(std::chrono::hours{1});
    const auto answer = [](const char* kind) {
        return Json{{"signature", "s"}, {"materials", {{{"id", "fd03"}, {"kind", kind}}}}};
    };
    const Reply again = bureau.visitor("intake1").act(walk.number(), "supplement", answer("copy"));
    EXPECT_EQ(again.body["errors"][0]["pointer"], "/materials/0") << again.body;
    walk.take("intake1", "supplement", answer("original"));
    walk.accept();
}

// LAW: 行政许可法 第三十二条 第一款 第三项
// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(TheSupplementNotice, NamesAllThatIsMissingAtOnceButNoGroundForRefusal) {
    Bureau bureau("2024-03-11T09:00:00+08:00");
    Walk walk(bureau);
    walk.file_at_the_counter(poor_application());
    const Reply accept = bureau.visitor("intake1").act(walk.number(), "accept");
    EXPECT_EQ(accept.code(), "NOT_COMPLETE") << accept.body;
    walk.take("intake1", "request_supplement", Json::object());
    const std::set<std::string> expected{
        "FLD:contact_mobile", "FLD:legal_rep_id", "FOOD-11", "MAT:fd03"};
    EXPECT_EQ(ids_of(walk.now()["notices"][0]["items"]), expected);
    const Json paper = walk.paper(2);
    EXPECT_EQ(paper.dump().find("FOOD-09"), std::string::npos) << paper;
    EXPECT_EQ(ids_of(paper["items"]), expected);
    for (const Json& item : paper["items"]) {
        ASSERT_FALSE(item["basis"].empty()) << item;
        EXPECT_NE(item["basis"][0]["title"]["zh-CN"], "") << item;
        EXPECT_NE(item["basis"][0]["article"], Json()) << item;
    }
}

TEST(TheSupplementNotice, WaitsForThePartsAndTheLastOneStartsTheClockAnew) {
    Bureau bureau("2024-03-11T09:00:00+08:00");
    Walk walk(bureau);
    walk.file_at_the_counter(poor_application());
    walk.take("intake1", "request_supplement", Json::object());
    walk.take("intake1", "serve", served_directly(walk.now()["notices"][0]["paper"]));
    EXPECT_EQ(walk.now()["state"], "supplement_wait");

    bureau.jump_to("2024-03-13T09:00:00+08:00");
    Json form = walk.now()["form"];
    form["contact_mobile"] = "15900000003";
    form["legal_rep_id"] = "511102199007219970";
    walk.take("intake1", "supplement", {{"signature", "s"}, {"form", form}});
    EXPECT_EQ(walk.now()["state"], "supplement_wait");
    EXPECT_FALSE(walk.paper(31).is_null());

    bureau.jump_to("2024-03-18T09:00:00+08:00");
    form["processing_area"] = 30;
    walk.take("intake1",
              "supplement",
              {{"signature", "s"},
               {"form", form},
               {"materials", {{{"id", "fd03"}, {"kind", "original"}}}}});
    EXPECT_EQ(walk.now()["state"], "submitted");
    EXPECT_EQ(walk.now()["received_on"], "2024-03-11");
    const Json clock = intake_clock(bureau, walk.number());
    EXPECT_EQ(clock["running"], true);
    EXPECT_EQ(clock["proof"]["day_zero"], "2024-03-18");
    EXPECT_EQ(clock["proof"]["due"], "2024-03-25");

    // The ground for refusal is in nobody's way now; it is for the decision.
    walk.accept();
    EXPECT_EQ(walk.now()["accepted_on"], "2024-03-18");
}

// LAW: 行政许可法 第七十二条
TEST(TheSupplementNotice, IsNotFollowedByASecondForWhatCouldBeSeenBefore) {
    Bureau bureau("2024-03-11T09:00:00+08:00");
    Walk walk(bureau);
    Json application = restaurant_at_the_counter();
    application["materials"].erase(2);
    walk.file_at_the_counter(application);
    walk.take("intake1", "request_supplement", Json::object());
    walk.take("intake1", "serve", served_directly(walk.now()["notices"][0]["paper"]));
    bureau.advance(std::chrono::hours{1});
    walk.take("intake1",
              "supplement",
              {{"signature", "s"}, {"materials", {{{"id", "fd03"}, {"kind", "original"}}}}});
    const auto defect_of = [](const char* material) {
        return Json{
            {"items",
             {{{"material", material},
               {"defect", "未签名"},
               {"basis",
                {{{"kind", "law"}, {"law", "licensing_law"}, {"article", "第三十一条第一款"}}}}}}}};
    };
    const Reply second =
        bureau.visitor("intake1").act(walk.number(), "request_supplement", defect_of("fd01"));
    EXPECT_EQ(second.status, 409) << second.body;
    EXPECT_EQ(second.code(), "ONE_TIME_NOTICE");
    EXPECT_EQ(second.rules(), "CLK:fd01");
    // A defect of the paper that has come since may be named.
    walk.take("intake1", "request_supplement", defect_of("fd03"));
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(TheSupplementNotice, ThatIsNotServedByDayFiveDidNotHappen) {
    Bureau bureau("2024-02-08T09:00:00+08:00");
    Walk walk(bureau);
    walk.file_at_the_counter(poor_application());
    bureau.jump_to("2024-02-09T09:00:00+08:00");
    walk.take("intake1", "request_supplement", Json::object());
    const Json paper = walk.now()["notices"][0]["paper"];

    bureau.jump_to("2024-02-22T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return walk.now()["state"] == "reviewing"; }));
    EXPECT_EQ(walk.now()["accepted_on"], "2024-02-08");
    EXPECT_EQ(walk.now()["accepted_by_silence"], true);
    bureau.jump_to("2024-02-22T09:00:00+08:00");
    const Reply late =
        bureau.visitor("intake1").act(walk.number(), "serve", served_directly(paper));
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.code(), "NOTICE_LAPSED");
}

}  // namespace
}  // namespace oneseal

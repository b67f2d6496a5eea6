// Acceptance by silence, by the real timer thread: nobody sends a request that could bring it
// about.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string thursday = "2024-02-08T09:00:00+08:00";

// Accepted by the timer thread: a list never fires a timer.
bool is_reviewed(const Bureau& bureau, const std::string& number) {
    const Json list = bureau.visitor("supervisor1").get("/cases?state=reviewing").body;
    return list["cases"].size() == 1 && list["cases"][0]["number"] == number;
}

Json clock_of(const Bureau& bureau, const std::string& number, const std::string& kind) {
    const Json deadline = bureau.visitor("intake1").get("/cases/" + number + "/deadline").body;
    for (const Json& clock : deadline["clocks"]) {
        if (clock["kind"] == kind) return clock;
    }
    return {};
}

// "02-09 counted" and so on, a line a day.
std::string told_days(const Json& proof) {
    std::string text;
    for (const Json& day : proof["days"]) {
        EXPECT_FALSE(day["reason"]["zh-CN"].get<std::string>().empty()) << day;
        EXPECT_FALSE(day["reason"]["en"].get<std::string>().empty()) << day;
        text +=
            day["day"].get<std::string>().substr(5) + " " + day["use"].get<std::string>() + "\n";
    }
    return text;
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(AFilingThatNobodyTouches, IsAcceptedWhenDayFiveHasEndedAsOfTheDayOfReceipt) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    EXPECT_EQ(clock_of(bureau, walk.number(), "intake")["proof"]["due"], "2024-02-21");

    bureau.jump_to("2024-02-21T23:59:59.999+08:00");
    EXPECT_EQ(walk.now()["state"], "submitted");
    bureau.jump_to("2024-02-22T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_reviewed(bureau, walk.number()); }));

    const Json now = walk.now();
    EXPECT_EQ(now["accepted_on"], "2024-02-08");
    EXPECT_EQ(now["accepted_at"], "2024-02-22T00:00:00.000+08:00");
    EXPECT_EQ(now["accepted_by_silence"], true);
    EXPECT_FALSE(now["reviewer"].get<std::string>().empty());
    const Json paper = walk.paper(3);
    EXPECT_NE(paper.dump().find("第三十二条 第一款 第四项"), std::string::npos) << paper;
}

// However late the kernel gets to it: the event and its paper are of the day on which they are
// made, the acceptance and its clock of the legal one.
TEST(AFilingThatNobodyTouches, IsAcceptedAsOfTheSameDayHoweverLateTheTimerFires) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    bureau.jump_to("2024-02-23T15:30:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_reviewed(bureau, walk.number()); }));
    EXPECT_EQ(walk.now()["accepted_at"], "2024-02-23T15:30:00.000+08:00");
    EXPECT_EQ(walk.now()["accepted_on"], "2024-02-08");
    EXPECT_EQ(walk.paper(3)["date"], "2024-02-23");
    EXPECT_EQ(clock_of(bureau, walk.number(), "decision")["proof"]["due"], "2024-02-28");
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(PapersThatAreEnteredTooLate, AreAcceptedByAPaperOfThatDayAsOfTheirReceipt) {
    Bureau bureau("2026-11-28T10:00:00+08:00");
    Json application = restaurant_at_the_counter();
    application["submission"].update({{"received_on", "2026-11-16"},
                                      {"evidence", "收件登记第9页"},
                                      {"late_reason", "窗口停电，先登记在纸上"},
                                      {"seen_by", "head1"}});
    Walk walk(bureau);
    walk.file_at_the_counter(application);
    ASSERT_TRUE(wait_until([&] { return is_reviewed(bureau, walk.number()); }));
    EXPECT_EQ(walk.now()["accepted_on"], "2026-11-16");
    EXPECT_EQ(clock_of(bureau, walk.number(), "decision")["proof"]["day_zero"], "2026-11-16");
    const Json paper = walk.paper(3);
    EXPECT_EQ(paper["date"], "2026-11-28");
    EXPECT_EQ(paper["deemed_accepted_on"], "2026-11-16");
    EXPECT_NE(paper["text"]["zh-CN"].get<std::string>().find("视为受理日期为2026年11月16日"),
              std::string::npos)
        << paper["text"];
    std::string before;
    const Json events =
        bureau.visitor("intake1").get("/cases/" + walk.number() + "/events").body["events"];
    EXPECT_GE(events.size(), 2U);
    for (const Json& event : events) {
        EXPECT_GE(event["at"].get<std::string>(), before) << event;
        EXPECT_GE(event["at"].get<std::string>(), "2026-11-28T10:00:00.000+08:00") << event;
        before = event["at"];
    }
}

// Nor does a clock that was put back make an entry that lies before the one before it.
TEST(AClockThatWasPutBack, MakesNoEntryBeforeTheOneBefore) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    bureau.jump_to("2024-02-08T08:00:00+08:00");
    walk.accept();
    const Json events =
        bureau.visitor("intake1").get("/cases/" + walk.number() + "/events").body["events"];
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[1]["at"], events[0]["at"]);
}

bool is_listed(const Bureau& bureau, const std::string& number, const std::string& state) {
    const Json list = bureau.visitor("supervisor1").get("/cases?state=" + state).body;
    return list["cases"].size() == 1 && list["cases"][0]["number"] == number;
}

Json service_of(const Json& paper) {
    return {{"papers", Json::array({paper})},
            {"way", "direct"},
            {"recipient", "王某示"},
            {"evidence", "送达回证"},
            {"signature", "王某示"}};
}

// LAW: 行政许可法 第三十二条
TEST(ANoticeThatNobodyAnswers, EndsTheCaseAndTheClosedFileIsArchivedByThemselves) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    Json application = restaurant_at_the_counter();
    application["materials"].erase(2);
    walk.file_at_the_counter(application).take("intake1", "request_supplement", Json::object());
    walk.take("intake1", "serve", service_of(walk.now()["notices"][0]["paper"]));
    bureau.jump_to("2024-02-24T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_listed(bureau, walk.number(), "terminated"); }));
    walk.take("seal1", "seal", {{"approver", "head1"}});
    walk.take("intake1", "serve", service_of(walk.paper(23)["paper"]));
    bureau.jump_to("2024-02-25T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_listed(bureau, walk.number(), "archived"); }));
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(TheLastFileOfASupplement, CompletesItThoughNobodySigns) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_as_wang({"fd01", "fd02", "fd04"})
        .take("intake1", "request_supplement", Json::object());
    walk.take("intake1", "serve", service_of(walk.now()["notices"][0]["paper"]));
    bureau.advance(std::chrono::hours{1});
    ASSERT_EQ(bureau.visitor("wang").put_material(walk.number(), "fd03").status, 200);
    bureau.jump_to("2024-02-10T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_listed(bureau, walk.number(), "submitted"); }));
    EXPECT_EQ(walk.paper(31)["complete"], true);
}

// LAW: 优化营商环境条例 第三十六条
TEST(AMissedPromise, IsAlarmedByItself) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept();
    const std::string path = "/cases/" + walk.number() + "/events";
    const auto alarms = [&] {
        int count = 0;
        const Json events = bureau.visitor("intake1").get(path).body["events"];
        for (const Json& event : events) count += event["kind"] == "raise_alarm" ? 1 : 0;
        return count;
    };
    EXPECT_EQ(alarms(), 0);
    bureau.jump_to("2024-02-22T00:00:00+08:00");
    EXPECT_TRUE(wait_until([&] { return alarms() == 1; }));
}

// LAW: 行政许可法 第四十二条 第一款
// LAW: 行政许可法 第八十二条
TEST(ADeadline, IsProvenDayByDayWithReasons) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    bureau.jump_to("2024-02-22T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_reviewed(bureau, walk.number()); }));
    const Json decision = clock_of(bureau, walk.number(), "decision");
    EXPECT_EQ(decision["running"], true);
    EXPECT_EQ(decision["proof"]["day_zero"], "2024-02-08");
    EXPECT_EQ(decision["proof"]["due"], "2024-02-28");
    EXPECT_EQ(decision["proof"]["provisional"], false);
    EXPECT_EQ(told_days(decision["proof"]),
              "02-08 day_zero\n"
              "02-09 counted\n"
              "02-10 skipped\n02-11 skipped\n02-12 skipped\n02-13 skipped\n02-14 skipped\n"
              "02-15 skipped\n02-16 skipped\n02-17 skipped\n"
              "02-18 counted\n"  // a Sunday on which work is done in exchange
              "02-19 counted\n02-20 counted\n02-21 counted\n02-22 counted\n02-23 counted\n"
              "02-24 skipped\n02-25 skipped\n"
              "02-26 counted\n02-27 counted\n02-28 counted\n");
}

TEST(ADeadline, IsADayEarlierWhereTheCalendarLacksAHoliday) {
    Changes changes;
    changes.holidays_2024 = [](Json& calendar) {
        std::erase_if(calendar["days_off"].get_ref<Json::array_t&>(),
                      [](const Json& day) { return day["date"] == "2024-02-12"; });
    };
    Bureau bureau(thursday, changes);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    bureau.jump_to("2024-02-21T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_reviewed(bureau, walk.number()); }));
    EXPECT_EQ(walk.now()["accepted_at"], "2024-02-21T00:00:00.000+08:00");
    const Json proof = clock_of(bureau, walk.number(), "decision")["proof"];
    EXPECT_EQ(proof["due"], "2024-02-27");
    EXPECT_NE(told_days(proof).find("02-12 counted\n"), std::string::npos);
}

}  // namespace
}  // namespace oneseal

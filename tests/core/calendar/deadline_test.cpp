// Deadline proofs: each day with what it is and why.
#include "calendar/deadline.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "calendar/notices.hpp"

namespace oneseal {
namespace {

Day day(const char* text) {
    return *sdk::parse_day(text);
}

std::vector<sdk::HolidayNotice> notices() {
    std::vector<sdk::HolidayNotice> list;
    for (const char* year : {"2024", "2025", "2026"}) {
        std::ifstream file(std::string(ONESEAL_SOURCE_DIR) + "/config/calendars/" + year + ".json");
        list.push_back(*notice_from_json(Json::parse(file)));
    }
    return list;
}

std::string due(const char* from,
                Term term,
                const std::vector<Exclusion>& exclusions = {},
                int extension = 0,
                const std::vector<sdk::HolidayNotice>& by = notices()) {
    const auto proof =
        count_deadline(day(from), term, extension, exclusions, sdk::WorkCalendar(by));
    return proof.due ? sdk::format_day(*proof.due) : "open";
}

Term working_days(int count) {
    return {Term::Unit::working_days, count};
}

// LAW: 行政许可法 第八十二条
TEST(WorkingDays, AreCountedWithoutStatutoryHolidaysFromTheNextDay) {
    EXPECT_EQ(due("2024-02-08", working_days(5)), "2024-02-21");
    EXPECT_EQ(due("2024-02-08", working_days(10)), "2024-02-28");
    EXPECT_EQ(due("2024-04-26", working_days(20)), "2024-05-27");
    EXPECT_EQ(due("2025-09-24", working_days(20)), "2025-10-28");
    EXPECT_EQ(due("2025-01-20", working_days(45)), "2025-03-28");
    EXPECT_EQ(due("2025-05-06", working_days(20)), "2025-06-04");
    EXPECT_EQ(due("2026-02-13", working_days(45)), "2026-04-24");
    EXPECT_EQ(due("2026-03-02", working_days(20)), "2026-03-30");
    EXPECT_EQ(due("2024-02-10", working_days(0)), "2024-02-10");
}

// LAW: 民法典 第二百零一条
TEST(AProof, TellsEveryDayAndItsReason) {
    const auto proof =
        count_deadline(day("2024-02-08"), working_days(2), 0, {}, sdk::WorkCalendar(notices()));
    ASSERT_EQ(proof.days.size(), 11u);
    EXPECT_EQ(proof.days[0].use, ProofDay::Use::day_zero);
    EXPECT_EQ(proof.days[1].use, ProofDay::Use::counted);  // 02-09 was a workday in 2024
    EXPECT_EQ(proof.days[2].use, ProofDay::Use::skipped);
    EXPECT_EQ(proof.days[2].reason.zh_cn, "放假（通知 gov.cn/2024）");
    EXPECT_EQ(proof.days[2].article, "行政许可法 第八十二条");
    EXPECT_EQ(proof.days[10].reason.zh_cn, "调休上班（通知 gov.cn/2024）");
    EXPECT_EQ(to_json(proof)["due"], "2024-02-18");
}

TEST(AProof, ChangesWhenOneHolidayIsTakenOutOfTheCalendar) {
    auto changed = notices();
    std::erase(changed[0].days_off, day("2024-02-12"));
    EXPECT_EQ(due("2024-02-08", working_days(10), {}, 0, changed), "2024-02-27");
}

// LAW: 行政许可法 第四十五条
TEST(ExcludedTime, IsNotCountedAndOverlapsCountOnce) {
    const Exclusion hearing{day("2025-03-03"), day("2025-03-12"), "hearing"};
    EXPECT_EQ(due("2025-02-20", working_days(20)), "2025-03-20");
    EXPECT_EQ(due("2025-02-20", working_days(20), {hearing}), "2025-04-01");
    const Exclusion weekend{day("2025-03-01"), day("2025-03-02"), "hearing"};
    EXPECT_EQ(due("2025-02-20", working_days(20), {weekend}), "2025-03-20");
    EXPECT_EQ(due("2025-02-20",
                  working_days(20),
                  {{day("2025-03-03"), day("2025-03-07"), "testing"},
                   {day("2025-03-05"), day("2025-03-12"), "hearing"}}),
              "2025-04-01");
    EXPECT_EQ(due("2025-02-20", working_days(20), {{day("2025-03-03"), {}, "hearing"}}), "open");
}

// Of 2025-10-09 to 2025-10-11 all three days would count: the Saturday is worked that week.
// LAW: 行政许可法 第四十五条
TEST(ExcludedTime, HoldsASaturdayThatIsWorked) {
    const Exclusion testing{day("2025-10-09"), day("2025-10-11"), "testing"};
    EXPECT_EQ(due("2025-09-24", working_days(20), {testing}), "2025-10-31");
    const Exclusion until_friday{day("2025-10-09"), day("2025-10-10"), "testing"};
    EXPECT_EQ(due("2025-09-24", working_days(20), {until_friday}), "2025-10-30");
}

TEST(AnExtension, FollowsTheTerm) {
    EXPECT_EQ(due("2025-01-20", working_days(20), {}, 10), "2025-03-07");
}

// LAW: 民法典 第二百零二条
// LAW: 民法典 第二百零三条
TEST(Months, EndOnTheSameDayNumberAndMoveOffADayOff) {
    EXPECT_EQ(due("2026-03-10", {Term::Unit::months, 3}), "2026-06-10");
    EXPECT_EQ(due("2025-11-30", {Term::Unit::months, 3}), "2026-02-28");
    EXPECT_EQ(due("2026-03-20", {Term::Unit::months, 3}), "2026-06-22");  // 06-20 is a holiday
    EXPECT_EQ(due("2026-03-10",
                  {Term::Unit::months, 3},
                  {{day("2026-04-01"), day("2026-04-02"), "hearing"}}),
              "2026-06-12");
}

TEST(ACountPastTheLastNotice, IsProvisional) {
    const auto proof =
        count_deadline(day("2026-12-30"), working_days(3), 0, {}, sdk::WorkCalendar(notices()));
    EXPECT_TRUE(proof.provisional);
    EXPECT_EQ(sdk::format_day(*proof.due), "2027-01-05");
    EXPECT_EQ(proof.days[2].reason.en,
              "statutory holiday (the year's notice is not published: provisional)");
}

TEST(ANotice, IsRefusedWithThePlaceThatDoesNotHold) {
    const Json good = {
        {"id", "n"}, {"year", 2026}, {"days_off", {"2026-01-01"}}, {"workdays", {"2026-01-04"}}};
    EXPECT_TRUE(notice_from_json(good));
    Json wrong = good;
    wrong["days_off"] = {"2024-01-01"};
    EXPECT_EQ(notice_from_json(wrong).error().findings[0].pointer, "/days_off/0");
    wrong["days_off"] = {"2026-02-30"};
    EXPECT_EQ(notice_from_json(wrong).error().findings[0].pointer, "/days_off/0");
    wrong = good;
    wrong["workdays"] = {"2026-01-01"};
    EXPECT_EQ(notice_from_json(wrong).error().id, "CALENDAR_NOTICE");
    wrong = good;
    wrong.erase("id");
    EXPECT_EQ(notice_from_json(wrong).error().findings[0].pointer, "/id");
    wrong = good;
    wrong["issued_on"] = "2025-13-01";
    EXPECT_EQ(notice_from_json(wrong).error().findings[0].pointer, "/issued_on");
}

sdk::HolidayNotice notice(const char* id,
                          const char* days_off,
                          const char* workdays,
                          const char* issued_on = nullptr) {
    Json file{{"id", id}, {"year", 2020}, {"days_off", Json::array()}, {"workdays", Json::array()}};
    if (*days_off != 0) file["days_off"].push_back(days_off);
    if (*workdays != 0) file["workdays"].push_back(workdays);
    if (issued_on != nullptr) file["issued_on"] = issued_on;
    return notice_from_json(file).value();
}

TEST(ANotice, MayNameDaysOfTheYearBefore) {
    EXPECT_EQ(notice("2020", "2019-12-31", "").days_off.size(), 1);
}

TEST(Notices, AreOrderedByTheirIssueSoThatAnAmendmentWins) {
    const auto first = notice("a", "", "2020-02-01", "2019-11-21");
    const auto amended = notice("b", "2020-02-01", "", "2020-01-27");
    for (const auto& files : {std::vector{first, amended}, std::vector{amended, first}}) {
        const auto ordered = in_order_of_issue(files);
        ASSERT_TRUE(ordered);
        EXPECT_FALSE(sdk::WorkCalendar(*ordered).is_workday(day("2020-02-01")));
        EXPECT_EQ(sdk::WorkCalendar(*ordered).reason(day("2020-02-01")).notice, "b");
    }
    const auto undated = notice("c", "", "2020-02-01");
    EXPECT_EQ(in_order_of_issue({amended, undated})->front().id, "c");
}

TEST(Notices, ThatContradictEachOtherWithoutADateAreRefusedByName) {
    const auto conflict =
        in_order_of_issue({notice("a", "", "2020-02-01"), notice("b", "2020-02-01", "")});
    ASSERT_FALSE(conflict);
    EXPECT_EQ(conflict.error().id, "CALENDAR_CONFLICT");
    for (const char* name : {"a", "b", "2020-02-01"}) {
        EXPECT_NE(conflict.error().message.en.find(name), std::string::npos) << name;
    }
    const auto same_day = in_order_of_issue(
        {notice("a", "", "2020-02-01", "2020-01-27"), notice("b", "2020-02-01", "", "2020-01-27")});
    EXPECT_FALSE(same_day);
    EXPECT_TRUE(in_order_of_issue({notice("a", "2020-02-01", ""), notice("b", "2020-02-01", "")}));
}

}  // namespace
}  // namespace oneseal

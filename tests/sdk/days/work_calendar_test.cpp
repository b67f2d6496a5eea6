#include <gtest/gtest.h>

#include "days/days.hpp"
#include "sdk/vectors/vectors.hpp"

namespace oneseal::sdk {
namespace {

using std::chrono::days;

TEST(WorkCalendar, KnowsTheDaysOfTheNotices) {
    const WorkCalendar calendar = published_calendar();
    const nlohmann::json all = vectors("calendar.json");
    for (const auto& known : all["is_workday"]) {
        EXPECT_EQ(calendar.is_workday(day(known["d"])), known["workday"]) << known;
    }
}

TEST(WorkCalendar, HasTheWorkdaysOfAYear) {
    const WorkCalendar calendar = published_calendar();
    EXPECT_EQ(calendar.workdays_between(day("2023-12-31"), day("2024-12-31")).workdays, 251);
    EXPECT_EQ(calendar.workdays_between(day("2024-12-31"), day("2025-12-31")).workdays, 248);
    EXPECT_EQ(calendar.workdays_between(day("2025-12-31"), day("2026-12-31")).workdays, 248);
}

TEST(WorkCalendar, SaysWhyADayIsOne) {
    const WorkCalendar calendar = published_calendar();
    const auto kind = [&](const char* text) { return calendar.reason(day(text)).kind; };
    EXPECT_EQ(kind("2024-02-09"), DayKind::workday);
    EXPECT_EQ(kind("2024-02-18"), DayKind::adjusted_workday);
    EXPECT_EQ(kind("2024-02-25"), DayKind::weekend);
    EXPECT_EQ(kind("2024-02-12"), DayKind::holiday);
    EXPECT_EQ(kind("2027-10-01"), DayKind::fixed_holiday);
    EXPECT_EQ(kind("2027-10-04"), DayKind::workday);
    EXPECT_EQ(calendar.reason(day("2024-02-12")).notice, "gov.cn/2024");
    EXPECT_EQ(calendar.reason(day("2024-02-18")).notice, "gov.cn/2024");
    EXPECT_EQ(calendar.reason(day("2024-02-09")).notice, "");
}

TEST(WorkCalendar, CountsForwardFromTheDayAfter) {
    const WorkCalendar calendar = published_calendar();
    const nlohmann::json all = vectors("calendar.json");
    for (const auto& known : all["add_workdays"]) {
        const auto end = calendar.add_workdays(day(known["start"]), known["working_days"]);
        EXPECT_EQ(format_day(end.value().day), known["deadline"]) << known;
        EXPECT_FALSE(end->provisional);
    }
}

TEST(WorkCalendar, CountsBackFromTheDayBefore) {
    const WorkCalendar calendar = published_calendar();
    const nlohmann::json all = vectors("calendar.json");
    for (const auto& known : all["food_renewal_window"]) {
        const Day expiry = day(known["expiry"]);
        EXPECT_EQ(format_day(calendar.add_workdays(expiry, -90)->day), known["opens"]);
        EXPECT_EQ(format_day(calendar.add_workdays(expiry, -15)->day), known["last_normal_day"]);
    }
}

TEST(WorkCalendar, CountsBetweenWithoutTheFirstAndWithTheLast) {
    const WorkCalendar calendar = published_calendar();
    const nlohmann::json all = vectors("calendar.json");
    for (const auto& known : all["workdays_between"]) {
        EXPECT_EQ(calendar.workdays_between(day(known["a"]), day(known["b"])).workdays, known["n"]);
        EXPECT_EQ(calendar.workdays_between(day(known["b"]), day(known["a"])).workdays, 0);
    }
    EXPECT_EQ(calendar.workdays_between(day("2024-02-08"), day("2024-02-08")).workdays, 0);
}

TEST(WorkCalendar, AgreesWithCountingDayByDay) {
    const WorkCalendar calendar = published_calendar();
    for (Day start = day("2023-11-20"); start < day("2027-02-01"); start += days{1}) {
        Day forward = start;
        Day back = start;
        int passed = 0;
        for (int count = 1; count <= 30; ++count) {
            do forward += days{1};
            while (!calendar.is_workday(forward));
            do back -= days{1};
            while (!calendar.is_workday(back));
            ASSERT_EQ(calendar.add_workdays(start, count)->day, forward);
            ASSERT_EQ(calendar.add_workdays(start, -count)->day, back);
            ASSERT_EQ(calendar.workdays_between(start, forward).workdays, ++passed);
            const DayKind kind = calendar.reason(forward).kind;
            ASSERT_TRUE(kind == DayKind::workday || kind == DayKind::adjusted_workday);
        }
    }
}

TEST(WorkCalendar, ADayThatIsNoWorkdayIsItsOwnZeroth) {
    const WorkCalendar calendar = published_calendar();
    EXPECT_EQ(calendar.add_workdays(day("2024-02-12"), 0)->day, day("2024-02-12"));
    EXPECT_FALSE(calendar.add_workdays(day("2031-02-12"), 0)->provisional);
}

TEST(WorkCalendar, IsProvisionalOnlyWhereItCountedInAYearWithoutANotice) {
    const WorkCalendar calendar = published_calendar();
    const auto end = [&](const char* start, int count) {
        return calendar.add_workdays(day(start), count).value();
    };
    EXPECT_FALSE(end("2026-12-28", 3).provisional);  // 12-31 is the third
    EXPECT_TRUE(end("2026-12-28", 4).provisional);
    EXPECT_EQ(end("2026-12-28", 4).day, day("2027-01-04"));
    EXPECT_FALSE(end("2027-01-01", -1).provisional);  // the day itself never counts
    EXPECT_TRUE(end("2027-01-05", -1).provisional);
    EXPECT_FALSE(calendar.workdays_between(day("2026-12-01"), day("2026-12-31")).provisional);
    EXPECT_TRUE(calendar.workdays_between(day("2026-12-31"), day("2027-01-01")).provisional);
    EXPECT_FALSE(calendar.workdays_between(day("2023-12-31"), day("2024-01-31")).provisional);
    EXPECT_TRUE(calendar.workdays_between(day("2023-12-30"), day("2024-01-31")).provisional);
    EXPECT_TRUE(calendar.published(2026));
    EXPECT_FALSE(calendar.published(2027));
}

TEST(WorkCalendar, WithoutNoticesOnlyTheFixedDaysAreOff) {
    const WorkCalendar calendar;
    for (const char* off :
         {"2031-01-01", "2031-05-01", "2031-05-02", "2031-10-01", "2031-10-02", "2031-10-03"}) {
        EXPECT_FALSE(calendar.is_workday(day(off))) << off;
    }
    EXPECT_TRUE(calendar.is_workday(day("2031-10-06")));
    EXPECT_TRUE(calendar.workdays_between(day("2030-12-31"), day("2031-12-31")).provisional);
}

TEST(WorkCalendar, ALaterNoticeChangesSingleDays) {
    const std::vector<HolidayNotice> notices = {
        {"first", 2030, {day("2030-01-31")}, {}},
        {"extended", 2030, {day("2030-02-01")}, {day("2030-01-31")}}};
    const WorkCalendar calendar(notices);
    EXPECT_TRUE(calendar.is_workday(day("2030-01-31")));
    EXPECT_FALSE(calendar.is_workday(day("2030-02-01")));
    EXPECT_EQ(calendar.reason(day("2030-01-31")).notice, "extended");
}

HolidayNotice notice_of_2031(const std::vector<const char*>& days_off) {
    HolidayNotice notice{"n", 2031, {}, {}};
    for (const char* off : days_off) notice.days_off.push_back(day(off));
    return notice;
}

TEST(WorkCalendar, AYearIsPublishedOnlyWithItsStatutoryDays) {
    const std::vector<const char*> all{"2031-01-01",
                                       "2031-01-23",
                                       "2031-01-24",
                                       "2031-01-25",
                                       "2031-04-05",
                                       "2031-05-01",
                                       "2031-06-24",
                                       "2031-10-01",
                                       "2031-10-02",
                                       "2031-10-03"};
    EXPECT_TRUE(WorkCalendar({notice_of_2031(all)}).published(2031));
    EXPECT_FALSE(WorkCalendar({notice_of_2031({})}).published(2031));
    for (std::size_t left_out = 0; left_out < all.size(); ++left_out) {
        auto some = all;
        some.erase(some.begin() + static_cast<std::ptrdiff_t>(left_out));
        const WorkCalendar calendar({notice_of_2031(some)});
        EXPECT_FALSE(calendar.published(2031)) << all[left_out];
        EXPECT_FALSE(calendar.is_workday(day("2031-10-01"))) << all[left_out];
        EXPECT_TRUE(calendar.workdays_between(day("2031-03-01"), day("2031-03-05")).provisional);
    }
}

TEST(WorkCalendar, ADayBelongsToItsOwnYearWhateverTheNotices) {
    const WorkCalendar calendar({{"2023", 2023, {day("2022-12-31")}, {day("2022-12-24")}}});
    EXPECT_FALSE(calendar.published(2022));
    EXPECT_FALSE(calendar.published(2023));
    EXPECT_FALSE(calendar.is_workday(day("2022-12-31")));
    EXPECT_TRUE(calendar.is_workday(day("2022-12-24")));
    EXPECT_EQ(calendar.add_workdays(day("2022-12-23"), 1)->day, day("2022-12-24"));
}

TEST(WorkCalendar, NeverLeavesTheYears1To9999) {
    const WorkCalendar calendar;
    EXPECT_EQ(calendar.add_workdays(day("9999-12-30"), 1)->day, day("9999-12-31"));
    EXPECT_FALSE(calendar.add_workdays(day("9999-12-31"), 1));
    EXPECT_EQ(calendar.add_workdays(day("0001-01-03"), -1)->day, day("0001-01-02"));
    EXPECT_FALSE(calendar.add_workdays(day("0001-01-02"), -1));
    EXPECT_FALSE(calendar.add_workdays(day("2024-01-01"), INT64_MAX));
    EXPECT_FALSE(calendar.add_workdays(day("2024-01-01"), INT64_MIN));
    EXPECT_EQ(calendar.workdays_between(day("0001-01-01"), day("9999-12-31")).workdays, 2565719);
}

}  // namespace
}  // namespace oneseal::sdk

// Legal days and working days: the one place where both the kernel and the departments' rules
// count them. Days run from 0001-01-01 to 9999-12-31; what would leave that range is nullopt.
// Everything here is pure and may be called from any thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace oneseal::sdk {
inline namespace v0_9 {

using Day = std::chrono::sys_days;

// Strict YYYY-MM-DD of a day that exists.
std::optional<Day> parse_day(std::string_view text);
// REQUIRES: the day is in the range.
std::string format_day(Day day);

std::optional<Day> add_days(Day day, std::int64_t days);
// A day that the month does not have becomes its last day: 2024-01-31 and one month is 2024-02-29.
std::optional<Day> add_months(Day day, std::int64_t months);

// The last day of a term of so many months that begins with the day: the one before the same day
// number, or the month's last day where the month has no such number. 2024-02-29 and 12 months is
// 2025-02-28; one day more is not the term's, one day less would be the applicant's loss.
// LAW: 民法典 第二百零二条
std::optional<Day> term_end(Day first, std::int64_t months);

// What the State Council's notice says about one year, and about days of its neighbours. A later
// notice in a list changes single days of an earlier one.
struct HolidayNotice {
    std::string id{};
    int year = 0;
    std::vector<Day> days_off{};
    std::vector<Day> workdays{};  // weekend days on which people work
    std::optional<Day> issued_on{};
};

enum class DayKind {
    workday,
    adjusted_workday,  // a weekend day that a notice makes a workday
    weekend,
    holiday,       // a day off by a notice
    fixed_holiday  // a statutory day with a fixed date, in a year without a notice
};

struct DayReason {
    DayKind kind = DayKind::workday;
    std::string notice{};  // the id of the notice that says so; empty where none does
};

// A count that touched a year without a notice is provisional: to be shown, and counted again.
struct WorkdayDate {
    Day day{};
    bool provisional = false;
};
struct WorkdayCount {
    int workdays = 0;
    bool provisional = false;
};

// A year is published when the notices of that year name its statutory days, those with a fixed
// date, Spring Festival, Qingming and Dragon Boat: a notice that only begins to say what a year
// holds ends no provisional count. In a year without such a notice the weekends and 01-01, 05-01,
// 05-02, 10-01, 10-02, 10-03 are off.
class WorkCalendar {
  public:
    explicit WorkCalendar(std::vector<HolidayNotice> notices = {});

    bool published(int year) const { return published_.contains(year); }
    bool is_workday(Day day) const;
    DayReason reason(Day day) const;

    // The count-th workday after the day, or before it where count is negative. The day itself
    // never counts; with count 0 it is the answer even where it is no workday.
    std::optional<WorkdayDate> add_workdays(Day day, std::int64_t count) const;
    // The workdays in (after, up_to]; 0 where up_to is not later.
    WorkdayCount workdays_between(Day after, Day up_to) const;

  private:
    // before[i] is the number of workdays among the first i days of the year, so that counting
    // takes a step a year, not a step a day.
    struct Year {
        std::array<std::uint16_t, 367> before{};
    };
    struct Listed {
        bool workday = false;
        std::string notice{};
    };

    bool names_statutory_days(int year) const;
    Year count(int year) const;
    const Year& year(int year) const;
    bool all_published(Day first, Day last) const;

    std::set<int> published_{};
    std::map<Day, Listed> listed_{};
    std::map<int, Year> years_{};      // the years that a notice says something about
    std::array<Year, 14> unlisted_{};  // all others, by the weekday of January 1 and leap year
};

}  // namespace v0_9
}  // namespace oneseal::sdk

#include "days/days.hpp"

#include <algorithm>

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::year_month_day;

constexpr int first_year = 1;
constexpr int last_year = 9999;

constexpr Day first_of(int year) {
    return Day{std::chrono::year{year} / 1 / 1};
}
constexpr Day first_day = first_of(first_year);
constexpr Day last_day = first_of(last_year + 1) - days{1};

int year_of(Day day) {
    return static_cast<int>(year_month_day{day}.year());
}

std::size_t index_in_year(Day day, int year) {
    return static_cast<std::size_t>((day - first_of(year)).count());
}

std::size_t length_of(int year) {
    return index_in_year(first_of(year + 1), year);
}

// Years that begin on the same weekday and are equally long have the same weekends and fixed dates.
std::size_t shape_of(int year) {
    return std::chrono::weekday{first_of(year)}.c_encoding() * 2 + (length_of(year) == 366 ? 1 : 0);
}

bool on_weekend(Day day) {
    return std::chrono::weekday{day}.iso_encoding() > 5;
}

// The statutory days whose date is known without a notice.
bool has_fixed_date(Day day) {
    const year_month_day date{day};
    const auto m = static_cast<unsigned>(date.month());
    const auto d = static_cast<unsigned>(date.day());
    return (m == 1 && d == 1) || (m == 5 && d <= 2) || (m == 10 && d <= 3);
}

std::optional<int> number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    const auto year = number(text.substr(0, 4));
    const auto month_number = number(text.substr(5, 2));
    const auto day_number = number(text.substr(8, 2));
    if (!year || !month_number || !day_number || *year < first_year) return {};
    const year_month_day date{std::chrono::year{*year},
                              month{static_cast<unsigned>(*month_number)},
                              std::chrono::day{static_cast<unsigned>(*day_number)}};
    if (!date.ok()) return {};
    return Day{date};
}

std::string format_day(Day day) {
    const year_month_day date{day};
    std::string text = "0000-00-00";
    const auto put = [&text](std::size_t last, std::size_t digits, unsigned value) {
        for (std::size_t i = 0; i < digits; ++i, value /= 10) {
            text[last - i] = static_cast<char>('0' + value % 10);
        }
    };
    put(3, 4, static_cast<unsigned>(static_cast<int>(date.year())));
    put(6, 2, static_cast<unsigned>(date.month()));
    put(9, 2, static_cast<unsigned>(date.day()));
    return text;
}

std::optional<Day> add_days(Day day, std::int64_t count) {
    if (count > (last_day - day).count() || count < (first_day - day).count()) return {};
    return day + days{count};
}

std::optional<Day> add_months(Day day, std::int64_t months) {
    const year_month_day date{day};
    constexpr std::int64_t most = 12 * (last_year + 1);
    if (months > most || months < -most) return {};
    const std::int64_t month_index = static_cast<int>(date.year()) * 12 +
                                     static_cast<unsigned>(date.month()) - std::int64_t{1} + months;
    if (month_index < 12 * first_year || month_index >= most) return {};
    const std::chrono::year_month target{std::chrono::year{static_cast<int>(month_index / 12)},
                                         month{static_cast<unsigned>(month_index % 12 + 1)}};
    const year_month_day last{target / std::chrono::last};
    return Day{target / std::min(date.day(), last.day())};
}

std::optional<Day> term_end(Day first, std::int64_t months) {
    const auto end = add_months(first, months);
    if (!end) return {};
    const bool same_number = year_month_day{*end}.day() == year_month_day{first}.day();
    return same_number ? add_days(*end, -1) : end;
}

WorkCalendar::WorkCalendar(std::vector<HolidayNotice> notices) {
    // Before anything is listed: 28 years in a row have every shape that a year can have.
    for (int y = 2000; y < 2028; ++y) unlisted_[shape_of(y)] = count(y);
    std::set<int> named;
    for (const HolidayNotice& notice : notices) {
        named.insert(notice.year);
        const auto list = [&](const std::vector<Day>& listed, bool workday) {
            for (const Day day : listed) {
                listed_[day] = {workday, notice.id};
                named.insert(year_of(day));
            }
        };
        list(notice.days_off, false);
        list(notice.workdays, true);
    }
    for (const HolidayNotice& notice : notices) {
        if (names_statutory_days(notice.year)) published_.insert(notice.year);
    }
    for (const int year : named) years_[year] = count(year);
}

// 全国年节及纪念日放假办法, article 2.
bool WorkCalendar::names_statutory_days(int year) const {
    const auto off = [&](unsigned m, unsigned d) {
        const auto found = listed_.find(Day{std::chrono::year{year} / m / d});
        return found != listed_.end() && !found->second.workday;
    };
    const auto some_off = [&](Day first, Day last, int least) {
        const auto end = listed_.upper_bound(last);
        return std::count_if(listed_.lower_bound(first), end, [](const auto& each) {
                   return !each.second.workday;
               }) >= least;
    };
    const auto day = [&](unsigned m, unsigned d) { return Day{std::chrono::year{year} / m / d}; };
    // Qingming and Dragon Boat are days off since 2008.
    return off(1, 1) && off(5, 1) && off(10, 1) && off(10, 2) && off(10, 3) &&
           some_off(day(1, 20), day(2, 28), 3) &&
           (year < 2008 ||
            (some_off(day(4, 3), day(4, 7), 1) && some_off(day(5, 24), day(6, 26), 1)));
}

WorkCalendar::Year WorkCalendar::count(int year) const {
    Year counted;
    const Day first = first_of(year);
    for (std::size_t i = 0; i < length_of(year); ++i) {
        const DayKind kind = reason(first + days{i}).kind;
        const bool works = kind == DayKind::workday || kind == DayKind::adjusted_workday;
        counted.before[i + 1] = static_cast<std::uint16_t>(counted.before[i] + (works ? 1 : 0));
    }
    return counted;
}

const WorkCalendar::Year& WorkCalendar::year(int year) const {
    const auto found = years_.find(year);
    if (found != years_.end()) return found->second;
    return unlisted_[shape_of(year)];
}

DayReason WorkCalendar::reason(Day day) const {
    const auto listed = listed_.find(day);
    if (listed != listed_.end()) {
        if (!listed->second.workday) return {DayKind::holiday, listed->second.notice};
        return {on_weekend(day) ? DayKind::adjusted_workday : DayKind::workday,
                listed->second.notice};
    }
    if (on_weekend(day)) return {DayKind::weekend, ""};
    if (!published(year_of(day)) && has_fixed_date(day)) return {DayKind::fixed_holiday, ""};
    return {DayKind::workday, ""};
}

bool WorkCalendar::is_workday(Day day) const {
    const int y = year_of(day);
    const std::size_t i = index_in_year(day, y);
    const Year& counted = year(y);
    return counted.before[i + 1] != counted.before[i];
}

bool WorkCalendar::all_published(Day first, Day last) const {
    for (int y = year_of(first); y <= year_of(last); ++y) {
        if (!published(y)) return false;
    }
    return true;
}

WorkdayCount WorkCalendar::workdays_between(Day after, Day up_to) const {
    if (up_to <= after) return {};
    const Day first = after + days{1};
    const int first_year_touched = year_of(first);
    const int last_year_touched = year_of(up_to);
    int workdays = -year(first_year_touched).before[index_in_year(first, first_year_touched)];
    for (int y = first_year_touched; y < last_year_touched; ++y) {
        workdays += year(y).before[length_of(y)];
    }
    workdays += year(last_year_touched).before[index_in_year(up_to, last_year_touched) + 1];
    return {workdays, !all_published(first, up_to)};
}

std::optional<WorkdayDate> WorkCalendar::add_workdays(Day day, std::int64_t count) const {
    if (count == 0) return WorkdayDate{day, false};
    constexpr std::int64_t most = 366 * last_year;
    if (count > most || count < -most) return {};
    int y = year_of(day);
    std::int64_t before = year(y).before[index_in_year(day, y) + (count > 0 ? 1 : 0)];
    // The wanted day is the one with exactly `before` workdays before it in its year.
    before += count > 0 ? count - 1 : count;
    while (before < 0) {
        if (--y < first_year) return {};
        before += year(y).before[length_of(y)];
    }
    while (before >= year(y).before[length_of(y)]) {
        before -= year(y).before[length_of(y)];
        if (++y > last_year) return {};
    }
    const auto& counted = year(y).before;
    const auto* const past =
        std::upper_bound(counted.data(), counted.data() + length_of(y), before);
    const Day found = first_of(y) + days{past - counted.data() - 1};
    const bool known =
        count > 0 ? all_published(day + days{1}, found) : all_published(found, day - days{1});
    return WorkdayDate{found, !known};
}

}  // namespace v0_9
}  // namespace oneseal::sdk

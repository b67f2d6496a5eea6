#include "calendar/notices.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "base/findings.hpp"
#include "base/json.hpp"
#include "calendar/errors.hpp"

namespace oneseal {
namespace {

Error refused(std::string pointer, const Text& message) {
    return with_findings(calendar::errors::calendar_notice(message),
                         {{std::move(pointer), message, "", ""}});
}

Error conflict(const sdk::HolidayNotice& one, const sdk::HolidayNotice& other, sdk::Day day) {
    const std::string date = sdk::format_day(day);
    return calendar::errors::calendar_conflict(one.id, other.id, date);
}

// Reads one list of days; each is a text or an object with `date`.
Result<std::vector<sdk::Day>> read_days(const Json& file, const char* key, int year) {
    std::vector<sdk::Day> days;
    std::size_t index = 0;
    for (const Json& item : file.value(key, Json::array())) {
        const std::string pointer = std::string("/") + key + "/" + std::to_string(index++);
        const Json& date = item.is_object() && item.contains("date") ? item["date"] : item;
        const auto day = date.is_string() ? sdk::parse_day(date.get<std::string>()) : std::nullopt;
        if (!day) return refused(pointer, calendar::errors::no_date());
        const std::chrono::year_month_day calendar_day{*day};
        // What a notice moves may lie across the turn of the year: 2022-12-31 in that of 2023.
        if (std::abs(static_cast<int>(calendar_day.year()) - year) > 1) {
            return refused(pointer, calendar::errors::another_year());
        }
        days.push_back(*day);
    }
    return days;
}

Json day_list(const std::vector<sdk::Day>& days) {
    Json list = Json::array();
    for (const sdk::Day day : days) list.push_back(sdk::format_day(day));
    return list;
}

}  // namespace

Result<sdk::HolidayNotice> notice_from_json(const Json& file) {
    if (!file.is_object() || !file.contains("year") || !file["year"].is_number_integer()) {
        return refused("/year", calendar::errors::year_missing());
    }
    sdk::HolidayNotice notice;
    notice.year = file["year"].get<int>();
    notice.id = file.value("id", "");
    if (notice.id.empty()) return refused("/id", calendar::errors::id_missing());
    if (file.contains("issued_on")) {
        const Json& issued = file["issued_on"];
        if (issued.is_string()) notice.issued_on = sdk::parse_day(issued.get<std::string>());
        if (!notice.issued_on) return refused("/issued_on", calendar::errors::no_date());
    }
    auto days_off = read_days(file, "days_off", notice.year);
    if (!days_off) return days_off.error();
    auto workdays = read_days(file, "workdays", notice.year);
    if (!workdays) return workdays.error();
    notice.days_off = std::move(*days_off);
    notice.workdays = std::move(*workdays);
    for (const sdk::Day day : notice.workdays) {
        if (std::ranges::find(notice.days_off, day) != notice.days_off.end()) {
            return refused("/workdays",
                           calendar::errors::both_off_and_workday(sdk::format_day(day)));
        }
    }
    return notice;
}

Result<std::vector<sdk::HolidayNotice>> in_order_of_issue(std::vector<sdk::HolidayNotice> notices) {
    std::ranges::stable_sort(notices, {}, &sdk::HolidayNotice::issued_on);
    struct Said {
        bool workday = false;
        const sdk::HolidayNotice* by = nullptr;
    };
    std::map<sdk::Day, Said> said;
    for (const sdk::HolidayNotice& notice : notices) {
        for (const auto* days : {&notice.days_off, &notice.workdays}) {
            const bool workday = days == &notice.workdays;
            for (const sdk::Day day : *days) {
                const auto [before, is_new] = said.try_emplace(day, Said{workday, &notice});
                if (!is_new && before->second.workday != workday &&
                    before->second.by->issued_on == notice.issued_on) {
                    return conflict(*before->second.by, notice, day);
                }
                before->second = {workday, &notice};
            }
        }
    }
    return notices;
}

Json context_document(const std::vector<sdk::HolidayNotice>& notices) {
    Json list = Json::array();
    for (const auto& notice : notices) {
        list.push_back({{"id", notice.id},
                        {"year", notice.year},
                        {"days_off", day_list(notice.days_off)},
                        {"workdays", day_list(notice.workdays)}});
    }
    return {{"context", 1}, {"calendar", {{"notices", std::move(list)}}}};
}

}  // namespace oneseal

// Reads the vector files beside this header.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "days/days.hpp"

namespace oneseal::sdk {

inline std::ifstream open_vectors(const std::string& name) {
    return std::ifstream(ONESEAL_SOURCE_DIR "/tests/sdk/vectors/" + name);
}

inline nlohmann::json vectors(const std::string& name) {
    std::ifstream file = open_vectors(name);
    return nlohmann::json::parse(file);
}

inline Day day(const std::string& text) {
    return parse_day(text).value();
}

// The State Council's notices for 2024, 2025 and 2026.
inline WorkCalendar published_calendar() {
    const auto days = [](const nlohmann::json& texts) {
        std::vector<Day> list;
        for (const std::string text : texts) list.push_back(day(text));
        return list;
    };
    std::vector<HolidayNotice> notices;
    const nlohmann::json all = vectors("calendar.json");
    for (const auto& notice : all["notices"]) {
        notices.push_back(
            {notice["id"], notice["year"], days(notice["days_off"]), days(notice["workdays"])});
    }
    return WorkCalendar(notices);
}

}  // namespace oneseal::sdk

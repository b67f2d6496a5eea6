// The site survey, from its plan to its record.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace oneseal::cases {

// A visit that came to nothing, as before a locked door.
struct SurveyAttempt {
    std::string at{};
    std::string by{};
    std::string reason{};
    std::string evidence{};
};

struct Survey {
    std::optional<Day> assigned_on{};
    std::optional<Day> planned_on{};
    std::string place{};
    std::string started_at{};
    std::vector<SurveyAttempt> attempts{};
    std::string recorded_at{};
    Json record = Json();           // the whole record
    Json results = Json::object();  // {item: {result, value?}}
};

}  // namespace oneseal::cases

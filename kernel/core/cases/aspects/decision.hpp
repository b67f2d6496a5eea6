// How the case ended, and the licence that came of it.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "cases/outcomes.hpp"

namespace oneseal::cases {

struct Outcome {
    DecisionKind kind = DecisionKind::grant;
    std::string at{};
    std::optional<Day> on{};
    std::string by{};
    std::string paper{};
    Json grounds = Json::array();
};

struct DecisionAspect {
    std::optional<Outcome> outcome{};
    std::string licence_number{};
    Json licence = Json();
    std::optional<Day> sealed_on{};
    std::string delivered_at{};
    std::string end_reason{};
    std::optional<Day> ended_on{};
};

}  // namespace oneseal::cases

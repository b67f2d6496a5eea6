// What an evaluation found: one entry of a verdict's findings.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "department/matter.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct Finding {
    std::string rule{};
    Outcome outcome = Outcome::flag;
    std::string pointer{};
    nlohmann::json message{};
    nlohmann::json basis = nlohmann::json::array();
    bool failed = false;
};

}  // namespace v0_9
}  // namespace oneseal::sdk

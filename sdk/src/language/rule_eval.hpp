// One expression evaluated by itself, for the command line: nothing is declared, so every type is
// found out while evaluating.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "days/days.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// {"expr": text, "vars": {name: JSON}} -> {"type": "int", "value": 3}, with "provisional": true
// where a workday was counted without a notice;
// {"type": "unknown", "value": [names]} where it depends on a name that `vars` leaves out;
// {"error": {code, line, column, message: {zh-CN, en}}}, also for a request of another shape.
nlohmann::json rule_eval(const nlohmann::json& request, const WorkCalendar& calendar);

}  // namespace v0_9
}  // namespace oneseal::sdk

// Where the case stands before and at acceptance.
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "cases/outcomes.hpp"

namespace oneseal::cases {

struct IntakeAspect {
    std::optional<Day> intake_from{};  // day zero of the five days: receipt, or the full supplement
    std::optional<Day> accepted_on{};
    std::string accepted_at{};
    bool accepted_by_silence = false;
    bool verdict_pending = false;
    VerdictOutcome outcome_of_filing{};  // when the filing was last evaluated
};

}  // namespace oneseal::cases

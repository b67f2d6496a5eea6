// What a case counts for in statistics, as columns of its row.
#pragma once

#include <optional>
#include <string>

#include "cases/clocks.hpp"

namespace oneseal::desk {

class Desk;

struct Figures {
    // These follow from what happened alone; empty where it did not happen.
    std::string accepted_on{};
    std::string surveyed_on{};
    std::string outcome{};                    // grant, refuse
    std::string ended_on{};                   // where it ended without a decision
    std::optional<long long> minutes_used{};  // where it was decided on the day of acceptance
    // These hang on the calendar and the package of the moment.
    std::string statutory_due{};                // of the decision
    std::optional<long long> statutory_days{};  // working days from acceptance to that day
    std::optional<long long> days_used{};       // working days from acceptance to the decision

    bool operator==(const Figures&) const = default;
};

// Without what hangs on the calendar. A damaged instant counts for nothing. [any thread]
Figures figures_of(const cases::Case& now);
// All of them. [any thread]
Figures figures_of(const cases::Case& now,
                   const std::vector<cases::CaseClock>& clocks,
                   const cases::Context& context);

// Reckons what an earlier version has left open; damaged cases, and those whose package is not
// installed, stay so. Fails as Database::query(). [blocks]
Result<void> fill_figures(const Desk& desk, const std::string& county);

}  // namespace oneseal::desk

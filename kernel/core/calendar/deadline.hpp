// Deadline proofs. A due date is never a bare date: it is the list of days counted, skipped and
// excluded, each with its reason and article, so that anyone can count it again.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/text.hpp"

namespace oneseal {

// A length of time as a law or a document sets it.
struct Term {
    enum class Unit { working_days, calendar_days, months };
    Unit unit = Unit::working_days;
    int count = 0;
};

// A stretch of days that does not count (article 45): from the first to the last day, both
// included. Without a last day it is still open, and there is no due date yet.
struct Exclusion {
    Day first{};
    std::optional<Day> last{};
    std::string kind{};  // hearing, inspection, testing, quarantine, appraisal, expert_review …
};

struct ProofDay {
    enum class Use {
        day_zero,  // the day of the event; never counted
        counted,
        skipped,   // no working day
        excluded,  // does not count by article 45
        moved      // the end fell on a day off and moves on
    };
    Day day{};
    Use use = Use::counted;
    Text reason{};
    std::string article{};
};

struct DeadlineProof {
    Day day_zero{};
    std::optional<Day> due{};  // none while an exclusion is open
    // Past the last published holiday notice: to be shown as such, and counted again.
    bool provisional = false;
    std::vector<ProofDay> days{};
};

// The last day on which an authority that starts counting after `day_zero` is still in time.
// Working days are walked one by one; months end on the same day number (or the month's last day),
// each excluded calendar day moves the end by one day, and an end on a day off moves to the next
// working day. `extension` more working days follow the term.
// REQUIRES: term.count >= 0, extension >= 0, all within the years 1-9999.
DeadlineProof count_deadline(Day day_zero,
                             Term term,
                             int extension,
                             const std::vector<Exclusion>& exclusions,
                             const sdk::WorkCalendar& calendar);

// {"day_zero", "due" or null, "provisional", "days": [{"day", "use", "reason", "article"?}]}
nlohmann::json to_json(const DeadlineProof& proof);

}  // namespace oneseal

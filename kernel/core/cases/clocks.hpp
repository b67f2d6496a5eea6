// The clocks of a case, their deadline proofs, the lights they show and the timers they set. All of
// it is derived from the case: nothing here is stored truth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "calendar/deadline.hpp"
#include "cases/context.hpp"

namespace oneseal::cases {

enum class ClockKind { intake, supplement, survey, promise, decision, sealing, delivery, serving };

constexpr EnumNames<ClockKind, 8> clock_kinds{
    {"intake", "supplement", "survey", "promise", "decision", "sealing", "delivery", "serving"}};
constexpr const auto& names_of(ClockKind) {
    return clock_kinds;
}

// One clock that runs, or has run, for a case.
struct CaseClock {
    ClockKind kind{};
    Text title{};
    std::string article{};  // empty where only the bureau's own rule sets it
    DeadlineProof proof{};
    bool running = false;
};

std::vector<CaseClock> clocks(const Case& now, const Context& context);
// The decision clock's proof, or the intake clock's before acceptance; null where none runs.
const CaseClock* leading_clock(const std::vector<CaseClock>& all);

// The applicant's days to answer what was served. The last day that he was told stands where a
// later holiday notice would make it an earlier one. REQUIRES: the instant of a service.
DeadlineProof answer_period(const std::string& served_at,
                            int days,
                            const std::optional<Day>& told,
                            const sdk::WorkCalendar& calendar);

// green, yellow, orange, red: workflow.md section 4. Past the statutory limit is red; past the
// promise, or one working day left, orange; half of the promised time gone, yellow.
std::string light(const std::vector<CaseClock>& all, const Context& context);

// The first day of each light, so that a list tells it by comparing days; without any, no clock
// with a last day leads.
struct LightDays {
    std::optional<Day> yellow{};
    std::optional<Day> orange{};
    std::optional<Day> red{};
};
LightDays light_days(const std::vector<CaseClock>& all, const sdk::WorkCalendar& calendar);
// Empty where none of the days is set.
std::string light_on(const LightDays& days, Day today);
// The last day of the promise that runs; of the leading clock where none does.
std::optional<Day> promised_due(const std::vector<CaseClock>& all);

// What must happen by itself, and when. A timer of day D fires at the start of D+1.
enum class TimerKind { accept, terminate, complete_supplement, archive, evaluate, alarm };

struct Timer {
    TimerKind kind{};
    std::optional<ClockKind> clock{};  // of an alarm
    Instant fires_at{};

    std::string name() const;  // accept, …, alarm/<clock>: as it is stored
    // The command of the system that it is.
    std::string action() const;
    Json body() const;
};
// By its clocks, where they are at hand.
std::vector<Timer> timers(const Case& now,
                          const std::vector<CaseClock>& all,
                          const Context& context);
std::vector<Timer> timers(const Case& now, const Context& context);

}  // namespace oneseal::cases

// Instants and legal days. The clock is injected by `app`; only test programs can set it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "days/days.hpp"

namespace oneseal {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using sdk::Day;

class Clock {
  public:
    virtual ~Clock() = default;
    // [any thread]
    virtual Instant now() const = 0;
};

class SystemClock : public Clock {
  public:
    Instant now() const override;
};

// The legal day is the day in UTC+08:00, which China keeps all year.
Day legal_day(Instant instant);
// The first instant of a legal day: timers of day D fire at the start of D+1.
Instant start_of(Day day);

// YYYY-MM-DD; empty where there is no day.
std::string day_text(const std::optional<Day>& day);

// RFC 3339 with milliseconds and the offset +08:00, as 2024-02-08T09:00:00.000+08:00.
std::string format_instant(Instant instant);
// Takes any offset and up to three decimals; nullopt for what is no such text.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace oneseal

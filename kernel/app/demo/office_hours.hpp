// When something happens at a bureau: on working days, from nine to half past five.
#pragma once

#include "app/demo/chance.hpp"
#include "base/clock.hpp"

namespace oneseal::demo {

// Some time of that day.
Instant on_day(Day day, Chance& chance);

// When a step is taken after the one before: {"days": [from, to]}, working days, or {"minutes":
// [from, to]} later, and on the next working day where the bureau has closed meanwhile. What an
// applicant does within minutes does not wait for that.
Instant after(const Json& step, Instant from, const sdk::WorkCalendar& calendar, Chance& chance);

}  // namespace oneseal::demo

// When something happens at a bureau: on working days, from nine to half past five.
#pragma once

#include "app/demo/chance.hpp"
#include "base/clock.hpp"

namespace oneseal::demo {

// Some time of that day.
Instant on_day(Day day, Chance& chance);

// Of {"days": [from, to]}, working days, or {"minutes": [from, to]}: so long after an instant, and
// on the next working day where the bureau has closed meanwhile.
Instant after(const Json& delay, Instant from, const sdk::WorkCalendar& calendar, Chance& chance);

}  // namespace oneseal::demo

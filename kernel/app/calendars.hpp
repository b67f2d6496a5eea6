// The holiday notices of a folder.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "days/days.hpp"

namespace oneseal {

// Fails as `not_found` (CALENDARS_MISSING) or as notice_from_json() does.
Result<std::vector<sdk::HolidayNotice>> read_notices(const std::string& directory);
Result<sdk::WorkCalendar> read_calendar(const std::string& directory);

}  // namespace oneseal

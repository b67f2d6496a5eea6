// Holiday notices of the State Council as the kernel reads them, and the context document that
// carries them into the plugins.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "base/error.hpp"
#include "days/days.hpp"

namespace oneseal {

// One file of config/calendars. Fails as invalid_input (CALENDAR_NOTICE), naming the place: a day
// that is neither of the notice's year nor of the next or the one before, a day that is no date, a
// day that is both off and a workday.
Result<sdk::HolidayNotice> notice_from_json(const nlohmann::json& file);

// In the order in which they were issued, so that an amendment wins; those without a date first.
// Fails as invalid_input (CALENDAR_CONFLICT), naming both notices and the day, where two say
// different things of one day and no date tells which is the later.
Result<std::vector<sdk::HolidayNotice>> in_order_of_issue(std::vector<sdk::HolidayNotice> notices);

// The context document (sdk/schema/context.schema.json). Its canonical bytes are content-addressed:
// a receipt names their SHA-256, so that a verdict can be repeated with the same calendar.
nlohmann::json context_document(const std::vector<sdk::HolidayNotice>& notices);

}  // namespace oneseal

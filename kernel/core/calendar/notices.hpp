// Holiday notices of the State Council as the kernel reads them, and the context document that
// carries them into the plugins.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "base/error.hpp"
#include "days/days.hpp"

namespace oneseal {

// One file of config/calendars. Fails as invalid_input (CALENDAR_NOTICE), naming the place: a day
// of another year, a day that is no date, a day that is both off and a workday.
Result<sdk::HolidayNotice> notice_from_json(const nlohmann::json& file);

// The context document (sdk/schema/context.schema.json). Its canonical bytes are content-addressed:
// a receipt names their SHA-256, so that a verdict can be repeated with the same calendar.
nlohmann::json context_document(const std::vector<sdk::HolidayNotice>& notices);

}  // namespace oneseal

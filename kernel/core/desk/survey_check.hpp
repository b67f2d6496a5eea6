// What a survey's record must be before anybody is asked about it: a value of another kind would
// look to the plugin's host like a fault of the plugin, and never be mended.
#pragma once

#include <set>
#include <string>

#include "base/json.hpp"
#include "catalogue/matter.hpp"

namespace oneseal::desk {

// Fails as `invalid_input` (ACTION_BODY) with a finding for each result of a wrong kind, and for
// each photo that is none of the case's `attachments` (digests).
Result<void> check_survey(const SurveyTerms& survey,
                          const Json& body,
                          const std::set<std::string>& attachments);

}  // namespace oneseal::desk

// What a check and a filing begin with.
#pragma once

#include "desk/desk.hpp"

namespace oneseal::desk {

// The case that an application asks for. Fails as `invalid_input` (MATERIAL_UNKNOWN).
Result<cases::Case> draft_of(const Caller& caller, Application application, const Matter& matter);

}  // namespace oneseal::desk

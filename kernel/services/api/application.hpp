// The body of checks, cases and form: an application.
#pragma once

#include "api/call.hpp"

namespace oneseal::api {

enum class Purpose { check, file, edit };

// Fails as invalid_input (BODY_INVALID) with a finding for each unknown key and wrong kind.
// `materials`: ids, or for staff at the counter {id, kind, copies, pages}; an applicant puts files
// into a draft instead, except in a check.
Result<desk::Application> read_application(const Call& call, Purpose purpose);

}  // namespace oneseal::api

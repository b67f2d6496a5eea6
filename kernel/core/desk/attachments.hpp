// Files that the bureau's own people put to a case: photos of a survey, signatures.
#pragma once

#include "access/principal.hpp"
#include "cases/case.hpp"
#include "desk/attachment_repository.hpp"

namespace oneseal::desk {

// Who has the case in hand: the drawn team, the reviewer, the intake clerk. Fails as `forbidden`
// (NOT_ASSIGNED) and `conflict` (CASE_CLOSED).
Result<void> may_attach(const access::Principal& who, const cases::Case& now);

}  // namespace oneseal::desk

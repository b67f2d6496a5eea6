// What the same applicant has under way or holds for the same matter at the same place: told to
// whoever checks and to whoever handles the case, and never a reason by itself to refuse.
#pragma once

#include "base/clock.hpp"
#include "cases/case.hpp"
#include "catalogue/matter.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// [{number, licence_number, message}], where a number is empty until there is one; a licence counts
// from its seal on. Empty where the matter's document or the form names no place. Places are the
// same where they differ in nothing but blanks and width. Of more than fifty cases of one applicant
// the newest are looked at. Fails as Database::query(). [not on an I/O thread]
Result<Json> same_place(storage::Database& database,
                        const Matter& matter,
                        const cases::Case& now,
                        Day today);

}  // namespace oneseal::desk

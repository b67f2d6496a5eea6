// A case as its applicant, or who acts for it, sees it. A member of the case shows here only once
// its key is written down. LAW: 个人信息保护法 第六条
#pragma once

#include "desk/county.hpp"
#include "journal/entry.hpp"

namespace oneseal::desk {

// REQUIRES: a case as this applicant may know it (Desk::read). `account` is the reader's: another
// one's is not told.
Json applicant_view(const cases::Case& now, const std::string& account);

// One entry of the journal: kind, instant and whether the applicant's side, the bureau or the
// system did it; null for what the bureau writes down for itself.
Json applicant_event(const journal::Entry& entry, const County& county);

}  // namespace oneseal::desk

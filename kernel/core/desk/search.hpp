// What a case is found by, and what somebody looks for. Each Chinese character is a term and a run
// of them a phrase, so that a name of two characters is found; numbers are found by their beginning
// and by their last digits. Pure.
#pragma once

#include <string>

#include "cases/case.hpp"
#include "catalogue/matter.hpp"

namespace oneseal::desk {

// Terms with blanks between them, of one county: its number, the applicant and who stands for it,
// the mobile number, the licence's number, the place and the matter.
// Without the matter, whose package may be gone, they lack its title and the place.
std::string words_of(const cases::Case& now, const Matter* matter);

// The same text as a query of SQLite's FTS5 in that county: every part has to be there. Empty where
// it is less than two Chinese characters or four letters or digits that stand together.
std::string query_of(const std::string& county, const std::string& text);

}  // namespace oneseal::desk

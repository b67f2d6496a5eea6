// What of a form counts. An answer in a field that is hidden, or of another variant, does not
// exist: the department's verdict names it, and nobody is looked up or bound by it.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "catalogue/matter.hpp"

namespace oneseal {

// The form without the keys that these pointers name ("/key"); deeper pointers change nothing.
Json effective_form(Json form, const std::vector<std::string>& ignored);

// Those of the pointers that the form answers and that name a party, or whom a register is asked
// about.
std::vector<std::string> ignored_parties(const Matter& matter,
                                         const Json& form,
                                         const std::vector<std::string>& ignored);

}  // namespace oneseal

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

// Takes out of the form what a verdict ignores of it that names a party, or whom a register is
// asked about, and adds its pointers to `left_out`. Where there was any, whoever was asked about
// the form is to be asked anew.
bool leave_out_parties(const Matter& matter,
                       const std::vector<std::string>& ignored,
                       Json& form,
                       std::vector<std::string>& left_out);

}  // namespace oneseal

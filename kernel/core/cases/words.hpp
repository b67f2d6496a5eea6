// The words for what code has short names for, as people know it.
#pragma once

#include <string>

#include "base/json.hpp"
#include "cases/case.hpp"

namespace oneseal::cases {

Text state_title(State state);
Text role_title(Role role);
// Of a group of findings, or of the whole.
Text verdict_title(VerdictOutcome outcome);
Text clock_title(const std::string& clock);

// The article that a clock, or a paper's branch, rests on; empty where only the bureau's own rule
// does.
std::string clock_article(const std::string& clock);
std::string article(const std::string& what);
// Of what the applicant is asked to correct and that has no basis of its own.
Json basis_of_corrections();

}  // namespace oneseal::cases

// Which papers of a case somebody may read.
#pragma once

#include <vector>

#include "access/principal.hpp"
#include "cases/case.hpp"

namespace oneseal::api {

// All of them for staff. The applicant gets what is addressed to them, once it is sealed where it
// bears a seal; the bureau's papers to itself it does not get.
std::vector<cases::PaperRecord> shown_papers(const access::Principal& who, const cases::Case& now);

}  // namespace oneseal::api

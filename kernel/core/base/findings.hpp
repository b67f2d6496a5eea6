// An error that says where in the input something is wrong.
#pragma once

#include <vector>

#include "base/error.hpp"

namespace oneseal {

Error with_findings(Error error, std::vector<Finding> findings);

}  // namespace oneseal

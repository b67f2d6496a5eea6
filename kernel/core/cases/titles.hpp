// What people call an action.
#pragma once

#include <string>

#include "base/error.hpp"

namespace oneseal::cases {

// Its id where there is no such action.
Text action_title(const std::string& action);

}  // namespace oneseal::cases

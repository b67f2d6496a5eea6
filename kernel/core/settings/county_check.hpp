// What a schema can't say of a county's document: that names are unique and lead somewhere.
// Internal to this folder.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "base/error.hpp"

namespace oneseal {

// Empty where all is well. REQUIRES: the document is of its schema's shape.
std::vector<Finding> check_county(const nlohmann::json& county);

}  // namespace oneseal

// What a department's documents must hold beyond their published schemas: names that lead nowhere,
// lists that can never apply, ids that mean something else. Held against packages that are new
// here; one that is pinned by cases stays as it was taken.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace oneseal {

// Each finding's pointer leads into the document. REQUIRES: the schema has accepted it.
std::vector<Finding> check_matter_document(const Json& matter);

// `manifest_id` is the package's: one department, one id.
std::vector<Finding> check_department_document(const Json& department,
                                               const std::string& manifest_id);

// The manifest of a department: its interfaces and capabilities, and that it names each matter
// file that it brings. Pointers lead into manifest.json.
std::vector<Finding> check_department_manifest(const Json& manifest);

}  // namespace oneseal

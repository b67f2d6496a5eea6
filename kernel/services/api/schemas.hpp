// What the contract's schemas take from the kernel's own tables and documents, so that nothing is
// typed twice.
#pragma once

#include "base/json.hpp"

namespace oneseal::api {

// Wherever {"x-names": "states"} stands in it, the names of that enum: states, roles,
// decision_kinds, clock_kinds, verdict_outcomes. Throws std::logic_error for another.
void name_enums(Json& schema);

// MatterDocument, from the SDK's schema of a matter, whose definitions become schemas beside it
// (MatterBasis …). Throws std::logic_error where one of them is there already.
void add_matter_document(Json& schemas);

}  // namespace oneseal::api

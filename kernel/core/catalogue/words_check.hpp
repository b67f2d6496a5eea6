// What is said to people in a matter's document, held against the rest of it: the questions before
// a form, and what papers say of a rule or a survey item that is not met.
#pragma once

#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace oneseal {

// Each fault with its pointer. REQUIRES: a document that its JSON Schema has accepted. [any thread]
std::vector<Finding> check_words(const Json& matter);

}  // namespace oneseal

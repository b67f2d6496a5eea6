// The API's OpenAPI 3.1 document as this kernel answers it: openapi/*.json, with a path and the
// body of each action that people can take, made from the actions' documents.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace oneseal::api {

// Made at the first call. [any thread]
const std::string& contract();

// What is wrong with a body by the document's schema of that name, each with its place.
// [any thread]
std::vector<Finding> faults_of(const Json& body, const char* schema);
// BODY_INVALID. REQUIRES: a finding.
Error body_invalid(std::vector<Finding> findings);

}  // namespace oneseal::api

// The API's OpenAPI 3.1 document as this kernel answers it: openapi.json, with a path and the body
// of each action that people can take, made from the actions' documents.
#pragma once

#include <string>

namespace oneseal::api {

// Made at the first call. [any thread]
const std::string& contract();

}  // namespace oneseal::api

// The API's OpenAPI 3.1 document, built in from openapi.json.
#pragma once

#include <string_view>

namespace oneseal::api {

std::string_view openapi_document();

}  // namespace oneseal::api

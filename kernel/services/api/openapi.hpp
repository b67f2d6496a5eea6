// The API's OpenAPI 3.1 document as it is written: openapi/document.json, and a file a resource
// with its paths and schemas, so that people who add routes to two resources do not meet.
#pragma once

#include <span>
#include <string_view>

#include "base/json.hpp"

namespace oneseal::api {

struct DocumentPart {
    std::string_view name{};
    std::string_view text{};
};

// What is built in; document.json is the first.
std::span<const DocumentPart> document_parts();
// The SDK's schema of a matter's document.
std::string_view matter_schema();

// The first part with the paths and schemas of the others. Throws std::logic_error where a schema
// is there twice, or a method of a path, or a part has something else besides: the author's fault.
Json merged(std::span<const DocumentPart> parts);

// Of the parts that are built in. [any thread]
const Json& openapi_document();

}  // namespace oneseal::api

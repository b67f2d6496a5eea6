// An action's body against the schema of the action's document. The keywords are few, and each is
// enforced: type, properties, required, additionalProperties (true, or the
// schema of the others; without it a body is closed), items,
// enum, minItems, maxItems, minimum, maximum, maxLength, and beside a property x-oneseal {title,
// hint, widget, options, kind, of: whose choices a case has (binding.hpp)}. Kinds of a text: text
// (a person can see it), id, day, instant, digest.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace oneseal::cases {

// What is wrong with a body, each with its place; empty where it holds.
std::vector<Finding> check_body(const Json& schema, const Json& body);

// Where a schema says what check_body() would not enforce, or leaves a property without a title in
// both languages; empty where it holds.
std::string fault_of_schema(const Json& schema);

}  // namespace oneseal::cases

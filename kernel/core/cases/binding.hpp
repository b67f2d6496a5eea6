// An action's body as one case asks for it: what its document says is chosen `of` the case (papers,
// people, materials, findings, the checklist's items) becomes choices with titles, so that a screen
// draws the dialog from the schema alone.
#pragma once

#include <nlohmann/json.hpp>

#include "cases/context.hpp"

namespace oneseal::cases {

// The same schema, each member with x-oneseal `of` bound: a text gets `enum` and `options`, an
// object `properties`. The plain schema (body.hpp) decides what holds; this one says what there is.
// What has no choices now is left as it is. What only another role fills in (x-oneseal `by`) is
// left out.
Json bind_body(const Json& schema, const Case& now, const Context& context, const Actor& actor);

// Whether there is such a source.
bool is_bound_source(const std::string& of);

}  // namespace oneseal::cases

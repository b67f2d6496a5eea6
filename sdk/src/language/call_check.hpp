// The check of one call of a function or operator.
#pragma once

#include <vector>

#include "language/report.hpp"
#include "language/syntax.hpp"
#include "language/type.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// The type of the result, where the arguments have these types. Sets the node's overloads, and its
// pattern.
Type check_call(Node& node, std::vector<Type> types, Report& report);

}  // namespace v0_9
}  // namespace oneseal::sdk

// Walks a completed tree with the values of a scope.
#pragma once

#include "language/language.hpp"
#include "language/syntax.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// REQUIRES: the check found no problem in the tree.
Evaluated evaluate(const Node& root, const Scope& scope);

}  // namespace v0_9
}  // namespace oneseal::sdk

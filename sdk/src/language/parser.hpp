// From text to a tree, in CEL's grammar and with its precedence.
#pragma once

#include <string_view>
#include <variant>

#include "language/syntax.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// How deep an expression may nest, so that no text can overflow the stack, here or in the check,
// the evaluator or the tree's destructor. Chains of && and || count as one level.
inline constexpr int deepest_nesting = 100;
inline constexpr std::size_t longest_text = 16 * 1024;

std::variant<NodePtr, Problem> parse(std::string_view text);

}  // namespace v0_9
}  // namespace oneseal::sdk

// The check of a tree against declarations: names, types, and what may be null. It completes the
// tree for the evaluator.
#pragma once

#include <vector>

#include "language/non_null.hpp"
#include "language/syntax.hpp"
#include "language/type.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct Checked {
    std::vector<Problem> problems{};  // none: the tree is complete
    std::set<std::string> reads{};
    NonNull implied{};
};

Checked check(Node& root,
              const Declarations& declarations,
              const Type& expected,
              const NonNull& non_null);

}  // namespace v0_9
}  // namespace oneseal::sdk

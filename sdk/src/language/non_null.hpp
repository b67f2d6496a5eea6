// What a condition says about null: the names that cannot be null where it is true, or where it is
// false. Only forms that never fail on null themselves count, so that the order of && does not
// matter: x != null, x == 'a', x in ['a'], id_ok(x), their negations and combinations.
#pragma once

#include <set>
#include <string>

#include "language/names.hpp"
#include "language/syntax.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

using NonNull = std::set<std::string>;

// `known` and what the node adds to it where it is `outcome`.
NonNull non_null_where(const Node& node, bool outcome, const NonNull& known, const Names& names);

}  // namespace v0_9
}  // namespace oneseal::sdk

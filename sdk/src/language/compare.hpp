// Order and equality of known values.
#pragma once

#include <compare>

#include "language/value.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// By exact value, without rounding the int to a double. Unordered where the double is NaN.
std::partial_ordering compare_numbers(std::int64_t a, double b);

// Two booleans, two strings, or two numbers of either kind; unordered for everything else.
std::partial_ordering compare(const Value& a, const Value& b);

}  // namespace v0_9
}  // namespace oneseal::sdk

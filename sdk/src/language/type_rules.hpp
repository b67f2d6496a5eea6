// Which types go together.
#pragma once

#include <string>

#include "language/functions.hpp"
#include "language/type.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// What is either of two types; dynamic where they have nothing in common.
Type join(const Type& a, const Type& b);
Type element_of(const Type& list);

// Whether they can ever be equal: 1 == 1.0 can, 'a' == 1 cannot.
bool comparable(const Type& a, const Type& b);

// Whether a value of the type, where it is not null, may be passed.
bool accepts(Param param, const Type& type);

}  // namespace v0_9
}  // namespace oneseal::sdk

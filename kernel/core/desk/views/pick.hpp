// What an allow-list lets through.
#pragma once

#include <initializer_list>

#include "base/json.hpp"

namespace oneseal::desk {

using Keys = std::initializer_list<const char*>;

// The members of an object with these keys; null where it is null.
Json pick(const Json& from, Keys keys);
// The same of each object in a list.
Json pick_each(const Json& list, Keys keys);
// Materials with these keys, each with its files with theirs.
Json pick_materials(const Json& list, Keys keys, Keys of_files);

}  // namespace oneseal::desk

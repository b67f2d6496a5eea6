// The names of what a plugin's process does, as answers have them.
#pragma once

#include "base/enum_names.hpp"
#include "host/hosts.hpp"

namespace oneseal::api {

inline const char* name_of(host::HostState state) {
    static constexpr EnumNames<host::HostState, 4> names{
        {"stopped", "starting", "running", "pausing"}};
    return names.of(state);
}

}  // namespace oneseal::api

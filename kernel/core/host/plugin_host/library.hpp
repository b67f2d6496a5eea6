// Loads the one package version that this process serves. The only user of Boost.DLL.
#pragma once

#include <string>

#include "oneseal/plugin.h"

namespace oneseal::plugin_host {

struct Library {
    const oneseal_department_1* department = nullptr;  // null where it cannot be used
    std::string refusal{};                             // why, for people
};

// Loads the library behind a file descriptor and checks its entry. It stays loaded until the
// process ends: unloading is the process ending.
Library load_library(int fd);

}  // namespace oneseal::plugin_host

// Answers the kernel's calls with one plugin until the kernel hangs up.
#pragma once

#include <cstddef>

#include "host/protocol.hpp"
#include "oneseal/plugin.h"

namespace oneseal::plugin_host {

// Single-threaded; returns when the control channel or every call channel has closed.
// The channels' file descriptors are non-blocking.
void serve(const oneseal_department_1& department, std::size_t channels, host::Progress& progress);

}  // namespace oneseal::plugin_host

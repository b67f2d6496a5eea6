// What the system refuses, as an error of this folder. Internal to this folder.
#pragma once

#include <string>

#include "base/error.hpp"

namespace oneseal::storage {

// For a failed system call: STORAGE_FULL where the disk or a quota is full.
Error system_fault(const std::string& call, int error_number);

}  // namespace oneseal::storage

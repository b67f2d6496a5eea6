// The errors of this folder. None repeats a value that was bound. Internal to this folder.
#pragma once

#include <string>

#include "base/error.hpp"

namespace oneseal::storage {

// `cause` is a code of the engine or of the system, as "sqlite 10".
Error storage_unavailable(const std::string& cause);
Error storage_full(const std::string& cause);
// A statement that the database does not accept is a fault of ours.
Error statement_refused(const std::string& statement, const std::string& cause);
Error nul_in_text(const std::string& statement);

// For a failed system call: storage_full where the disk or a quota is full.
Error system_fault(const std::string& call, int error_number);

}  // namespace oneseal::storage

#include "storage/faults.hpp"

#include <cerrno>

#include "storage/errors.hpp"

namespace oneseal::storage {

Error system_fault(const std::string& call, int error_number) {
    const std::string cause = call + " " + std::to_string(error_number);
    const bool full = error_number == ENOSPC || error_number == EDQUOT;
    return full ? errors::storage_full(cause) : errors::storage_unavailable(cause);
}

}  // namespace oneseal::storage

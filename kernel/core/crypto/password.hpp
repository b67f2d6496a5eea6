// Passwords at rest: Argon2id with libsodium's limits for interactive use (64 MiB, about 50 ms of
// one core). [any thread, except those of an I/O context: both calls take that long on purpose]
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace oneseal::crypto {

// Text that holds algorithm, limits, salt and digest. Fails as `unavailable` (OUT_OF_MEMORY) where
// the memory is not to be had.
Result<std::string> hash_password(std::string_view password);

// Whether this password gave that hash; false too where the hash cannot be read. Fails as
// hash_password() does: short of memory, a right password is not called wrong.
Result<bool> verify_password(std::string_view password, std::string_view hash);

}  // namespace oneseal::crypto

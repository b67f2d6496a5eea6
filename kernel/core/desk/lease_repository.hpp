// The statements about leases: which node fires the timers of a county.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// Until when the county's lease was taken; empty where it never was.
Result<std::string> read_lease(storage::Database& database, const std::string& county);

// Guarded: the lease is taken where it is ours, or has run out, or lasts longer than any can.
struct Lease {
    std::string county{};
    std::string node{};
    Instant now{};
    Instant until{};
    Instant longest{};
};
storage::Write take_lease(const Lease& lease);

}  // namespace oneseal::desk

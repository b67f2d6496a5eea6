// Whether what follows from a county's chains is what its tables and files hold: snapshots, the
// columns of lists, assignments, timers, the outbox, licences, uses of seals, stored answers,
// counters, bans and lists, objects and files. What no chain explains is named.
#pragma once

#include <string>
#include <vector>

#include "journal/verify.hpp"

namespace oneseal::verification {

struct DerivedReport {
    std::vector<journal::Fault> faults{};
    long long drafts = 0;  // counted, not explained: their edits are on no record
};

// `record` is what journal::verify() found: what hangs on a chain that does not hold is not judged.
// `blobs` is the folder of files. Fails as Database::query(). REQUIRES: a database opened for one
// state, or one that nobody writes to.
Result<DerivedReport> verify_derived(storage::Database& database,
                                     const std::string& county,
                                     const journal::Report& record,
                                     const std::string& blobs);

}  // namespace oneseal::verification

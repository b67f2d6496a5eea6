// What the journal holds of a case, read back: receipts, papers, and verdicts repeated.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "cases/case.hpp"
#include "desk/case_repository.hpp"
#include "host/hosts.hpp"
#include "host/shelf.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// Every receipt of the case in order, each with the seq of its entry. [not on an I/O thread]
Result<std::vector<Json>> read_receipts(storage::Database& database, const cases::Case& now);

// The content of a paper. Fails as `not_found` (PAPER_UNKNOWN). [not on an I/O thread]
Result<Json> read_paper(storage::Database& database,
                        const cases::Case& now,
                        const std::string& paper);

// Repeats every verdict with its own package and context and compares the bytes:
// {"receipts", "identical", "different": [{seq, package_digest, context}], "not_open": […]}, where
// not_open are those whose package is not on the shelf, or does not open any more. What is not open
// now is opened for as long as it takes, one at a time. Fails as `unavailable` (DESK_BUSY) where
// others' take too long. [not on an I/O thread]
Result<Json> replay(storage::Database& database,
                    host::Hosts& hosts,
                    const host::Shelf& shelf,
                    const cases::Case& now);

// The case as it stood before a decision that waits for its seal: from its journal up to there.
// REQUIRES: stored.before_decision. [not on an I/O thread]
Result<StoredCase> before_decision(storage::Database& database, const StoredCase& stored);

// The case as its journal tells it: the events of its first entries applied in order.
Result<cases::Case> rebuild(storage::Database& database,
                            const std::string& county,
                            const std::string& id,
                            long long first_entries);
// [{kind, data}], as events_of() writes them. Fails as `internal` (EVENTS_UNREADABLE).
Result<cases::Case> apply_events(cases::Case now, const Json& events);

}  // namespace oneseal::desk

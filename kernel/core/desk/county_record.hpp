// What a county's own chains say of its registers and its configuration: ~registers begins with
// the bans, lists and counters as they were found, ~configuration has an entry for each
// configuration that the server has run with.
#pragma once

#include <vector>

#include "desk/county.hpp"
#include "desk/register_repository.hpp"
#include "journal/county_chain.hpp"
#include "storage/objects.hpp"

namespace oneseal::desk {

// Where the chain has not begun. Names too the objects that earlier versions stored and no chain
// names. Fails as Database::query() and commit().
Result<void> begin_registers(storage::Database& database, const std::string& county, Instant now);

// Stores the documents and starts the counters; says so in the chain where anything is another
// than at the last start. Fails as Database::query() and commit().
Result<void> put_on_record(storage::Database& database,
                           const std::string& code,
                           const County& county,
                           const std::vector<storage::Object>& documents,
                           Instant now);

// Who changes a register, for what reason, and when.
struct Ordered {
    std::string county{};
    std::string by{};
    std::string reason{};
    Instant at{};
};

// Each with its entry. Fail as `conflict` (REGISTER_ROW_EXISTS), as `not_found`
// (REGISTER_ROW_UNKNOWN), and as Database::query() and commit(). A running server sees them after a
// reload.
Result<void> enter_ban(storage::Database& database, const Ordered& ordered, const Ban& ban);
Result<void> lift_ban(storage::Database& database, const Ordered& ordered, const std::string& id);
Result<void> enter_in_list(storage::Database& database,
                           const Ordered& ordered,
                           const ListEntry& entry);
Result<void> remove_from_list(storage::Database& database,
                              const Ordered& ordered,
                              const ListEntry& entry);

}  // namespace oneseal::desk

// The statements of the record, and nothing else. Not for other folders.
#pragma once

#include "storage/database.hpp"

namespace oneseal::journal {

extern const storage::Statement insert_entry;
extern const storage::Statement select_entries;
extern const storage::Statement list_chains;
extern const storage::Statement select_chain;
extern const storage::Statement insert_anchor;
extern const storage::Statement select_anchors;
extern const storage::Statement find_last_anchor;
extern const storage::Statement find_any_anchor;
extern const storage::Statement advance_chain;
extern const storage::Statement find_chain;
extern const storage::Statement list_chain_heads;

}  // namespace oneseal::journal

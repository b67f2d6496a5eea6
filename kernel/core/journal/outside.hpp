// Copies of anchors outside of the database, in a folder of the administrator's choice: who can
// change or remove rows still has to meet them. One file an anchor, <county>-<seq>.json, which is
// canonical JSON {"anchor": body, "leaves": body of the object of leaves}; carry copies elsewhere.
#pragma once

#include "journal/anchor.hpp"

namespace oneseal::journal {

struct OutsideAnchor {
    std::string body{};
    std::string leaves{};  // empty where only the anchor was kept
};

// Writes what the folder does not have yet of a county's anchors, each synced. Fails as
// Database::query() and, where the folder takes no file, as `unavailable` (ANCHOR_NOT_KEPT).
Result<void> keep_outside(storage::Database& database,
                          const std::string& county,
                          const std::string& folder);

// One file, or all of a folder; a file as keep_outside() or `oneseal journal anchor` wrote it. A
// folder that is missing is empty. Fails as `unavailable` (ANCHOR_UNREADABLE).
Result<std::vector<OutsideAnchor>> read_outside(const std::string& path);

// Whether the database has any anchor. Fails as Database::query().
Result<bool> has_anchors(storage::Database& database);

// Fails as `conflict` (ANCHORS_MISSING) where the folder has a later anchor of a county than the
// database: it was replaced by an older or an empty one.
Result<void> check_none_missing(storage::Database& database, const std::string& folder);

}  // namespace oneseal::journal

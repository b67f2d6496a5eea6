// The statements about drafts as such: how many there are, and their end.
#pragma once

#include <cstdint>
#include <string>

#include "cases/case.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

struct OpenDrafts {
    int count = 0;
    std::int64_t file_bytes = 0;
};

// An account's open drafts and the files in them; no more than `most` drafts are looked at.
Result<OpenDrafts> read_open_drafts(storage::Database& database,
                                    const std::string& county,
                                    const std::string& account,
                                    int most);

// Guarded by the draft's version: nothing hangs on one yet.
storage::Write delete_draft(const cases::Case& now);

}  // namespace oneseal::desk

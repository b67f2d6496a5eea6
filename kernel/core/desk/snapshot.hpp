// The snapshot in a case's row: the case as JSON, with the version of that form.
#pragma once

#include <string>

#include "desk/case_repository.hpp"

namespace oneseal::desk {

// Counted up with every change that an older kernel would lose when it writes the row again.
inline constexpr int snapshot_version = 3;

// The case as it is to be stored: with the bytes whose digest the entry names.
StoredCase stored_of(cases::Case now, journal::Head head = {});

// Fails as `internal`: CASE_UNREADABLE where it is no case, holds a state that nobody knows, or an
// instant that is none; CASE_SNAPSHOT_NEWER where a newer kernel has written it. `reference` is
// what the case is called in the message.
Result<cases::Case> read_snapshot(const std::string& text, const std::string& reference);

}  // namespace oneseal::desk

// The installation's evidence key: an Ed25519 key that signs anchors and nothing else, never the
// seal's. A file of 64 hexadecimal digits (the secret key) that only its owner may read.
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "crypto/signature.hpp"
#include "storage/database.hpp"

namespace oneseal::journal {

// Reads the key; makes it where neither the file nor any anchor exists yet, and then syncs file and
// directory before it is used. A key is put on record (chain ~evidence) before its file is made.
// Fails as `unavailable`: EVIDENCE_KEY_EXPOSED where others may read the file,
// EVIDENCE_KEY_UNREADABLE where it holds no key or cannot be read or made; as `conflict`
// (EVIDENCE_FOLDER_USED) where the database knows nothing of the key; and as Database::query() and
// commit(). A key that is lost, as by a restore of the database alone, is never replaced: the
// anchors it signed would lose their proof. Nor does a new database take the place of a lost one.
Result<crypto::KeyPair> evidence_key(storage::Database& database,
                                     const std::string& path,
                                     Instant now);

// Reads the key, and makes and records nothing; nothing where there is no file.
Result<std::optional<crypto::KeyPair>> existing_evidence_key(const std::string& path);

}  // namespace oneseal::journal

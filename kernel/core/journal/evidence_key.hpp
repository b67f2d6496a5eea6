// The installation's evidence key: an Ed25519 key that signs anchors and nothing else, never the
// seal's. A file of 64 hexadecimal digits (the secret key) that only its owner may read.
#pragma once

#include <string>

#include "base/error.hpp"
#include "crypto/signature.hpp"
#include "storage/database.hpp"

namespace oneseal::journal {

// Reads the key; makes it where neither the file nor any anchor exists yet, and then syncs file and
// directory before it is used. Fails as `unavailable`: EVIDENCE_KEY_EXPOSED where others may read
// the file, EVIDENCE_KEY_UNREADABLE where it holds no key or cannot be read or made; and as
// Database::query(). A key that is lost, as by a restore of the database alone, is never replaced:
// the anchors it signed would lose their proof.
Result<crypto::KeyPair> evidence_key(storage::Database& database, const std::string& path);

}  // namespace oneseal::journal

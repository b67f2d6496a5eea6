// The installation's evidence key: an Ed25519 key that signs anchors and nothing else, never the
// seal's. A file of 64 hexadecimal digits (the secret key) that only its owner may read.
#pragma once

#include <string>

#include "base/error.hpp"
#include "crypto/signature.hpp"

namespace oneseal::journal {

// Reads the key; makes it where the file does not exist, and then syncs file and directory before
// it is used. Fails as `unavailable`: EVIDENCE_KEY_EXPOSED where others may read the file,
// EVIDENCE_KEY_UNREADABLE where it holds no key or cannot be read or made. A file that holds no key
// is never replaced: the anchors it signed would lose their proof.
Result<crypto::KeyPair> evidence_key(const std::string& path);

}  // namespace oneseal::journal

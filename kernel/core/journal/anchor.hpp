// Anchors: signed states of all chains of a county, so that who could rewrite the tables, hashes
// and all, still could not rewrite the past. Kept in table `anchors`; each is a chain's link too,
// and worth most where a copy of it lies elsewhere: print or export them.
//
// How to recheck an anchor, with nothing but the tables and the public key:
//   - `body` is canonical JSON
//       {"at","county","key","leaves","leaves_count","previous","root","seq","signature"}.
//   - "signature" is Ed25519, in hexadecimal, over the same object without "signature", canonical;
//     "key" is the public key, to be compared with the one that was handed out.
//   - "previous" is the SHA-256 of the body of the anchor before it, 64 zeros at the first; seq
//     counts from 1 without a gap.
//   - "leaves" is the digest of an object (table `objects`) {"county","leaves":[[case, seq, hash]
//     ...],"seq"}: the heads that are new or have moved since the anchor before. Taken together
//     from the first anchor on, the later of a case in place of the earlier, ordered by the bytes
//     of the case id, they are the "leaves_count" heads of this anchor; no case ever leaves.
//   - "root" is the Merkle root (merkle.hpp) over the canonical JSON [case, seq, hash] of each.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "crypto/signature.hpp"
#include "journal/entry.hpp"

namespace oneseal::journal {

// The head of a case as its own row says it.
struct CaseHead {
    std::string case_id{};
    Head head{};
};

// By case id.
using Heads = std::map<std::string, Head>;

struct Anchor {
    std::string county{};
    long long seq = 0;
    std::string at{};
    std::string previous{};
    std::string root{};
    long long leaves_count = 0;
    std::string leaves{};  // digest of the object
    std::string body{};
};

// Reads a body. Nothing where it is none, not canonical, or not signed with this key. [any thread]
std::optional<Anchor> verify_anchor(const std::string& body, std::string_view public_key);

// What the next anchor's "previous" says.
std::string anchor_hash(const std::string& body);

// The Merkle root over all heads of an anchor.
std::string root_of(const Heads& heads);

// A row of table `anchors`.
struct StoredAnchor {
    long long seq = 0;
    std::string body{};
};

// All of a county, ordered by seq; not verified.
Result<std::vector<StoredAnchor>> read_anchors(storage::Database& database,
                                               const std::string& county);

// When the county's last anchor says that it was made; not verified.
Result<std::optional<Instant>> last_anchored_at(storage::Database& database,
                                                const std::string& county);

// The heads that an anchor's object of leaves names. Nothing where the object is missing or
// another.
Result<std::optional<std::vector<CaseHead>>> read_leaves(storage::Database& database,
                                                         const Anchor& anchor);

// The same from the object's text.
std::optional<std::vector<CaseHead>> parse_leaves(const Anchor& anchor, const std::string& text);

// Signs and stores the next anchor of a county. Fails as Database::query() and commit(); as
// `conflict` where another anchor was made meanwhile (ANCHOR_EXISTS) or an earlier one does not
// hold (ANCHOR_BROKEN): nothing is built on it before somebody has looked.
Result<Anchor> make_anchor(storage::Database& database,
                           const std::string& county,
                           const std::vector<CaseHead>& heads,
                           Instant at,
                           const crypto::KeyPair& key);

}  // namespace oneseal::journal

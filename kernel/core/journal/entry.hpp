// The record of what was done: one append-only chain of entries a case, in table `journal`.
// LAW: 优化营商环境条例 第五十八条
//
// How to recompute a chain, with nothing but the tables:
//   - The rows of one (county, case_id), ordered by seq, have seq 1, 2, 3 ... without a gap.
//   - `entry` is a JSON object in canonical form (RFC 8785), to be taken byte for byte as stored:
//       {"actor","after","at","case","county","kind","objects":[sha256...],"previous","seq"}
//     "after" is what follows from the entry and stands in other tables, as whoever made it says:
//     of a case, the SHA-256 of its row's `snapshot`, and what hangs on the calendar of that moment
//     (desk/evidence.hpp). Entries of before 0.3 have none.
//   - hash = SHA-256(previous ‖ entry), in 64 hexadecimal digits, where `previous` is the text of
//     the hash before it, also 64 digits, and 64 zeros before the first. "previous" in the entry
//     says the same text.
//   - "case", "county", "seq" and the columns kind, actor and at say the same as the entry.
//   - Each of "objects" is the SHA-256 of the `body` of a row of table `objects` of that county:
//       {"data","kind","salt"}, canonical too. The salt (128 random bits) keeps anybody from
//     guessing what was said from its digest, so a body can be destroyed and the chain still holds.
//   - The case's own row keeps the last (seq, hash): the head.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "storage/objects.hpp"

namespace oneseal::journal {

// The last entry of a chain. As made: of a chain without entries.
struct Head {
    long long seq = 0;
    std::string hash = std::string(64, '0');

    bool operator==(const Head&) const = default;
};

// What is done, by whom and when.
struct Act {
    std::string county{};
    std::string case_id{};
    std::string kind{};
    std::string actor{};
    Instant at{};
};

struct Entry {
    Act act{};
    std::vector<std::string> objects{};  // digests
    Head head{};                         // the chain's, with this entry
    std::string text{};                  // canonical JSON
};

// What was said, with a salt of its own. The entry names its digest, never its content.
storage::Object make_object(std::string_view kind, const Json& data);

// The next entry of a chain; `after` is left out where it is null. REQUIRES: texts are UTF-8.
Entry make_entry(const Head& previous,
                 Act act,
                 const std::vector<storage::Object>& objects,
                 const Json* after = nullptr);

// What an entry says of what follows from it; null where it says nothing.
Json after_of(const Entry& entry);

// Stores the entry and its objects. Belongs into the WriteSet that moves the case's head; its guard
// fails where the chain has an entry with this seq already.
std::vector<storage::Write> writes(const Entry& entry, std::vector<storage::Object> objects);

// The hash of an entry with this text. REQUIRES: `previous` has 64 hexadecimal digits.
std::string hash_of(std::string_view previous, std::string_view text);

// Entries of a case after `seq`, in order, at most `limit`. Does not verify them. Fails as
// Database::query(), or as `internal` (JOURNAL_UNREADABLE) where an entry is no such JSON.
Result<std::vector<Entry>> read_entries(storage::Database& database,
                                        const std::string& county,
                                        const std::string& case_id,
                                        long long seq,
                                        long long limit);

}  // namespace oneseal::journal

// The check of a county's whole record: chains, what was said, anchors.
#pragma once

#include <string>
#include <vector>

#include "journal/anchor.hpp"
#include "journal/fault.hpp"

namespace oneseal::journal {

// Entries that no anchor covers yet: valid, but whoever could write the tables could have written
// them anew.
struct Younger {
    std::string case_id{};
    long long first = 0;
    long long last = 0;

    bool operator==(const Younger&) const = default;
};

struct Report {
    std::vector<Fault> faults{};
    std::vector<Younger> younger{};
    long long cases = 0;
    long long entries = 0;
    // The last anchor that holds, to be compared with the last one that was exported: that later
    // ones were removed cannot be seen from the tables. 0 and empty where there is none.
    long long last_anchor = 0;
    std::string last_anchor_hash{};
};

// Reads every chain, object and anchor of the county; takes long, and a moment of one reader at a
// time. `heads` are the cases' own rows, read before the call: a case that was written to since is
// found as beyond_head or object_missing, so verify it again. Without a key the anchors are not
// looked at. Fails as Database::query().
Result<Report> verify(storage::Database& database,
                      const std::string& county,
                      const std::vector<CaseHead>& heads,
                      const std::string& public_key);

}  // namespace oneseal::journal

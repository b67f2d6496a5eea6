// The check of a county's whole record: chains, what was said, anchors.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "journal/anchor.hpp"
#include "journal/fault.hpp"
#include "journal/outside.hpp"

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
    // The last anchor that holds. That later ones were removed cannot be seen from the tables, but
    // from the copies outside. 0 and empty where there is none.
    long long last_anchor = 0;
    std::string last_anchor_hash{};
    std::set<std::string> objects{};  // that the chains and anchors name
    bool anchors_read = false;        // they are looked at only with the key
};

// Reads every chain, object and anchor of the county; takes long. `heads` are the own rows of cases
// and chains, read before the call: in a database that is not opened for one state, what was
// written to since is found as beyond_head or object_missing, so verify it again. `outside` are
// copies of anchors, of any county. Without a key the anchors are not looked at. Fails as
// Database::query().
Result<Report> verify(storage::Database& database,
                      const std::string& county,
                      const std::vector<CaseHead>& heads,
                      const std::string& public_key,
                      const std::vector<OutsideAnchor>& outside = {});

}  // namespace oneseal::journal

// The feed: what has happened in a county, in one order without gaps that outlives a restart. The
// department that goes on supervising reads it, and whoever looks on while others work.
#pragma once

#include <string>
#include <vector>

#include "desk/evidence.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

struct Happening {
    long long position = 0;
    std::string case_id{};
    std::string kind{};  // the action
    // The places in work lists that the case has taken, kept or left: [[list, person, last day]…].
    Json work = Json::array();
};

// Part of a case's WriteSet. Whoever writes at the same time on another node meets the unique
// position, and goes again. LAW: 行政许可法 第六十一条 第三款
storage::Write insert_outbox(const cases::Case& now,
                             long long seq,
                             const std::string& kind,
                             Instant at,
                             const Derived& derived);

// Both: [not on an I/O thread]
// The last position; 0 where nothing has happened.
Result<long long> last_position(storage::Database& database, const std::string& county);
// No more than `most` after that position.
Result<std::vector<Happening>> happenings(storage::Database& database,
                                          const std::string& county,
                                          long long after,
                                          int most);

}  // namespace oneseal::desk

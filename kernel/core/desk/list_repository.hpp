// The statements that lists of cases are made from. Rights are applied inside them, never after the
// limit.
#pragma once

#include <string>
#include <vector>

#include "desk/rights.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

struct CaseFilter {
    std::string state{};
    std::string matter{};
    std::string department{};
    std::string assignee{};
    std::string due_before{};  // overdue: due before this day and not decided
    std::string text{};        // in number or applicant name
    std::string before{};      // keyset: updated_at and id of the last row seen
    std::string before_id{};
    int limit = 50;
};

struct CaseListRow {
    std::string id{};
    std::string number{};
    std::string state{};
    std::string matter{};
    std::string variant{};
    std::string applicant_name{};
    std::string applicant_code{};
    std::string received_on{};
    std::string due_on{};
    bool provisional = false;
    std::string updated_at{};
};

// Both: [not on an I/O thread]
// What staff with these rights may read.
Result<std::vector<CaseListRow>> list_cases(storage::Database& database,
                                            const std::string& county,
                                            const CaseFilter& filter,
                                            const ListRights& rights);
// For whom an applicant acts in a county, as standings() has it.
struct OwnParties {
    std::string account{};
    std::vector<std::string> codes{};        // in every matter
    std::vector<std::string> with_matter{};  // "code matter"
    std::set<std::string> handled{};         // see access::Principal
};

// What an applicant's account has drafted or filed, and what was filed for its parties; where a
// decision waits for its seal, as it stood before. Neither assignee nor due_before count here.
Result<std::vector<CaseListRow>> list_own_cases(storage::Database& database,
                                                const std::string& county,
                                                const CaseFilter& filter,
                                                const OwnParties& own);

// What was filed by this code for the matter, as it is stored; newest first, no more than `most`.
struct FiledCase {
    std::string id{};
    std::string snapshot{};
    bool is_licensed = false;  // by a licence that holds on the day
};
Result<std::vector<FiledCase>> filed_by(storage::Database& database,
                                        const std::string& county,
                                        const std::string& matter,
                                        const std::string& applicant_code,
                                        const std::string& day,
                                        int most);

}  // namespace oneseal::desk

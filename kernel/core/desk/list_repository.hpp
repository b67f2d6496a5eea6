// The statements that lists of cases are made from. Rights are applied inside them, never after the
// limit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/rights.hpp"
#include "desk/work_repository.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

enum class CaseOrder { newest_first, due_first };

// What is empty filters nothing.
struct CaseFilter {
    std::vector<std::string> states{};
    std::vector<std::string> matters{};
    std::string department{};
    std::string assignee{};
    std::vector<std::string> lights{};
    std::string today{};       // that the lights are of
    std::string due_before{};  // overdue: due before this day and not decided
    // Of each, the first and the last day.
    struct Days {
        std::string from{};
        std::string to{};
    };
    Days received{};
    Days accepted{};
    Days surveyed{};
    Days decided{};
    Days ended{};                               // without a decision
    std::string outcome{};                      // grant, refuse
    std::string late{};                         // true, false: of what is decided
    std::optional<WorkPlace> work{};            // of this work list
    std::string text{};                         // in number or applicant name
    CaseOrder order = CaseOrder::newest_first;  // due_first: only what has a last day
    // Keyset: what the last row seen was ordered by, and its id.
    std::string after{};
    std::string after_id{};
    int limit = 50;
};

struct CaseListRow {
    std::string id{};
    std::string number{};
    std::int64_t version = 0;
    std::string state{};
    std::string matter{};
    std::string variant{};
    std::string applicant_name{};
    std::string applicant_code{};
    std::string received_on{};
    std::string due_on{};
    std::string promised_on{};
    std::string yellow_on{};
    std::string orange_on{};
    bool provisional = false;
    std::string work{};  // as WorkItems are stored
    std::string updated_at{};
    std::string ordered_by{};
};

// All: [not on an I/O thread]
// What staff with these rights may read.
Result<std::vector<CaseListRow>> list_cases(storage::Database& database,
                                            const std::string& county,
                                            const CaseFilter& filter,
                                            const ListRights& rights);
// How many there are in all. It looks at each: for a number that somebody asked for.
Result<long long> count_cases(storage::Database& database,
                              const std::string& county,
                              const CaseFilter& filter,
                              const ListRights& rights);
// What an applicant's account has drafted or filed, and what was filed for its parties; where a
// decision waits for its seal, as it stood before. Of the filters count states, matters,
// department, text and work, which is "to_answer".
Result<std::vector<CaseListRow>> list_own_cases(storage::Database& database,
                                                const std::string& county,
                                                const CaseFilter& filter,
                                                const OwnParties& own);

// What was filed by this code for the matter, as it is stored: the newest fifty.
struct FiledCase {
    std::string id{};
    std::string snapshot{};
    bool is_licensed = false;  // by a licence that holds on the day
};
Result<std::vector<FiledCase>> filed_by(storage::Database& database,
                                        const std::string& county,
                                        const std::string& matter,
                                        const std::string& applicant_code,
                                        const std::string& day);

}  // namespace oneseal::desk

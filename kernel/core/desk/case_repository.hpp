// The statements about cases and what hangs on them, and nothing else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case.hpp"
#include "cases/worklists.hpp"
#include "journal/anchor.hpp"
#include "journal/entry.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

struct StoredCase {
    cases::Case now{};
    journal::Head head{};
    std::string snapshot{};  // the bytes of its row; snapshot.hpp makes and reads them
    // While a decision waits for its seal: the last entry before it and the version then.
    struct Before {
        long long seq = 0;
        long long version = 0;
    };
    std::optional<Before> before_decision{};
    // What an applicant is given meanwhile: the case as it stood then (Desk::read).
    bool veiled = false;
};

// How a case stands, without what it says.
struct CaseMark {
    std::string id{};
    std::int64_t version = 0;
    journal::Head head{};
};

// What a list shows, and what lists are made from.
struct CaseColumns {
    std::string department{};
    std::string due_on{};
    bool provisional = false;
    std::string promised_on{};
    std::string yellow_on{};
    std::string orange_on{};
    std::vector<cases::WorkItem> work{};
    std::string updated_at{};
    bool decision_awaits_seal = false;  // then an applicant is shown what was before
};

struct DueTimer {
    std::string county{};
    std::string case_id{};
    std::string kind{};
    Instant fires_at{};
};

// By whom, where and under which Idempotency-Key a command was sent.
struct CommandKey {
    std::string county{};
    std::string principal{};
    std::string route{};
    std::string key{};
};

struct StoredAnswer {
    std::string request{};
    std::string answer{};
};

// Reading. [not on an I/O thread]
// find_case() fails besides as read_snapshot() does.
// Whether the database answers.
Result<void> ask_database(storage::Database& database);
Result<std::optional<CaseMark>> find_mark(storage::Database& database,
                                          const std::string& county,
                                          const std::string& reference);
Result<std::optional<StoredCase>> find_case(storage::Database& database,
                                            const std::string& county,
                                            const std::string& reference);
// The case's id.
Result<std::optional<std::string>> find_by_query_code(storage::Database& database,
                                                      const std::string& county,
                                                      const std::string& code);
// Of the county's own chains too.
Result<std::vector<journal::CaseHead>> list_heads(storage::Database& database,
                                                  const std::string& county);
// Cases whose leading last day was counted past the last holiday notice.
struct ProvisionalCase {
    std::string id{};
    std::string due_on{};
};
Result<std::vector<ProvisionalCase>> provisional_cases(storage::Database& database,
                                                       const std::string& county);
Result<std::map<std::string, int>> read_loads(storage::Database& database,
                                              const std::string& county);
// The surveyors of the applicant's last case before this one that had a survey.
Result<std::vector<std::string>> previous_surveyors(storage::Database& database,
                                                    const cases::Case& now);
// A page of what is due, legal timers before verdicts that are awaited; `after` is the last of the
// page before, without a case for the first.
Result<std::vector<DueTimer>> due_timers(storage::Database& database,
                                         const std::string& county,
                                         Instant until,
                                         const DueTimer& after);
Result<std::optional<StoredAnswer>> find_answer(storage::Database& database, const CommandKey& key);

// Writing: parts of a WriteSet.
storage::Write insert_case(const StoredCase& stored, const CaseColumns& columns);
// Guarded by the version that was read.
storage::Write update_case(const StoredCase& stored,
                           const CaseColumns& columns,
                           std::int64_t seen_version);
storage::Write clear_timers(const cases::Case& now);
storage::Write insert_timer(const cases::Case& now, const cases::Timer& timer);
storage::Write clear_assignments(const cases::Case& now);
storage::Write insert_assignment(const cases::Case& now, const std::string& person, Role role);
storage::Write insert_answer(const CommandKey& key, const StoredAnswer& answer, Instant at);
storage::Write forget_answers(const std::string& county, Instant before);

}  // namespace oneseal::desk

// The statements about work lists: rows that are written with the case they are of, and their
// counts, so that a list costs what it shows and a count costs one row a matter.
#pragma once

#include <string>
#include <vector>

#include "cases/worklists.hpp"
#include "desk/evidence.hpp"
#include "desk/work_place.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// Stands for a last day that is not known, so that what has none comes last.
inline constexpr const char* no_last_day = "9999-12-31";

// Parts of the case's WriteSet.
std::vector<storage::Write> work_writes(const cases::Case& now, const Derived& derived);

struct WorkCount {
    long long count = 0;
    std::string oldest_due{};  // empty where none has a last day
};

// Both: [not on an I/O thread]
Result<WorkCount> count_work(storage::Database& database,
                             const std::string& county,
                             const WorkPlace& place);
// Filed cases whose work no version has reckoned that has work lists: a page of ids after this one.
Result<std::vector<std::string>> cases_without_work(storage::Database& database,
                                                    const std::string& county,
                                                    const std::string& after);

// Notes and counts the work of a case that had none reckoned. Guarded by its version.
storage::WriteSet note_work(const StoredCase& stored, const CaseColumns& columns);

}  // namespace oneseal::desk

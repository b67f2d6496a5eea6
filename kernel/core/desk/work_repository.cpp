#include "desk/work_repository.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "desk/bars.hpp"

namespace oneseal::desk {
namespace {

using cases::WorkItem;
using storage::Statement;
using storage::Write;

std::string list_of(const WorkItem& item) {
    return cases::worklists.of(item.list);
}

Write put(const cases::Case& now, const WorkItem& item) {
    static const Statement statement{
        "put work item",
        "INSERT INTO work_items (county, list, person, matter, case_id, due_on)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6)"
        " ON CONFLICT (county, list, person, case_id) DO UPDATE SET due_on = excluded.due_on"};
    return {&statement,
            {now.county,
             list_of(item),
             item.person,
             now.matter,
             now.id,
             item.due ? sdk::format_day(*item.due) : std::string(no_last_day)}};
}

Write take_away(const cases::Case& now, const WorkItem& item) {
    static const Statement statement{"take work item away",
                                     "DELETE FROM work_items WHERE county = :p1 AND list = :p2"
                                     " AND person = :p3 AND case_id = :p4"};
    return {&statement, {now.county, list_of(item), item.person, now.id}};
}

Write count(const cases::Case& now, const WorkItem& item, long long change) {
    static const Statement statement{
        "count work",
        "INSERT INTO work_counts (county, list, person, matter, count)"
        " VALUES (:p1, :p2, :p3, :p4, :p5) ON CONFLICT (county, list, person, matter)"
        " DO UPDATE SET count = work_counts.count + excluded.count"};
    return {&statement, {now.county, list_of(item), item.person, now.matter, change}};
}

}  // namespace

std::vector<Write> work_writes(const cases::Case& now, const Derived& derived) {
    std::vector<Write> writes;
    for (const WorkItem& item : derived.left) {
        writes.push_back(take_away(now, item));
        writes.push_back(count(now, item, -1));
    }
    for (const WorkItem& item : derived.taken) writes.push_back(count(now, item, 1));
    // Also where it stays: the last day may be another.
    for (const WorkItem& item : derived.columns.work) writes.push_back(put(now, item));
    return writes;
}

Result<WorkCount> count_work(storage::Database& database,
                             const std::string& county,
                             const WorkPlace& place) {
    static const Statement counted{
        "count work list",
        "SELECT COALESCE(SUM(count), 0) FROM work_counts WHERE county = :p1 AND list = :p2"
        " AND person = :p3 AND (:p4 = 1 OR replace(:p5, '|' || matter || '|', '') <> :p6)"};
    static const Statement oldest{
        "oldest of work list",
        "SELECT due_on FROM work_items WHERE county = :p1 AND list = :p2 AND person = :p3"
        " AND (:p4 = 1 OR replace(:p5, '|' || matter || '|', '') <> :p6)"
        " ORDER BY due_on, case_id LIMIT 1"};
    const std::string matters = between_bars(place.matters);
    const std::vector<storage::Value> values{county,
                                             std::string(cases::worklists.of(place.list)),
                                             place.person,
                                             static_cast<long long>(place.every_matter),
                                             matters,
                                             matters};
    const auto count = database.query(counted, values);
    if (!count) return count.error();
    WorkCount work{count->front().integer(0), ""};
    if (work.count == 0) return work;
    const auto first = database.query(oldest, values);
    if (!first) return first.error();
    if (!first->empty() && first->front().text(0) != no_last_day) {
        work.oldest_due = first->front().text(0);
    }
    return work;
}

Result<std::vector<std::string>> cases_without_work(storage::Database& database,
                                                    const std::string& county,
                                                    const std::string& after) {
    static const Statement statement{"cases without work",
                                     "SELECT id FROM cases WHERE county = :p1 AND work IS NULL"
                                     " AND state NOT IN ('draft', 'archived') AND id > :p2"
                                     " ORDER BY id LIMIT 200"};
    const auto rows = database.query(statement, {county, after});
    if (!rows) return rows.error();
    std::vector<std::string> ids;
    for (const storage::Row& row : *rows) ids.push_back(row.text(0));
    return ids;
}

storage::WriteSet note_work(const StoredCase& stored, const CaseColumns& columns) {
    static const Statement statement{
        "note work",
        "UPDATE cases SET promised_on = :p1, yellow_on = :p2, orange_on = :p3, work = :p4"
        " WHERE county = :p5 AND id = :p6 AND version = :p7"};
    static const Statement forget{"forget work of case",
                                  "DELETE FROM work_items WHERE county = :p1 AND case_id = :p2"};
    const cases::Case& now = stored.now;
    storage::WriteSet set{{{&statement,
                            {columns.promised_on,
                             columns.yellow_on,
                             columns.orange_on,
                             cases::to_json(columns.work).dump(),
                             now.county,
                             now.id,
                             static_cast<long long>(now.version)},
                            1},
                           {&forget, {now.county, now.id}}}};
    for (const WorkItem& item : columns.work) {
        set.writes.push_back(put(now, item));
        set.writes.push_back(count(now, item, 1));
    }
    return set;
}

}  // namespace oneseal::desk

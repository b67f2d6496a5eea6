#include "desk/counter_repository.hpp"

namespace oneseal::desk {

using storage::Row;
using storage::Statement;
using storage::Write;

Result<std::map<std::string, std::int64_t>> read_counters(storage::Database& database,
                                                          const std::string& county) {
    static const Statement statement{"counters",
                                     "SELECT name, next FROM counters WHERE county = :p1"
                                     " AND name NOT LIKE 'cases/%'"};
    auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    std::map<std::string, std::int64_t> counters;
    for (const Row& row : *rows) counters[row.text(0)] = row.integer(1);
    return counters;
}

Result<std::int64_t> read_counter(storage::Database& database,
                                  const std::string& county,
                                  const std::string& name) {
    static const Statement statement{"counter",
                                     "SELECT next FROM counters WHERE county = :p1 AND name = :p2"};
    auto rows = database.query(statement, {county, name});
    if (!rows) return rows.error();
    return rows->empty() ? 1 : rows->front().integer(0);
}

Write start_counter(const std::string& county, const std::string& name, std::int64_t first) {
    static const Statement statement{
        "start counter",
        "INSERT INTO counters (county, name, next) VALUES (:p1, :p2, :p3)"
        " ON CONFLICT (county, name) DO UPDATE SET next = excluded.next"
        " WHERE counters.next < excluded.next"};
    return {&statement, {county, name, static_cast<long long>(first)}};
}

Write take_counter(const std::string& county,
                   const std::string& name,
                   std::int64_t seen,
                   std::int64_t next) {
    static const Statement first{
        "first counter", "INSERT INTO counters (county, name, next) VALUES (:p1, :p2, :p3)"};
    static const Statement later{
        "take counter",
        "UPDATE counters SET next = :p1 WHERE county = :p2 AND name = :p3 AND next = :p4"};
    const auto value = static_cast<long long>(next);
    if (seen == 1) return {&first, {county, name, value}, 1};
    return {&later, {value, county, name, static_cast<long long>(seen)}, 1};
}

}  // namespace oneseal::desk

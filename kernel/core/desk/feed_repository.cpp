#include "desk/feed_repository.hpp"

#include <nlohmann/json.hpp>

namespace oneseal::desk {

using storage::Row;
using storage::Statement;

storage::Write insert_outbox(const cases::Case& now,
                             long long seq,
                             const std::string& kind,
                             Instant at,
                             const Derived& derived) {
    static const Statement statement{
        "insert outbox",
        "INSERT INTO outbox (county, case_id, seq, department, kind, state, at, lists, position)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8,"
        " (SELECT COALESCE(MAX(position), 0) + 1 FROM outbox WHERE county = :p9))"};
    return {&statement,
            {now.county,
             now.id,
             seq,
             derived.columns.department,
             kind,
             std::string(cases::state_name(now.state)),
             format_instant(at),
             touched(derived).dump(),
             now.county},
            1};
}

Result<long long> last_position(storage::Database& database, const std::string& county) {
    static const Statement statement{
        "last position", "SELECT COALESCE(MAX(position), 0) FROM outbox WHERE county = :p1"};
    const auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    return rows->front().integer(0);
}

Result<std::vector<Happening>> happenings(storage::Database& database,
                                          const std::string& county,
                                          long long after,
                                          int most) {
    static const Statement statement{"happenings",
                                     "SELECT position, case_id, kind, lists FROM outbox"
                                     " WHERE county = :p1 AND position > :p2"
                                     " ORDER BY position LIMIT :p3"};
    const auto rows = database.query(statement, {county, after, static_cast<long long>(most)});
    if (!rows) return rows.error();
    std::vector<Happening> list;
    for (const Row& row : *rows) {
        Json work = Json::parse(row.text(3), nullptr, false);
        if (!work.is_array()) work = Json::array();  // of a version without work lists
        list.push_back({row.integer(0), row.text(1), row.text(2), std::move(work)});
    }
    return list;
}

}  // namespace oneseal::desk

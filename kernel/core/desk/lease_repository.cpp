#include "desk/lease_repository.hpp"

namespace oneseal::desk {

using storage::Statement;
using storage::Write;

Result<std::string> read_lease(storage::Database& database, const std::string& county) {
    static const Statement statement{"lease", "SELECT lease_until FROM leases WHERE county = :p1"};
    auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    return rows->empty() ? std::string() : rows->front().text(0);
}

Write take_lease(const Lease& lease) {
    static const Statement statement{
        "take lease",
        "INSERT INTO leases (county, node, lease_until) VALUES (:p1, :p2, :p3)"
        " ON CONFLICT (county) DO UPDATE SET node = excluded.node, lease_until = "
        "excluded.lease_until"
        " WHERE leases.node = excluded.node OR leases.lease_until < :p4"
        " OR leases.lease_until > :p5"};
    return {&statement,
            {lease.county,
             lease.node,
             format_instant(lease.until),
             format_instant(lease.now),
             format_instant(lease.longest)},
            1};
}

}  // namespace oneseal::desk

#include "desk/seal_repository.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;
using storage::Write;

Result<std::optional<SealUse>> one_of(const Result<std::vector<Row>>& rows) {
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<SealUse>{};
    const Row& row = rows->front();
    return std::optional(SealUse{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
}

}  // namespace

Write insert_seal_use(const cases::Case& now,
                      const cases::PaperRecord& paper,
                      const std::string& by) {
    static const Statement statement{
        "insert seal use",
        "INSERT INTO seal_uses (county, case_id, paper, seal, sha256, by_whom, at)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7)"};
    return {&statement,
            {now.county, now.id, paper.id, paper.seal, paper.content_sha256, by, paper.sealed_at},
            1};
}

Result<std::optional<SealUse>> find_seal_use(storage::Database& database,
                                             const std::string& county,
                                             const std::string& case_id,
                                             const std::string& paper) {
    static const Statement statement{"find a seal use",
                                     "SELECT case_id, paper, seal, sha256, at FROM seal_uses"
                                     " WHERE county = :p1 AND case_id = :p2 AND paper = :p3"};
    return one_of(database.query(statement, {county, case_id, paper}));
}

Result<std::optional<SealUse>> find_seal_use_by_hash(storage::Database& database,
                                                     const std::string& county,
                                                     const std::string& begins) {
    static const Statement statement{"find a seal use by its hash",
                                     "SELECT case_id, paper, seal, sha256, at FROM seal_uses"
                                     " WHERE county = :p1 AND sha256 >= :p2 AND sha256 < :p3"};
    // 'g' comes after every digit.
    return one_of(database.query(statement, {county, begins, begins + "g"}));
}

}  // namespace oneseal::desk

#include "desk/search_repository.hpp"

namespace oneseal::desk {

using storage::Statement;
using storage::Write;
using storage::WriteSet;

Result<long long> word_position(storage::Database& database, const std::string& county) {
    static const Statement statement{"word position",
                                     "SELECT position FROM word_positions WHERE county = :p1"};
    const auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    return rows->empty() ? 0 : rows->front().integer(0);
}

WriteSet put_words(const std::string& county,
                   const std::vector<CaseWords>& cases,
                   long long position) {
    // SQLite's index knows a document by a number only.
    static const Statement number{
        "number words",
        "INSERT INTO word_documents (county, case_id, document) VALUES (:p1, :p2,"
        " (SELECT COALESCE(MAX(document), 0) + 1 FROM word_documents))"
        " ON CONFLICT (county, case_id) DO NOTHING",
        "SELECT 1 WHERE :p1::text IS NULL AND :p2::text IS NULL"};
    static const Statement take_away{
        "take words away",
        "DELETE FROM case_words WHERE rowid = (SELECT document FROM word_documents"
        " WHERE county = :p1 AND case_id = :p2)",
        "DELETE FROM case_words WHERE county = :p1 AND case_id = :p2"};
    static const Statement put{
        "put words",
        "INSERT INTO case_words (words, case_id, rowid) VALUES (:p1, :p2,"
        " (SELECT document FROM word_documents WHERE county = :p3 AND case_id = :p4))",
        "INSERT INTO case_words (words, case_id, county) SELECT to_tsvector('simple', :p1), :p2,"
        " :p3 WHERE :p4::text IS NOT NULL"};
    static const Statement note{"note word position",
                                "INSERT INTO word_positions (county, position) VALUES (:p1, :p2)"
                                " ON CONFLICT (county) DO UPDATE SET position = excluded.position"};
    WriteSet set;
    for (const CaseWords& one : cases) {
        set.writes.push_back({&number, {county, one.case_id}});
        set.writes.push_back({&take_away, {county, one.case_id}});
        set.writes.push_back({&put, {one.words, one.case_id, county, one.case_id}});
    }
    set.writes.push_back({&note, {county, position}});
    return set;
}

WriteSet forget_words() {
    static const Statement words{"forget words", "DELETE FROM case_words"};
    static const Statement positions{"forget word positions", "DELETE FROM word_positions"};
    return {{{&words}, {&positions}}};
}

}  // namespace oneseal::desk

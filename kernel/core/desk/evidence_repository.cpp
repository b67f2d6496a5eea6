#include "desk/evidence_repository.hpp"

#include "desk/evidence.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;

// The first column is the key within the table.
void add_rows(RowTexts& texts,
              const std::string& table,
              const std::vector<Row>& rows,
              std::size_t columns) {
    for (const Row& row : rows) {
        std::vector<std::string> text;
        for (std::size_t i = 1; i < columns; ++i) text.push_back(row.text(i));
        const std::string key = row.text(0);
        texts[key.empty() ? table : table + " " + key] = std::move(text);
    }
}

struct Table {
    const char* name;
    Statement statement;
    std::size_t columns;
};

const Table case_tables[] = {
    {"cases",
     {"verify case",
      "SELECT '', number, version, state, matter, variant, account, applicant_name,"
      " applicant_code, received_on, decided_on, updated_at, department, due_on, provisional,"
      " promised_on, yellow_on, orange_on, work, query_code FROM cases WHERE county = :p1"
      " AND id = :p2"},
     20},
    {"work_items",
     {"verify work",
      "SELECT list || ' ' || person, matter, due_on FROM work_items WHERE county = :p1"
      " AND case_id = :p2"},
     3},
    // Of a draft only where it has some, for it has none.
    {"figures",
     {"verify figures",
      "SELECT '', accepted_on, surveyed_on, outcome, ended_on, minutes_used, statutory_due,"
      " statutory_days, days_used FROM cases WHERE county = :p1 AND id = :p2 AND (state <> 'draft'"
      " OR COALESCE(accepted_on, surveyed_on, outcome, ended_on) IS NOT NULL)"},
     9},
    {"timers",
     {"verify timers",
      "SELECT kind, fires_at FROM timers WHERE county = :p1 AND case_id = :p2"
      " AND kind <> 'evaluate'"},
     2},
    {"assignments",
     {"verify assignments",
      "SELECT role || ' ' || person, open FROM assignments WHERE county = :p1 AND case_id = :p2"},
     2},
    {"outbox",
     {"verify outbox",
      "SELECT seq, kind, state, at, department, lists FROM outbox WHERE county = :p1"
      " AND case_id = :p2"},
     6},
    {"licences",
     {"verify licences",
      "SELECT number, matter, holder_name, holder_code, status, valid_from, valid_to, granted_on,"
      " content, department FROM licences WHERE county = :p1 AND case_id = :p2"},
     10},
    {"seal_uses",
     {"verify seal uses",
      "SELECT paper, seal, sha256, by_whom, at FROM seal_uses WHERE county = :p1"
      " AND case_id = :p2"},
     5}};

Result<std::vector<std::string>> first_columns(storage::Database& database,
                                               const Statement& statement,
                                               const std::string& county) {
    const auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    std::vector<std::string> texts;
    for (const Row& row : *rows) texts.push_back(row.text(0));
    return texts;
}

}  // namespace

Result<RowTexts> read_case_rows(storage::Database& database,
                                const std::string& county,
                                const std::string& case_id) {
    RowTexts texts;
    for (const Table& table : case_tables) {
        const auto rows = database.query(table.statement, {county, case_id});
        if (!rows) return rows.error();
        add_rows(texts, table.name, *rows, table.columns);
    }
    return texts;
}

Result<std::vector<CaseRow>> read_case_list(storage::Database& database,
                                            const std::string& county) {
    static const Statement statement{
        "verify case list",
        "SELECT id, seq, head, state, number FROM cases WHERE county = :p1 ORDER BY id"};
    const auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    std::vector<CaseRow> list;
    for (const Row& row : *rows) {
        list.push_back({row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4)});
    }
    return list;
}

Result<std::string> read_snapshot_text(storage::Database& database,
                                       const std::string& county,
                                       const std::string& case_id) {
    static const Statement statement{"verify snapshot",
                                     "SELECT snapshot FROM cases WHERE county = :p1 AND id = :p2"};
    const auto rows = database.query(statement, {county, case_id});
    if (!rows) return rows.error();
    return rows->empty() ? std::string() : rows->front().text(0);
}

Result<std::vector<std::pair<std::string, std::string>>> named_cases(storage::Database& database,
                                                                     const std::string& county) {
    static const Statement statement{
        "verify named cases",
        "SELECT DISTINCT 'timers', case_id FROM timers WHERE county = :p1 UNION"
        " SELECT DISTINCT 'assignments', case_id FROM assignments WHERE county = :p2 UNION"
        " SELECT DISTINCT 'work_items', case_id FROM work_items WHERE county = :p3 UNION"
        " SELECT DISTINCT 'outbox', case_id FROM outbox WHERE county = :p4 UNION"
        " SELECT DISTINCT 'licences', case_id FROM licences WHERE county = :p5 UNION"
        " SELECT DISTINCT 'seal_uses', case_id FROM seal_uses WHERE county = :p6"};
    const auto rows = database.query(statement, {county, county, county, county, county, county});
    if (!rows) return rows.error();
    std::vector<std::pair<std::string, std::string>> named;
    for (const Row& row : *rows) named.emplace_back(row.text(0), row.text(1));
    return named;
}

Result<std::set<std::string>> answer_digests(storage::Database& database,
                                             const std::string& county) {
    // A page at a time: answers are as long as what they show.
    static const Statement statement{
        "verify answers",
        "SELECT principal, route, key, request, answer FROM idempotency WHERE county = :p1"
        " AND (principal > :p2 OR (principal = :p3 AND (route > :p4 OR (route = :p5"
        " AND key > :p6)))) ORDER BY principal, route, key LIMIT 500"};
    std::set<std::string> digests;
    CommandKey last{county, "", "", ""};
    for (;;) {
        const auto rows = database.query(
            statement, {county, last.principal, last.principal, last.route, last.route, last.key});
        if (!rows) return rows.error();
        if (rows->empty()) return digests;
        for (const Row& row : *rows) {
            last = {county, row.text(0), row.text(1), row.text(2)};
            digests.insert(answer_digest(last, {row.text(3), row.text(4)}));
        }
    }
}

Result<RowTexts> read_register_rows(storage::Database& database, const std::string& county) {
    static const Table tables[] = {
        {"bans",
         {"verify bans",
          "SELECT id, subject, kind, matter, until, basis, case_id FROM bans WHERE county = :p1"},
         7},
        {"lists",
         {"verify lists", "SELECT list || ' ' || subject, basis FROM lists WHERE county = :p1"},
         2},
        {"counters", {"verify counters", "SELECT name, next FROM counters WHERE county = :p1"}, 2},
        // Told by the rows that they count and number: none differs.
        {"work_counts",
         {"verify work counts",
          "WITH told(county) AS (SELECT :p1) SELECT list || ' ' || person || ' ' || matter, SUM(n)"
          " FROM (SELECT list, person, matter, count AS n FROM work_counts WHERE county ="
          " (SELECT county FROM told) UNION ALL SELECT list, person, matter, -1 FROM work_items"
          " WHERE county = (SELECT county FROM told)) AS both"
          " GROUP BY list, person, matter HAVING SUM(n) <> 0"},
         2},
        {"outbox positions",
         {"verify outbox positions",
          "SELECT '', MAX(position) FROM outbox WHERE county = :p1"
          " HAVING MAX(position) <> COUNT(*)"},
         2}};
    RowTexts texts;
    for (const Table& table : tables) {
        const auto rows = database.query(table.statement, {county});
        if (!rows) return rows.error();
        add_rows(texts, table.name, *rows, table.columns);
    }
    return texts;
}

Result<std::vector<std::string>> all_objects(storage::Database& database,
                                             const std::string& county) {
    static const Statement statement{"verify objects",
                                     "SELECT sha256 FROM objects WHERE county = :p1"};
    return first_columns(database, statement, county);
}

Result<std::vector<std::string>> unnamed_objects(storage::Database& database,
                                                 const std::string& county) {
    // What an entry said ends with a salt of 32 digits; leaves begin with their county.
    static const Statement statement{
        "unnamed objects",
        "SELECT sha256 FROM objects WHERE county = :p1"
        " AND substr(body, length(body) - 41, 8) <> '\"salt\":\"'"
        " AND substr(body, 1, 11) <> '{\"county\":\"' ORDER BY sha256"};
    return first_columns(database, statement, county);
}

}  // namespace oneseal::desk

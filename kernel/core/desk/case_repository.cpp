#include "desk/case_repository.hpp"

#include <nlohmann/json.hpp>

#include "desk/snapshot.hpp"
#include "journal/county_chain.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;
using storage::text_or_null;
using storage::Value;
using storage::Write;

// A draft is known by its id, a filed case by its number as well.
bool is_number(const std::string& reference) {
    return reference.find('-') != std::string::npos;
}

std::vector<Value> columns_of(const StoredCase& stored, const CaseColumns& columns) {
    const cases::Case& now = stored.now;
    return {text_or_null(now.number),
            static_cast<long long>(now.version),
            stored.head.seq,
            stored.head.hash,
            std::string(cases::state_name(now.state)),
            now.matter,
            now.filing.variant,
            columns.department,
            now.filing.applicant.account,
            now.filing.applicant.name,
            now.filing.applicant.code,
            text_or_null(day_text(now.filing.received_on)),
            text_or_null(columns.due_on),
            static_cast<long long>(columns.provisional),
            text_or_null(now.decision.outcome ? day_text(now.decision.outcome->on) : ""),
            text_or_null(columns.promised_on),
            text_or_null(columns.yellow_on),
            text_or_null(columns.orange_on),
            cases::to_json(columns.work).dump(),
            text_or_null(now.filing.query_code),
            columns.updated_at,
            stored.snapshot};
}

}  // namespace

Result<void> ask_database(storage::Database& database) {
    static const Statement statement{"ask database", "SELECT 1"};
    const auto rows = database.query(statement);
    if (!rows) return rows.error();
    return {};
}

Result<std::optional<CaseMark>> find_mark(storage::Database& database,
                                          const std::string& county,
                                          const std::string& reference) {
    static const Statement by_id{"mark by id",
                                 "SELECT id, version, seq, head FROM cases"
                                 " WHERE county = :p1 AND id = :p2"};
    static const Statement by_number{"mark by number",
                                     "SELECT id, version, seq, head FROM cases"
                                     " WHERE county = :p1 AND number = :p2"};
    const auto rows = database.query(is_number(reference) ? by_number : by_id, {county, reference});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<CaseMark>{};
    const Row& row = rows->front();
    return std::optional(CaseMark{row.text(0), row.integer(1), {row.integer(2), row.text(3)}});
}

Result<std::optional<std::string>> find_by_query_code(storage::Database& database,
                                                      const std::string& county,
                                                      const std::string& code) {
    static const Statement statement{
        "case by query code", "SELECT id FROM cases WHERE county = :p1 AND query_code = :p2"};
    const auto rows = database.query(statement, {county, code});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<std::string>{};
    return std::optional(rows->front().text(0));
}

Result<std::optional<StoredCase>> find_case(storage::Database& database,
                                            const std::string& county,
                                            const std::string& reference) {
    static const Statement by_id{"case by id",
                                 "SELECT snapshot, seq, head, shown_seq, shown_version FROM cases"
                                 " WHERE county = :p1 AND id = :p2"};
    static const Statement by_number{
        "case by number",
        "SELECT snapshot, seq, head, shown_seq, shown_version FROM cases"
        " WHERE county = :p1 AND number = :p2"};
    auto rows = database.query(is_number(reference) ? by_number : by_id, {county, reference});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<StoredCase>{};
    const Row& row = rows->front();
    auto now = read_snapshot(row.text(0), reference);
    if (!now) return now.error();
    StoredCase stored{std::move(*now), {row.integer(1), row.text(2)}, row.text(0)};
    if (!row.is_null(3)) {
        stored.before_decision = StoredCase::Before{row.integer(3), row.integer(4)};
    }
    return std::optional(std::move(stored));
}

Result<std::vector<journal::CaseHead>> list_heads(storage::Database& database,
                                                  const std::string& county) {
    static const Statement statement{
        "case heads", "SELECT id, seq, head FROM cases WHERE county = :p1 AND seq > 0 ORDER BY id"};
    auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    auto chains = journal::chain_heads(database, county);
    if (!chains) return chains.error();
    std::vector<journal::CaseHead> heads = std::move(*chains);
    for (const Row& row : *rows) heads.push_back({row.text(0), {row.integer(1), row.text(2)}});
    return heads;
}

Result<std::vector<ProvisionalCase>> provisional_cases(storage::Database& database,
                                                       const std::string& county) {
    static const Statement statement{
        "provisional cases",
        "SELECT id, due_on FROM cases WHERE county = :p1 AND provisional = 1"
        " AND due_on IS NOT NULL ORDER BY id"};
    auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    std::vector<ProvisionalCase> cases;
    for (const Row& row : *rows) cases.push_back({row.text(0), row.text(1)});
    return cases;
}

Result<std::map<std::string, int>> read_loads(storage::Database& database,
                                              const std::string& county) {
    static const Statement statement{
        "loads",
        "SELECT person, COUNT(*) FROM assignments WHERE county = :p1 AND open = 1 GROUP BY person"};
    auto rows = database.query(statement, {county});
    if (!rows) return rows.error();
    std::map<std::string, int> loads;
    for (const Row& row : *rows) loads[row.text(0)] = static_cast<int>(row.integer(1));
    return loads;
}

Result<std::vector<std::string>> previous_surveyors(storage::Database& database,
                                                    const cases::Case& now) {
    static const Statement statement{
        "previous surveyors",
        "SELECT a.person, c.id FROM cases c JOIN assignments a ON a.county = c.county"
        " AND a.case_id = c.id AND a.role = 'surveyor' WHERE c.county = :p1"
        " AND c.applicant_code = :p2 AND c.id <> :p3 ORDER BY c.received_on DESC, c.number DESC"};
    if (now.filing.applicant.code.empty()) return std::vector<std::string>{};
    auto rows = database.query(statement, {now.county, now.filing.applicant.code, now.id});
    if (!rows) return rows.error();
    std::vector<std::string> people;
    for (const Row& row : *rows) {
        if (row.text(1) != rows->front().text(1)) break;
        people.push_back(row.text(0));
    }
    return people;
}

Result<std::vector<DueTimer>> due_timers(storage::Database& database,
                                         const std::string& county,
                                         Instant until,
                                         const DueTimer& after) {
    // A verdict that does not come keeps no other timer waiting.
    static const Statement statement{
        "due timers",
        "SELECT case_id, kind, fires_at FROM timers WHERE county = :p1 AND fires_at <= :p2"
        " AND (:p3 = '' OR (kind = 'evaluate' AND :p4 <> 'evaluate')"
        " OR ((kind = 'evaluate') = (:p5 = 'evaluate') AND (fires_at > :p6"
        " OR (fires_at = :p7 AND (case_id > :p8 OR (case_id = :p9 AND kind > :p10))))))"
        " ORDER BY CASE WHEN kind = 'evaluate' THEN 1 ELSE 0 END, fires_at, case_id, kind"
        " LIMIT 200"};
    const std::string at = format_instant(after.fires_at);
    auto rows = database.query(statement,
                               {county,
                                format_instant(until),
                                after.case_id,
                                after.kind,
                                after.kind,
                                at,
                                at,
                                after.case_id,
                                after.case_id,
                                after.kind});
    if (!rows) return rows.error();
    std::vector<DueTimer> timers;
    for (const Row& row : *rows) {
        timers.push_back(
            {county, row.text(0), row.text(1), parse_instant(row.text(2)).value_or(until)});
    }
    return timers;
}

Result<std::optional<StoredAnswer>> find_answer(storage::Database& database,
                                                const CommandKey& key) {
    static const Statement statement{"stored answer",
                                     "SELECT request, answer FROM idempotency WHERE county = :p1"
                                     " AND principal = :p2 AND route = :p3 AND key = :p4"};
    auto rows = database.query(statement, {key.county, key.principal, key.route, key.key});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<StoredAnswer>{};
    return std::optional(StoredAnswer{rows->front().text(0), rows->front().text(1)});
}

Write insert_case(const StoredCase& stored, const CaseColumns& columns) {
    static const Statement statement{
        "insert case",
        "INSERT INTO cases (county, id, number, version, seq, head, state, matter, variant,"
        " department, account, applicant_name, applicant_code, received_on, due_on, provisional,"
        " decided_on, promised_on, yellow_on, orange_on, work, query_code, updated_at, snapshot)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14,"
        " :p15, :p16, :p17, :p18, :p19, :p20, :p21, :p22, :p23, :p24)"};
    std::vector<Value> values = columns_of(stored, columns);
    values.insert(values.begin(), {stored.now.county, stored.now.id});
    return {&statement, std::move(values), 1};
}

Write update_case(const StoredCase& stored, const CaseColumns& columns, std::int64_t seen_version) {
    static const Statement statement{
        "update case",
        "UPDATE cases SET number = :p1, version = :p2, seq = :p3, head = :p4, state = :p5,"
        " matter = :p6, variant = :p7, department = :p8, account = :p9, applicant_name = :p10,"
        " applicant_code = :p11, received_on = :p12, due_on = :p13, provisional = :p14,"
        " decided_on = :p15, promised_on = :p16, yellow_on = :p17, orange_on = :p18, work ="
        " :p19, query_code = :p20, updated_at = :p21, snapshot = :p22,"
        // On the right of each stands what the row held before.
        " shown_seq = CASE WHEN :p23 = 1 THEN COALESCE(shown_seq, seq) END,"
        " shown_version = CASE WHEN :p24 = 1 THEN COALESCE(shown_version, version) END,"
        " shown_state = CASE WHEN :p25 = 1 THEN COALESCE(shown_state, state) END,"
        " shown_due_on = CASE WHEN :p26 = 1 THEN CASE WHEN shown_seq IS NULL THEN due_on ELSE"
        " shown_due_on END END,"
        " shown_provisional = CASE WHEN :p27 = 1 THEN COALESCE(shown_provisional, provisional) END,"
        " shown_at = CASE WHEN :p28 = 1 THEN COALESCE(shown_at, updated_at) END"
        " WHERE county = :p29 AND id = :p30 AND version = :p31"};
    std::vector<Value> values = columns_of(stored, columns);
    values.insert(values.end(), 6, static_cast<long long>(columns.decision_awaits_seal));
    values.push_back(stored.now.county);
    values.push_back(stored.now.id);
    values.push_back(static_cast<long long>(seen_version));
    return {&statement, std::move(values), 1};
}

Write clear_timers(const cases::Case& now) {
    static const Statement statement{"clear timers",
                                     "DELETE FROM timers WHERE county = :p1 AND case_id = :p2"};
    return {&statement, {now.county, now.id}};
}

Write insert_timer(const cases::Case& now, const cases::Timer& timer) {
    static const Statement statement{
        "insert timer",
        "INSERT INTO timers (county, case_id, kind, fires_at) VALUES (:p1, :p2, :p3, :p4)"};
    return {&statement, {now.county, now.id, timer.name(), format_instant(timer.fires_at)}};
}

Write clear_assignments(const cases::Case& now) {
    static const Statement statement{
        "clear assignments", "DELETE FROM assignments WHERE county = :p1 AND case_id = :p2"};
    return {&statement, {now.county, now.id}};
}

Write insert_assignment(const cases::Case& now, const std::string& person, Role role) {
    static const Statement statement{"insert assignment",
                                     "INSERT INTO assignments (county, case_id, person, role, open)"
                                     " VALUES (:p1, :p2, :p3, :p4, :p5)"};
    const bool open = now.undecided();
    return {
        &statement,
        {now.county, now.id, person, std::string(roles.of(role)), static_cast<long long>(open)}};
}

Write insert_answer(const CommandKey& key, const StoredAnswer& answer, Instant at) {
    static const Statement statement{
        "insert answer",
        "INSERT INTO idempotency (county, principal, route, key, request, answer, at)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7)"};
    return {&statement,
            {key.county,
             key.principal,
             key.route,
             key.key,
             answer.request,
             answer.answer,
             format_instant(at)},
            1};
}

Write forget_answers(const std::string& county, Instant before) {
    static const Statement statement{"forget answers",
                                     "DELETE FROM idempotency WHERE county = :p1 AND at < :p2"};
    return {&statement, {county, format_instant(before)}};
}

}  // namespace oneseal::desk

#include "desk/list_repository.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;

// Each between two bars, so that one parameter takes any number of them.
std::string between_bars(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += "|" + value + "|";
    return text;
}

Result<std::vector<CaseListRow>> rows_of(const Result<std::vector<Row>>& rows) {
    if (!rows) return rows.error();
    std::vector<CaseListRow> list;
    for (const Row& row : *rows) {
        list.push_back({row.text(0),
                        row.text(1),
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        row.text(7),
                        row.text(8),
                        row.integer(9) != 0,
                        row.text(10)});
    }
    return list;
}

// As a LIKE pattern takes it, whose escape is an exclamation mark.
std::string literal(const std::string& text) {
    std::string pattern;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern;
}

}  // namespace

Result<std::vector<CaseListRow>> list_cases(storage::Database& database,
                                            const std::string& county,
                                            const CaseFilter& filter,
                                            const ListRights& rights) {
    // One text for every filter and right, so that it is prepared once: an empty parameter filters
    // nothing. What only rights.cpp can tell, as whether a closed case was accepted, is not listed.
    static const Statement statement{
        "list cases",
        "SELECT id, number, state, matter, variant, applicant_name, applicant_code, received_on,"
        " due_on, provisional, updated_at FROM cases c WHERE county = :p1"
        " AND (:p2 = '' OR state = :p3) AND (:p4 = '' OR matter = :p5)"
        " AND (:p6 = '' OR department = :p7)"
        " AND (:p8 = '' OR (due_on < :p9 AND decided_on IS NULL))"
        " AND (:p10 = '' OR number LIKE :p11 ESCAPE '!' OR applicant_name LIKE :p12 ESCAPE '!')"
        " AND (:p13 = '' OR EXISTS (SELECT 1 FROM assignments a WHERE a.county = c.county"
        " AND a.case_id = c.id AND a.person = :p14))"
        " AND (:p15 = '' OR updated_at < :p16 OR (updated_at = :p17 AND id < :p18))"
        " AND ((state = 'draft' AND account = :p19) OR (state <> 'draft' AND (:p20 = 1"
        " OR (:p21 = 1 AND state <> 'archived')"
        " OR replace(:p22, '|' || matter || '|', '') <> :p23"
        " OR (replace(:p24, '|' || matter || '|', '') <> :p25 AND (decided_on IS NOT NULL OR state"
        " IN ('accepted', 'reviewing', 'survey_assigned', 'surveying', 'deciding')))"
        " OR (:p26 <> '' AND EXISTS (SELECT 1 FROM assignments a WHERE a.county = c.county"
        " AND a.case_id = c.id AND a.person = :p27))"
        " OR (:p28 = 1 AND (state IN ('granted', 'refused', 'withdrawn', 'terminated',"
        " 'not_accepted_no_answer') OR EXISTS (SELECT 1 FROM seal_uses s WHERE s.county = c.county"
        " AND s.case_id = c.id AND s.seal = 'licensing'))))))"
        " ORDER BY updated_at DESC, id DESC LIMIT :p29"};
    const std::string like = "%" + literal(filter.text) + "%";
    const std::string filed = between_bars(rights.filed);
    const std::string accepted = between_bars(rights.accepted);
    return rows_of(database.query(statement,
                                  {county,
                                   filter.state,
                                   filter.state,
                                   filter.matter,
                                   filter.matter,
                                   filter.department,
                                   filter.department,
                                   filter.due_before,
                                   filter.due_before,
                                   filter.text,
                                   like,
                                   like,
                                   filter.assignee,
                                   filter.assignee,
                                   filter.before,
                                   filter.before,
                                   filter.before,
                                   filter.before_id,
                                   rights.account,
                                   static_cast<long long>(rights.every_filed),
                                   static_cast<long long>(rights.intake),
                                   filed,
                                   filed,
                                   accepted,
                                   accepted,
                                   rights.person,
                                   rights.person,
                                   static_cast<long long>(rights.seal_keeper),
                                   static_cast<long long>(filter.limit)}));
}

Result<std::vector<CaseListRow>> list_own_cases(storage::Database& database,
                                                const std::string& county,
                                                const CaseFilter& filter,
                                                const OwnParties& own) {
    static const Statement statement{
        "list own cases",
        "SELECT id, number, state, matter, variant, applicant_name, applicant_code, received_on,"
        " due_on, provisional, updated_at FROM (SELECT id, number, matter, variant, department,"
        " applicant_name, applicant_code, received_on,"
        " CASE WHEN shown_seq IS NULL THEN state ELSE shown_state END AS state,"
        " CASE WHEN shown_seq IS NULL THEN due_on ELSE shown_due_on END AS due_on,"
        " CASE WHEN shown_seq IS NULL THEN provisional ELSE shown_provisional END AS provisional,"
        " CASE WHEN shown_seq IS NULL THEN updated_at ELSE shown_at END AS updated_at"
        " FROM cases WHERE county = :p1 AND ((account = :p2 AND (state = 'draft'"
        " OR applicant_code = '' OR replace(:p3, '|' || applicant_code || '|', '') = :p4))"
        " OR (state <> 'draft' AND applicant_code <> ''"
        " AND (replace(:p5, '|' || applicant_code || '|', '') <> :p6"
        " OR replace(:p7, '|' || applicant_code || ' ' || matter || '|', '') <> :p8))))"
        " own WHERE (:p9 = '' OR state = :p10) AND (:p11 = '' OR matter = :p12)"
        " AND (:p13 = '' OR department = :p14)"
        " AND (:p15 = '' OR number LIKE :p16 ESCAPE '!' OR applicant_name LIKE :p17 ESCAPE '!')"
        " AND (:p18 = '' OR updated_at < :p19 OR (updated_at = :p20 AND id < :p21))"
        " ORDER BY updated_at DESC, id DESC LIMIT :p22"};
    const std::string like = "%" + literal(filter.text) + "%";
    const std::string handled = between_bars({own.handled.begin(), own.handled.end()});
    const std::string codes = between_bars(own.codes);
    const std::string with_matter = between_bars(own.with_matter);
    return rows_of(database.query(statement,
                                  {county,
                                   own.account,
                                   handled,
                                   handled,
                                   codes,
                                   codes,
                                   with_matter,
                                   with_matter,
                                   filter.state,
                                   filter.state,
                                   filter.matter,
                                   filter.matter,
                                   filter.department,
                                   filter.department,
                                   filter.text,
                                   like,
                                   like,
                                   filter.before,
                                   filter.before,
                                   filter.before,
                                   filter.before_id,
                                   static_cast<long long>(filter.limit)}));
}

Result<std::vector<FiledCase>> filed_by(storage::Database& database,
                                        const std::string& county,
                                        const std::string& matter,
                                        const std::string& applicant_code,
                                        const std::string& day,
                                        int most) {
    static const Statement statement{
        "list what an applicant has filed",
        "SELECT c.id, c.snapshot, l.number IS NOT NULL FROM cases c LEFT JOIN licences l"
        " ON l.county = c.county AND l.case_id = c.id AND l.status = 'valid'"
        " AND (l.valid_to = '' OR l.valid_to >= :p1)"
        " WHERE c.county = :p2 AND c.applicant_code = :p3 AND c.matter = :p4"
        " AND c.state <> 'draft' ORDER BY c.updated_at DESC LIMIT :p5"};
    const auto rows = database.query(
        statement, {day, county, applicant_code, matter, static_cast<long long>(most)});
    if (!rows) return rows.error();
    std::vector<FiledCase> cases;
    for (const Row& row : *rows) {
        cases.push_back({row.text(0), row.text(1), row.integer(2) != 0});
    }
    return cases;
}

}  // namespace oneseal::desk

// What an applicant lists, and what one has filed.
#include <algorithm>
#include <tuple>

#include "desk/bars.hpp"
#include "desk/list_rows.hpp"

namespace oneseal::desk {
namespace {

using storage::Statement;

// As a LIKE pattern takes it, whose escape is an exclamation mark.
std::string literal(const std::string& text) {
    std::string pattern;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern;
}

// What an applicant may list of its own is asked by account and by party, each by its index: one
// condition for all of it would look at every case of the county.
std::string own_text(const std::string& whose) {
    return "SELECT id, number, version, state, matter, variant, applicant_name, applicant_code,"
           " received_on, due_on, '', '', '', provisional, work, updated_at, updated_at"
           " FROM (SELECT id, number, matter, variant, department, applicant_name, applicant_code,"
           " received_on, work,"
           " CASE WHEN shown_seq IS NULL THEN version ELSE shown_version END AS version,"
           " CASE WHEN shown_seq IS NULL THEN state ELSE shown_state END AS state,"
           " CASE WHEN shown_seq IS NULL THEN due_on ELSE shown_due_on END AS due_on,"
           " CASE WHEN shown_seq IS NULL THEN provisional ELSE shown_provisional END AS "
           "provisional,"
           " CASE WHEN shown_seq IS NULL THEN updated_at ELSE shown_at END AS updated_at"
           " FROM cases WHERE county = :p1 AND " +
           whose +
           ") own WHERE (:p5 = '' OR replace(:p6, '|' || state || '|', '') <> :p7)"
           " AND (:p8 = '' OR replace(:p9, '|' || matter || '|', '') <> :p10)"
           " AND (:p11 = '' OR department = :p12)"
           " AND (:p13 = '' OR number LIKE :p14 ESCAPE '!' OR applicant_name LIKE :p15 ESCAPE '!')"
           " AND (:p16 = 0 OR work LIKE '%\"to!_answer\"%' ESCAPE '!')"
           " AND (:p17 = '' OR updated_at < :p18 OR (updated_at = :p19 AND id < :p20))"
           " ORDER BY updated_at DESC, id DESC LIMIT :p21";
}

const Statement& by_account() {
    static const std::string text = own_text(
        "account = :p2 AND (state = 'draft' OR applicant_code = ''"
        " OR replace(:p3, '|' || applicant_code || '|', '') = :p4)");
    static const Statement statement{"list own cases", text.c_str()};
    return statement;
}

const Statement& by_party() {
    static const std::string text = own_text(
        "applicant_code = :p2 AND applicant_code <> '' AND state <> 'draft' AND (:p3 = '' OR "
        "matter = :p4)");
    static const Statement statement{"list the cases of a party", text.c_str()};
    return statement;
}

Result<std::vector<CaseListRow>> own_rows(storage::Database& database,
                                          const Statement& statement,
                                          std::vector<storage::Value> whose,
                                          const CaseFilter& filter) {
    const std::string like = "%" + literal(filter.text) + "%";
    const std::string states = between_bars(filter.states);
    const std::string matters = between_bars(filter.matters);
    const std::vector<storage::Value> more{states,
                                           states,
                                           states,
                                           matters,
                                           matters,
                                           matters,
                                           filter.department,
                                           filter.department,
                                           filter.text,
                                           like,
                                           like,
                                           static_cast<long long>(filter.work.has_value()),
                                           filter.after,
                                           filter.after,
                                           filter.after,
                                           filter.after_id,
                                           static_cast<long long>(filter.limit)};
    whose.insert(whose.end(), more.begin(), more.end());
    return rows_of(database.query(statement, std::move(whose)));
}

}  // namespace

Result<std::vector<CaseListRow>> list_own_cases(storage::Database& database,
                                                const std::string& county,
                                                const CaseFilter& filter,
                                                const OwnParties& own) {
    const std::string handled = between_bars({own.handled.begin(), own.handled.end()});
    auto rows = own_rows(database, by_account(), {county, own.account, handled, handled}, filter);
    if (!rows) return rows;
    std::vector<std::vector<storage::Value>> parties;
    for (const std::string& code : own.codes) parties.push_back({county, code, "", ""});
    for (const std::string& one : own.with_matter) {
        const auto blank = one.find(' ');
        const std::string matter = one.substr(blank + 1);
        parties.push_back({county, one.substr(0, blank), matter, matter});
    }
    for (auto& party : parties) {
        const auto more = own_rows(database, by_party(), std::move(party), filter);
        if (!more) return more;
        rows->insert(rows->end(), more->begin(), more->end());
    }
    const auto place = [](const CaseListRow& row) { return std::tie(row.ordered_by, row.id); };
    std::ranges::sort(*rows, std::ranges::greater(), place);
    const auto twice = std::ranges::unique(*rows, {}, &CaseListRow::id);
    rows->erase(twice.begin(), twice.end());
    rows->resize(std::min(rows->size(), static_cast<std::size_t>(filter.limit)));
    return rows;
}

Result<std::vector<FiledCase>> filed_by(storage::Database& database,
                                        const std::string& county,
                                        const std::string& matter,
                                        const std::string& applicant_code,
                                        const std::string& day) {
    static const Statement statement{
        "list what an applicant has filed",
        "SELECT c.id, c.snapshot, l.number IS NOT NULL FROM cases c LEFT JOIN licences l"
        " ON l.county = c.county AND l.case_id = c.id AND l.status = 'valid'"
        " AND (l.valid_to = '' OR l.valid_to >= :p1)"
        " WHERE c.county = :p2 AND c.applicant_code = :p3 AND c.matter = :p4"
        " AND c.state <> 'draft' ORDER BY c.updated_at DESC LIMIT 50"};
    const auto rows = database.query(statement, {day, county, applicant_code, matter});
    if (!rows) return rows.error();
    std::vector<FiledCase> cases;
    for (const storage::Row& row : *rows) {
        cases.push_back({row.text(0), row.text(1), row.integer(2) != 0});
    }
    return cases;
}

}  // namespace oneseal::desk

#include "desk/list_repository.hpp"

#include <map>

#include "desk/bars.hpp"
#include "desk/search.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;

Result<std::vector<CaseListRow>> rows_of(const Result<std::vector<Row>>& rows) {
    if (!rows) return rows.error();
    std::vector<CaseListRow> list;
    for (const Row& row : *rows) {
        list.push_back({row.text(0),
                        row.text(1),
                        row.integer(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        row.text(7),
                        row.text(8),
                        row.text(9),
                        row.text(10),
                        row.text(11),
                        row.text(12),
                        row.integer(13) != 0,
                        row.text(14),
                        row.text(15),
                        row.text(16)});
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

// What the rows are ordered by, and from where.
enum class Source { newest, due, work_newest, work_due, words_newest, words_due };

Source source_of(const CaseFilter& filter) {
    const bool due = filter.order == CaseOrder::due_first;
    if (filter.work) return due ? Source::work_due : Source::work_newest;
    if (!filter.text.empty()) return due ? Source::words_due : Source::words_newest;
    return due ? Source::due : Source::newest;
}

// Each question mark is the next parameter.
std::string numbered(const std::string& text) {
    std::string result;
    int count = 0;
    for (const char c : text) {
        if (c == '?') {
            result += ":p" + std::to_string(++count);
        } else {
            result += c;
        }
    }
    return result;
}

// Where it begins decides what it costs: SQLite takes the tables of a CROSS JOIN in this order.
std::string from_text(Source source) {
    switch (source) {
        case Source::newest:
        case Source::due:
            return " FROM cases c WHERE c.county = ?";
        case Source::work_newest:
        case Source::work_due:
            return " FROM work_items w CROSS JOIN cases c"
                   " WHERE c.county = w.county AND c.id = w.case_id"
                   " AND w.county = ? AND w.list = ? AND w.person = ?"
                   " AND (? = 1 OR replace(?, '|' || w.matter || '|', '') <> ?)"
                   " AND (? = '' OR c.id IN (SELECT case_id FROM case_words WHERE"
                   " case_words MATCH ?))";
        case Source::words_newest:
        case Source::words_due:
            return " FROM case_words f CROSS JOIN cases c WHERE c.id = f.case_id AND c.county = ?"
                   " AND f.case_words MATCH ?";
    }
    return "";
}

// An empty value filters nothing, so that each source has one text that is prepared once; a list
// that is not filtered at all, as most are, has one that asks nothing of the sort. What only
// rights.cpp can tell, as whether a closed case was accepted, is not listed.
std::string filter_text() {
    return " AND (? = '' OR replace(?, '|' || c.state || '|', '') <> ?)"
           " AND (? = '' OR replace(?, '|' || c.matter || '|', '') <> ?)"
           " AND (? = '' OR department = ?)"
           " AND (? = '' OR (c.due_on < ? AND decided_on IS NULL))"
           " AND (? = '' OR replace(?, CASE WHEN c.due_on IS NULL THEN '' WHEN c.due_on < ? THEN"
           " '|red|' WHEN orange_on <= ? THEN '|orange|' WHEN yellow_on <= ? THEN '|yellow|'"
           " ELSE '|green|' END, '') <> ?)"
           " AND (? = '' OR received_on >= ?) AND (? = '' OR received_on <= ?)"
           " AND (? = '' OR accepted_on >= ?) AND (? = '' OR accepted_on <= ?)"
           " AND (? = '' OR surveyed_on >= ?) AND (? = '' OR surveyed_on <= ?)"
           " AND (? = '' OR decided_on >= ?) AND (? = '' OR decided_on <= ?)"
           " AND (? = '' OR ended_on >= ?) AND (? = '' OR ended_on <= ?)"
           " AND (? = '' OR outcome = ?)"
           " AND (? = '' OR ? = CASE WHEN decided_on > statutory_due THEN 'true'"
           " WHEN decided_on <= statutory_due THEN 'false' ELSE '' END)"
           " AND (? = '' OR EXISTS (SELECT 1 FROM assignments a WHERE a.county = c.county"
           " AND a.case_id = c.id AND a.person = ?))";
}

std::string rights_text() {
    return " AND ((state = 'draft' AND account = ?) OR (state <> 'draft' AND (? = 1"
           " OR (? = 1 AND state <> 'archived')"
           " OR replace(?, '|' || c.matter || '|', '') <> ?"
           " OR (replace(?, '|' || c.matter || '|', '') <> ? AND (decided_on IS NOT NULL OR state"
           " IN ('accepted', 'reviewing', 'survey_assigned', 'surveying', 'deciding')))"
           " OR (? <> '' AND EXISTS (SELECT 1 FROM assignments a WHERE a.county = c.county"
           " AND a.case_id = c.id AND a.person = ?))"
           " OR (? = 1 AND (EXISTS (SELECT 1 FROM work_items i WHERE i.county = c.county"
           " AND i.case_id = c.id AND i.list = 'to_seal') OR EXISTS (SELECT 1 FROM seal_uses s"
           " WHERE s.county = c.county AND s.case_id = c.id AND s.seal = 'licensing'))))))";
}

struct Shape {
    Source source{};
    bool filtered = false;

    auto operator<=>(const Shape&) const = default;
};

std::string where_text(const Shape& shape) {
    return from_text(shape.source) + (shape.filtered ? filter_text() : "") + rights_text();
}

Shape shape_of(const CaseFilter& filter) {
    const auto any = [](const auto&... texts) { return !(texts.empty() && ...); };
    bool filtered = any(filter.states,
                        filter.matters,
                        filter.department,
                        filter.due_before,
                        filter.lights,
                        filter.outcome,
                        filter.late,
                        filter.assignee);
    for (const auto* days :
         {&filter.received, &filter.accepted, &filter.surveyed, &filter.decided, &filter.ended}) {
        filtered = filtered || any(days->from, days->to);
    }
    return {source_of(filter), filtered};
}

void add_filters(const CaseFilter& filter, std::vector<storage::Value>& values) {
    const auto add = [&](const std::string& value, int times) {
        for (int i = 0; i < times; ++i) values.emplace_back(value);
    };
    add(between_bars(filter.states), 3);
    add(between_bars(filter.matters), 3);
    add(filter.department, 2);
    add(filter.due_before, 2);
    const std::string lights = between_bars(filter.lights);
    add(lights, 2);
    add(filter.today, 3);
    add(lights, 1);
    for (const auto* days :
         {&filter.received, &filter.accepted, &filter.surveyed, &filter.decided, &filter.ended}) {
        add(days->from, 2);
        add(days->to, 2);
    }
    add(filter.outcome, 2);
    add(filter.late, 2);
    add(filter.assignee, 2);
}

std::vector<storage::Value> where_values(const std::string& county,
                                         const CaseFilter& filter,
                                         const ListRights& rights) {
    std::vector<storage::Value> values{county};
    const auto add = [&](const std::string& value, int times) {
        for (int i = 0; i < times; ++i) values.emplace_back(value);
    };
    if (filter.work) {
        add(cases::worklists.of(filter.work->list), 1);
        add(filter.work->person, 1);
        values.emplace_back(static_cast<long long>(filter.work->every_matter));
        add(between_bars(filter.work->matters), 2);
    }
    if (filter.work) {
        // Nothing to look for is no query.
        add(filter.text, 1);
        add(filter.text.empty() ? "county" : query_of(county, filter.text), 1);
    } else if (!filter.text.empty()) {
        add(query_of(county, filter.text), 1);
    }
    if (shape_of(filter).filtered) add_filters(filter, values);
    add(rights.account, 1);
    values.emplace_back(static_cast<long long>(rights.every_filed));
    values.emplace_back(static_cast<long long>(rights.intake));
    add(between_bars(rights.filed), 2);
    add(between_bars(rights.accepted), 2);
    add(rights.person, 2);
    values.emplace_back(static_cast<long long>(rights.seal_keeper));
    return values;
}

std::string page_text(const Shape& shape) {
    const Source source = shape.source;
    const bool due =
        source == Source::due || source == Source::work_due || source == Source::words_due;
    const std::string key = source == Source::work_due ? "w.due_on"
                            : due                      ? "c.due_on"
                                                       : "updated_at";
    const std::string id = source == Source::work_due ? "w.case_id" : "c.id";
    const std::string past = due ? " > " : " < ";
    const std::string way = due ? "" : " DESC";
    const std::string columns =
        "c.id, number, c.version, state, c.matter, variant, applicant_name, applicant_code,"
        " received_on, c.due_on, promised_on, yellow_on, orange_on, provisional, work, "
        "updated_at, ";
    return numbered("SELECT " + columns + key + where_text(shape) +
                    (due && source != Source::work_due ? " AND c.due_on IS NOT NULL" : "") +
                    " AND (? = '' OR " + key + past + "? OR (" + key + " = ? AND " + id + past +
                    "?)) ORDER BY " + key + way + ", " + id + way + " LIMIT ?");
}

struct Texts {
    std::string page{};
    std::string count{};
};

const Texts& texts_of(const CaseFilter& filter) {
    static const std::map<Shape, Texts> all = [] {
        std::map<Shape, Texts> made;
        for (const Source source : {Source::newest,
                                    Source::due,
                                    Source::work_newest,
                                    Source::work_due,
                                    Source::words_newest,
                                    Source::words_due}) {
            for (const bool filtered : {false, true}) {
                const Shape shape{source, filtered};
                made[shape] = {page_text(shape), numbered("SELECT COUNT(*)" + where_text(shape))};
            }
        }
        return made;
    }();
    return all.at(shape_of(filter));
}

}  // namespace

Result<std::vector<CaseListRow>> list_cases(storage::Database& database,
                                            const std::string& county,
                                            const CaseFilter& filter,
                                            const ListRights& rights) {
    const Statement statement{"list cases", texts_of(filter).page.c_str()};
    auto values = where_values(county, filter, rights);
    for (const std::string& value : {filter.after, filter.after, filter.after, filter.after_id}) {
        values.emplace_back(value);
    }
    values.emplace_back(static_cast<long long>(filter.limit));
    return rows_of(database.query(statement, std::move(values)));
}

Result<long long> count_cases(storage::Database& database,
                              const std::string& county,
                              const CaseFilter& filter,
                              const ListRights& rights) {
    const Statement statement{"count cases", texts_of(filter).count.c_str()};
    const auto rows = database.query(statement, where_values(county, filter, rights));
    if (!rows) return rows.error();
    return rows->front().integer(0);
}

Result<std::vector<CaseListRow>> list_own_cases(storage::Database& database,
                                                const std::string& county,
                                                const CaseFilter& filter,
                                                const OwnParties& own) {
    static const Statement statement{
        "list own cases",
        "SELECT id, number, version, state, matter, variant, applicant_name, applicant_code,"
        " received_on, due_on, '', '', '', provisional, work, updated_at, updated_at"
        " FROM (SELECT id, number, matter, variant, department, applicant_name, applicant_code,"
        " received_on, work,"
        " CASE WHEN shown_seq IS NULL THEN version ELSE shown_version END AS version,"
        " CASE WHEN shown_seq IS NULL THEN state ELSE shown_state END AS state,"
        " CASE WHEN shown_seq IS NULL THEN due_on ELSE shown_due_on END AS due_on,"
        " CASE WHEN shown_seq IS NULL THEN provisional ELSE shown_provisional END AS provisional,"
        " CASE WHEN shown_seq IS NULL THEN updated_at ELSE shown_at END AS updated_at"
        " FROM cases WHERE county = :p1 AND ((account = :p2 AND (state = 'draft'"
        " OR applicant_code = '' OR replace(:p3, '|' || applicant_code || '|', '') = :p4))"
        " OR (state <> 'draft' AND applicant_code <> ''"
        " AND (replace(:p5, '|' || applicant_code || '|', '') <> :p6"
        " OR replace(:p7, '|' || applicant_code || ' ' || matter || '|', '') <> :p8))))"
        " own WHERE (:p9 = '' OR replace(:p10, '|' || state || '|', '') <> :p11)"
        " AND (:p12 = '' OR replace(:p13, '|' || matter || '|', '') <> :p14)"
        " AND (:p15 = '' OR department = :p16)"
        " AND (:p17 = '' OR number LIKE :p18 ESCAPE '!' OR applicant_name LIKE :p19 ESCAPE '!')"
        " AND (:p20 = 0 OR work LIKE '%\"to!_answer\"%' ESCAPE '!')"
        " AND (:p21 = '' OR updated_at < :p22 OR (updated_at = :p23 AND id < :p24))"
        " ORDER BY updated_at DESC, id DESC LIMIT :p25"};
    const std::string like = "%" + literal(filter.text) + "%";
    const std::string handled = between_bars({own.handled.begin(), own.handled.end()});
    const std::string codes = between_bars({own.codes.begin(), own.codes.end()});
    const std::string with_matter = between_bars({own.with_matter.begin(), own.with_matter.end()});
    const std::string states = between_bars(filter.states);
    const std::string matters = between_bars(filter.matters);
    return rows_of(database.query(statement,
                                  {county,
                                   own.account,
                                   handled,
                                   handled,
                                   codes,
                                   codes,
                                   with_matter,
                                   with_matter,
                                   states,
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
                                   static_cast<long long>(filter.limit)}));
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
    for (const Row& row : *rows) {
        cases.push_back({row.text(0), row.text(1), row.integer(2) != 0});
    }
    return cases;
}

}  // namespace oneseal::desk

#include "desk/list_repository.hpp"

#include <map>

#include "desk/bars.hpp"
#include "desk/list_rows.hpp"
#include "desk/search.hpp"

namespace oneseal::desk {
namespace {

using storage::Statement;

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

}  // namespace oneseal::desk

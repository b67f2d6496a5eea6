// Lists of cases, and the work lists of whoever asks.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "cases/words.hpp"
#include "desk/search.hpp"
#include "desk/views.hpp"
#include "text/canonical.hpp"

namespace oneseal::api {
namespace {

template <typename Names>
std::string listed(const Names& names) {
    std::string list;
    for (const char* name : names) list += (list.empty() ? "" : ", ") + std::string(name);
    return list;
}

constexpr std::array lights{"green", "yellow", "orange", "red"};

Result<std::string> day(const Call& call, const char* name) {
    std::string text = call.query(name);
    if (text.empty() || sdk::parse_day(text)) return text;
    return errors::filter_invalid(name, errors::a_day());
}

Result<void> read_days(const Call& call, desk::CaseFilter& filter) {
    const std::pair<std::string, desk::CaseFilter::Days*> steps[] = {{"received", &filter.received},
                                                                     {"accepted", &filter.accepted},
                                                                     {"surveyed", &filter.surveyed},
                                                                     {"decided", &filter.decided},
                                                                     {"ended", &filter.ended}};
    for (const auto& [step, days] : steps) {
        auto from = day(call, (step + "_from").c_str());
        if (!from) return from.error();
        auto to = day(call, (step + "_to").c_str());
        if (!to) return to.error();
        *days = {std::move(*from), std::move(*to)};
    }
    return {};
}

// One of the names, or empty.
template <typename Names>
Result<std::string> one_of(const Call& call, const char* name, const Names& known) {
    std::string text = call.query(name);
    const auto is_text = [&](const char* one) { return text == one; };
    if (text.empty() || std::ranges::any_of(known, is_text)) return text;
    return errors::filter_invalid(name, listed(known));
}

std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// a,b of the query. Fails as FILTER_INVALID for what is none of the names.
template <typename Names>
Result<std::vector<std::string>> several(const Call& call, const char* name, const Names& known) {
    auto values = parts_of(call.query(name));
    for (const std::string& value : values) {
        const auto is_value = [&](const char* one) { return value == one; };
        if (std::ranges::none_of(known, is_value)) {
            return errors::filter_invalid(name, listed(known));
        }
    }
    return values;
}

Result<void> read_states(const Call& call, desk::CaseFilter& filter) {
    auto states = several(call, "state", cases::states.names);
    if (!states) return states.error();
    filter.states = std::move(*states);
    const auto open = flag(call, "open", false);
    if (!open) return open.error();
    if (!*open) return {};
    const auto is_open = [](const std::string& name) {
        return cases::is_undecided(*cases::states.find(name));
    };
    if (filter.states.empty()) {
        for (const cases::State state : cases::every_state()) {
            filter.states.emplace_back(cases::state_name(state));
        }
    }
    std::erase_if(filter.states, [&](const std::string& name) { return !is_open(name); });
    // None of what was asked for is open.
    if (filter.states.empty()) filter.states.emplace_back("none");
    return {};
}

Result<std::optional<cases::Worklist>> worklist(const Call& call) {
    const std::string name = call.query("worklist");
    if (name.empty()) return std::optional<cases::Worklist>{};
    const auto found = cases::worklists.find(name);
    if (!found) return errors::filter_invalid("worklist", listed(cases::worklists.names));
    return found;
}

// The cursor is the last row's place in the order: instant or day, and id.
Result<void> read_order(const Call& call, desk::CaseFilter& filter) {
    const std::string sort = call.query("sort");
    const bool by_due = sort == "due" || (sort.empty() && filter.work && !call.who->is_applicant());
    if (!sort.empty() && sort != "due" && sort != "-updated") {
        return errors::filter_invalid("sort", "due, -updated");
    }
    filter.order = by_due ? desk::CaseOrder::due_first : desk::CaseOrder::newest_first;
    const std::string cursor = call.query("cursor");
    if (cursor.empty()) return {};
    const auto bar = cursor.find('|');
    const std::string place = cursor.substr(0, bar);
    const bool holds =
        by_due ? sdk::parse_day(place).has_value() : parse_instant(place).has_value();
    if (bar == std::string::npos || !holds) return errors::cursor_invalid();
    filter.after = place;
    filter.after_id = cursor.substr(bar + 1);
    return {};
}

constexpr std::array for_staff{"overdue",
                               "assignee",
                               "light",
                               "received_from",
                               "received_to",
                               "accepted_from",
                               "accepted_to",
                               "surveyed_from",
                               "surveyed_to",
                               "decided_from",
                               "decided_to",
                               "ended_from",
                               "ended_to",
                               "outcome",
                               "late",
                               "sort",
                               "count"};

// Some would tell an applicant who has a case in hand, or that it is decided.
Result<void> check_filters(const Call& call) {
    const bool is_applicant = call.who->is_applicant();
    const bool sees_course = desk::sees_course(*call.who);
    if (!sees_course && !call.query("assignee").empty()) {
        return errors::filter_staff_only("assignee");
    }
    // Who only seals reads no application, so nobody is found by it.
    const bool reads = sees_course || is_applicant || access::may(*call.who, Role::regulator);
    if (!reads && !call.query("q").empty()) return errors::filter_staff_only("q");
    if (!is_applicant) return {};
    for (const char* name : for_staff) {
        if (!call.query(name).empty()) return errors::filter_staff_only(name);
    }
    return {};
}

Result<desk::CaseFilter> read_filter(const Call& call, Day today) {
    if (auto allowed = check_filters(call); !allowed) return allowed.error();
    desk::CaseFilter filter;
    if (auto read = read_states(call, filter); !read) return read.error();
    if (auto read = read_days(call, filter); !read) return read.error();
    auto wanted = several(call, "light", lights);
    if (!wanted) return wanted.error();
    filter.lights = std::move(*wanted);
    const auto overdue = flag(call, "overdue", false);
    if (!overdue) return overdue.error();
    filter.today = sdk::format_day(today);
    if (*overdue) filter.due_before = filter.today;
    auto outcome = one_of(call, "outcome", cases::decision_kinds.names);
    if (!outcome) return outcome.error();
    filter.outcome = std::move(*outcome);
    auto late = one_of(call, "late", std::array{"true", "false"});
    if (!late) return late.error();
    filter.late = std::move(*late);
    filter.matters = parts_of(call.query("matter"));
    filter.department = call.query("department");
    filter.assignee = call.query("assignee");
    filter.text = call.query("q");
    if (!filter.text.empty() && desk::query_of(call.county, filter.text).empty()) {
        return errors::search_too_short();
    }
    return filter;
}

struct Listed {
    std::vector<desk::CaseListRow> rows{};
    Json count = Json();
};

Result<Listed> read_rows(const Call& call, const desk::CaseFilter& filter, bool counted) {
    if (call.who->is_applicant()) {
        auto rows = desk::list_own_cases(
            call.desk.database(), call.county, filter, desk::own_parties(*call.who, call.county));
        if (!rows) return rows.error();
        return Listed{std::move(*rows)};
    }
    const desk::ListRights rights = desk::list_rights(*call.who, call.desk.county(call.county));
    auto rows = desk::list_cases(call.desk.database(), call.county, filter, rights);
    if (!rows) return rows.error();
    Listed listed{std::move(*rows)};
    if (!counted) return listed;
    const auto count = desk::count_cases(call.desk.database(), call.county, filter, rights);
    if (!count) return count.error();
    listed.count = *count;
    return listed;
}

Result<http::Response> list_cases(const Call& call) {
    const desk::County& county = call.desk.county(call.county);
    const Day today = legal_day(call.desk.clock().now());
    const auto limit = call.limit();
    if (!limit) return limit.error();
    auto filter = read_filter(call, today);
    if (!filter) return filter.error();
    const auto counted = flag(call, "count", false);
    if (!counted) return counted.error();
    const auto list = worklist(call);
    if (!list) return list.error();
    if (*list) {
        const auto places = desk::work_places(*call.who, county, **list);
        // Nobody else's list is shown.
        if (places.empty()) return answer(Json{{"cases", Json::array()}, {"next_cursor", Json()}});
        filter->work = places.front();
    }
    if (auto read = read_order(call, *filter); !read) return read.error();
    filter->limit = *limit + 1;
    auto listed = read_rows(call, *filter, *counted);
    if (!listed) return listed.error();
    auto& rows = listed->rows;
    Json next = Json();
    if (static_cast<int>(rows.size()) > *limit) {
        rows.resize(static_cast<std::size_t>(*limit));
        next = rows.back().ordered_by + "|" + rows.back().id;
    }
    std::string body = "{\"cases\":" + call.desk.list_text(call.caller(), rows, today);
    if (*counted) body += ",\"count\":" + listed->count.dump();
    body += ",\"next_cursor\":" + sdk::canonical(next) + "}";
    return http::json_response(200, std::move(body));
}

Result<http::Response> list_worklists(const Call& call) {
    const desk::County& county = call.desk.county(call.county);
    Json lists = Json::array();
    for (const char* name : cases::worklists.names) {
        const cases::Worklist list = *cases::worklists.find(name);
        const auto places = desk::work_places(*call.who, county, list);
        if (places.empty()) continue;
        long long count = 0;
        std::string oldest;
        for (const desk::WorkPlace& place : places) {
            const auto work = desk::count_work(call.desk.database(), call.county, place);
            if (!work) return work.error();
            count += work->count;
            const std::string& due = work->oldest_due;
            if (!due.empty() && (oldest.empty() || due < oldest)) oldest = due;
        }
        lists.push_back({{"id", name},
                         {"title", to_json(cases::worklist_title(list))},
                         {"count", count},
                         {"oldest_due", oldest.empty() ? Json() : Json(oldest)},
                         {"at_once", list == cases::Worklist::to_seal}});
    }
    return answer(Json{{"worklists", lists}});
}

Parameters parameters_of_the_list() {
    Parameters names{"worklist", "state", "open", "matter", "department", "q", "cursor", "limit"};
    names.insert(names.end(), for_staff.begin(), for_staff.end());
    return names;
}

}  // namespace

void add_list_routes(http::Router& router, const Doorway& doorway) {
    const std::string county = "/api/v1/counties/{c}";
    router.add("GET",
               county + "/cases",
               http::Body::none,
               doorway.at_work(SignIn::needed, list_cases, parameters_of_the_list()));
    router.add("GET",
               county + "/worklists",
               http::Body::none,
               doorway.at_work(SignIn::needed, list_worklists));
}

}  // namespace oneseal::api

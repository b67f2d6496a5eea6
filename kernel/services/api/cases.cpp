// Cases: lists, one case, its actions, deadline and facts.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "cases/action.hpp"
#include "cases/case_json.hpp"
#include "desk/same_place.hpp"
#include "desk/views.hpp"

namespace oneseal::api {
namespace {

std::string etag_of(const desk::StoredCase& stored) {
    return "\"" + std::to_string(stored.now.version) + "\"";
}

// The cursor is the last row's place in the order: instant and id.
Result<void> read_cursor(const Call& call, desk::CaseFilter& filter) {
    const std::string cursor = call.query("cursor");
    if (cursor.empty()) return {};
    const auto bar = cursor.find('|');
    if (bar != std::string::npos && parse_instant(cursor.substr(0, bar))) {
        filter.before = cursor.substr(0, bar);
        filter.before_id = cursor.substr(bar + 1);
        return {};
    }
    return errors::cursor_invalid();
}

// For whom an applicant verifiably acts.
desk::OwnParties parties_of(const access::Principal& who, const std::string& county) {
    desk::OwnParties parties{who.account, {}, {}, who.handled};
    if (!who.verified) return parties;
    parties.codes.push_back(who.id_number);
    for (const access::Represented& party : who.represents) {
        const auto& in = party.counties;
        if (!in.empty() && std::ranges::find(in, county) == in.end()) continue;
        if (party.matters.empty()) parties.codes.push_back(party.code);
        for (const std::string& matter : party.matters) {
            parties.with_matter.push_back(party.code + " " + matter);
        }
    }
    return parties;
}

Result<http::Response> list_cases(desk::Desk& desk, const Call& call) {
    desk::CaseFilter filter;
    const auto limit = call.limit();
    if (!limit) return limit.error();
    if (auto read = read_cursor(call, filter); !read) return read.error();
    filter.state = call.query("state");
    filter.matter = call.query("matter");
    filter.department = call.query("department");
    filter.assignee = call.query("assignee");
    filter.text = call.query("q");
    filter.limit = *limit + 1;
    const bool overdue = call.query("overdue") == "true";
    if (overdue) filter.due_before = sdk::format_day(legal_day(desk.clock().now()));
    const bool own = call.who->is_applicant();
    // They would tell who has a case in hand, and that it is decided.
    if (own && (overdue || !filter.assignee.empty())) return errors::filter_staff_only();
    const desk::ListRights rights =
        desk::list_rights(*call.who, *desk.assembly().county(call.county));
    auto rows = own ? desk::list_own_cases(
                          desk.database(), call.county, filter, parties_of(*call.who, call.county))
                    : desk::list_cases(desk.database(), call.county, filter, rights);
    if (!rows) return rows.error();
    Json next = Json();
    if (static_cast<int>(rows->size()) > *limit) {
        rows->resize(static_cast<std::size_t>(*limit));
        next = rows->back().updated_at + "|" + rows->back().id;
    }
    Json list = Json::array();
    const auto& matters = desk.assembly().county(call.county)->matters;
    for (const desk::CaseListRow& row : *rows) {
        const auto matter = matters.find(row.matter);
        list.push_back(
            desk::list_view(row, matter == matters.end() ? nullptr : matter->second.matter.get()));
    }
    return answer(Json{{"cases", list}, {"next_cursor", next}});
}

Result<http::Response> show_case(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const cases::Context context = desk.context_of(stored->now, desk.clock().now());
    Json view = desk.view_of(call.caller(), stored->now, context.now);
    // Reading never fires a timer; it shows what is overdue.
    Json overdue = Json::array();
    for (const cases::Timer& timer : cases::timers(stored->now, context)) {
        if (timer.fires_at <= context.now) {
            overdue.push_back(
                {{"kind", timer.name()}, {"fires_at", format_instant(timer.fires_at)}});
        }
    }
    view["overdue_timers"] = std::move(overdue);
    http::Response response = answer(view);
    response.headers.emplace_back("ETag", etag_of(*stored));
    return response;
}

// For whoever handles the case: a check tells the same to whoever files.
Result<http::Response> show_same_place(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::facts); !right) return right.error();
    const cases::Context context = desk.context_of(stored->now, desk.clock().now());
    const auto same =
        desk::same_place(desk.database(), *context.matter, stored->now, context.today());
    if (!same) return same.error();
    return answer(Json{{"case", stored->now.number}, {"same_place", *same}});
}

constexpr std::size_t most_findings = 50;

Json problem_summary(const Error& error, http::Language language) {
    Json findings = Json::array();
    for (const Finding& finding : error.findings) {
        // The action itself, once tried, names them with their number.
        if (findings.size() == most_findings) break;
        findings.push_back({{"pointer", finding.pointer},
                            {"message", http::in(language, finding.message)},
                            {"rule", finding.rule}});
    }
    return {{"code", error.id},
            {"message", http::in(language, error.message)},
            {"remedy", http::in(language, error.remedy)},
            {"law", error.law},
            {"errors", findings}};
}

Result<http::Response> show_actions(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto permissions = desk.permissions(call.caller(), *stored);
    if (!permissions) return permissions.error();
    Json list = Json::array();
    for (const cases::Permission& permission : *permissions) {
        const cases::Action& action = *cases::find_action(permission.action);
        Json one = {{"action", action.name},
                    {"title", http::in(call.language, action.title)},
                    {"hint", http::in(call.language, action.hint)},
                    {"place", action.place},
                    {"key", action.key},
                    {"rank", action.rank},
                    {"body", action.body},
                    {"allowed", !permission.refusal}};
        if (permission.refusal)
            one["why_not"] = problem_summary(*permission.refusal, call.language);
        list.push_back(std::move(one));
    }
    http::Response response = answer(Json{{"case", stored->now.number}, {"actions", list}});
    response.headers.emplace_back("Content-Language", http::tag_of(call.language));
    response.headers.emplace_back("ETag", etag_of(*stored));
    return response;
}

Result<http::Response> show_deadline(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    return answer(
        desk::deadline_view(stored->now, desk.context_of(stored->now, desk.clock().now())));
}

// Facts of bans and credit are for the staff of that step; others see result and article.
Result<http::Response> show_facts(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::facts); !right) return right.error();
    Json facts = Json::object();
    for (const auto& [id, record] : stored->now.review.facts) facts[id] = record;
    return answer(Json{{"case", stored->now.number}, {"facts", facts}});
}

}  // namespace

void add_case_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    using Show = Result<http::Response> (*)(desk::Desk&, const Call&);
    const std::string cases = "/api/v1/counties/{c}/cases";
    const std::pair<const char*, Show> pages[] = {{"", list_cases},
                                                  {"/{n}", show_case},
                                                  {"/{n}/actions", show_actions},
                                                  {"/{n}/deadline", show_deadline},
                                                  {"/{n}/facts", show_facts},
                                                  {"/{n}/same_place", show_same_place}};
    const Parameters of_the_list{
        "state", "matter", "department", "assignee", "overdue", "q", "cursor", "limit"};
    for (const auto& [path, show] : pages) {
        router.add(
            "GET",
            cases + path,
            http::Body::none,
            doorway.at_work(
                SignIn::needed,
                [&desk = on.desk, show = show](const Call& call) { return show(desk, call); },
                show == list_cases ? of_the_list : Parameters{}));
    }
}

}  // namespace oneseal::api

// What has happened in a case, in words: for the applicant by side, for staff by name; and what it
// waits for now.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "cases/action.hpp"
#include "cases/words.hpp"
#include "desk/views.hpp"
#include "desk/views/applicant.hpp"
#include "journal/entry.hpp"

namespace oneseal::api {
namespace {

constexpr long long most_entries = 10'000;

Json by_side(const Json& shown) {
    return {{"side", shown["actor"]}, {"name", Json()}};
}

// Who is no officer and not the system files or answers for the applicant.
Json by_name(const std::string& actor, const desk::County& county) {
    const auto officer = std::ranges::find(county.officers, actor, &cases::Officer::id);
    if (officer != county.officers.end()) return {{"side", "bureau"}, {"name", officer->name}};
    return {{"side", actor == "system" ? "system" : "applicant"}, {"name", Json()}};
}

Json waits_for(const cases::Case& now, const cases::Context& context, bool is_applicant) {
    Json list = Json::array();
    for (const cases::WorkItem& item : cases::work_items(now, cases::clocks(now, context))) {
        // What the bureau has on its own lists an applicant sees as one step, once.
        const bool own = item.list == cases::Worklist::to_answer;
        if (item.list == cases::Worklist::unanswered || (own && !is_applicant)) continue;
        const Json entry{{"list", cases::worklists.of(item.list)},
                         {"title", to_json(cases::worklist_title(item.list))},
                         {"due", item.due ? Json(sdk::format_day(*item.due)) : Json()}};
        if (std::ranges::find(list, entry) == list.end()) list.push_back(entry);
    }
    return list;
}

Result<http::Response> show_timeline(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = desk.reader(call.caller(), stored->now);
    const bool applicant = reader.contains(desk::Standing::applicant);
    const bool regulator = reader.contains(desk::Standing::regulator);
    if (auto right = desk::require_part(reader, desk::Part::course);
        !applicant && !regulator && !right) {
        return right.error();
    }
    // What an applicant is given may end before the journal does.
    const long long last = std::min(most_entries, static_cast<long long>(stored->head.seq));
    const auto entries =
        journal::read_entries(desk.database(), call.county, stored->now.id, 0, last);
    if (!entries) return entries.error();
    const desk::County& county = *desk.assembly().county(call.county);
    Json list = Json::array();
    for (const journal::Entry& entry : *entries) {
        // The department is not told who did it either.
        const Json shown = desk::applicant_event(entry, county);
        if ((applicant || regulator) && shown.is_null()) continue;
        list.push_back(
            {{"seq", entry.head.seq},
             {"kind", entry.act.kind},
             {"title", to_json(cases::action_title(entry.act.kind))},
             {"by", applicant || regulator ? by_side(shown) : by_name(entry.act.actor, county)},
             {"at", format_instant(entry.act.at)}});
    }
    const cases::Context context = desk.context_of(stored->now, desk.clock().now());
    return answer(Json{{"case", stored->now.number},
                       {"state", cases::state_name(stored->now.state)},
                       {"state_title", to_json(cases::state_title(stored->now.state))},
                       {"timeline", list},
                       {"waits_for", waits_for(stored->now, context, applicant)}});
}

}  // namespace

void add_timeline_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    router.add("GET",
               "/api/v1/counties/{c}/cases/{n}/timeline",
               http::Body::none,
               doorway.at_work(SignIn::needed, [&desk = on.desk](const Call& call) {
                   return show_timeline(desk, call);
               }));
}

}  // namespace oneseal::api

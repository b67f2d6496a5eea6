// What has happened in a case, in words, and by whom the next step has to be taken. An applicant is
// told the side that acted, staff the name.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "base/text_normal.hpp"
#include "cases/action.hpp"
#include "cases/words.hpp"
#include "desk/replay.hpp"
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

Json waits_for(const cases::Case& now,
               const cases::Context& context,
               bool is_applicant,
               bool by_sides) {
    Json list = Json::array();
    for (const cases::WorkItem& item : cases::work_items(now, cases::clocks(now, context))) {
        // What the bureau has on its own lists an applicant sees as one step, once.
        const bool own = item.list == cases::Worklist::to_answer;
        if (item.list == cases::Worklist::unanswered || (own && !is_applicant)) continue;
        if (item.list == cases::Worklist::recusals && by_sides && !is_applicant) continue;
        const Json entry{{"list", cases::worklists.of(item.list)},
                         {"title", to_json(cases::worklist_title(item.list))},
                         {"due", item.due ? Json(sdk::format_day(*item.due)) : Json()}};
        if (std::ranges::find(list, entry) == list.end()) list.push_back(entry);
    }
    return list;
}

// By sides, or, for who works on it, by names.
Result<Json> timeline_of(const desk::Desk& desk, const desk::StoredCase& stored, bool by_sides) {
    // What an applicant is given may end before the journal does.
    const long long last = std::min(most_entries, static_cast<long long>(stored.head.seq));
    const auto entries =
        journal::read_entries(desk.database(), stored.now.county, stored.now.id, 0, last);
    if (!entries) return entries.error();
    const desk::County& county = desk.county(stored.now.county);
    Json list = Json::array();
    for (const journal::Entry& entry : *entries) {
        const Json shown = desk::applicant_event(entry, county);
        if (by_sides && shown.is_null()) continue;
        list.push_back({{"seq", entry.head.seq},
                        {"kind", entry.act.kind},
                        {"title", to_json(cases::action_title(entry.act.kind))},
                        {"by", by_sides ? by_side(shown) : by_name(entry.act.actor, county)},
                        {"at", format_instant(entry.act.at)}});
    }
    return Result<Json>(boost::system::in_place_value, std::move(list));
}

Result<http::Response> show_timeline(const Call& call) {
    const auto stored = call.desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = call.desk.reader(call.caller(), stored->now);
    const bool applicant = reader.contains(desk::Standing::applicant);
    // The department is not told who did it either.
    const bool by_sides = applicant || reader.contains(desk::Standing::regulator);
    if (auto right = desk::require_part(reader, desk::Part::course); !by_sides && !right) {
        return right.error();
    }
    const auto timeline = timeline_of(call.desk, *stored, by_sides);
    if (!timeline) return timeline.error();
    const cases::Context context = call.desk.context_of(stored->now, call.desk.clock().now());
    return answer(Json{{"case", stored->now.number},
                       {"state", cases::state_name(stored->now.state)},
                       {"state_title", to_json(cases::state_title(stored->now.state))},
                       {"timeline", *timeline},
                       {"waits_for", waits_for(stored->now, context, applicant, by_sides)}});
}

// Whoever holds the receipt: how far it is, and no word of who asks for what.
// LAW: 行政许可法 第三十三条
Result<http::Response> show_progress(const Call& call) {
    const auto id = desk::find_by_query_code(
        call.desk.database(), call.county, normal_code(call.parameter("code")));
    if (!id) return id.error();
    if (!*id) return errors::progress_unknown();
    auto stored = desk::find_case(call.desk.database(), call.county, **id);
    if (!stored) return stored.error();
    if (*stored && (*stored)->before_decision) {
        auto before = desk::before_decision(call.desk.database(), **stored);
        if (!before) return before.error();
        *stored = std::move(*before);
    }
    const desk::County& county = call.desk.county(call.county);
    const desk::MatterInForce* matter = *stored ? county.matter_of((*stored)->now) : nullptr;
    if (matter == nullptr) return errors::progress_unknown();
    const cases::Case& now = (*stored)->now;
    const auto timeline = timeline_of(call.desk, **stored, true);
    if (!timeline) return timeline.error();
    const cases::Context context = call.desk.context_of(now, call.desk.clock().now());
    const Day received = now.filing.received_on.value_or(context.today());
    return answer(Json{{"case", now.number},
                       {"matter_title", to_json(matter->matter->title)},
                       {"received_on", sdk::format_day(received)},
                       {"state", cases::state_name(now.state)},
                       {"state_title", to_json(cases::state_title(now.state))},
                       {"timeline", *timeline},
                       {"waits_for", waits_for(now, context, true, true)}});
}

}  // namespace

void add_timeline_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    router.add("GET",
               "/api/v1/counties/{c}/cases/{n}/timeline",
               http::Body::none,
               doorway.at_work(SignIn::needed, show_timeline));
    router.add("GET",
               "/api/v1/counties/{c}/progress/{code}",
               http::Body::none,
               for_anybody_who_verifies(on, doorway, show_progress));
}

}  // namespace oneseal::api

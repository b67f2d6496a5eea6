// The evidence of a case: what happened, on what it was decided, how people were drawn, which
// papers were issued, and whether a verdict can be repeated.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/parts.hpp"
#include "cases/case_json.hpp"
#include "desk/replay.hpp"
#include "desk/views/applicant.hpp"
#include "desk/views/pick.hpp"
#include "desk/views/staff.hpp"
#include "journal/entry.hpp"

namespace oneseal::api {
namespace {

constexpr long long most_entries = 10'000;

Result<http::Response> show_events(const Call& call) {
    const auto stored = call.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = call.desk.reader(call.caller(), stored->now);
    const bool applicant = reader.contains(desk::Standing::applicant);
    const bool course = applicant || reader.contains(desk::Standing::regulator);
    if (auto right = desk::require_part(reader, desk::Part::course); !course && !right) {
        return right.error();
    }
    // The department is not told who did it either.
    const bool by_sides = applicant || !desk::may_read(reader, desk::Part::course);
    // What an applicant is given may end before the journal does.
    const long long last = std::min(most_entries, static_cast<long long>(stored->head.seq));
    const auto entries =
        journal::read_entries(call.desk.database(), call.county, stored->now.id, 0, last);
    if (!entries) return entries.error();
    const desk::County& county = call.desk.county(call.county);
    Json list = Json::array();
    for (const journal::Entry& entry : *entries) {
        if (by_sides) {
            if (Json shown = desk::applicant_event(entry, county); !shown.is_null()) {
                list.push_back(std::move(shown));
            }
            continue;
        }
        list.push_back({{"seq", entry.head.seq},
                        {"kind", entry.act.kind},
                        {"actor", entry.act.actor},
                        {"at", format_instant(entry.act.at)},
                        {"hash", entry.head.hash},
                        {"objects", entry.objects}});
    }
    return answer(Json{{"case", stored->now.number}, {"events", list}});
}

Result<http::Response> show_receipts(const Call& call) {
    const auto stored = call.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    // Their inputs hold facts of bans and credit, which are for the staff of those steps.
    const auto reader = call.desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::opinion); !right) return right.error();
    const auto receipts = desk::read_receipts(call.desk.database(), stored->now);
    if (!receipts) return receipts.error();
    Json list = Json::array();
    for (const Json& receipt : *receipts) list.push_back(receipt);
    return answer(Json{{"case", stored->now.number}, {"receipts", list}});
}

// Why somebody was left out of a draw is for supervisor and integrity only.
Result<http::Response> show_draws(const Call& call) {
    const auto stored = call.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = call.desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::draws); !right) return right.error();
    const bool reasons = desk::may_read(reader, desk::Part::draw_reasons);
    Json draws = stored->now.people.draws;
    for (Json& draw : draws) {
        for (Json& candidate : draw["candidates"]) {
            if (!reasons && candidate["left_out"] != "") candidate["left_out"] = "-";
        }
    }
    return answer(Json{{"case", stored->now.number}, {"draws", draws}});
}

Result<http::Response> replay(const Call& call) {
    const auto stored = call.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    if (auto right = require(*call.who, Part::replay); !right) return right.error();
    const auto report = desk::replay(
        call.desk.database(), call.desk.hosts(), *call.desk.generation().shelf, stored->now);
    if (!report) return report.error();
    return answer(*report);
}

}  // namespace

void add_evidence_routes(http::Router& router, const Doorway& doorway) {
    using Show = Result<http::Response> (*)(const Call&);
    const std::string one = "/api/v1/counties/{c}/cases/{n}";
    const std::pair<const char*, Show> pages[] = {
        {"/events", show_events}, {"/receipts", show_receipts}, {"/draws", show_draws}};
    for (const auto& [path, show] : pages) {
        router.add("GET", one + path, http::Body::none, doorway.at_work(SignIn::needed, show));
    }
    router.add("POST", one + "/replay", http::Body::json, doorway.at_work(SignIn::needed, replay));
}

}  // namespace oneseal::api

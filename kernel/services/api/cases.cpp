// One case: itself, its actions, deadline and facts.
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

http::Response response_of(desk::Desk::Shown shown) {
    http::Response response = http::json_response(200, "");
    response.shared = std::move(shown.body);
    response.headers.emplace_back("ETag", "\"" + std::to_string(shown.version) + "\"");
    return response;
}

Result<http::Response> show_case(const Call& call) {
    auto shown = call.desk.show(call.caller(), call.parameter("n"));
    if (!shown) return shown.error();
    return response_of(std::move(*shown));
}

std::optional<http::Response> show_case_at_hand(const Call& call) {
    auto shown = call.desk.show_at_hand(call.caller(), call.parameter("n"));
    if (!shown) return {};
    return response_of(std::move(*shown));
}

// For whoever handles the case: a check tells the same to whoever files.
Result<http::Response> show_same_place(const Call& call) {
    const auto stored = call.desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = call.desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::facts); !right) return right.error();
    const cases::Context context = call.desk.context_of(stored->now, call.desk.clock().now());
    const auto same =
        desk::same_place(call.desk.database(), *context.matter, stored->now, context.today());
    if (!same) return same.error();
    return answer(Json{{"case", stored->now.number}, {"same_place", *same}});
}

Result<http::Response> show_actions(const Call& call) {
    const auto stored = call.desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto permissions = call.desk.permissions(call.caller(), *stored);
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
                    {"body", permission.body},
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

Result<http::Response> show_deadline(const Call& call) {
    const auto stored = call.desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    return answer(desk::deadline_view(stored->now,
                                      call.desk.context_of(stored->now, call.desk.clock().now())));
}

// Facts of bans and credit are for the staff of that step; others see result and article.
Result<http::Response> show_facts(const Call& call) {
    const auto stored = call.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = call.desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::facts); !right) return right.error();
    Json facts = Json::object();
    for (const auto& [id, record] : stored->now.review.facts) facts[id] = record;
    return answer(Json{{"case", stored->now.number}, {"facts", facts}});
}

}  // namespace

void add_case_routes(http::Router& router, const Doorway& doorway) {
    using Show = Result<http::Response> (*)(const Call&);
    const std::string cases = "/api/v1/counties/{c}/cases";
    router.add("GET",
               cases + "/{n}",
               http::Body::none,
               doorway.at_hand_or_at_work(SignIn::needed, show_case_at_hand, show_case));
    const std::pair<const char*, Show> pages[] = {{"/{n}/actions", show_actions},
                                                  {"/{n}/deadline", show_deadline},
                                                  {"/{n}/facts", show_facts},
                                                  {"/{n}/same_place", show_same_place}};
    for (const auto& [path, show] : pages) {
        router.add("GET", cases + path, http::Body::none, doorway.at_work(SignIn::needed, show));
    }
}

}  // namespace oneseal::api

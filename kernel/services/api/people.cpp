// The people of a bureau, for its staff: names to show, and whom to choose.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/parts.hpp"
#include "desk/views.hpp"

namespace oneseal::api {
namespace {

Result<http::Response> list_people(const Call& call) {
    if (auto right = require(*call.who, Part::people); !right) return right.error();
    const desk::County& county = call.desk.county(call.county);
    Json people = Json::array();
    for (const cases::Officer& officer : county.officers) {
        people.push_back({{"id", officer.id},
                          {"name", officer.name},
                          {"section", officer.section.empty() ? Json() : Json(officer.section)},
                          {"roles", officer.roles},
                          {"on_duty", officer.on_duty},
                          {"formal", officer.formal}});
    }
    return answer(Json{{"people", std::move(people)},
                       {"sections", county.document.value("sections", Json::array())}});
}

}  // namespace

void add_people_routes(http::Router& router, const Doorway& doorway) {
    router.add("GET",
               "/api/v1/counties/{c}/people",
               http::Body::none,
               doorway.at_work(SignIn::needed, list_people));
}

}  // namespace oneseal::api

// What a county offers: departments, matters, and everything that one needs to know of a matter.
// LAW: 行政许可法 第三十条
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "desk/views/public.hpp"

namespace oneseal::api {
namespace {

// Publishes item, basis, conditions, limits, materials and guide, and whether it can be filed here.
Json matter_summary(const desk::MatterInForce& in_force) {
    const Matter& matter = *in_force.matter;
    return {{"id", matter.id},
            {"code", matter.code},
            {"title", to_json(matter.title)},
            {"department", matter.department},
            {"enabled", in_force.enabled},
            {"version", in_force.version}};
}

Json matter_detail(const desk::County& county, const desk::MatterInForce& in_force) {
    Json detail = matter_summary(in_force);
    // Another version is shown for the cases pinned to it; it takes no filings.
    detail["in_force"] = county.matter(in_force.matter->id) == &in_force;
    detail["document"] = in_force.matter->document;
    detail["package_digest"] = in_force.package_digest;
    detail["matter_digest"] = in_force.matter->digest;
    detail["promised_days"] = in_force.promised_days;
    detail["gate"] = desk::gate_view(in_force.gate);
    detail["to_confirm"] = in_force.to_confirm;
    return detail;
}

Result<http::Response> list_counties(const desk::Assembly& assembly) {
    Json list = Json::array();
    for (const auto& [code, county] : assembly.counties) {
        list.push_back({{"code", code},
                        {"title", to_json(county.title)},
                        {"bureau", to_json(county.terms.bureau)}});
    }
    return answer(Json{{"counties", list}});
}

Result<http::Response> list_departments(const desk::Assembly& assembly, const Call& call) {
    std::map<std::string, Json> departments;
    for (const auto& [id, in_force] : assembly.county(call.county)->matters) {
        Json& department = departments[in_force.plugin];
        department["id"] = in_force.plugin;
        department["transferred_from"] = in_force.matter->department_title;
        department["regulators"] = in_force.matter->regulators;
        department["enabled"] = in_force.enabled;
        department["version"] = in_force.version;
    }
    Json list = Json::array();
    for (const auto& [id, department] : departments) list.push_back(department);
    return answer(Json{{"departments", list}});
}

bool contains_text(const Text& title, const std::string& wanted) {
    return title.zh_cn.find(wanted) != std::string::npos ||
           title.en.find(wanted) != std::string::npos;
}

Result<http::Response> list_matters(const desk::Assembly& assembly, const Call& call) {
    const auto limit = call.limit();
    if (!limit) return limit.error();
    const std::string cursor = call.query("cursor");
    const std::string department = call.query("department");
    const std::string wanted = call.query("q");
    Json list = Json::array();
    Json next = Json();
    for (const auto& [id, in_force] : assembly.county(call.county)->matters) {
        if (id <= cursor || (!department.empty() && in_force.plugin != department)) continue;
        if (!wanted.empty() && !contains_text(in_force.matter->title, wanted)) continue;
        if (static_cast<int>(list.size()) == *limit) {
            next = list.back()["id"];
            break;
        }
        list.push_back(matter_summary(in_force));
    }
    return answer(Json{{"matters", list}, {"next_cursor", next}});
}

Result<http::Response> show_matter(const desk::Assembly& assembly, const Call& call) {
    const desk::County& county = *assembly.county(call.county);
    const desk::MatterInForce* found =
        county.matter(call.parameter("matter"), call.query("version"));
    if (found != nullptr) return answer(matter_detail(county, *found));
    return errors::matter_unknown(call.parameter("matter"));
}

}  // namespace

void add_guide_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const desk::Assembly& assembly = on.desk.assembly();
    router.add("GET",
               "/api/v1/counties",
               http::Body::none,
               doorway.at_work(SignIn::optional,
                               [&assembly](const Call&) { return list_counties(assembly); }));
    const std::string county = "/api/v1/counties/{c}";
    router.add("GET",
               county + "/departments",
               http::Body::none,
               doorway.at_work(SignIn::optional, [&assembly](const Call& call) {
                   return list_departments(assembly, call);
               }));
    router.add(
        "GET",
        county + "/matters",
        http::Body::none,
        doorway.at_work(SignIn::optional,
                        [&assembly](const Call& call) { return list_matters(assembly, call); },
                        {"q", "department", "cursor", "limit"}));
    router.add(
        "GET",
        county + "/matters/{matter}",
        http::Body::none,
        doorway.at_work(SignIn::optional,
                        [&assembly](const Call& call) { return show_matter(assembly, call); },
                        {"version"}));
}

}  // namespace oneseal::api

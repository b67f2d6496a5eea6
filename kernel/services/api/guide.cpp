// What a county offers: departments, matters, and everything that one needs to know of a matter.
// LAW: 行政许可法 第三十条
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "api/tagged.hpp"
#include "desk/views/public.hpp"

namespace oneseal::api {
namespace {

// What a drafter has noted for the department is not for the public; a licence's attribute of that
// name is no text.
Json without_notes(Json node) {
    if (node.is_object() && node.contains("note") && node["note"].is_string()) node.erase("note");
    for (Json& below : node) {
        if (below.is_structured()) below = without_notes(std::move(below));
    }
    return node;
}

Json list_of(const Json& document, const char* key) {
    return without_notes(document.value(key, Json::array()));
}

// The shorter of the department's promise and the county's own; null where nobody promises.
Json promised_days(const desk::MatterInForce& in_force, const Variant& variant) {
    const auto county = in_force.promised_days.find(variant.id);
    int days = variant.promised_days;
    if (county != in_force.promised_days.end() && county->second > 0) {
        days = days == 0 ? county->second : std::min(days, county->second);
    }
    return days == 0 ? Json() : Json(days);
}

const char* unit_of(Term::Unit unit) {
    switch (unit) {
        case Term::Unit::working_days:
            return "working_days";
        case Term::Unit::calendar_days:
            return "calendar_days";
        case Term::Unit::months:
            return "months";
    }
    return "";
}

Json variants_of(const desk::MatterInForce& in_force) {
    Json list = Json::array();
    for (const Variant& variant : in_force.matter->variants) {
        list.push_back({{"id", variant.id},
                        {"title", to_json(variant.title)},
                        {"effect", variant.effect},
                        {"pace", variant.immediate ? "immediate" : "promised"},
                        {"limit",
                         {{"unit", unit_of(variant.limit.term.unit)},
                          {"count", variant.limit.term.count},
                          {"from", variant.limit.from_receipt ? "receipt" : "acceptance"}}},
                        {"promised_days", promised_days(in_force, variant)}});
    }
    return list;
}

// Publishes item, basis, conditions, limits, materials and guide, and whether it can be filed here.
Json matter_summary(const desk::MatterInForce& in_force) {
    const Matter& matter = *in_force.matter;
    const Json none = {{"zh-CN", Json::array()}, {"en", Json::array()}};
    return {{"id", matter.id},
            {"code", matter.code},
            {"title", to_json(matter.title)},
            {"department", matter.department},
            {"enabled", in_force.enabled},
            {"version", in_force.version},
            {"charged", flag_at(member(matter.document, "fee"), "charged")},
            {"keywords", matter.document.value("keywords", none)},
            {"situations", list_of(matter.document, "situations")},
            {"questions", list_of(matter.document, "questions")},
            {"variants", variants_of(in_force)}};
}

Json matter_detail(const desk::County& county, const desk::MatterInForce& in_force) {
    Json detail = matter_summary(in_force);
    // Another version is shown for the cases pinned to it; it takes no filings.
    detail["in_force"] = county.matter(in_force.matter->id) == &in_force;
    detail["document"] = without_notes(in_force.matter->document);
    detail["package_digest"] = in_force.package_digest;
    detail["matter_digest"] = in_force.matter->digest;
    detail["promised_days"] = in_force.promised_days;
    detail["gate"] = desk::gate_view(in_force.gate);
    detail["to_confirm"] = in_force.to_confirm;
    return detail;
}

Result<http::Response> list_counties(const Call& call) {
    Json list = Json::array();
    for (const auto& [code, county] : call.desk.generation().counties) {
        list.push_back({{"code", code},
                        {"title", to_json(county.title)},
                        {"bureau", to_json(county.terms.bureau)}});
    }
    return answer(Json{{"counties", list}});
}

Result<http::Response> list_departments(const Call& call) {
    std::map<std::string, Json> departments;
    for (const auto& [id, in_force] : call.desk.county(call.county).matters) {
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

bool contains_text(const Json& text, const std::string& wanted) {
    if (text.is_string())
        return text.get_ref<const std::string&>().find(wanted) != std::string::npos;
    return std::ranges::any_of(text, [&](const Json& one) { return contains_text(one, wanted); });
}

// 我想开一家餐馆: a sentence says one of the words, not the other way round.
bool says_one_of(const std::string& sentence, const Json& words) {
    if (words.is_string())
        return sentence.find(words.get_ref<const std::string&>()) != std::string::npos;
    return std::ranges::any_of(words, [&](const Json& one) { return says_one_of(sentence, one); });
}

bool is_about(const Json& matter, const std::string& situation) {
    return std::ranges::any_of(matter["situations"],
                               [&](const Json& one) { return one["id"] == situation; });
}

Result<http::Response> list_matters(const Call& call) {
    const auto limit = call.limit();
    if (!limit) return limit.error();
    const std::string cursor = call.query("cursor");
    const std::string department = call.query("department");
    const std::string wanted = call.query("q");
    const std::string situation = call.query("situation");
    Json list = Json::array();
    Json next = Json();
    for (const auto& [id, in_force] : call.desk.county(call.county).matters) {
        if (id <= cursor || (!department.empty() && in_force.plugin != department)) continue;
        Json matter = matter_summary(in_force);
        const bool is_wanted = contains_text(matter["title"], wanted) ||
                               contains_text(matter["keywords"], wanted) ||
                               says_one_of(wanted, matter["keywords"]);
        if (!is_wanted || (!situation.empty() && !is_about(matter, situation))) continue;
        if (static_cast<int>(list.size()) == *limit) {
            next = list.back()["id"];
            break;
        }
        list.push_back(std::move(matter));
    }
    return tagged(call, Json{{"matters", list}, {"next_cursor", next}});
}

Result<http::Response> show_matter(const Call& call) {
    const desk::County& county = call.desk.county(call.county);
    const desk::MatterInForce* found =
        county.matter(call.parameter("matter"), call.query("version"));
    if (found != nullptr) return tagged(call, matter_detail(county, *found));
    return errors::matter_unknown(call.parameter("matter"));
}

}  // namespace

void add_guide_routes(http::Router& router, const Doorway& doorway) {
    router.add("GET",
               "/api/v1/counties",
               http::Body::none,
               doorway.at_work(SignIn::optional, list_counties));
    const std::string county = "/api/v1/counties/{c}";
    router.add("GET",
               county + "/departments",
               http::Body::none,
               doorway.at_work(SignIn::optional, list_departments));
    router.add(
        "GET",
        county + "/matters",
        http::Body::none,
        doorway.at_work(
            SignIn::optional, list_matters, {"q", "department", "situation", "cursor", "limit"}));
    router.add("GET",
               county + "/matters/{matter}",
               http::Body::none,
               doorway.at_work(SignIn::optional, show_matter, {"version"}));
}

}  // namespace oneseal::api

#include "cases/case_json.hpp"

namespace oneseal::cases {
namespace {

template <typename CaseOrConst, typename Do>
void each_member(CaseOrConst& now, Do act) {
    act("county", now.county);
    act("id", now.id);
    act("number", now.number);
    act("version", now.version);
    act("state", now.state);
    act("state_before_correcting", now.state_before_correcting);
    act("matter", now.matter);
    act("pin", now.pin);
    act("survey", now.survey);
    act("papers", now.papers);
    act("rating", now.rating);
    act("alarms", now.alarms);
}

template <typename CaseOrConst, typename Do>
void each_aspect(CaseOrConst& now, Do act) {
    act(now.filing);
    act(now.intake);
    act(now.supplement);
    act(now.people);
    act(now.review);
    act(now.decision);
}

}  // namespace

void to_json(Json& out, const Case& now) {
    out = Json::object();
    each_member(now, [&out](const char* name, const auto& value) { out[name] = value; });
    each_aspect(now, [&out](const auto& aspect) { out.update(Json(aspect)); });
}

void from_json(const Json& in, Case& now) {
    each_member(now, [&in](const char* name, auto& value) {
        if (in.contains(name)) in.at(name).get_to(value);
    });
    each_aspect(now, [&in](auto& aspect) { in.get_to(aspect); });
}

}  // namespace oneseal::cases

#include "cases/case_json.hpp"

#include <algorithm>
#include <array>

namespace oneseal::cases {
namespace {

constexpr std::array names{"draft",
                           "submitted",
                           "correcting",
                           "supplement_wait",
                           "not_accepted_no_need",
                           "not_accepted_no_power",
                           "not_accepted_no_answer",
                           "accepted",
                           "reviewing",
                           "survey_assigned",
                           "surveying",
                           "deciding",
                           "granted",
                           "refused",
                           "sealed",
                           "certified",
                           "delivered",
                           "archived",
                           "withdrawn",
                           "terminated"};

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

const char* state_name(State state) {
    return names[static_cast<std::size_t>(state)];
}

std::optional<State> state_named(std::string_view name) {
    const auto found =
        std::ranges::find(names, name, [](const char* one) { return std::string_view(one); });
    if (found == names.end()) return {};
    return static_cast<State>(found - names.begin());
}

void to_json(Json& out, State state) {
    out = state_name(state);
}

void from_json(const Json& in, State& state) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (in == names[i]) {
            state = static_cast<State>(i);
            return;
        }
    }
    throw Json::other_error::create(502, "not a state", &in);
}

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

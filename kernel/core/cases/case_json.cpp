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

}  // namespace oneseal::cases

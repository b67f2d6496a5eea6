// What rules come to, and what the bureau decides.
#pragma once

#include "base/enum_names.hpp"

namespace oneseal::cases {

// Of a finding, and of a verdict as a whole: the first of these that any finding has, where a flag
// counts for nothing.
enum class VerdictOutcome {
    none,  // nothing was evaluated
    no_licence_needed,
    wrong_authority,
    redirect_variant,
    form_error,
    supplement,
    deny,
    flag,
    acceptable
};

constexpr EnumNames<VerdictOutcome, 9> verdict_outcomes{{"",
                                                         "no_licence_needed",
                                                         "wrong_authority",
                                                         "redirect_variant",
                                                         "form_error",
                                                         "supplement",
                                                         "deny",
                                                         "flag",
                                                         "acceptable"}};
constexpr const auto& names_of(VerdictOutcome) {
    return verdict_outcomes;
}

enum class DecisionKind { grant, refuse };

constexpr EnumNames<DecisionKind, 2> decision_kinds{{"grant", "refuse"}};
constexpr const auto& names_of(DecisionKind) {
    return decision_kinds;
}

}  // namespace oneseal::cases

// Who may decide a case, and what every decision says.
#include "cases/clauses.hpp"
#include "cases/draw.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {

// At one window the clerk may decide an immediate matter; a promised one is decided by another
// (SOD-8), after its review. LAW: 行政许可法 第三十四条 第二款
Result<void> may_decide(const Step& step) {
    if (auto fit = is_fit_to_decide(step); !fit) return fit;
    const Case& now = step.now();
    if (step.variant().immediate) return {};
    if (step.actor().id == now.people.intake) {
        return errors::sod_8();
    }
    if (now.state == State::accepted) {
        return errors::review_first();
    }
    return {};
}

Outcome outcome_of(const Step& step, DecisionKind kind, Json grounds) {
    Outcome outcome;
    outcome.kind = kind;
    outcome.at = step.instant();
    outcome.on = step.today();
    outcome.by = step.actor().id;
    outcome.grounds = std::move(grounds);
    return outcome;
}

Result<void> is_fit_to_decide(const Step& step) {
    const Case& now = step.now();
    const Officer* decider = step.context().officer(step.actor().id);
    if (decider == nullptr || !decider->formal) {
        return errors::sod_10();
    }
    if (now.people.was_drawn_as(Role::surveyor, decider->id)) {
        return errors::sod_1();
    }
    return has_no_interest(step);
}

Result<void> has_no_interest(const Step& step) {
    const Case& now = step.now();
    const Officer* officer = step.context().officer(step.actor().id);
    if (officer != nullptr && !now.people.is_recused(officer->id) && !has_interest(*officer, now))
        return {};
    return errors::sod_6();
}

}  // namespace oneseal::cases

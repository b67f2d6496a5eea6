// What could be, without anything being stored: actions that may be taken, the verdict as it is
// now, and what an action would bring about.
#include <algorithm>

#include "cases/action.hpp"
#include "cases/errors.hpp"
#include "desk/desk.hpp"
#include "desk/errors.hpp"

namespace oneseal::desk {
namespace {

// Who would be drawn is not shown before the draw: it would be drawn again until it pleases.
// LAW: 行政许可法 第三十四条 第三款
std::vector<cases::Officer> with_strangers_unnamed(std::vector<cases::Officer> officers,
                                                   const cases::Case& now,
                                                   const cases::Command& command) {
    const std::string named = command.body.dump();
    for (cases::Officer& officer : officers) {
        const bool known = officer.id == command.actor.id || officer.id == now.people.reviewer ||
                           officer.id == now.people.intake || now.people.in_team(officer.id) ||
                           named.find("\"" + officer.id + "\"") != std::string::npos;
        if (known) continue;
        officer.name = errors::drawn_later().zh_cn;
        officer.certificate.clear();
    }
    return officers;
}

}  // namespace

Result<std::vector<cases::Permission>> Desk::permissions(const Caller& caller,
                                                         const StoredCase& stored) const {
    Attempt attempt{{"", actor_of(caller.who.get()), Json::object()}, "", clock().now()};
    attempt.may_ask = facts_for(caller.who, "", stored.now);
    const auto gathered = gather(stored, attempt);
    if (!gathered) return gathered.error();
    return cases::permissions(stored.now, attempt.command.actor, gathered->context);
}

// Of a draft and of a decided case too.
Result<cases::Verdict> Desk::verdict_now(const Caller& caller, const StoredCase& stored) const {
    const cases::Case& now = stored.now;
    Asked asked = ask(now,
                      *generation_->county(now.county)->matter_of(now),
                      now.accepted() ? "decision" : "filing",
                      legal_day(clock().now()),
                      facts_for(caller.who, "", now));
    if (!asked.verdict) return cases::errors::verdict_pending();
    return std::move(*asked.verdict);
}

// LAW: 行政许可法 第三十九条 第一款
Result<cases::Decision> Desk::foresee(const Caller& caller,
                                      const StoredCase& stored,
                                      const std::string& action,
                                      const Json& body) const {
    const cases::Action* known = cases::find_action(action);
    if (known == nullptr || !known->is_offered()) return cases::errors::action_unknown(action);
    Attempt attempt{
        {action, actor_of(caller.who.get()), body}, actor_name(caller.who.get()), clock().now()};
    attempt.may_ask = facts_for(caller.who, action, stored.now);
    if (stored.veiled) return refused_under_veil(caller, stored, std::move(attempt));
    if (auto may = check_applicants_step(caller, stored.now, attempt.command); !may) {
        return may.error();
    }
    if (auto fits = check_survey_step(stored.now, attempt.command); !fits) return fits.error();
    auto gathered = gather(stored, attempt);
    if (!gathered) return gathered.error();
    if (auto may = check_effective_party(&caller, stored.now, attempt, *gathered); !may) {
        return may.error();
    }
    cases::Context& context = gathered->context;
    const auto officers = with_strangers_unnamed(*context.officers, stored.now, attempt.command);
    context.officers = &officers;
    context.preview = true;
    return cases::decide(stored.now, attempt.command, context);
}

}  // namespace oneseal::desk

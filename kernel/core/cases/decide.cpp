#include "cases/decide.hpp"

#include <algorithm>

#include "cases/action.hpp"
#include "cases/binding.hpp"
#include "cases/body.hpp"
#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/words.hpp"

namespace oneseal::cases {
namespace {

bool has_role(const Action& action, const Actor& actor) {
    return std::ranges::any_of(action.roles, [&](Role role) { return actor.roles.contains(role); });
}

Result<void> may_take(const Action& action, const Step& step) {
    if (!has_role(action, step.actor())) return role_missing(action.roles);
    if (!action.from.contains(step.now().state))
        return errors::action_not_now(state_title(step.now().state), action.title);
    return action.lawful(step);
}

}  // namespace

Error role_missing(const std::set<Role>& roles) {
    Text titles;
    for (const Role role : roles) {
        const Text title = role_title(role);
        titles = titles.zh_cn.empty() ? title : errors::listed(titles, title);
    }
    return errors::role_missing(titles);
}

Result<Decision> decide(const Case& before, const Command& command, const Context& context) {
    const Action* action = find_action(command.action);
    if (action == nullptr) return errors::action_unknown(command.action);
    Step step(before, command, context);
    if (auto allowed = may_take(*action, step); !allowed) return allowed.error();
    auto findings = check_body(action->body, command.body);
    if (!findings.empty()) return wrong_body(std::move(findings));
    if (auto done = action->perform(step); !done) return done.error();
    return step.finish();
}

Case preview(const Case& before, const Command& command) {
    Case after = before;
    const Action* action = find_action(command.action);
    const Json& body = command.body;
    if (action == nullptr || !check_body(action->body, body).empty()) return after;
    const auto shown = [&](const char* key, Json::value_t type) {
        return action->previews.contains(key) && body.contains(key) && body[key].type() == type;
    };
    if (shown("form", Json::value_t::object)) after.filing.form = body["form"];
    if (shown("variant", Json::value_t::string)) after.filing.variant = body["variant"];
    if (shown("mode", Json::value_t::string)) after.filing.mode = body["mode"];
    if (shown("results", Json::value_t::object) && after.survey) {
        after.survey->results = body["results"];
    }
    if (!shown("materials", Json::value_t::array)) return after;
    for (const Json& item : body["materials"]) {
        if (auto material = read_paper_material(item)) after.filing.materials.push_back(*material);
    }
    return after;
}

std::vector<Permission> permissions(const Case& now, const Actor& actor, const Context& context) {
    std::vector<Permission> list;
    for (const Action& action : actions()) {
        if (!action.is_offered() || !has_role(action, actor)) continue;
        const Command command{action.name, actor, Json::object()};
        const Step step(now, command, context);
        const auto allowed = may_take(action, step);
        Permission permission{
            action.name, action.title, bind_body(action.body, now, context, actor), {}};
        if (!allowed) permission.refusal = allowed.error();
        list.push_back(std::move(permission));
    }
    return list;
}

}  // namespace oneseal::cases

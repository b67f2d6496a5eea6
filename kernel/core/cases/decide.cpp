#include "cases/decide.hpp"

#include <algorithm>

#include "cases/action.hpp"
#include "cases/body.hpp"
#include "cases/case_json.hpp"

namespace oneseal::cases {
namespace {

bool has_role(const Action& action, const Actor& actor) {
    return std::ranges::any_of(action.roles, [&](const std::string& role) {
        if (role == "applicant") return actor.kind == Actor::Kind::applicant;
        if (role == "system") return actor.kind == Actor::Kind::system;
        return actor.kind == Actor::Kind::officer && actor.roles.contains(role);
    });
}

Error not_now(const Action& action, const Case& now) {
    const std::string state = state_name(now.state);
    return {ErrorCode::conflict,
            "ACTION_NOT_NOW",
            {"办件现处于 " + state + " 状态,不能“" + action.title.zh_cn + "”。",
             "The case is " + state + "; \"" + action.title.en + "\" is not possible now."},
            {"请先查看 …/actions 列出的当前可办操作。", "See …/actions for what is possible now."}};
}

Error role_missing(const Action& action) {
    std::string roles;
    for (const std::string& role : action.roles) roles += (roles.empty() ? "" : ", ") + role;
    return {ErrorCode::forbidden,
            "ROLE_MISSING",
            {"“" + action.title.zh_cn + "”只能由以下角色办理:" + roles + "。",
             "\"" + action.title.en + "\" is for these roles: " + roles + "."},
            {"请由具有该角色的人员办理。", "Ask somebody who has the role."}};
}

Result<void> may_take(const Action& action, const Step& step) {
    if (!has_role(action, step.actor())) return role_missing(action);
    if (!action.from.contains(step.now().state)) return not_now(action, step.now());
    return action.lawful(step);
}

}  // namespace

Error action_unknown(const std::string& action) {
    return {ErrorCode::not_found,
            "ACTION_UNKNOWN",
            {"没有“" + action + "”这一操作。", "There is no action " + action + "."},
            {"请查看 …/actions。", "See …/actions."}};
}

Result<Decision> decide(const Case& before, const Command& command, const Context& context) {
    const Action* action = find_action(command.action);
    if (action == nullptr) return action_unknown(command.action);
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
    if (shown("form", Json::value_t::object)) after.form = body["form"];
    if (shown("variant", Json::value_t::string)) after.variant = body["variant"];
    if (shown("mode", Json::value_t::string)) after.mode = body["mode"];
    if (shown("results", Json::value_t::object) && after.survey) {
        after.survey->results = body["results"];
    }
    if (!shown("materials", Json::value_t::array)) return after;
    for (const Json& item : body["materials"]) {
        if (auto material = read_paper_material(item)) after.materials.push_back(*material);
    }
    return after;
}

std::vector<Permission> permissions(const Case& now, const Actor& actor, const Context& context) {
    std::vector<Permission> list;
    for (const Action& action : actions()) {
        if (!action.is_offered()) continue;
        const Command command{action.name, actor, Json::object()};
        const Step step(now, command, context);
        const auto allowed = may_take(action, step);
        Permission permission{action.name, action.title, {}};
        if (!allowed) permission.refusal = allowed.error();
        list.push_back(std::move(permission));
    }
    return list;
}

}  // namespace oneseal::cases

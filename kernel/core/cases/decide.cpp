#include "cases/decide.hpp"

#include <algorithm>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"
#include "cases/titles.hpp"

namespace oneseal::cases {
namespace {

const std::vector<ActionDefinition>& actions() {
    static const std::vector<ActionDefinition> all = [] {
        std::vector<ActionDefinition> list;
        for (const auto group : {filing_actions(),
                                 file_actions(),
                                 intake_actions(),
                                 notice_actions(),
                                 supplement_actions(),
                                 further_paper_actions(),
                                 review_actions(),
                                 survey_actions(),
                                 decision_actions(),
                                 completion_actions(),
                                 service_actions()}) {
            list.insert(list.end(), group.begin(), group.end());
        }
        return list;
    }();
    return all;
}

bool has_role(const ActionDefinition& action, const Actor& actor) {
    return std::ranges::any_of(action.roles, [&](const char* name) {
        const std::string role = name;
        if (role == "applicant") return actor.kind == Actor::Kind::applicant;
        if (role == "system") return actor.kind == Actor::Kind::system;
        return actor.kind == Actor::Kind::officer && actor.roles.contains(role);
    });
}

Error not_now(const ActionDefinition& action, const Case& now) {
    const std::string state = state_name(now.state);
    return {ErrorCode::conflict,
            "ACTION_NOT_NOW",
            {"办件现处于 " + state + " 状态,不能“" + action.title.zh_cn + "”。",
             "The case is " + state + "; \"" + action.title.en + "\" is not possible now."},
            {"请先查看 …/actions 列出的当前可办操作。", "See …/actions for what is possible now."}};
}

Error role_missing(const ActionDefinition& action) {
    std::string roles;
    for (const std::string role : action.roles) roles += (roles.empty() ? "" : ", ") + role;
    return {ErrorCode::forbidden,
            "ROLE_MISSING",
            {"“" + action.title.zh_cn + "”只能由以下角色办理:" + roles + "。",
             "\"" + action.title.en + "\" is for these roles: " + roles + "."},
            {"请由具有该角色的人员办理。", "Ask somebody who has the role."}};
}

// A value within the body is of a kind that no such body has.
Error unreadable() {
    return {ErrorCode::invalid_input,
            "ACTION_BODY",
            {"操作内容中有类型不符的值。", "A value in the body is of the wrong kind."},
            {"请对照该操作的说明改正后重试。", "Correct it by the action's guide and try again."}};
}

Result<void> may_take(const ActionDefinition& action, const Step& step) {
    if (!has_role(action, step.actor())) return role_missing(action);
    if (std::ranges::find(action.states, step.now().state) == action.states.end()) {
        return not_now(action, step.now());
    }
    return action.lawful(step);
}

}  // namespace

Result<void> always(const Step&) {
    return {};
}

Error action_unknown(const std::string& action) {
    return {ErrorCode::not_found,
            "ACTION_UNKNOWN",
            {"没有“" + action + "”这一操作。", "There is no action " + action + "."},
            {"请查看 …/actions。", "See …/actions."}};
}

Text action_title(const std::string& action) {
    const auto found = std::ranges::find_if(
        actions(), [&](const ActionDefinition& one) { return action == one.name; });
    return found == actions().end() ? Text{action, action} : found->title;
}

Result<Decision> decide(const Case& before, const Command& command, const Context& context) {
    const auto action = std::ranges::find_if(
        actions(), [&](const ActionDefinition& a) { return command.action == a.name; });
    if (action == actions().end()) {
        return action_unknown(command.action);
    }
    Step step(before, command, context);
    if (auto allowed = may_take(*action, step); !allowed) return allowed.error();
    try {
        if (auto done = action->perform(step); !done) return done.error();
    } catch (const Json::exception&) {
        return unreadable();
    }
    return step.finish();
}

Case preview(const Case& before, const Command& command) {
    Case after = before;
    const Json& body = command.body;
    if (!body.is_object()) return after;
    if (body.contains("form") && body["form"].is_object()) after.form = body["form"];
    if (body.contains("variant") && body["variant"].is_string()) after.variant = body["variant"];
    if (body.contains("mode") && body["mode"].is_string()) after.mode = body["mode"];
    if (body.contains("results") && body["results"].is_object() && after.survey) {
        after.survey->results = body["results"];
    }
    // Elsewhere the key names papers that are asked for.
    if (command.action != "supplement" && command.action != "provide_materials") return after;
    for (const Json& item : body.value("materials", Json::array())) {
        if (auto material = read_paper_material(item)) after.materials.push_back(*material);
    }
    return after;
}

std::vector<Permission> permissions(const Case& now, const Actor& actor, const Context& context) {
    std::vector<Permission> list;
    for (const ActionDefinition& action : actions()) {
        // It is no action of the list but the upload of a file.
        if (action.name == std::string_view("put_material")) continue;
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

#include "language/rule_eval.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "language/functions.hpp"
#include "language/language.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Json = nlohmann::json;

Json as_json(const Problem& problem) {
    return {{"error",
             {{"code", problem.code},
              {"line", problem.line},
              {"column", problem.column},
              {"message", {{"zh-CN", problem.zh_cn}, {"en", problem.en}}}}}};
}

}  // namespace

Json rule_eval(const Json& request, const WorkCalendar& calendar) {
    const Json vars = request.is_object() ? request.value("vars", Json::object()) : Json();
    if (!vars.is_object() || !request.contains("expr") || !request["expr"].is_string()) {
        return as_json({0,
                        0,
                        "bad_request",
                        "请求应为 {\"expr\": 文本, \"vars\": {名称: 值}}。",
                        "The request is to be {\"expr\": text, \"vars\": {name: value}}."});
    }
    Declarations nothing_declared = declare({}, {}, {});
    nothing_declared.variables.clear();
    nothing_declared.open = true;
    Scope scope(calendar);
    for (const auto& [name, value] : vars.items()) {
        if (!nothing_declared.documents.contains(name)) {
            scope.set(name, from_json(value, Type::dynamic()));
        } else if (value.is_object()) {
            for (const auto& [key, member] : value.items()) {
                scope.set(name + "." + key, from_json(member, Type::dynamic()));
            }
        }
    }
    const std::string text = request["expr"].get<std::string>();
    const auto compiled = compile(text, nothing_declared, Type::dynamic());
    if (const auto* problems = std::get_if<std::vector<Problem>>(&compiled)) {
        return as_json(problems->front());
    }
    const Evaluated evaluated = std::get<Expression>(compiled).evaluate(scope);
    const Value& value = evaluated.value;
    if (value.is_error()) return as_json(value.problem());
    Json answer = {{"type", kind_name(value.kind())}};
    answer["value"] = value.is_unknown() ? Json(value.waits_for()) : to_json(value);
    if (evaluated.provisional) answer["provisional"] = true;
    return answer;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

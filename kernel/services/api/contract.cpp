#include "api/contract.hpp"

#include <nlohmann/json.hpp>

#include "api/errors.hpp"
#include "api/openapi.hpp"
#include "api/schemas.hpp"
#include "cases/action.hpp"
#include "cases/body.hpp"

namespace oneseal::api {
namespace {

constexpr const char* any_action = "/api/v1/counties/{c}/cases/{n}/actions/{action}";

// Titles, hints and kinds as OpenAPI knows them; x-oneseal stays for what screens need besides.
Json described(Json schema) {
    const Json own = schema.value("x-oneseal", Json::object());
    const std::string title = text_at(own.value("title", Json::object()), "en");
    const std::string hint = text_at(own.value("hint", Json::object()), "en");
    if (!title.empty()) schema["title"] = title;
    if (!hint.empty()) schema["description"] = hint;
    const std::string kind = text_at(own, "kind");
    if (kind == "day") schema["format"] = "date";
    if (kind == "instant") schema["format"] = "date-time";
    if (kind == "digest") schema["pattern"] = "^[0-9a-f]{64}$";
    if (kind == "text" || kind == "id") schema["minLength"] = 1;
    if (schema.contains("items")) schema["items"] = described(schema["items"]);
    if (schema.contains("properties")) {
        for (Json& property : schema["properties"]) property = described(property);
    }
    const bool is_object = schema.value("type", Json()) == "object";
    if (!schema.contains("additionalProperties")) {
        if (is_object) schema["additionalProperties"] = false;
    } else if (schema["additionalProperties"].is_object()) {
        schema["additionalProperties"] = described(schema["additionalProperties"]);
    }
    return schema;
}

Json operation_of(const cases::Action& action, Json operation) {
    operation["operationId"] = "action_" + action.name;
    operation["summary"] = action.title.en;
    operation["description"] = action.hint.en;
    operation["x-oneseal"] = {{"title", to_json(action.title)},
                              {"hint", to_json(action.hint)},
                              {"place", action.place},
                              {"law", action.law}};
    Json parameters = Json::array();
    for (const Json& parameter : operation["parameters"]) {
        if (parameter.value("name", "") != "action") parameters.push_back(parameter);
    }
    operation["parameters"] = std::move(parameters);
    operation["requestBody"]["content"]["application/json"]["schema"] = described(action.body);
    return operation;
}

std::string make() {
    Json document = openapi_document();
    const Json general = document["paths"][any_action]["post"];
    const std::string path = any_action;
    const std::string folder = path.substr(0, path.find("{action}"));
    for (const cases::Action& action : cases::actions()) {
        if (!action.is_offered()) continue;
        document["paths"][folder + action.name]["post"] = operation_of(action, general);
    }
    Json& schemas = document["components"]["schemas"];
    for (const char* body : {"SignIn",
                             "CodeRequest",
                             "CodeSignIn",
                             "Identity",
                             "NewAuthorisation",
                             "Application",
                             "Filing",
                             "Edit",
                             "PaperInHand",
                             "Seals"}) {
        schemas[body] = described(schemas[body]);
    }
    schemas["Submission"] = described(cases::find_action("submit")->body);
    add_matter_document(schemas);
    name_enums(schemas);
    return document.dump();
}

}  // namespace

const std::string& contract() {
    static const std::string text = make();
    return text;
}

std::vector<Finding> faults_of(const Json& body, const char* schema) {
    return cases::check_body(openapi_document()["components"]["schemas"][schema], body);
}

Error body_invalid(std::vector<Finding> findings) {
    Error error = errors::body_invalid(findings.size());
    error.findings = std::move(findings);
    return error;
}

}  // namespace oneseal::api

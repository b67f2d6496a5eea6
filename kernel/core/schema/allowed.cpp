#include "schema/allowed.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace oneseal {
namespace {

// A recursive schema refers to itself only below a key.
constexpr int deepest_reference = 8;

using Schemas = std::vector<const Json*>;

// The schema and what it stands for: references followed, alternatives beside each other.
void expand(const Json& root, const Json& schema, Schemas& all, int depth = 0) {
    if (!schema.is_object() || depth > deepest_reference) return;
    all.push_back(&schema);
    const std::string reference = text_at(schema, "$ref");
    const std::string definitions = "#/definitions/";
    if (reference.starts_with(definitions)) {
        const auto& known = root["definitions"];
        const auto found = known.find(reference.substr(definitions.size()));
        if (found != known.end()) expand(root, *found, all, depth + 1);
    }
    for (const char* key : {"anyOf", "oneOf", "allOf"}) {
        const auto branches = schema.find(key);
        if (branches == schema.end()) continue;
        for (const Json& branch : *branches) expand(root, branch, all, depth + 1);
    }
}

// Below a key of an object, or an index of an array.
Schemas below(const Json& root, const Schemas& schemas, const std::string& step) {
    Schemas found;
    for (const Json* schema : schemas) {
        const auto properties = schema->find("properties");
        if (properties != schema->end() && properties->contains(step)) {
            expand(root, (*properties)[step], found);
        } else if (schema->contains("additionalProperties")) {
            expand(root, (*schema)["additionalProperties"], found);
        }
        if (schema->contains("items")) expand(root, (*schema)["items"], found);
    }
    return found;
}

// {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}.
std::vector<std::string> keys_of_alternatives(const Json& schema) {
    std::vector<std::string> keys;
    for (const Json& branch : schema.value("oneOf", Json::array())) {
        const Json required = branch.value("required", Json::array());
        if (branch.size() != 1 || required.size() != 1) return {};
        keys.push_back(required[0].get<std::string>());
    }
    return keys;
}

}  // namespace

Allowed allowed_at(const Json& schema, const std::string& pointer) {
    Schemas schemas;
    expand(schema, schema, schemas);
    std::vector<std::string> steps;  // the last first: so the library gives them
    for (Json::json_pointer rest(pointer); !rest.empty(); rest.pop_back()) {
        steps.push_back(rest.back());
    }
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        schemas = below(schema, schemas, *step);
    }
    Allowed allowed;
    for (const Json* one : schemas) {
        for (const Json& value : one->value("enum", Json::array())) {
            allowed.values.push_back(value.is_string() ? value.get<std::string>() : value.dump());
        }
        const Json properties = one->value("properties", Json::object());
        for (const auto& [key, value] : properties.items()) allowed.keys.push_back(key);
        for (std::string& key : keys_of_alternatives(*one)) {
            allowed.one_of.push_back(std::move(key));
        }
    }
    return allowed;
}

}  // namespace oneseal

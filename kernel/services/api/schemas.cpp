#include "api/schemas.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "api/openapi.hpp"
#include "api/parts.hpp"
#include "base/roles.hpp"
#include "cases/case.hpp"
#include "cases/clocks.hpp"
#include "cases/outcomes.hpp"
#include "cases/worklists.hpp"

namespace oneseal::api {
namespace {

Json names_of_table(const std::string& table) {
    static const std::map<std::string, Json> tables{
        {"states", cases::states.names},
        {"roles", roles.names},
        {"decision_kinds", cases::decision_kinds.names},
        {"clock_kinds", cases::clock_kinds.names},
        {"verdict_outcomes", cases::verdict_outcomes.names},
        {"worklists", cases::worklists.names},
        {"parts", parts.names}};
    const auto found = tables.find(table);
    if (found == tables.end()) throw std::logic_error("x-names: there are no " + table);
    return found->second;
}

std::string name_of_definition(const std::string& name) {
    std::string capital = name;
    capital.front() = static_cast<char>(std::toupper(capital.front()));
    return "Matter" + capital;
}

// That one of some keys is there is asked of an author; it shapes nothing that is read.
bool only_demands(const Json& branches) {
    return std::ranges::any_of(branches, [](const Json& branch) {
        return !branch.contains("type") && !branch.contains("$ref");
    });
}

Json as_it_is_read(const Json& schema) {
    if (schema.is_array()) {
        Json list = Json::array();
        for (const Json& one : schema) list.push_back(as_it_is_read(one));
        return list;
    }
    if (!schema.is_object()) return schema;
    Json read = Json::object();
    for (const auto& [key, value] : schema.items()) {
        if ((key == "oneOf" || key == "anyOf") && only_demands(value)) continue;
        if (key == "$ref") {
            const std::string name =
                value.get<std::string>().substr(value.get<std::string>().rfind('/') + 1);
            read[key] = "#/components/schemas/" + name_of_definition(name);
        } else {
            read[key] = as_it_is_read(value);
        }
    }
    const bool bare = read.value("type", Json()) == "object" && !read.contains("properties") &&
                      !read.contains("additionalProperties");
    if (bare) read["additionalProperties"] = true;
    if (read.contains("enum") && !read.contains("type") && read["enum"].is_array()) {
        read["type"] = read["enum"].front().is_boolean() ? "boolean" : "string";
    }
    return read;
}

void add(Json& schemas, const std::string& name, Json schema) {
    if (schemas.contains(name)) throw std::logic_error("a second schema " + name);
    schemas[name] = std::move(schema);
}

}  // namespace

void name_enums(Json& schema) {
    if (schema.is_object() && schema.contains("x-names")) {
        schema["type"] = "string";
        schema["enum"] = names_of_table(schema["x-names"].get<std::string>());
        schema.erase("x-names");
    }
    for (Json& member : schema) {
        if (member.is_structured()) name_enums(member);
    }
}

void add_matter_document(Json& schemas) {
    Json matter = Json::parse(matter_schema());
    for (const auto& [name, definition] : matter["definitions"].items()) {
        add(schemas, name_of_definition(name), as_it_is_read(definition));
    }
    matter.erase("definitions");
    matter.erase("$schema");
    // Of a layout the SDK leaves open what a vendor's screens read besides.
    matter["properties"]["form"]["properties"].erase("layout");
    Json document = as_it_is_read(matter);
    document["properties"]["form"]["properties"]["layout"] = {
        {"$ref", "#/components/schemas/MatterLayout"}};
    add(schemas, "MatterDocument", std::move(document));
}

}  // namespace oneseal::api

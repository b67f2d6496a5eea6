#include "api/openapi.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace oneseal::api {
namespace {

void add(Json& to, const Json& members, const std::string& of) {
    for (const auto& [name, member] : members.items()) {
        if (to.contains(name)) throw std::logic_error(of + " has " + name + " a second time");
        to[name] = member;
    }
}

void add_part(Json& document, const DocumentPart& part) {
    const std::string file(part.name);
    const Json content = Json::parse(part.text);
    for (const auto& [key, members] : content.items()) {
        if (key == "schemas") {
            add(document["components"]["schemas"], members, file);
        } else if (key == "paths") {
            for (const auto& [path, methods] : members.items()) {
                add(document["paths"][path], methods, file + " " + path);
            }
        } else {
            throw std::logic_error(file + " has " + key + " besides paths and schemas");
        }
    }
}

}  // namespace

Json merged(std::span<const DocumentPart> parts) {
    Json document = Json::parse(parts.front().text);
    for (const DocumentPart& part : parts.subspan(1)) add_part(document, part);
    return document;
}

const Json& openapi_document() {
    static const Json document = merged(document_parts());
    return document;
}

}  // namespace oneseal::api

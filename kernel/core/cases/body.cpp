#include "cases/body.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/clock.hpp"
#include "cases/binding.hpp"
#include "cases/errors.hpp"
#include "text/visible.hpp"

namespace oneseal::cases {
namespace {

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_digest(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_of(const std::string& type, const Json& value) {
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "array") return value.is_array();
    return type == "object" && value.is_object();
}

bool has_type(const Json& schema, const Json& value) {
    const auto type = schema.find("type");
    if (type == schema.end()) return true;
    if (type->is_string()) return is_of(*type, value);
    return std::ranges::any_of(*type, [&](const Json& one) { return is_of(one, value); });
}

Text name_of_type(const Json& schema) {
    static const std::map<std::string, Text> names{{"string", errors::type_text()},
                                                   {"boolean", errors::type_boolean()},
                                                   {"integer", errors::type_integer()},
                                                   {"number", errors::type_number()},
                                                   {"array", errors::type_list()},
                                                   {"object", errors::type_object()}};
    const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
    Text all;
    for (const Json& type : types) {
        const Text& name = names.at(type);
        all = all.zh_cn.empty() ? name : errors::or_(all, name);
    }
    return all;
}

// Without a copy: bodies are checked where applications are filed. Empty where there is none.
const Json& member(const Json& schema, const char* key) {
    static const Json none = Json::object();
    const auto found = schema.find(key);
    return found == schema.end() ? none : *found;
}

// As people know it; a body itself, or an item of a list without a title of its own, has none.
Text title_of(const Json& schema) {
    const Text title = text_from_json(member(member(schema, "x-oneseal"), "title"));
    return title.zh_cn.empty() ? errors::untitled() : title;
}

class BodyCheck {
  public:
    void check(const Json& schema, const Json& value, const std::string& at) {
        if (!has_type(schema, value)) {
            return wrong(at, errors::of_another_type(title_of(schema), name_of_type(schema)));
        }
        if (schema.contains("enum")) check_choice(schema, value, at);
        if (value.is_string()) check_text(schema, value, at);
        if (value.is_number()) check_number(schema, value, at);
        if (value.is_array()) check_list(schema, value, at);
        if (value.is_object()) check_object(schema, value, at);
    }

    std::vector<Finding> finish() { return std::move(findings_); }

  private:
    void wrong(const std::string& at, Text message) {
        findings_.push_back({at, std::move(message), "", ""});
    }

    void check_choice(const Json& schema, const Json& value, const std::string& at) {
        if (std::ranges::find(schema["enum"], value) != schema["enum"].end()) return;
        std::string choices;
        for (const Json& one : schema["enum"]) {
            choices += (choices.empty() ? "" : ", ") + one.get<std::string>();
        }
        wrong(at, errors::none_of_the_choices(title_of(schema), choices));
    }

    void check_text(const Json& schema, const std::string& text, const std::string& at) {
        const std::string kind = text_at(member(schema, "x-oneseal"), "kind");
        if (kind == "day" && !sdk::parse_day(text)) {
            wrong(at, errors::no_day(title_of(schema)));
        } else if (kind == "instant" && !parse_instant(text)) {
            wrong(at, errors::no_instant(title_of(schema)));
        } else if (kind == "digest" && !is_digest(text)) {
            wrong(at, errors::no_digest(title_of(schema)));
        } else if ((kind == "text" || kind == "id") && sdk::is_blank(text)) {
            wrong(at, errors::blank(title_of(schema)));
        } else if (schema.contains("maxLength") && characters(text) > schema["maxLength"]) {
            const std::string most = schema["maxLength"].dump();
            wrong(at, errors::too_long(title_of(schema), most));
        }
    }

    void check_number(const Json& schema, const Json& number, const std::string& at) {
        if (schema.contains("minimum") && number < schema["minimum"]) {
            const std::string least = schema["minimum"].dump();
            wrong(at, errors::too_small(title_of(schema), least));
        } else if (schema.contains("maximum") && number > schema["maximum"]) {
            const std::string most = schema["maximum"].dump();
            wrong(at, errors::too_large(title_of(schema), most));
        }
    }

    void check_list(const Json& schema, const Json& list, const std::string& at) {
        if (schema.contains("minItems") && list.size() < schema["minItems"]) {
            const std::string least = schema["minItems"].dump();
            wrong(at, errors::too_few(title_of(schema), least));
        }
        if (schema.contains("maxItems") && list.size() > schema["maxItems"]) {
            const std::string most = schema["maxItems"].dump();
            return wrong(at, errors::too_many(title_of(schema), most));
        }
        if (!schema.contains("items")) return;
        std::size_t index = 0;
        for (const Json& item : list)
            check(schema["items"], item, at + "/" + std::to_string(index++));
    }

    void check_object(const Json& schema, const Json& object, const std::string& at) {
        const Json& properties = member(schema, "properties");
        for (const auto& [key, value] : object.items()) {
            const auto property = properties.find(key);
            const std::string place = at + "/" + pointer_token(key);
            if (property != properties.end()) {
                // Null is the want of it, unless any value may stand there.
                if (!value.is_null() || !property->contains("type")) check(*property, value, place);
            } else if (schema.contains("additionalProperties")) {
                const Json& other = schema["additionalProperties"];
                if (other.is_object()) check(other, value, place);
            } else {
                wrong(place, errors::unknown_key());
            }
        }
        for (const Json& key : member(schema, "required")) {
            const auto found = object.find(key.get_ref<const std::string&>());
            const Json& property = properties.at(key.get_ref<const std::string&>());
            if (found != object.end() && (!found->is_null() || !property.contains("type")))
                continue;
            wrong(at + "/" + pointer_token(key.get_ref<const std::string&>()),
                  errors::missing(title_of(property)));
        }
    }

    std::vector<Finding> findings_{};
};

const std::set<std::string> keywords{"type",
                                     "properties",
                                     "required",
                                     "additionalProperties",
                                     "items",
                                     "enum",
                                     "minItems",
                                     "maxItems",
                                     "minimum",
                                     "maximum",
                                     "maxLength",
                                     "x-oneseal"};
const std::set<std::string> own_keywords{"title", "hint", "widget", "options", "kind", "of", "by"};
const std::set<std::string> types{"string", "boolean", "integer", "number", "array", "object"};
const std::set<std::string> kinds{"text", "id", "day", "instant", "digest"};

std::string fault_of_property(const Json& property, const std::string& at) {
    const Json own = property.value("x-oneseal", Json::object());
    for (const auto& [key, value] : own.items()) {
        if (!own_keywords.contains(key)) return at + ": x-oneseal has no " + key;
    }
    const Text title = text_from_json(own.value("title", Json::object()));
    if (title.zh_cn.empty() || title.en.empty()) return at + ": no title in both languages";
    if (own.contains("kind") && !kinds.contains(own["kind"])) return at + ": unknown kind";
    for (const Json& role : own.value("by", Json::array())) {
        if (!role.is_string() || !roles.find(role.get<std::string>())) return at + ": unknown role";
    }
    const bool is_text = property.value("type", Json()) == "string";
    if (is_text && !own.contains("kind") && !property.contains("enum")) return at + ": no kind";
    return "";
}

std::string fault_of(const Json& schema, const std::string& at) {
    if (!schema.is_object()) return at + ": no object";
    const Json own = schema.value("x-oneseal", Json::object());
    if (own.contains("of") && !is_bound_source(own["of"])) return at + ": of nothing known";
    for (const auto& [key, value] : schema.items()) {
        if (!keywords.contains(key)) return at + ": " + key + " is not enforced";
    }
    const Json other = schema.value("additionalProperties", Json(true));
    if (other.is_object()) {
        if (auto fault = fault_of(other, at + "/*"); !fault.empty()) return fault;
    } else if (other != true) {
        return at + ": bodies are closed";
    }
    const Json type = schema.value("type", Json::array());
    for (const Json& one : type.is_array() ? type : Json::array({type})) {
        if (!types.contains(one)) return at + ": unknown type " + one.dump();
    }
    const Json properties = schema.value("properties", Json::object());
    for (const Json& key : schema.value("required", Json::array())) {
        if (!properties.contains(key.get<std::string>()))
            return at + ": " + key.dump() + " is no property";
    }
    for (const auto& [key, property] : properties.items()) {
        const std::string place = at + "/" + key;
        if (auto fault = fault_of(property, place); !fault.empty()) return fault;
        if (auto fault = fault_of_property(property, place); !fault.empty()) return fault;
    }
    return schema.contains("items") ? fault_of(schema["items"], at + "/*") : "";
}

}  // namespace

std::vector<Finding> check_body(const Json& schema, const Json& body) {
    BodyCheck check;
    check.check(schema, body, "");
    return check.finish();
}

std::string fault_of_schema(const Json& schema) {
    return fault_of(schema, "");
}

}  // namespace oneseal::cases

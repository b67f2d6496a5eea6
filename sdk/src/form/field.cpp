#include "form/field.hpp"

#include <algorithm>
#include <map>

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

bool is_key(std::string_view text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::ranges::all_of(text, plain);
}

FieldKind read_kind(const Cursor& property) {
    const std::string type = property.member("type").text(true).value_or("string");
    if (type == "integer") return FieldKind::integer;
    if (type == "number") return FieldKind::number;
    if (type == "boolean") return FieldKind::boolean;
    if (type == "array") {
        const Cursor items = property.member("items");
        if (items.member("type").text(true) == "object") return FieldKind::list;
        if (!items.member("enum").present()) {
            items.complain({"field_kind",
                            "数组的项必须是对象或枚举值。",
                            "The items of an array are objects or codes of an enum."});
        }
        return FieldKind::choices;
    }
    if (type != "string") {
        property.member("type").complain({"field_kind",
                                          "类型只能是 string、integer、number、boolean 或 array。",
                                          "A type is string, integer, number, boolean or array."});
    }
    if (property.member("enum").present()) return FieldKind::choice;
    const auto format = property.member("format").text();
    if (!format) return FieldKind::text;
    if (*format != "date") {
        property.member("format").complain(
            {"field_kind", "format 只能是 date。", "The only format is date."});
    }
    return FieldKind::date;
}

IdentifierCheck read_check(const Cursor& check) {
    static const std::map<std::string, IdentifierCheck> checks{
        {"uscc", IdentifierCheck::uscc},
        {"resident_id", IdentifierCheck::resident_id},
        {"person_id", IdentifierCheck::person_id},
        {"mobile", IdentifierCheck::mobile},
        {"phone", IdentifierCheck::phone},
        {"jy", IdentifierCheck::jy},
        {"plate", IdentifierCheck::plate}};
    const auto name = check.text();
    if (!name) return IdentifierCheck::none;
    const auto found = checks.find(*name);
    if (found != checks.end()) return found->second;
    check.complain({"field_check",
                    "校验只能是 uscc、resident_id、person_id、mobile、phone、jy 或 plate。",
                    "A check is uscc, resident_id, person_id, mobile, phone, jy or plate."});
    return IdentifierCheck::none;
}

std::optional<RegisteredBy> read_registered_by(const Cursor& at) {
    if (!at.present()) return std::nullopt;
    RegisteredBy by{at.member("field").text(true).value_or(""), {}};
    for (const auto& [kind, department] : at.member("departments").members()) {
        by.departments[kind] = department.text(true).value_or("");
    }
    return by;
}

std::optional<Pattern> read_pattern(const Cursor& pattern) {
    const auto text = pattern.text();
    if (!text) return std::nullopt;
    auto compiled = Pattern::compile(*text);
    if (auto* ready = std::get_if<Pattern>(&compiled)) return *ready;
    pattern.complain(complaint_of(*text, std::get<Problem>(compiled)));
    return std::nullopt;
}

std::optional<std::size_t> read_length(const Cursor& length) {
    const auto number = length.number();
    if (!number) return std::nullopt;
    if (*number >= 0 && *number <= 1e9 && *number == static_cast<double>(std::size_t(*number))) {
        return static_cast<std::size_t>(*number);
    }
    length.complain({"field_length", "长度应为非负整数。", "A length is a whole number from 0."});
    return std::nullopt;
}

Type item_type(const Field& field) {
    Fields keys;
    for (const auto& item : field.items) keys[item.key] = item.type;
    return Type::map_of(std::move(keys));
}

Type type_of(const Field& field) {
    switch (field.kind) {
        case FieldKind::list:
            return Type::list_of(item_type(field));
        case FieldKind::choices:
            return Type::list_of(Type::string());
        case FieldKind::integer:
            return Type::integer();
        case FieldKind::number:
            return Type::number();
        case FieldKind::boolean:
            return Type::boolean();
        case FieldKind::text:
        case FieldKind::date:
        case FieldKind::choice:
            break;
    }
    return Type::string();
}

Field read_field(const std::string& key, const Cursor& property) {
    Field field;
    field.key = key;
    if (!is_key(key)) {
        property.complain({"field_key",
                           "字段名只能由小写字母、数字和下划线组成，并以字母开头。",
                           "A key is made of a-z, 0-9 and _, and begins with a letter."});
    }
    const Cursor ours = property.member("x-oneseal");
    field.title_zh_cn = ours.member("title").member("zh-CN").text(true).value_or("");
    field.title_en = ours.member("title").member("en").text(true).value_or("");
    field.kind = read_kind(property);
    if (field.kind == FieldKind::choice) field.options = property.member("enum").texts();
    if (field.kind == FieldKind::choices) {
        field.options = property.member("items").member("enum").texts();
    }
    if (field.kind == FieldKind::list) {
        field.items = read_fields(property.member("items").member("properties"));
    }
    field.minimum = property.member("minimum").number();
    field.maximum = property.member("maximum").number();
    field.min_length = read_length(property.member("minLength"));
    field.max_length = read_length(property.member("maxLength"));
    field.pattern = read_pattern(property.member("pattern"));
    field.variants = ours.member("variants").texts();
    field.check = read_check(ours.member("check"));
    field.registered_by = read_registered_by(ours.member("registered_by"));
    field.multiline = ours.member("multiline").flag();
    field.county = ours.member("prefill").text() == "county";
    field.required = ours.member("required_when").text() == "true";
    field.type = type_of(field);
    const bool always = field.required && field.variants.empty() &&
                        ours.member("visible_when").text().value_or("true") == "true";
    if (!always && field.type.kind != Type::Kind::list) field.type = field.type.or_null();
    return field;
}

}  // namespace

std::vector<Field> read_fields(const Cursor& properties) {
    std::vector<Field> fields;
    for (const auto& [key, property] : properties.members()) {
        fields.push_back(read_field(key, property));
    }
    if (fields.empty()) {
        properties.complain({"no_field", "至少要有一个字段。", "There must be a field."});
    }
    return fields;
}

Value not_given(const Field& field) {
    return field.type.kind == Type::Kind::list ? Value(Value::List{}) : Value();
}

}  // namespace v0_9
}  // namespace oneseal::sdk

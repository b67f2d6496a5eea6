#include "language/value.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "language/compare.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Json = nlohmann::json;

constexpr double two_to_63 = 9223372036854775808.0;

Value wrong_kind() {
    return Value::error({0, 0, "wrong_kind", "值的类型与声明不符。", "Not of the declared kind."});
}

// Also 3.0 is an integer. An error where it is none, or does not fit.
Value integer_from(const Json& json) {
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{INT64_MAX}) {
        return wrong_kind();
    }
    if (json.is_number_integer()) return json.get<std::int64_t>();
    const double number = json.get<double>();
    if (number != std::trunc(number) || number < -two_to_63 || number >= two_to_63) {
        return wrong_kind();
    }
    return static_cast<std::int64_t>(number);
}

Value dynamic_from(const Json& json) {
    switch (json.type()) {
        case Json::value_t::null:
            return {};
        case Json::value_t::boolean:
            return json.get<bool>();
        case Json::value_t::string:
            return json.get_ref<const std::string&>();
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
            return integer_from(json);
        case Json::value_t::number_float:
            return json.get<double>();
        case Json::value_t::array: {
            Value::List list;
            for (const Json& element : json) list.push_back(dynamic_from(element));
            return list;
        }
        case Json::value_t::object: {
            Value::Map map;
            for (const auto& [key, member] : json.items()) map[key] = dynamic_from(member);
            return map;
        }
        default:
            return wrong_kind();
    }
}

Value list_from(const Json& json, const Type& type) {
    if (!json.is_array()) return wrong_kind();
    Value::List list;
    for (const Json& element : json) {
        list.push_back(from_json(element, type.element ? *type.element : Type::dynamic()));
        if (list.back().is_error()) return list.back();
    }
    return list;
}

Value map_from(const Json& json, const Type& type) {
    if (!json.is_object()) return wrong_kind();
    if (!type.declared_keys) return dynamic_from(json);
    Value::Map map;
    for (const auto& [key, member_type] : *type.declared_keys) {
        const auto found = json.find(key);
        const Value member = from_json(found == json.end() ? Json() : *found, member_type);
        if (member.is_error()) return member;
        map[key] = member;
    }
    return map;
}

std::string key_text(const Value::Key& key) {
    if (const auto* text = std::get_if<std::string>(&key)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&key)) return std::to_string(*number);
    return std::get<bool>(key) ? "true" : "false";
}

}  // namespace

Value::Value(std::string value) : data_(std::make_shared<const std::string>(std::move(value))) {}
Value::Value(List value) : data_(std::make_shared<const List>(std::move(value))) {}
Value::Value(Map value) : data_(std::make_shared<const Map>(std::move(value))) {}

Value Value::unknown(Names names) {
    Value value;
    value.data_ = std::make_shared<const Names>(std::move(names));
    return value;
}

Value Value::error(Problem problem) {
    Value value;
    value.data_ = std::make_shared<const Problem>(std::move(problem));
    return value;
}

bool operator==(const Value& a, const Value& b) {
    const auto both = [&](Value::Kind kind) { return a.is(kind) && b.is(kind); };
    if (both(Value::Kind::list)) return a.list() == b.list();
    if (both(Value::Kind::map)) return a.map() == b.map();
    if (both(Value::Kind::null)) return true;
    return compare(a, b) == 0;
}

std::partial_ordering compare_numbers(std::int64_t a, double b) {
    if (std::isnan(b)) return std::partial_ordering::unordered;
    if (b >= two_to_63) return std::partial_ordering::less;
    if (b < -two_to_63) return std::partial_ordering::greater;
    const double whole = std::trunc(b);
    const auto integer = static_cast<std::int64_t>(whole);
    if (a != integer) return a <=> integer;
    return 0.0 <=> b - whole;
}

std::partial_ordering compare(const Value& a, const Value& b) {
    using Kind = Value::Kind;
    if (a.is(Kind::integer) && b.is(Kind::number)) return compare_numbers(a.integer(), b.number());
    if (a.is(Kind::number) && b.is(Kind::integer)) {
        const auto order = compare_numbers(b.integer(), a.number());
        if (order == 0 || order == std::partial_ordering::unordered) return order;
        return order < 0 ? std::partial_ordering::greater : std::partial_ordering::less;
    }
    if (a.kind() != b.kind()) return std::partial_ordering::unordered;
    switch (a.kind()) {
        case Kind::boolean:
            return a.boolean() <=> b.boolean();
        case Kind::integer:
            return a.integer() <=> b.integer();
        case Kind::number:
            return a.number() <=> b.number();
        case Kind::string:
            // UTF-8 bytes have the order of the code points.
            return a.string() <=> b.string();
        default:
            return std::partial_ordering::unordered;
    }
}

Value from_json(const Json& json, const Type& type) {
    if (type.kind == Type::Kind::dynamic) return dynamic_from(json);
    const bool missing =
        json.is_null() || (json.is_string() && json.get_ref<const std::string&>().empty());
    if (type.kind == Type::Kind::list)
        return missing ? Value(Value::List{}) : list_from(json, type);
    if (missing) return {};
    switch (type.kind) {
        case Type::Kind::boolean:
            return json.is_boolean() ? Value(json.get<bool>()) : wrong_kind();
        case Type::Kind::integer:
            return json.is_number() ? integer_from(json) : wrong_kind();
        case Type::Kind::number:
            return json.is_number() ? Value(json.get<double>()) : wrong_kind();
        case Type::Kind::string:
            return json.is_string() ? Value(json.get_ref<const std::string&>()) : wrong_kind();
        case Type::Kind::map:
            return map_from(json, type);
        default:
            return wrong_kind();
    }
}

Json to_json(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::boolean:
            return value.boolean();
        case Value::Kind::integer:
            return value.integer();
        case Value::Kind::number:
            return value.number();
        case Value::Kind::string:
            return value.string();
        case Value::Kind::list: {
            Json list = Json::array();
            for (const Value& element : value.list()) list.push_back(to_json(element));
            return list;
        }
        case Value::Kind::map: {
            Json map = Json::object();
            for (const auto& [key, member] : value.map()) map[key_text(key)] = to_json(member);
            return map;
        }
        default:
            return nullptr;
    }
}

}  // namespace v0_9
}  // namespace oneseal::sdk

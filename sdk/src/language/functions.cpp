#include "language/functions.hpp"

#include <algorithm>

namespace oneseal::sdk {
inline namespace v0_9 {

std::size_t Function::arity() const {
    return static_cast<std::size_t>(std::find(params.begin(), params.end(), Param::none) -
                                    params.begin());
}

std::span<const Function> overloads(std::string_view name, bool is_method) {
    for (const auto group : {operators(), text_functions(), domain_functions()}) {
        const auto is_named = [&](const Function& function) {
            const bool right_form = function.form == Function::Form::both ||
                                    (is_method ? function.form == Function::Form::method
                                               : function.form != Function::Form::method);
            return function.name == name && right_form;
        };
        const auto first = std::find_if(group.begin(), group.end(), is_named);
        const auto last = std::find_if_not(first, group.end(), is_named);
        if (first != last) return {first, last};
    }
    return {};
}

bool accepts(Param param, const Value& value) {
    switch (param) {
        case Param::anything:
            return true;
        case Param::boolean:
            return value.is(Value::Kind::boolean);
        case Param::integer:
            return value.is(Value::Kind::integer);
        case Param::number:
            return value.is(Value::Kind::number);
        case Param::string:
            return value.is(Value::Kind::string);
        case Param::list:
            return value.is(Value::Kind::list);
        case Param::numbers:
            return value.is(Value::Kind::list) &&
                   std::all_of(value.list().begin(), value.list().end(), [](const Value& element) {
                       return element.is(Value::Kind::number);
                   });
        case Param::map:
            return value.is(Value::Kind::map);
        default:
            return false;
    }
}

std::string_view kind_name(Type::Kind kind) {
    constexpr std::array<std::string_view, 8> names = {
        "dyn", "null", "bool", "int", "double", "string", "list", "map"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view kind_name(Value::Kind kind) {
    constexpr std::array<std::string_view, 9> names = {
        "null", "bool", "int", "double", "string", "list", "map", "unknown", "error"};
    return names[static_cast<std::size_t>(kind)];
}

Value failure(std::string code, std::string zh_cn, std::string en) {
    return Value::error({0, 0, std::move(code), std::move(zh_cn), std::move(en)});
}

}  // namespace v0_9
}  // namespace oneseal::sdk

// What can be called: operators and functions, each with the kinds of its arguments. The check
// picks by the declared types, the evaluator by the values; both from the same table.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "days/days.hpp"
#include "language/pattern.hpp"
#include "language/type.hpp"
#include "language/value.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// What a running evaluation lends to the functions that it calls.
struct Call {
    const WorkCalendar& calendar;
    bool& provisional;
    std::int64_t& steps_left;  // also paid for text that is copied or searched
    const Pattern* pattern;    // compiled from a literal; else null
};

enum class Param { none, anything, boolean, integer, number, string, list, numbers, map };

struct Function {
    enum class Form { operation, global, method, both };

    std::string_view name;
    Form form;
    std::array<Param, 2> params;  // up to the first `none`
    Type::Kind result;
    // REQUIRES: arguments are known and of the declared kinds. Null is only `anything`.
    Value (*call)(Call& call, const Value* arguments);

    std::size_t arity() const;
};

// Everything of that name that can be called in that way; empty where there is nothing.
std::span<const Function> overloads(std::string_view name, bool is_method);

bool accepts(Param param, const Value& value);

// Each of these groups has its overloads of one name next to each other.
std::span<const Function> operators();
std::span<const Function> text_functions();  // sizes, searches, conversions
std::span<const Function> domain_functions();

// "int", "list", ... as messages name them.
std::string_view kind_name(Type::Kind kind);
std::string_view kind_name(Value::Kind kind);

// An error without a place: the evaluator adds it.
Value failure(std::string code, std::string zh_cn, std::string en);

}  // namespace v0_9
}  // namespace oneseal::sdk

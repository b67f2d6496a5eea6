// Arithmetic, order, equality, membership. `&&`, `||` and `? :` are not here: they are not strict.
#include <cmath>

#include "language/compare.hpp"
#include "language/functions.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Type::Kind;

Value overflow() {
    return failure("overflow", "整数运算超出 64 位范围。", "The result does not fit 64 bits.");
}
Value division_by_zero() {
    return failure("division_by_zero", "除数为零。", "Division by zero.");
}

Value add_integers(Call&, const Value* x) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(x[0].integer(), x[1].integer(), &sum) ? overflow() : Value(sum);
}
Value subtract_integers(Call&, const Value* x) {
    std::int64_t difference = 0;
    return __builtin_sub_overflow(x[0].integer(), x[1].integer(), &difference) ? overflow()
                                                                               : Value(difference);
}
Value multiply_integers(Call&, const Value* x) {
    std::int64_t product = 0;
    return __builtin_mul_overflow(x[0].integer(), x[1].integer(), &product) ? overflow()
                                                                            : Value(product);
}
Value divide_integers(Call&, const Value* x) {
    if (x[1].integer() == 0) return division_by_zero();
    if (x[0].integer() == INT64_MIN && x[1].integer() == -1) return overflow();
    return x[0].integer() / x[1].integer();
}
Value remainder_of_integers(Call&, const Value* x) {
    if (x[1].integer() == 0) return division_by_zero();
    if (x[0].integer() == INT64_MIN && x[1].integer() == -1) return overflow();
    return x[0].integer() % x[1].integer();
}
Value negate_integer(Call&, const Value* x) {
    return x[0].integer() == INT64_MIN ? overflow() : Value(-x[0].integer());
}

Value add_strings(Call& call, const Value* x) {
    call.steps_left -= static_cast<std::int64_t>((x[0].string().size() + x[1].string().size()) / 8);
    return x[0].string() + x[1].string();
}
Value add_lists(Call& call, const Value* x) {
    Value::List joined = x[0].list();
    joined.insert(joined.end(), x[1].list().begin(), x[1].list().end());
    call.steps_left -= static_cast<std::int64_t>(joined.size());
    return joined;
}

Value equal(Call& call, const Value* x) {
    if (x[0].is(Value::Kind::list))
        call.steps_left -= static_cast<std::int64_t>(x[0].list().size());
    return x[0] == x[1];
}
Value unequal(Call& call, const Value* x) {
    return !equal(call, x).boolean();
}
Value less(Call&, const Value* x) {
    return compare(x[0], x[1]) < 0;
}
Value less_or_equal(Call&, const Value* x) {
    return compare(x[0], x[1]) <= 0;
}
Value greater(Call&, const Value* x) {
    return compare(x[0], x[1]) > 0;
}
Value greater_or_equal(Call&, const Value* x) {
    return compare(x[0], x[1]) >= 0;
}

// A double that is a whole number finds the int key, because it equals it.
const Value* member(const Value::Map& map, const Value& key) {
    auto found = map.end();
    if (key.is(Value::Kind::string)) found = map.find(key.string());
    if (key.is(Value::Kind::boolean)) found = map.find(key.boolean());
    if (key.is(Value::Kind::integer)) found = map.find(key.integer());
    if (key.is(Value::Kind::number) && std::fabs(key.number()) < 0x1p63 &&
        key.number() == std::trunc(key.number())) {
        found = map.find(static_cast<std::int64_t>(key.number()));
    }
    return found == map.end() ? nullptr : &found->second;
}

Value in_list(Call& call, const Value* x) {
    for (const Value& element : x[1].list()) {
        --call.steps_left;
        if (x[0] == element) return true;
    }
    return false;
}
Value in_map(Call&, const Value* x) {
    if (x[0].is_null() || x[0].is(Value::Kind::list) || x[0].is(Value::Kind::map)) {
        return failure("no_overload", "这种值不能是键。", "Such a value cannot be a key.");
    }
    return member(x[1].map(), x[0]) != nullptr;
}
Value index_list(Call&, const Value* x) {
    const Value::List& list = x[0].list();
    const std::int64_t index = x[1].integer();
    if (index < 0 || static_cast<std::uint64_t>(index) >= list.size()) {
        return failure("index_out_of_range", "列表没有这个下标。", "The list has no such index.");
    }
    return list[static_cast<std::size_t>(index)];
}
Value index_list_by_number(Call& call, const Value* x) {
    const double index = x[1].number();
    if (index != std::trunc(index) || std::fabs(index) >= 0x1p63) {
        return failure("index_out_of_range", "列表没有这个下标。", "The list has no such index.");
    }
    const Value whole[] = {x[0], static_cast<std::int64_t>(index)};
    return index_list(call, whole);
}
Value index_map(Call&, const Value* x) {
    const Value* const found = member(x[0].map(), x[1]);
    return found != nullptr ? *found
                            : failure("no_such_key", "没有这个键。", "There is no such key.");
}

constexpr Function binary(std::string_view sign,
                          Param left,
                          Param right,
                          Kind result,
                          Value (*call)(Call&, const Value*)) {
    return {sign, Function::Form::operation, {left, right}, result, call};
}

template <double (*calculate)(double, double)>
Value with_doubles(Call&, const Value* x) {
    return calculate(x[0].number(), x[1].number());
}
constexpr Function doubles(std::string_view sign, Value (*call)(Call&, const Value*)) {
    return binary(sign, Param::number, Param::number, Kind::number, call);
}
constexpr Function integers(std::string_view sign, Value (*call)(Call&, const Value*)) {
    return binary(sign, Param::integer, Param::integer, Kind::integer, call);
}

double sum(double a, double b) {
    return a + b;
}
double difference(double a, double b) {
    return a - b;
}
double product(double a, double b) {
    return a * b;
}
double quotient(double a, double b) {
    return a / b;
}

// What can be ordered: bool, int, double, string, and int with double.
#define ONESEAL_ORDER(sign, call)                                          \
    binary(sign, Param::boolean, Param::boolean, Kind::boolean, call),     \
        binary(sign, Param::integer, Param::integer, Kind::boolean, call), \
        binary(sign, Param::number, Param::number, Kind::boolean, call),   \
        binary(sign, Param::integer, Param::number, Kind::boolean, call),  \
        binary(sign, Param::number, Param::integer, Kind::boolean, call),  \
        binary(sign, Param::string, Param::string, Kind::boolean, call)

constexpr Function table[] = {
    integers("+", add_integers),
    doubles("+", with_doubles<sum>),
    binary("+", Param::string, Param::string, Kind::string, add_strings),
    binary("+", Param::list, Param::list, Kind::list, add_lists),
    integers("-", subtract_integers),
    doubles("-", with_doubles<difference>),
    binary("-", Param::integer, Param::none, Kind::integer, negate_integer),
    binary("-",
           Param::number,
           Param::none,
           Kind::number,
           [](Call&, const Value* x) { return Value(-x[0].number()); }),
    integers("*", multiply_integers),
    doubles("*", with_doubles<product>),
    integers("/", divide_integers),
    doubles("/", with_doubles<quotient>),
    integers("%", remainder_of_integers),
    binary("!",
           Param::boolean,
           Param::none,
           Kind::boolean,
           [](Call&, const Value* x) { return Value(!x[0].boolean()); }),
    binary("==", Param::anything, Param::anything, Kind::boolean, equal),
    binary("!=", Param::anything, Param::anything, Kind::boolean, unequal),
    ONESEAL_ORDER("<", less),
    ONESEAL_ORDER("<=", less_or_equal),
    ONESEAL_ORDER(">", greater),
    ONESEAL_ORDER(">=", greater_or_equal),
    binary("in", Param::anything, Param::list, Kind::boolean, in_list),
    binary("in", Param::anything, Param::map, Kind::boolean, in_map),
    binary("[]", Param::list, Param::integer, Kind::dynamic, index_list),
    binary("[]", Param::list, Param::number, Kind::dynamic, index_list_by_number),
    binary("[]", Param::map, Param::anything, Kind::dynamic, index_map),
};
#undef ONESEAL_ORDER

}  // namespace

std::span<const Function> operators() {
    return table;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

// Days, working days, codes and sums: what licensing rules count with.
#include "identifiers/identifiers.hpp"
#include "language/functions.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Form = Function::Form;
using Kind = Type::Kind;

Value no_date() {
    return failure("no_date", "不是有效日期(YYYY-MM-DD)。", "Not a date as YYYY-MM-DD.");
}
Value date_or_error(const std::optional<Day>& day) {
    if (day) return format_day(*day);
    return failure("date_out_of_range",
                   "日期超出公元 1 年至 9999 年。",
                   "The date leaves the years 1 to 9999.");
}

using Move = std::optional<Day> (*)(Day, std::int64_t);

template <Move move>
Value moved(Call&, const Value* x) {
    const auto day = parse_day(x[0].string());
    return day ? date_or_error(move(*day, x[1].integer())) : no_date();
}

Value moved_by_workdays(Call& call, const Value* x) {
    const auto day = parse_day(x[0].string());
    if (!day) return no_date();
    const auto moved = call.calendar.add_workdays(*day, x[1].integer());
    if (!moved) return date_or_error({});
    call.provisional |= moved->provisional;
    return format_day(moved->day);
}

Value days_between(Call&, const Value* x) {
    const auto from = parse_day(x[0].string());
    const auto to = parse_day(x[1].string());
    if (!from || !to) return no_date();
    return std::int64_t{(*to - *from).count()};
}

Value count_workdays(Call& call, const Value* x) {
    const auto from = parse_day(x[0].string());
    const auto to = parse_day(x[1].string());
    if (!from || !to) return no_date();
    const WorkdayCount count = call.calendar.workdays_between(*from, *to);
    call.provisional |= count.provisional;
    return count.workdays;
}

Value age(Call&, const Value* x) {
    const auto day = parse_day(x[1].string());
    if (!day) return no_date();
    const auto years = age_on(x[0].string(), *day);
    if (years) return *years;
    return failure(
        "no_resident_id", "不是有效的公民身份号码。", "Not a valid resident identity number.");
}

Value sum(Call& call, const Value* x) {
    double total = 0;
    for (const Value& element : x[0].list()) total += element.number();
    call.steps_left -= static_cast<std::int64_t>(x[0].list().size());
    return total;
}

Value date_text(Call&, const Value* x) {
    const auto day = parse_day(x[0].string());
    if (!day) return no_date();
    const std::string text = format_day(*day);
    if (x[1].string() == "YYYY") return text.substr(0, 4);
    if (x[1].string() == "YYYYMMDD") return text.substr(0, 4) + text.substr(5, 2) + text.substr(8);
    return failure(
        "bad_format", "格式只能是 'YYYYMMDD' 或 'YYYY'。", "The format is 'YYYYMMDD' or 'YYYY'.");
}

template <bool (*is_ok)(std::string_view)>
Value checked(Call&, const Value* x) {
    return x[0].is(Value::Kind::string) && is_ok(x[0].string());
}

constexpr Function on_strings(std::string_view name,
                              Kind result,
                              Value (*call)(Call&, const Value*)) {
    return {name, Form::global, {Param::string, Param::string}, result, call};
}
constexpr Function on_date(std::string_view name, Value (*call)(Call&, const Value*)) {
    return {name, Form::global, {Param::string, Param::integer}, Kind::string, call};
}
// False for what is no such string: never an error.
constexpr Function total(std::string_view name, Value (*call)(Call&, const Value*)) {
    return {name, Form::global, {Param::anything}, Kind::boolean, call};
}

constexpr Function table[] = {
    on_date("add_days", moved<add_days>),
    on_date("add_months", moved<add_months>),
    on_date("add_workdays", moved_by_workdays),
    on_date("term_end", moved<term_end>),
    on_strings("days_between", Kind::integer, days_between),
    on_strings("workdays_between", Kind::integer, count_workdays),
    on_strings("age_on", Kind::integer, age),
    on_strings("date_text", Kind::string, date_text),
    {"sum", Form::global, {Param::numbers}, Kind::number, sum},
    total("id_ok", checked<id_ok>),
    total("uscc_ok", checked<uscc_ok>),
    total("jy_ok", checked<jy_ok>),
    total("mobile_ok", checked<mobile_ok>),
    total("plate_ok", checked<plate_ok>),
};

}  // namespace

std::span<const Function> domain_functions() {
    return table;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

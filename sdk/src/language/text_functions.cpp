// Sizes, searches in text, conversions.
#include <charconv>
#include <cmath>

#include "language/functions.hpp"
#include "text/canonical.hpp"
#include "text/utf8.hpp"
#include "text/visible.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Form = Function::Form;
using Kind = Type::Kind;

Value no_conversion(std::string_view to) {
    return failure("conversion",
                   "该值不能转换为 " + std::string(to) + "。",
                   "The value is no " + std::string(to) + ".");
}

Value matches(Call& call, const Value* x) {
    const std::string& text = x[0].string();
    call.steps_left -= static_cast<std::int64_t>(text.size());
    if (call.pattern != nullptr) return call.pattern->found_in(text);
    const auto compiled = Pattern::compile(x[1].string());
    if (const auto* problem = std::get_if<Problem>(&compiled)) {
        return failure(problem->code, problem->zh_cn, problem->en);
    }
    return std::get<Pattern>(compiled).found_in(text);
}

// Blanks of every width and line ends, at both ends.
Value trimmed(Call& call, const Value* x) {
    std::string_view text = x[0].string();
    call.steps_left -= static_cast<std::int64_t>(text.size());
    const auto separates = [](char32_t c) { return is_space(c) || (c >= '\t' && c <= '\r'); };
    std::size_t begin = 0;
    std::size_t end = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t at = text.size() - rest.size();
        if (separates(take_code_point(rest))) continue;
        if (end == 0) begin = at;
        end = text.size() - rest.size();
    }
    return std::string(text.substr(begin, end - begin));
}

// Latin letters only, also full-width ones: what stands in codes.
Value upper(Call& call, const Value* x) {
    std::string_view text = x[0].string();
    call.steps_left -= static_cast<std::int64_t>(text.size());
    std::string result;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        const bool lower = (c >= 'a' && c <= 'z') || (c >= 0xFF41 && c <= 0xFF5A);
        append_utf8(result, lower ? c - 0x20 : c);
    }
    return result;
}

Value integer_from_number(Call&, const Value* x) {
    // -2^63 itself would fit, but CEL's implementations agree on refusing it.
    if (!(std::fabs(x[0].number()) < 0x1p63)) return no_conversion("int");
    return static_cast<std::int64_t>(x[0].number());
}

// All of the text is to be a number; std::from_chars takes no leading plus and no blanks.
template <typename Number>
Value number_from_text(const std::string& text, std::string_view kind) {
    Number number{};
    const char* const last = text.data() + text.size();
    const auto [end, failed] = std::from_chars(text.data(), last, number);
    if (failed != std::errc{} || end != last) return no_conversion(kind);
    return number;
}

Value number_from_string(Call&, const Value* x) {
    // Not "inf" and "nan": an applicant's text is never meant as one of those.
    if (x[0].string().find_first_not_of("0123456789+-.eE") != std::string::npos) {
        return no_conversion("double");
    }
    return number_from_text<double>(x[0].string(), "double");
}

Value boolean_from_string(Call&, const Value* x) {
    for (const char* yes : {"true", "True", "TRUE", "t", "1"}) {
        if (x[0].string() == yes) return true;
    }
    for (const char* no : {"false", "False", "FALSE", "f", "0"}) {
        if (x[0].string() == no) return false;
    }
    return no_conversion("bool");
}

Value text_of_number(Call&, const Value* x) {
    if (!std::isfinite(x[0].number())) return no_conversion("string");
    return number_text(x[0].number());
}

Value same(Call&, const Value* x) {
    return x[0];
}

template <typename Size>
Value size_as(Size size) {
    return static_cast<std::int64_t>(size);
}

constexpr Function table[] = {
    {"size",
     Form::both,
     {Param::string},
     Kind::integer,
     [](Call&, const Value* x) { return size_as(count_code_points(x[0].string())); }},
    {"size",
     Form::both,
     {Param::list},
     Kind::integer,
     [](Call&, const Value* x) { return size_as(x[0].list().size()); }},
    {"size",
     Form::both,
     {Param::map},
     Kind::integer,
     [](Call&, const Value* x) { return size_as(x[0].map().size()); }},
    {"contains",
     Form::method,
     {Param::string, Param::string},
     Kind::boolean,
     [](Call&, const Value* x) {
         return Value(x[0].string().find(x[1].string()) != std::string::npos);
     }},
    {"startsWith",
     Form::method,
     {Param::string, Param::string},
     Kind::boolean,
     [](Call&, const Value* x) { return Value(x[0].string().starts_with(x[1].string())); }},
    {"endsWith",
     Form::method,
     {Param::string, Param::string},
     Kind::boolean,
     [](Call&, const Value* x) { return Value(x[0].string().ends_with(x[1].string())); }},
    {"matches", Form::both, {Param::string, Param::string}, Kind::boolean, matches},
    {"trim", Form::both, {Param::string}, Kind::string, trimmed},
    {"upper", Form::both, {Param::string}, Kind::string, upper},
    {"int", Form::global, {Param::integer}, Kind::integer, same},
    {"int", Form::global, {Param::number}, Kind::integer, integer_from_number},
    {"int",
     Form::global,
     {Param::string},
     Kind::integer,
     [](Call&, const Value* x) { return number_from_text<std::int64_t>(x[0].string(), "int"); }},
    {"double", Form::global, {Param::number}, Kind::number, same},
    {"double",
     Form::global,
     {Param::integer},
     Kind::number,
     [](Call&, const Value* x) { return Value(static_cast<double>(x[0].integer())); }},
    {"double", Form::global, {Param::string}, Kind::number, number_from_string},
    {"string", Form::global, {Param::string}, Kind::string, same},
    {"string",
     Form::global,
     {Param::boolean},
     Kind::string,
     [](Call&, const Value* x) { return Value(x[0].boolean() ? "true" : "false"); }},
    {"string",
     Form::global,
     {Param::integer},
     Kind::string,
     [](Call&, const Value* x) { return Value(std::to_string(x[0].integer())); }},
    {"string", Form::global, {Param::number}, Kind::string, text_of_number},
    {"bool", Form::global, {Param::boolean}, Kind::boolean, same},
    {"bool", Form::global, {Param::string}, Kind::boolean, boolean_from_string},
};

}  // namespace

std::span<const Function> text_functions() {
    return table;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

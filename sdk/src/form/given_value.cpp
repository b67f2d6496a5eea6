#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "days/days.hpp"
#include "form/field.hpp"
#include "identifiers/identifiers.hpp"
#include "text/utf8.hpp"
#include "text/visible.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using nlohmann::json;

// Beyond this other programs, browsers among them, would round an integer.
constexpr double largest_integer = 9007199254740991.0;

bool is_option(const Field& field, const json& value) {
    return std::ranges::find(field.options, value.get_ref<const std::string&>()) !=
           field.options.end();
}

// A year with a digit too few or too many is a slip, whatever the field.
Fault fault_of_day(const std::optional<Day>& day) {
    using std::chrono::year;
    if (!day) return Fault::date;
    const bool plausible = *day >= Day{year{1900} / 1 / 1} && *day < Day{year{2201} / 1 / 1};
    return plausible ? Fault::none : Fault::date_range;
}

Fault fault_of_kind(const Field& field, const json& value) {
    const auto kind = [](bool holds) { return holds ? Fault::none : Fault::kind; };
    switch (field.kind) {
        case FieldKind::boolean:
            return kind(value.is_boolean());
        case FieldKind::number:
            return kind(value.is_number());
        case FieldKind::integer: {
            if (!value.is_number()) return Fault::kind;
            const auto number = value.get<double>();
            if (number != std::trunc(number)) return Fault::kind;
            return std::abs(number) > largest_integer ? Fault::integer_size : Fault::none;
        }
        case FieldKind::text:
            return kind(value.is_string());
        case FieldKind::date:
            if (!value.is_string()) return Fault::kind;
            return fault_of_day(parse_day(value.get_ref<const std::string&>()));
        case FieldKind::choice:
            if (!value.is_string()) return Fault::kind;
            return is_option(field, value) ? Fault::none : Fault::option;
        case FieldKind::choices: {
            if (!value.is_array()) return Fault::kind;
            const auto is_text = [](const json& item) { return item.is_string(); };
            if (!std::ranges::all_of(value, is_text)) return Fault::kind;
            const auto known = [&](const json& item) { return is_option(field, item); };
            return std::ranges::all_of(value, known) ? Fault::none : Fault::option;
        }
        case FieldKind::list:
            return kind(value.is_array());
    }
    return Fault::kind;
}

bool printable(const Field& field, const std::string& text) {
    return field.multiline ? is_printable_text(text) : is_printable_line(text);
}

bool length_ok(const Field& field, const std::string& text) {
    if (!field.min_length && !field.max_length) return true;
    const std::size_t length = count_code_points(text);
    return length >= field.min_length.value_or(0) && length <= field.max_length.value_or(length);
}

bool identifier_ok(IdentifierCheck check, const std::string& text, Day today) {
    switch (check) {
        case IdentifierCheck::none:
            return true;
        case IdentifierCheck::uscc:
            return uscc_ok(text);
        case IdentifierCheck::resident_id:
            return id_can_be(text, today);
        case IdentifierCheck::person_id:
            return person_id_can_be(text, today);
        case IdentifierCheck::mobile:
            return mobile_ok(text);
        case IdentifierCheck::phone:
            return phone_ok(text);
        case IdentifierCheck::jy:
            return jy_ok(text);
        case IdentifierCheck::plate:
            return plate_ok(text);
    }
    return false;
}

Fault fault_of_text(const Field& field, const std::string& text, const Circumstances& at) {
    if (!printable(field, text)) return Fault::characters;
    if (!length_ok(field, text)) return Fault::length;
    if (field.pattern && !field.pattern->matches_whole(text)) return Fault::pattern;
    if (!identifier_ok(field.check, text, at.today)) return Fault::check;
    if (field.county && text != at.county) return Fault::county;
    return Fault::none;
}

}  // namespace

bool given(const json& value) {
    if (value.is_null()) return false;
    if (value.is_string()) return !is_blank(value.get_ref<const std::string&>());
    return !((value.is_array() || value.is_object()) && value.empty());
}

Fault fault_of(const Field& field, const json& value, const Circumstances& at) {
    const Fault fault = fault_of_kind(field, value);
    if (fault != Fault::none) return fault;
    if (value.is_string()) {
        return fault_of_text(field, value.get_ref<const std::string&>(), at);
    }
    if (value.is_number()) {
        const auto number = value.get<double>();
        if (number < field.minimum.value_or(number) || number > field.maximum.value_or(number)) {
            return Fault::range;
        }
    }
    return Fault::none;
}

Doubt doubt_of(const Field& field, const json& value, const json& form) {
    if (field.check != IdentifierCheck::uscc) return Doubt::none;
    const auto& code = value.get_ref<const std::string&>();
    if (!uscc_inner_ok(code)) return Doubt::inner_check;
    if (!field.registered_by) return Doubt::none;
    const auto kind = form.find(field.registered_by->kind);
    if (kind == form.end() || !kind->is_string()) return Doubt::none;
    const auto found = field.registered_by->departments.find(kind->get<std::string>());
    const bool fits = found == field.registered_by->departments.end() ||
                      found->second.find(code[0]) != std::string::npos;
    return fits ? Doubt::none : Doubt::registered_elsewhere;
}

Value bound_value(const Field& field, const json& value) {
    return from_json(value, field.type);
}

}  // namespace v0_9
}  // namespace oneseal::sdk

// A field of a form: what its document says of it, and whether a value that was given can stand.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "days/days.hpp"
#include "form/cursor.hpp"
#include "language/language.hpp"
#include "language/pattern.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

enum class FieldKind { text, integer, number, boolean, date, choice, choices, list };

// A check digit's algorithm, or what stands for one.
enum class IdentifierCheck { none, uscc, resident_id, person_id, mobile, phone, jy, plate };

// Which departments register the applicants of each kind: the first sign of their credit codes.
struct RegisteredBy {
    std::string kind{};  // the key of the field that says the kind of applicant
    std::map<std::string, std::string> departments{};
};

struct Field {
    std::string key{};
    std::string title_zh_cn{};
    std::string title_en{};
    FieldKind kind = FieldKind::text;
    Type type{};                          // as expressions see it
    std::vector<std::string> variants{};  // none: all
    std::vector<std::string> options{};   // of choice and choices
    std::optional<double> minimum{};
    std::optional<double> maximum{};
    std::optional<std::size_t> min_length{};  // in code points
    std::optional<std::size_t> max_length{};
    std::optional<Pattern> pattern{};
    IdentifierCheck check = IdentifierCheck::none;
    std::optional<RegisteredBy> registered_by{};
    bool multiline = false;
    bool county = false;  // the value must be the input's county
    bool required = false;
    std::optional<Expression> visible_when{};   // none: always
    std::optional<Expression> required_when{};  // none: as `required` says
    std::vector<Field> items{};                 // of a list: the properties of an item
};

// The fields of {"properties": {...}}, in document order and without their conditions, which can
// be read only when all fields and facts are known.
std::vector<Field> read_fields(const Cursor& properties);

// [], {}, null and a text that nobody can see are not given.
bool given(const nlohmann::json& value);

enum class Fault {
    none,
    kind,
    integer_size,
    option,
    date,
    date_range,
    characters,  // that cannot be printed
    pattern,
    range,
    length,
    check,
    county
};
struct Circumstances {
    std::string_view county{};
    Day today{};
};
// The first thing that is wrong with a given value; the items of a list aside.
Fault fault_of(const Field& field, const nlohmann::json& value, const Circumstances& at);

// What does not make a value wrong, but is worth a look: a credit code whose inner check digit does
// not fit (real ones exist), or of another department than registers such applicants.
enum class Doubt { none, inner_check, registered_elsewhere };
Doubt doubt_of(const Field& field, const nlohmann::json& value, const nlohmann::json& form);

// What to tell the person who gave it. REQUIRES: fault is not `none`.
struct FaultText {
    std::string zh_cn{};
    std::string en{};
};
FaultText describe(const Field& field, Fault fault);
// REQUIRES: doubt is not `none`.
FaultText describe(const Field& field, Doubt doubt);

// A given value without a fault, as expressions see it; the items of a list aside.
Value bound_value(const Field& field, const nlohmann::json& value);
// What is not given: null, or [] for lists.
Value not_given(const Field& field);

}  // namespace v0_9
}  // namespace oneseal::sdk

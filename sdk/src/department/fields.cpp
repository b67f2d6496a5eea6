// The part of Evaluation that asks for the form's fields, in document order.
#include <algorithm>

#include "department/evaluation.hpp"
#include "department/folded_items.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Json = nlohmann::json;

Json text(std::string zh_cn, std::string en) {
    return {{"zh-CN", std::move(zh_cn)}, {"en", std::move(en)}};
}

Json article(const char* article) {
    return Json::array({{{"kind", "law"}, {"law", "licensing_law"}, {"article", article}}});
}

std::string finding_name(const std::string& pointer) {
    return "FLD:" + pointer.substr(1);
}

// A field with a finding is unknown by its own name; one in a list makes the list so.
Value unknown_field(const std::string& pointer) {
    return Value::unknown({"form." + pointer.substr(1, pointer.find('/', 1) - 1)});
}

// Whether a value with this fault is one that can be compared and printed, if an officer says so.
bool can_stand(Fault fault) {
    return fault != Fault::kind && fault != Fault::integer_size && fault != Fault::characters &&
           fault != Fault::date;
}

// LAW: 行政许可法 第三十二条 第一款 第三项
Finding form_error(const std::string& pointer, const FaultText& why) {
    return {.rule = finding_name(pointer),
            .outcome = Outcome::form_error,
            .pointer = pointer,
            .message = text(why.zh_cn, why.en),
            .basis = article("第三十二条第一款第三项")};
}

}  // namespace

void Evaluation::check_fields() {
    for (const auto& field : matter_.fields) {
        scope_.set("form." + field.key, check_field(field, "/" + field.key, request_.form));
    }
    ignore_undeclared(matter_.fields, "", request_.form);
}

Value Evaluation::check_field(const Field& field, const std::string& pointer, const Json& holder) {
    const auto found = holder.find(field.key);
    const bool is_given = found != holder.end() && given(*found);
    const Asked visible =
        applies(field.variants)
            ? ask(field.visible_when, finding_name(pointer), Section::fields, pointer)
            : Asked{Truth::no};
    if (request_.tells_fields) tell_field(field, pointer, visible);
    if (visible.truth == Truth::unknown) return Value::unknown(visible.waits);
    if (visible.truth == Truth::no) {
        if (is_given) ignore(pointer);
        return not_given(field);
    }
    if (!is_given) return check_missing(field, pointer);
    const Day today = parse_day(request_.today).value_or(Day{});
    const Fault fault = fault_of(field, *found, {request_.county, today});
    if (fault != Fault::none) {
        add(Section::fields, form_error(pointer, describe(field, fault)));
        if (!is_settled(pointer) || !can_stand(fault)) return unknown_field(pointer);
    } else if (const Doubt doubt = doubt_of(field, *found, request_.form); doubt != Doubt::none) {
        Finding finding = form_error(pointer, describe(field, doubt));
        finding.outcome = Outcome::flag;
        add(Section::fields, std::move(finding));
    }
    return field.kind == FieldKind::list ? check_list(field, pointer, *found)
                                         : bound_value(field, *found);
}

// What a screen has to show and to ask for; null hangs on what is not known yet. Entries of a list
// are told as far as findings are.
void Evaluation::tell_field(const Field& field, const std::string& pointer, const Asked& visible) {
    const auto told = [](Truth truth) {
        return truth == Truth::unknown ? Json() : Json(truth == Truth::yes);
    };
    if (pointer.find('/', 1) != std::string::npos && fields_.size() >= most_told) return;
    Truth required = field.required ? Truth::yes : Truth::no;
    if (!field.required && field.required_when) {
        // Whether it fails is told where the field is missing.
        const Value value = field.required_when->evaluate(scope_).value;
        required = value.is_unknown()                    ? Truth::unknown
                   : value.is_error() || value.is_true() ? Truth::yes
                                                         : Truth::no;
    }
    if (visible.truth == Truth::no) required = Truth::no;
    fields_[pointer] = {{"visible", told(visible.truth)}, {"required", told(required)}};
}

Value Evaluation::check_missing(const Field& field, const std::string& pointer) {
    const std::string name = finding_name(pointer);
    if (!field.required) {
        if (!field.required_when) return not_given(field);
        const Asked required = ask(field.required_when, name, Section::fields, pointer);
        if (required.truth == Truth::unknown) return Value::unknown(required.waits);
        if (required.truth == Truth::no) return not_given(field);
    }
    // LAW: 行政许可法 第三十二条 第一款 第四项
    add(Section::fields,
        {.rule = name,
         .outcome = Outcome::supplement,
         .pointer = pointer,
         .message = text("请填写“" + field.title_zh_cn + "”。",
                         "“" + field.title_en + "” has to be filled in."),
         .basis = article("第三十二条第一款第四项")});
    return is_settled(pointer) ? not_given(field) : unknown_field(pointer);
}

// An officer has settled the finding of this field, or of the list that it stands in: then the
// answer counts as it was given.
bool Evaluation::is_settled(const std::string& pointer) const {
    if (request_.settled.empty()) return false;
    for (auto end = pointer.size(); end != 0 && end != std::string::npos;
         end = pointer.rfind('/', end - 1)) {
        if (request_.settled.contains(finding_name(pointer.substr(0, end)))) return true;
    }
    return false;
}

// So many faulty entries are told one by one; where there are more, the list is told as a whole.
Value Evaluation::check_list(const Field& list, const std::string& pointer, const Json& items) {
    constexpr std::size_t most_told_singly = 20;
    std::vector<Finding>& findings = sections_[static_cast<std::size_t>(Section::fields)];
    const std::size_t before = findings.size();
    std::vector<std::size_t> at_items;  // of the findings from `before` on
    FoldedItems folded;
    std::size_t faulty = 0;
    Value::List values;
    Value::Names waits;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value value = check_item(list, pointer + "/" + std::to_string(i), items[i]);
        if (value.is_unknown()) waits.insert(value.waits_for().begin(), value.waits_for().end());
        if (waits.empty()) values.push_back(std::move(value));
        const std::size_t found = findings.size() - before;
        if (found == at_items.size()) continue;
        at_items.resize(found, i);
        if (++faulty <= most_told_singly) continue;
        for (std::size_t j = 0; j < found; ++j) folded.add(at_items[j], findings[before + j]);
        findings.resize(before);
        at_items.clear();
    }
    for (Finding& finding : folded.told(list, pointer)) findings.push_back(std::move(finding));
    return waits.empty() ? Value(std::move(values)) : Value::unknown(std::move(waits));
}

Value Evaluation::check_item(const Field& list, const std::string& pointer, const Json& item) {
    if (!item.is_object()) {
        add(Section::fields,
            form_error(pointer,
                       {"“" + list.title_zh_cn + "”中的此项应为一组字段。",
                        "This entry of “" + list.title_en + "” has to be an object."}));
        return unknown_field(pointer);
    }
    Value::Map values;
    Value::Names waits;
    for (const auto& field : list.items) {
        if (field.visible_when || field.required_when) scope_.set("item", values);
        Value value = check_field(field, pointer + "/" + field.key, item);
        if (value.is_unknown()) waits.insert(value.waits_for().begin(), value.waits_for().end());
        values[field.key] = std::move(value);
    }
    ignore_undeclared(list.items, pointer, item);
    return waits.empty() ? Value(std::move(values)) : Value::unknown(std::move(waits));
}

void Evaluation::ignore_undeclared(const std::vector<Field>& fields,
                                   const std::string& pointer,
                                   const Json& holder) {
    const auto present = [&](const Field& field) { return holder.contains(field.key); };
    if (std::size_t(std::ranges::count_if(fields, present)) == holder.size()) return;
    for (const auto& [key, value] : holder.items()) {
        if (std::ranges::find(fields, key, &Field::key) == fields.end()) {
            if (ignored_.size() < most_told) ignored_.push_back(pointer + pointer_step(key));
        }
    }
}

// A declared field is always named: who files may rest on it. An entry of a list need not be.
void Evaluation::ignore(const std::string& pointer) {
    const bool of_an_item = pointer.find('/', 1) != std::string::npos;
    if (!of_an_item || ignored_.size() < most_told) ignored_.push_back(pointer);
}

}  // namespace v0_9
}  // namespace oneseal::sdk

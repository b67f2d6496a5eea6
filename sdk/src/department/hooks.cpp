// The part of Evaluation that asks the department's own code, and holds what it says to what the
// document declares: a rule whose code says nothing, or what cannot be, has failed and has not
// passed.
#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <set>
#include <stdexcept>

#include "department/evaluation.hpp"
#include "text/utf8.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_what = 300;

std::string readable(std::string_view what) {
    std::string text(what.substr(0, longest_what));
    const auto unreadable = [](unsigned char c) { return c < 0x20 || c > 0x7E; };
    if (what.size() > longest_what || !is_utf8(text))
        std::ranges::replace_if(text, unreadable, '?');
    return text;
}

// What a hook threw; nothing where it returned. Want of memory is the process's own, not the
// hook's.
template <typename Hook>
std::optional<std::string> thrown_by(Hook hook) {
    try {
        hook();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        return readable(error.what());
    } catch (...) {
        return "what is no std::exception";
    }
    return std::nullopt;
}

bool is_index(std::string_view step) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return !step.empty() && step.size() < 8 && std::ranges::all_of(step, digit);
}

// Whether the pointer leads to one of the fields, or into a list among them.
bool leads_to(const std::vector<Field>& fields, std::string_view pointer) {
    if (pointer.empty() || pointer[0] != '/') return false;
    pointer.remove_prefix(1);
    const std::string_view key = pointer.substr(0, pointer.find('/'));
    const auto field = std::ranges::find(fields, key, &Field::key);
    if (field == fields.end()) return false;
    pointer.remove_prefix(key.size());
    if (pointer.empty()) return true;
    if (field->kind != FieldKind::list && field->kind != FieldKind::choices) return false;
    pointer.remove_prefix(1);
    const std::string_view index = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(index.size());
    return is_index(index) && (pointer.empty() || leads_to(field->items, pointer));
}

}  // namespace

void Evaluation::ask_hooks() {
    const auto thrown = thrown_by([&] { department_.findings(*this, *this); });
    bool held = false;
    for (Decided& decided : decided_) {
        if (!decided.open || decided.answered) continue;
        held = true;
        if (thrown) {
            refuse(decided, "抛出异常：" + *thrown, "threw: " + *thrown);
        } else {
            refuse(decided, "没有给出判断", "did not say passed, violated or waits");
        }
    }
    if (thrown && !held) {
        throw std::runtime_error("findings() threw while matter " + matter_.id +
                                 " was evaluated: " + *thrown);
    }
}

void Evaluation::ask_for_licence() {
    const auto thrown = thrown_by([&] { department_.derive(*this, *this); });
    if (!thrown) return;
    add_failed(
        Section::hooks,
        "LIC:derive",
        "",
        {0, 0, "native", "代码 derive() 抛出异常：" + *thrown, "derive() threw: " + *thrown});
}

// What a hook said of a rule, that cannot be.
void Evaluation::refuse(Decided& decided, const std::string& zh_cn, const std::string& en) {
    decided.answered = true;
    fail(decided,
         {0,
          0,
          "native",
          "规则 " + decided.rule->id + " 的代码 findings() " + zh_cn,
          "the code of rule " + decided.rule->id + ": findings() " + en});
}

Value Evaluation::form(std::string_view key) const {
    const auto name = "form." + std::string(key);
    if (const Value* value = scope_.find(name)) return *value;
    throw std::out_of_range("no such field: " + name);
}

Value Evaluation::fact(std::string_view id) const {
    const auto found = std::ranges::find(matter_.facts, id, &Fact::id);
    if (found == matter_.facts.end()) throw std::out_of_range("no such fact: " + std::string(id));
    const Value* value = scope_.find(found->name);
    return value != nullptr ? *value : Value::unknown({found->name});
}

Value Evaluation::survey(std::string_view item) const {
    const auto name = "survey." + std::string(item);
    if (const Value* value = scope_.find(name)) return *value;
    const auto named = [&](const CheckItem& check) { return check.id == item; };
    if (matter_.survey && std::ranges::any_of(matter_.survey->checklist, named)) {
        return Value::unknown({name});
    }
    throw std::out_of_range("no such survey item: " + name);
}

// Null where the rule does not apply here. Throws std::invalid_argument where it is not native.
Evaluation::Decided* Evaluation::native_rule(std::string_view id) {
    const auto declared = std::ranges::find(matter_.rules, id, &Rule::id);
    if (declared == matter_.rules.end() || declared->require) {
        throw std::invalid_argument("not declared with native: true: " + std::string(id));
    }
    const auto decided = std::ranges::find(decided_, &*declared, &Decided::rule);
    return decided != decided_.end() && decided->open ? &*decided : nullptr;
}

// Where a hook says more than one thing of a rule, the graver one stands.
bool Evaluation::is_answer(Decided& decided, RuleState state) {
    constexpr std::array by_weight{
        RuleState::passed, RuleState::waiting, RuleState::failed, RuleState::fired};
    const auto weight = [&](RuleState one) { return std::ranges::find(by_weight, one); };
    if (decided.answered && weight(state) < weight(decided.state)) return false;
    decided.answered = true;
    decided.state = state;
    return true;
}

void Evaluation::passed(std::string_view rule) {
    if (Decided* decided = native_rule(rule)) is_answer(*decided, RuleState::passed);
}

void Evaluation::violated(std::string_view rule, std::string_view pointer) {
    Decided* decided = native_rule(rule);
    if (decided == nullptr) return;
    if (!pointer.empty() && !leads_to(matter_.fields, pointer)) {
        const std::string where = readable(pointer);
        return refuse(*decided,
                      "指向表单中没有的位置 " + where,
                      "points to " + where + ", which the form does not have");
    }
    if (!is_answer(*decided, RuleState::fired)) return;
    Finding finding = violation(*decided->rule);
    if (!pointer.empty()) finding.pointer = pointer;
    add(section_of(*decided->rule), std::move(finding));
}

void Evaluation::waits(std::string_view rule, const std::vector<std::string_view>& facts) {
    Decided* decided = native_rule(rule);
    if (decided == nullptr) return;
    for (const auto& id : facts) {
        if (std::ranges::find(matter_.facts, id, &Fact::id) != matter_.facts.end()) continue;
        const std::string name = readable(id);
        return refuse(*decided,
                      "等待未声明的事实 " + name,
                      "waits for " + name + ", which is no fact of the matter");
    }
    if (!is_answer(*decided, RuleState::waiting)) return;
    for (const auto& fact : facts) decided->waits.insert("facts." + std::string(fact));
}

void Evaluation::fails(std::string_view rule) {
    Decided* decided = native_rule(rule);
    if (decided == nullptr || !is_answer(*decided, RuleState::failed)) return;
    fail(*decided, {0, 0, "native", "代码未能判断", "the department's code could not decide"});
}

void Evaluation::licence(std::string_view name, const Json& value) {
    static const std::set<std::string_view> own{"prefix", "suffix", "valid_from", "valid_to"};
    if (own.contains(name)) {
        const bool date = name.rfind("valid_", 0) == 0;
        const bool text = value.is_string() &&
                          (!date || parse_day(value.get_ref<const std::string&>()).has_value());
        licence_[std::string(name)] = text ? value : Json();
        if (text || value.is_null()) return;
        const std::string what = readable(value.dump(-1, ' ', true));
        return add_failed(Section::hooks,
                          "LIC:" + std::string(name),
                          "",
                          {0,
                           0,
                           "native",
                           "代码 derive() 给出的值不可用：" + what,
                           "derive() gave what cannot stand there: " + what});
    }
    Json& attributes = licence_["attributes"];
    const auto declared = [&](const LicenceValue& attribute) { return attribute.name == name; };
    if (!std::ranges::any_of(matter_.licence->attributes, declared)) {
        throw std::invalid_argument("not declared as an attribute: " + std::string(name));
    }
    attributes[std::string(name)] = value;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

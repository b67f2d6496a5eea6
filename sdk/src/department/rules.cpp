// The part of Evaluation that decides the rules and derives what the licence will say.
#include <algorithm>
#include <cmath>

#include "department/evaluation.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

using Json = nlohmann::json;

Section section_of(const Rule& rule) {
    if (is_scope(rule.outcome)) return Section::scope;
    return rule.require ? Section::rules : Section::hooks;
}

Finding violation(const Rule& rule) {
    return {.rule = rule.id,
            .outcome = rule.outcome,
            .pointer = rule.pointer,
            .message = rule.message,
            .basis = rule.basis};
}

void Evaluation::check_rules() {
    for (const auto& rule : matter_.rules) {
        const auto& stages = rule.stages;
        if (!applies(rule.variants)) continue;
        if (!stages.empty() && std::ranges::find(stages, request_.stage) == stages.end()) continue;
        decided_.push_back(decide(rule));
        if (decided_.back().state == RuleState::fired) add(section_of(rule), violation(rule));
    }
}

// `when && !require` as the language has it: false on either side decides, then unknown, then an
// error.
Evaluation::Decided Evaluation::decide(const Rule& rule) {
    Decided decided{.rule = &rule};
    const Value when = rule.when ? value_of(*rule.when, rule.id).value : Value(true);
    if (when.is_false()) return decided;
    const Value require = rule.require ? value_of(*rule.require, rule.id).value : Value(false);
    if (require.is_true()) return decided;
    for (const Value* side : {&when, &require}) {
        if (!side->is_unknown()) continue;
        decided.state = RuleState::waiting;
        decided.waits.insert(side->waits_for().begin(), side->waits_for().end());
    }
    if (decided.state == RuleState::waiting) return decided;
    for (const Value* side : {&when, &require}) {
        if (!side->is_error()) continue;
        fail(decided, side->problem());
        return decided;
    }
    if (rule.require) {
        decided.state = RuleState::fired;
    } else {
        decided.open = true;
    }
    return decided;
}

void Evaluation::fail(Decided& decided, const Problem& problem) {
    decided.state = RuleState::failed;
    const Section section = decided.rule->require ? Section::rules : Section::hooks;
    add_failed(section, decided.rule->id, decided.rule->pointer, problem);
}

namespace {

bool printable(const Value& value) {
    if (value.is(Value::Kind::number)) return std::isfinite(value.number());
    if (value.is(Value::Kind::list)) return std::ranges::all_of(value.list(), printable);
    if (!value.is(Value::Kind::map)) return true;
    return std::ranges::all_of(value.map(),
                               [](const auto& entry) { return printable(entry.second); });
}

Problem not_usable(const Value& value) {
    if (value.is_error()) return value.problem();
    if (!value.is_unknown())
        return {0, 0, "licence_value", "此值不能印在证照上", "no value to print"};
    std::string names;
    for (const auto& name : value.waits_for()) names += (names.empty() ? "" : ", ") + name;
    return {0, 0, "unknown", "尚未确定：" + names, "not known yet: " + names};
}

}  // namespace

void Evaluation::derive_licence() {
    if (!matter_.licence || request_.stage != Stage::licence) return;
    licence_ = {{"prefix", nullptr},
                {"suffix", ""},
                {"digits", matter_.licence->digits},
                {"check", matter_.licence->check},
                {"valid_from", nullptr},
                {"valid_to", nullptr},
                {"attributes", Json::object()}};
    for (const auto& own : matter_.licence->own) {
        derive(own, licence_[own.name], own.name.rfind("valid_", 0) == 0);
    }
    for (const auto& attribute : matter_.licence->attributes) {
        derive(attribute, licence_["attributes"][attribute.name], false);
    }
    ask_for_licence();
}

void Evaluation::derive(const LicenceValue& licence, Json& into, bool date) {
    const std::string name = "LIC:" + licence.name;
    const Value value = value_of(licence.value, name).value;
    const bool bad_day = date && value.is(Value::Kind::string) && !parse_day(value.string());
    if (value.is_error() || value.is_unknown() || bad_day || !printable(value)) {
        add_failed(Section::rules, name, "", not_usable(value));
    } else {
        into = to_json(value);
    }
}

}  // namespace v0_9
}  // namespace oneseal::sdk

// The second half of MatterReader: expressions, once everything that they may mention is known.
#include <algorithm>

#include "department/matter_reader.hpp"
#include "language/literals.hpp"
#include "text/likeness.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Json = nlohmann::json;

bool has_basis(const Json& basis, std::initializer_list<const char*> kinds) {
    return std::ranges::any_of(basis, [&](const Json& entry) {
        return entry.is_object() && std::ranges::any_of(kinds, [&](const char* kind) {
                   const auto found = entry.find("kind");
                   return found != entry.end() && *found == kind;
               });
    });
}

bool starts_with(const std::string& name, std::string_view root) {
    return name.rfind(root, 0) == 0;
}

}  // namespace

std::optional<Expression> MatterReader::expression(const Cursor& at,
                                                   const Declarations& declarations,
                                                   const Type& expected,
                                                   const Names& proven) {
    const auto text = at.text();
    if (!text) return std::nullopt;
    auto compiled = compile(*text, declarations, expected, proven);
    if (auto* ready = std::get_if<Expression>(&compiled)) {
        complain_of_texts(at, *text, *ready);
        return std::move(*ready);
    }
    for (const auto& problem : std::get<std::vector<Problem>>(compiled)) {
        at.complain(complaint_of(*text, problem));
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> MatterReader::values_of(const std::string& name) const {
    if (name == "variant") return matter_.variants;
    if (name == "mode") return {{"general", "commitment"}};
    if (name == "stage") return {{"filing", "survey", "decision", "licence"}};
    if (name == "materials") {
        std::vector<std::string> ids;
        for (const auto& material : root_.member("materials").items()) {
            ids.push_back(material.member("id").text().value_or(""));
        }
        return ids;
    }
    if (starts_with(name, "survey.") && name.ends_with(".result")) {
        return {{"pass", "fail", "rectified", "not_applicable"}};
    }
    // A form's options are left open: departments share conditions on fields whose options differ.
    return std::nullopt;
}

// What is compared with a text that the name never has is always the same: a misspelling.
void MatterReader::complain_of_texts(const Cursor& at,
                                     const std::string& text,
                                     const Expression& expression) const {
    for (const auto& compared : compared_texts(expression.root())) {
        const auto values = values_of(compared.name);
        // An optional text may be compared with nothing.
        if (!values || compared.text.empty()) continue;
        if (std::ranges::find(*values, compared.text) != values->end()) continue;
        const Hint hint = did_you_mean(compared.text, *values);
        at.complain(complaint_of(
            text,
            problem_at(compared.place,
                       "dead_literal",
                       compared.name + " 没有“" + compared.text + "”这个值。" + hint.zh_cn,
                       compared.name + " is never " + compared.text + "." + hint.en)));
    }
}

std::optional<Expression> MatterReader::condition(const Cursor& at, const Names& proven) {
    if (at.present() && at.json() == "true") return std::nullopt;
    return expression(at, declarations_, Type::boolean(), proven);
}

void MatterReader::complain_of_reads(const Cursor& at,
                                     const std::optional<Expression>& expression,
                                     const std::function<bool(const std::string&)>& allowed) const {
    if (!expression) return;
    for (const auto& name : expression->reads()) {
        if (allowed(name)) continue;
        at.complain({"not_yet_known",
                     "此处不能使用 " + name + ":它在此之后才能确定。",
                     name + " can't be used here: it is known only later."});
    }
}

void MatterReader::read_field_conditions(std::vector<Field>& fields,
                                         const Cursor& properties,
                                         Declarations& declarations,
                                         Names& before) {
    const auto allowed = [&](const std::string& name) {
        if (starts_with(name, "form.")) return before.contains(name);
        return !starts_with(name, "survey.") && !filled_by_survey(name);
    };
    const auto read = [&](const Cursor& at, const Names& proven) -> std::optional<Expression> {
        if (at.present() && at.json() == "true") return std::nullopt;
        auto condition = expression(at, declarations, Type::boolean(), proven);
        complain_of_reads(at, condition, allowed);
        return condition;
    };
    Fields item_keys;  // of the list that these fields are in, as far as they stand before
    const bool in_list = declarations.variables.contains("item");
    for (auto& field : fields) {
        const Cursor property = properties.member(field.key);
        const Cursor ours = property.member("x-oneseal");
        read_variant_list(ours.member("variants"));
        if (in_list) declarations.variables["item"] = Type::map_of(item_keys);
        field.visible_when = read(ours.member("visible_when"), {});
        field.required_when =
            read(ours.member("required_when"),
                 field.visible_when ? field.visible_when->implied_non_null() : Names{});
        if (field.kind == FieldKind::list) {
            Declarations inside = declarations;
            inside.variables["item"] = Type::map_of({});
            read_field_conditions(
                field.items, property.member("items").member("properties"), inside, before);
        }
        item_keys[field.key] = field.type;
        if (!in_list) before.insert("form." + field.key);
    }
}

void MatterReader::read_survey_conditions() {
    if (!matter_.survey) return;
    const auto allowed = [&](const std::string& name) {
        return !starts_with(name, "survey.") && !filled_by_survey(name);
    };
    const Cursor survey = root_.member("survey");
    const Cursor applies = survey.member("applies_when");
    matter_.survey->applies_when = condition(applies);
    complain_of_reads(applies, matter_.survey->applies_when, allowed);
    for (std::size_t i = 0; i < matter_.survey->checklist.size(); ++i) {
        const Cursor at = survey.member("checklist").items()[i].member("applies_when");
        auto& item = matter_.survey->checklist[i];
        item.applies_when = condition(at);
        complain_of_reads(at, item.applies_when, allowed);
    }
}

void MatterReader::read_materials() {
    Names taken;
    for (const auto& at : root_.member("materials").items()) {
        Material material = read_material(at);
        material.id = read_id(at, taken);
        matter_.materials.push_back(std::move(material));
    }
}

Material MatterReader::read_material(const Cursor& at) {
    Material material;
    const Json title = read_text(at.member("title"));
    material.message = {{"zh-CN", "缺少材料：" + title.value("zh-CN", "")},
                        {"en", "A material is missing: " + title.value("en", "")}};
    material.basis = read_basis(at.member("basis"));
    // LAW: 优化营商环境条例 第四十四条 第一款
    if (!material.basis.empty() && !has_basis(material.basis, {"law", "technical"})) {
        at.member("basis").complain(
            {"basis_kind", "材料必须有法律依据。", "A material needs a law that asks for it."});
    }
    material.variants = read_variant_list(at.member("variants"));
    const Cursor required = at.member("required_when");
    material.required_when = condition(required);
    complain_of_reads(required, material.required_when, [](const std::string& name) {
        return !starts_with(name, "survey.");
    });
    material.shared_data = at.member("shared_data").flag();
    material.commitment_may_replace = at.member("commitment_may_replace").flag();
    return material;
}

void MatterReader::read_rules() {
    Names taken;
    for (const auto& at : root_.member("rules").items()) {
        Rule rule = read_rule(at);
        rule.id = read_id(at, taken);
        matter_.rules.push_back(std::move(rule));
    }
}

Rule MatterReader::read_rule(const Cursor& at) {
    Rule rule;
    const auto outcome = outcome_named(at.member("outcome").text(true).value_or("flag"));
    if (outcome && *outcome != Outcome::acceptable) {
        rule.outcome = *outcome;
    } else {
        at.member("outcome").complain(
            {"unknown_outcome", "没有这种结果。", "There is no such outcome."});
    }
    for (const auto& stage : at.member("stages").items()) {
        if (const auto known = stage_named(stage.text(true).value_or("filing"))) {
            rule.stages.push_back(*known);
        } else {
            stage.complain({"unknown_stage", "没有这个阶段。", "There is no such stage."});
        }
    }
    rule.variants = read_variant_list(at.member("variants"));
    rule.pointer = at.member("pointer").text().value_or("");
    rule.message = read_text(at.member("message"));
    rule.basis = read_basis(at.member("basis"));
    const bool may_lack_law = rule.outcome == Outcome::form_error || rule.outcome == Outcome::flag;
    if (!may_lack_law && has_basis(rule.basis, {"consistency"})) {
        at.member("basis").complain({"basis_kind",
                                     "consistency 仅可用于 form_error 和 flag。",
                                     "Consistency is a basis only for form_error and flag."});
    }
    // LAW: 行政许可法 第三十八条 第二款
    if (rule.outcome == Outcome::deny && !has_basis(rule.basis, {"law", "technical"})) {
        at.member("basis").complain(
            {"basis_kind", "不予许可必须有法律依据。", "A refusal needs a law."});
    }
    read_conditions(at, rule);
    return rule;
}

void MatterReader::read_conditions(const Cursor& at, Rule& rule) {
    rule.when = condition(at.member("when"));
    const Names proven = rule.when ? rule.when->implied_non_null() : Names{};
    const Cursor require = at.member("require");
    const bool native = at.member("native").flag();
    if (native && require.present()) {
        require.complain({"native_with_require",
                          "native 规则由代码判断，不能再写 require。",
                          "A native rule is decided by code and has no require."});
    } else if (!native && !require.present()) {
        require.complain({"missing", "缺少此项。", "This is missing."});
    } else if (!native) {
        rule.require = expression(require, declarations_, Type::boolean(), proven);
    }
    Names reads;
    for (const auto* expression : {&rule.when, &rule.require}) {
        if (*expression) reads.insert((*expression)->reads().begin(), (*expression)->reads().end());
    }
    rule.reads = reads;
}

void MatterReader::read_licence() {
    const Cursor at = root_.member("licence");
    if (!at.present()) return;
    Licence licence;
    const auto add = [&](std::vector<LicenceValue>& values,
                         std::string name,
                         const Cursor& value,
                         const Type& type) {
        if (auto ready = expression(value, declarations_, type)) {
            values.push_back({std::move(name), std::move(*ready)});
        }
    };
    const Cursor number = at.member("number");
    number.member("prefix").text(true);
    add(licence.own, "prefix", number.member("prefix"), Type::string());
    add(licence.own, "suffix", number.member("suffix"), Type::string());
    for (const char* date : {"valid_from", "valid_to"}) {
        at.member(date).text(true);
        add(licence.own, date, at.member(date), Type::string().or_null());
    }
    for (const auto& [name, attribute] : at.member("attributes").members()) {
        attribute.member("value").text(true);
        add(licence.attributes, name, attribute.member("value"), Type::dynamic());
    }
    licence.digits = static_cast<std::int64_t>(number.member("digits").number().value_or(0));
    licence.check = number.member("check").text().value_or("none");
    if (licence.digits < 1 || licence.digits > 18) {
        number.member("digits").complain(
            {"digits", "位数应为 1 至 18。", "There must be 1 to 18 digits."});
    }
    if (licence.check != "none" && licence.check != "mod11_10") {
        number.member("check").complain(
            {"number_check", "校验只能是 none 或 mod11_10。", "A check is none or mod11_10."});
    }
    matter_.licence = std::move(licence);
}

}  // namespace v0_9
}  // namespace oneseal::sdk

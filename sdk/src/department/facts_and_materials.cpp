// The part of Evaluation that is about what others than the applicant state, and about papers.
#include <algorithm>

#include "department/evaluation.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

using Json = nlohmann::json;

void Evaluation::bind_facts() {
    for (std::size_t i = 0; i < matter_.facts.size(); ++i) {
        const Fact& fact = matter_.facts[i];
        if (request_.facts[i]) {
            scope_.set(fact.name, *request_.facts[i]);
        } else if (fact.setting) {
            scope_.set(fact.name, *fact.setting);
        }
    }
}

void Evaluation::check_survey() {
    if (matter_.survey) {
        survey_applies_ = ask(matter_.survey->applies_when, "SUR:survey", Section::survey).truth;
        items_apply_.resize(matter_.survey->checklist.size(), Truth::no);
        for (std::size_t i = 0; i < items_apply_.size(); ++i) check_survey_item(i);
    }
    fill_facts();
}

void Evaluation::check_survey_item(std::size_t i) {
    const CheckItem& item = matter_.survey->checklist[i];
    const std::string name = "SUR:" + item.id;
    if (survey_applies_ != Truth::no) {
        const Truth own = ask(item.applies_when, name, Section::survey).truth;
        items_apply_[i] = own == Truth::yes ? survey_applies_ : own;
    }
    // An item that is not looked at must not keep a rule waiting for ever.
    if (items_apply_[i] == Truth::no) {
        scope_.set(
            "survey." + item.id,
            Value::Map{{std::string("result"), "not_applicable"}, {std::string("value"), Value()}});
        return;
    }
    const auto& recorded = request_.survey[i];
    if (!recorded) return;
    scope_.set("survey." + item.id, recorded->bound);
    if (items_apply_[i] == Truth::yes && recorded->result == SurveyResult::fail &&
        request_.stage != Stage::filing) {
        add(Section::survey,
            {.rule = name,
             .outcome = item.critical ? Outcome::deny : Outcome::flag,
             .message = item.message,
             .basis = item.basis});
    }
}

void Evaluation::fill_facts() {
    for (std::size_t i = 0; i < matter_.facts.size(); ++i) {
        const Fact& fact = matter_.facts[i];
        if (!fact.from_survey || request_.facts[i]) continue;
        scope_.set(fact.name, fill(fact));
    }
}

// The value of the first item that has one; `otherwise` where none ever will. Before the case is
// under review the survey has not been called, and its facts are unknown whatever will come of it.
Value Evaluation::fill(const Fact& fact) const {
    const Value none =
        request_.stage == Stage::filing ? Value::unknown({fact.name}) : fact.otherwise;
    if (survey_applies_ == Truth::no) return none;
    bool fillable = false;
    bool waiting = false;
    for (std::size_t i = 0; i < items_apply_.size(); ++i) {
        if (matter_.survey->checklist[i].fills_fact != fact.id) continue;
        fillable = true;
        const auto& recorded = request_.survey[i];
        const bool looked_at = !recorded || recorded->result != SurveyResult::not_applicable;
        if (items_apply_[i] == Truth::no || !looked_at) continue;
        if (items_apply_[i] == Truth::yes && recorded && recorded->value) return *recorded->value;
        waiting = true;
    }
    return fillable && !waiting ? none : Value::unknown({fact.name});
}

void Evaluation::check_materials() {
    for (const auto& material : matter_.materials) {
        if (!applies(material.variants)) continue;
        Json state = check_material(material);
        if (!state.is_null()) required_materials_.push_back(std::move(state));
    }
}

namespace {

// What the applicant or the bureau has to settle first: form pointers and fact ids.
Json settles(const Value::Names& waits) {
    Json on = Json::array();
    for (const auto& name : waits) {
        const std::string key = name.substr(name.find('.') + 1);
        on.push_back(name.rfind("form.", 0) == 0 ? "/" + key : key);
    }
    return on;
}

}  // namespace

Json Evaluation::check_material(const Material& material) {
    const std::string name = "MAT:" + material.id;
    const Asked required = ask(material.required_when, name, Section::materials);
    if (required.truth == Truth::no) return {};
    if (required.truth == Truth::unknown) {
        return {{"id", material.id}, {"state", "depends"}, {"on", settles(required.waits)}};
    }
    const auto state = [&](const char* word) -> Json {
        return {{"id", material.id}, {"state", word}};
    };
    if (request_.materials.contains(material.id)) return state("handed_in");
    if (material.shared_data && request_.shared_data.contains(material.id)) return state("waived");
    if (material.commitment_may_replace && request_.mode == "commitment" &&
        request_.committed.contains(material.id)) {
        return state("committed");
    }
    // LAW: 行政许可法 第三十二条 第一款 第四项
    add(Section::materials,
        {.rule = name,
         .outcome = Outcome::supplement,
         .message = material.message,
         .basis = material.basis});
    return state("missing");
}

}  // namespace v0_9
}  // namespace oneseal::sdk

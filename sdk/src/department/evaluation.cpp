#include "department/evaluation.hpp"

#include <algorithm>

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Json = nlohmann::json;

Json to_json(const Finding& finding) {
    Json json{{"rule", finding.rule},
              {"outcome", name_of(finding.outcome)},
              {"pointer", finding.pointer},
              {"message", finding.message},
              {"basis", finding.basis}};
    if (finding.failed) json["failed"] = true;
    return json;
}

const char* name_of(RuleState state) {
    switch (state) {
        case RuleState::fired:
            return "fired";
        case RuleState::passed:
            return "passed";
        case RuleState::waiting:
            return "waiting";
        case RuleState::failed:
            break;
    }
    return "failed";
}

// What may be left out last stands first: what decides by itself never is.
int weight(const Finding& finding) {
    const bool material = finding.rule.rfind("MAT:", 0) == 0;
    const bool decides = is_scope(finding.outcome) || finding.outcome == Outcome::deny;
    if (decides || material || finding.failed) return 0;
    return finding.pointer.find('/', 1) == std::string::npos ? 1 : 2;
}

// The others are counted, so that nobody takes what is told for all there is.
Json more(const std::vector<const Finding*>& left_out) {
    const auto gravest = *std::ranges::min_element(left_out, {}, &Finding::outcome);
    const std::string count = std::to_string(left_out.size());
    return to_json({.rule = "FLD:*",
                    .outcome = gravest->outcome,
                    .message = {{"zh-CN", "另有" + count + "项问题，改正以上各项后再逐一列出。"},
                                {"en", "And " + count + " more, told when these are put right."}},
                    .basis = gravest->basis});
}

Json told(const std::vector<const Finding*>& found) {
    std::array<std::size_t, 3> room{};
    std::size_t left = found.size() > most_told ? most_told - 1 : found.size();
    for (std::size_t i = 0; i < room.size(); ++i) {
        const auto weighs = [&](const Finding* one) { return weight(*one) == static_cast<int>(i); };
        const auto count = static_cast<std::size_t>(std::ranges::count_if(found, weighs));
        room[i] = i == 0 ? count : std::min(count, left);
        left -= std::min(left, room[i]);
    }
    Json findings = Json::array();
    std::vector<const Finding*> left_out;
    for (const Finding* finding : found) {
        std::size_t& places = room[static_cast<std::size_t>(weight(*finding))];
        if (places > 0) {
            --places;
            findings.push_back(to_json(*finding));
        } else {
            left_out.push_back(finding);
        }
    }
    if (!left_out.empty()) findings.push_back(more(left_out));
    return findings;
}

}  // namespace

Json evaluate(const Request& request, const WorkCalendar& calendar, const Department& department) {
    return Evaluation(request, calendar, department).run();
}

Evaluation::Evaluation(const Request& request,
                       const WorkCalendar& calendar,
                       const Department& department)
    : request_(request), matter_(*request.matter), department_(department), scope_(calendar) {}

// A field's conditions read facts and earlier fields; the survey's read fields; materials and rules
// read what the survey filled as well.
Json Evaluation::run() {
    bind_variables();
    bind_facts();
    check_fields();
    check_survey();
    check_materials();
    check_rules();
    derive_licence();
    ask_hooks();
    return verdict();
}

void Evaluation::bind_variables() {
    scope_.set("variant", request_.variant);
    scope_.set("mode", request_.mode);
    scope_.set("stage", request_.stage_name);
    scope_.set("received_on", request_.received_on);
    scope_.set("today", request_.today);
    scope_.set("county", request_.county);
    Value::List materials(request_.materials.begin(), request_.materials.end());
    scope_.set("materials", std::move(materials));
}

Evaluated Evaluation::value_of(const Expression& expression, const std::string& name) {
    Evaluated evaluated = expression.evaluate(scope_);
    const bool told = !provisional_.empty() && provisional_.back() == name;
    const bool of_an_item = name.find('/') != std::string::npos;
    if (evaluated.provisional && !told && (!of_an_item || provisional_.size() < most_told)) {
        provisional_.push_back(name);
    }
    return evaluated;
}

Evaluation::Asked Evaluation::ask(const std::optional<Expression>& condition,
                                  const std::string& name,
                                  Section section,
                                  const std::string& pointer) {
    if (!condition) return {};
    const Value value = value_of(*condition, name).value;
    if (value.is_unknown()) return {Truth::unknown, value.waits_for()};
    // What can't be computed is asked for, and an officer has to look at it.
    if (value.is_error()) {
        add_failed(section, name, pointer, value.problem());
        return {};
    }
    return {value.is_true() ? Truth::yes : Truth::no, {}};
}

bool Evaluation::applies(const std::vector<std::string>& variants) const {
    return variants.empty() || std::ranges::find(variants, request_.variant) != variants.end();
}

void Evaluation::add(Section section, Finding finding) {
    sections_[static_cast<std::size_t>(section)].push_back(std::move(finding));
}

void Evaluation::add_failed(Section section,
                            const std::string& name,
                            const std::string& pointer,
                            const Problem& problem) {
    add(section,
        {.rule = name,
         .pointer = pointer,
         .message = {{"zh-CN", "无法计算，须由工作人员认定：" + problem.zh_cn},
                     {"en", "Could not be evaluated; an officer has to decide: " + problem.en}},
         .failed = true});
}

// In their order.
std::vector<const Finding*> Evaluation::found() const {
    std::vector<const Finding*> found;
    for (const auto& section : sections_) {
        for (const auto& finding : section) found.push_back(&finding);
        // Whether the case belongs here comes first: no other finding is told beside it, until an
        // officer has settled that.
        const bool scope = &section == &sections_[static_cast<std::size_t>(Section::scope)];
        const auto open = [&](const Finding& one) { return !request_.settled.contains(one.rule); };
        if (scope && std::ranges::any_of(section, open)) break;
    }
    return found;
}

Json Evaluation::verdict() const {
    const auto found = this->found();
    Outcome outcome = Outcome::acceptable;
    for (const Finding* finding : found) outcome = std::min(outcome, finding->outcome);
    Json explain = Json::array();
    for (const auto& decided : decided_) {
        explain.push_back({{"rule", decided.rule->id},
                           {"state", name_of(decided.state)},
                           {"reads", decided.rule->reads}});
    }
    Json verdict{{"outcome", name_of(outcome)},
                 {"findings", told(found)},
                 {"required_materials", required_materials_},
                 {"derived", derived()},
                 {"unknown", unknown_facts()},
                 {"provisional", provisional_},
                 {"ignored", ignored_},
                 {"explain", std::move(explain)}};
    if (request_.tells_fields) verdict["fields"] = fields_;
    return verdict;
}

// Exactly those that a waiting rule still needs.
Json Evaluation::unknown_facts() const {
    Value::Names facts;
    for (const auto& decided : decided_) {
        for (const auto& name : decided.waits) {
            if (name.rfind("facts.", 0) == 0) facts.insert(name.substr(6));
        }
    }
    return facts;
}

Json Evaluation::derived() const {
    const auto known = [](Truth truth) {
        return truth == Truth::unknown ? Json() : Json(truth == Truth::yes);
    };
    Json items = Json::object();
    for (std::size_t i = 0; i < items_apply_.size(); ++i) {
        items[matter_.survey->checklist[i].id] = known(items_apply_[i]);
    }
    Json derived{{"survey", known(survey_applies_)}, {"survey_items", std::move(items)}};
    if (!licence_.is_null()) derived["licence"] = licence_;
    return derived;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

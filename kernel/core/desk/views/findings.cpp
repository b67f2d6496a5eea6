#include "desk/views/findings.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cases/papers.hpp"
#include "cases/words.hpp"

namespace oneseal::desk {
namespace {

using cases::VerdictFinding;
using cases::VerdictOutcome;

// The field's title by its pointer, places in lists left out.
Text title_of_field(const Matter& matter, const std::string& pointer) {
    const Json* schema = &matter.document["form"]["schema"];
    std::size_t begin = 1;
    while (begin < pointer.size()) {
        const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
        const std::string key = pointer.substr(begin, end - begin);
        if (schema->contains("items")) schema = &(*schema)["items"];
        if (schema->contains("properties") && (*schema)["properties"].contains(key)) {
            schema = &(*schema)["properties"][key];
        }
        begin = end + 1;
    }
    const Json own = schema->value("x-oneseal", Json::object());
    return text_from_json(own.value("title", Json()));
}

Text title_of_item(const Matter& matter, const std::string& id) {
    if (!matter.survey) return {};
    const auto& list = matter.survey->checklist;
    const auto item = std::ranges::find(list, id, &ChecklistItem::id);
    return item == list.end() ? Text{} : item->item;
}

Json target_of(const VerdictFinding& finding, const Matter& matter) {
    const std::string& rule = finding.rule;
    const std::string id = rule.size() > 4 && rule[3] == ':' ? rule.substr(4) : rule;
    const char* kind = "rule";
    Text title;
    if (rule.starts_with("MAT:")) {
        kind = "material";
        const MaterialTerms* material = matter.material(id);
        if (material != nullptr) title = material->title;
    } else if (rule.starts_with("SUR:")) {
        kind = "survey_item";
        title = title_of_item(matter, id);
    } else if (!finding.pointer.empty()) {
        kind = rule.starts_with("FLD:") ? "field" : "rule";
        title = title_of_field(matter, finding.pointer);
    }
    return {{"kind", kind},
            {"id", id},
            {"pointer", finding.pointer.empty() ? "" : "/form" + finding.pointer},
            {"title", to_json(title)}};
}

Json told(const VerdictFinding& finding, bool settled, const cases::Context& context) {
    return {{"rule", finding.rule},
            {"target", target_of(finding, *context.matter)},
            {"message", to_json(finding.message)},
            {"basis", cases::told_basis(finding.basis, *context.county)},
            {"failed", finding.failed},
            {"settled", settled}};
}

Json materials_of(const cases::Verdict& verdict, const Matter& matter) {
    Json list = Json::array();
    for (const cases::RequiredMaterial& material : verdict.materials) {
        const MaterialTerms* terms = matter.material(material.id);
        list.push_back({{"id", material.id},
                        {"title", to_json(terms != nullptr ? terms->title : Text{})},
                        {"state", material.state}});
    }
    return list;
}

Json unknown_of(const cases::Verdict& verdict, const Matter& matter) {
    Json list = Json::array();
    for (const std::string& id : verdict.unknown) {
        const FactTerms* fact = matter.fact(id);
        list.push_back({{"id", id}, {"title", to_json(fact != nullptr ? fact->title : Text{})}});
    }
    return list;
}

}  // namespace

Json findings_view(const cases::Verdict& verdict,
                   const cases::Case& now,
                   const cases::Context& context) {
    const auto settled = now.review.settled_findings();
    const VerdictOutcome outcome = verdict.without(settled).outcome;
    Json groups = Json::array();
    for (const char* name : cases::verdict_outcomes.names) {
        const VerdictOutcome one = *cases::verdict_outcomes.find(name);
        Json findings = Json::array();
        for (const VerdictFinding* finding : verdict.with_outcome(one)) {
            findings.push_back(told(*finding, settled.contains({finding->rule, one}), context));
        }
        if (findings.empty()) continue;
        groups.push_back({{"outcome", name},
                          {"title", to_json(cases::verdict_title(one))},
                          {"findings", std::move(findings)}});
    }
    return {{"outcome", cases::verdict_outcomes.of(outcome)},
            {"outcome_title", to_json(cases::verdict_title(outcome))},
            {"groups", std::move(groups)},
            {"materials", materials_of(verdict, *context.matter)},
            {"survey", verdict.survey ? Json(*verdict.survey) : Json()},
            {"unknown", unknown_of(verdict, *context.matter)}};
}

}  // namespace oneseal::desk

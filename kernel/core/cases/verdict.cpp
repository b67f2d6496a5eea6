#include "cases/verdict.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "cases/case_json.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {
namespace {

VerdictOutcome first_outcome(const std::vector<VerdictFinding>& findings) {
    VerdictOutcome first = VerdictOutcome::acceptable;
    for (const VerdictFinding& finding : findings) {
        if (finding.outcome != VerdictOutcome::flag) first = std::min(first, finding.outcome);
    }
    return first;
}

std::vector<std::string> texts(const Json& object, const char* key) {
    return object.value(key, std::vector<std::string>{});
}

void read_survey(const Json& derived, Verdict& verdict) {
    if (derived.contains("survey") && derived["survey"].is_boolean()) {
        verdict.survey = derived["survey"].get<bool>();
    }
    const Json items = derived.value("survey_items", Json::object());
    for (const auto& [id, applies] : items.items()) {
        if (applies == true) verdict.survey_items.insert(id);
    }
    verdict.licence = derived.value("licence", Json());
}

}  // namespace

bool Verdict::has(std::string_view rule) const {
    return std::ranges::any_of(findings, [&](const auto& f) { return f.rule == rule; });
}

bool Verdict::has_outcome(VerdictOutcome wanted) const {
    return std::ranges::any_of(findings, [&](const auto& f) { return f.outcome == wanted; });
}

std::vector<const VerdictFinding*> Verdict::with_outcome(VerdictOutcome wanted) const {
    std::vector<const VerdictFinding*> found;
    for (const auto& finding : findings) {
        if (finding.outcome == wanted) found.push_back(&finding);
    }
    return found;
}

Verdict Verdict::without(const std::set<std::pair<std::string, VerdictOutcome>>& settled) const {
    Verdict rest = *this;
    std::erase_if(rest.findings, [&](const auto& f) {
        return settled.contains({f.rule, f.outcome});
    });
    rest.outcome = first_outcome(rest.findings);
    return rest;
}

Result<Verdict> read_verdict(const std::string& text) {
    try {
        return verdict_from_json(Json::parse(text));
    } catch (const Json::exception&) {
        return errors::plugin_broke_contract();
    }
}

Verdict verdict_from_json(const Json& document) {
    Verdict verdict;
    verdict.outcome = document.value("outcome", VerdictOutcome::none);
    for (const Json& item : document.value("findings", Json::array())) {
        verdict.findings.push_back({item.value("rule", ""),
                                    item.value("outcome", VerdictOutcome::none),
                                    item.value("pointer", ""),
                                    text_from_json(item.value("message", Json::object())),
                                    item.value("basis", Json::array()),
                                    item.value("failed", false)});
    }
    for (const Json& item : document.value("required_materials", Json::array())) {
        verdict.materials.push_back(
            {item.value("id", ""), item.value("state", ""), texts(item, "on")});
    }
    for (const Json& item : document.value("explain", Json::array())) {
        const std::string rule = item.value("rule", "");
        verdict.reads[rule] = texts(item, "reads");
        if (item.value("state", "") == "waiting") verdict.waiting.push_back(rule);
    }
    read_survey(document.value("derived", Json::object()), verdict);
    verdict.unknown = texts(document, "unknown");
    verdict.provisional = texts(document, "provisional");
    verdict.ignored = texts(document, "ignored");
    return verdict;
}

}  // namespace oneseal::cases

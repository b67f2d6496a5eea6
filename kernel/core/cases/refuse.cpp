// Refusing: the grounds, and what a decision tells of them.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

// What the survey was held against, where a ground comes from it. LAW: 行政许可法 第五十五条 第三款
Text standard_of(const Matter& matter, const Json& grounds) {
    Text standards;
    if (!matter.survey) return standards;
    for (const ChecklistItem& item : matter.survey->checklist) {
        const bool failed = std::ranges::any_of(grounds, [&](const Json& ground) {
            return ground.value("rule", "") == "SUR:" + item.id;
        });
        if (!failed || item.standard.zh_cn.empty()) continue;
        standards =
            standards.zh_cn.empty() ? item.standard : errors::listed(standards, item.standard);
    }
    return standards;
}

// The served request for what this finding (MAT:…, FLD:…, a rule) misses that has gone unanswered
// past its time, by the calendar of today; null where there is none.
const MaterialRequest* unproven_after_request(const Step& step, const std::string& rule) {
    const bool paper = rule.starts_with("MAT:");
    const std::string id = paper ? rule.substr(4) : rule;
    if (paper && step.now().filing.handed_in(id)) return nullptr;
    const auto& requests = step.now().supplement.requests;
    const auto found = std::ranges::find_if(requests, [&](const MaterialRequest& request) {
        const auto& asked = paper ? request.materials : request.findings;
        if (request.served_at.empty() || std::ranges::find(asked, id) == asked.end()) return false;
        const auto period = answer_period(
            request.served_at, request.days, request.answer_by, *step.context().calendar);
        return step.today() > *period.due;
    });
    return found == requests.end() ? nullptr : &*found;
}

// What stayed unproven after a served request for it; each names the request. What nobody asked for
// in time is no ground.
Json unproven_conditions(const Step& step, const Verdict& verdict) {
    Json told = Json::array();
    for (const VerdictFinding& finding : verdict.findings) {
        if (!finding.can_be_mended()) continue;
        const MaterialRequest* request = unproven_after_request(step, finding.rule);
        if (request == nullptr) continue;
        Json ground = told_finding(finding, *step.context().county);
        ground["unproven"] = true;
        ground["request"] = {{"number", step.now().paper(request->paper)->number},
                             {"served_on", day_of(request->served_at)},
                             {"answer_by", request->answer_by}};
        told.push_back(std::move(ground));
    }
    return told;
}

// A ground is a finding of the verdict, or the officer's own with its article; after an acceptance
// by silence also what stayed unproven after a served request. LAW: 行政许可法 第三十八条 第二款
Result<Json> grounds_of_refusal(Step& step, Body& body) {
    const auto verdict = step.verdict();
    // What was never asked for cannot be told from the rest without it.
    if (!verdict && step.now().intake.accepted_by_silence) return verdict.error();
    Json grounds = Json::array();
    if (verdict) {
        grounds =
            told_findings(verdict->with_outcome(VerdictOutcome::deny), *step.context().county);
        for (Json& one : unproven_conditions(step, *verdict)) grounds.push_back(std::move(one));
    }
    const std::string reason = body.text("reason");
    const std::string article = body.text("article");
    // Nor does an officer's own ground stand in for it.
    if (grounds.empty() && verdict && step.now().intake.accepted_by_silence &&
        std::ranges::any_of(verdict->findings, &VerdictFinding::can_be_mended)) {
        return errors::not_asked_for();
    }
    if (!reason.empty()) {
        if (article.empty()) body.wrong("article", errors::name_article());
        grounds.push_back({{"reason", reason}, {"article", article}, {"by", step.actor().id}});
    }
    if (!grounds.empty()) return {boost::system::in_place_value, std::move(grounds)};
    body.wrong("reason", errors::there_no_ground_for_refusal_who());
    return {boost::system::in_place_value, std::move(grounds)};
}

}  // namespace

Result<void> lawful_refuse(const Step& step) {
    return may_decide(step);
}

// LAW: 行政许可法 第三十八条 第二款
// LAW: 行政许可法 第七十二条
Result<void> perform_refuse(Step& step) {
    Body body(step.body());
    const std::string facts = body.text("facts");
    const std::string standard = body.text("technical_standard");
    const auto grounds = grounds_of_refusal(step, body);
    if (!grounds) return grounds.error();
    if (auto read = body.finish(); !read) return read;
    const Text surveyed = standard_of(step.matter(), *grounds);
    const bool derived = standard.empty() && !surveyed.zh_cn.empty();
    step.emit(Decided{outcome_of(step, DecisionKind::refuse, *grounds)});
    step.issue(16,
               {{"facts", facts},
                {"reasons", *grounds},
                {"technical_standard", derived ? to_json(surveyed) : Json(standard)},
                {"remedies", remedies(*step.context().county, "refusal")}});
    return {};
}

}  // namespace oneseal::cases

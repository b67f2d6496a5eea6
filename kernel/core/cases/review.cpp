// Review: the reviewer, facts, waivers, findings that an officer settles, the proposal.
#include <algorithm>
#include <array>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"
#include "text/visible.hpp"

namespace oneseal::cases {
namespace {

bool is_value_of(const std::string& type, const Json& value) {
    if (value.is_null()) return true;
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "date") return value.is_string() && sdk::parse_day(value.get<std::string>());
    return type != "string" || value.is_string();
}

Json told_facts(const Step& step) {
    Json told = Json::array();
    for (const auto& [id, record] : step.now().review.facts) {
        const FactTerms* fact = step.matter().fact(id);
        told.push_back({{"id", id},
                        {"title", to_json(fact != nullptr ? fact->title : Text{id, id})},
                        {"value", record.value},
                        {"evidence", record.evidence}});
    }
    return told;
}

Json told_parties(Json parties) {
    if (!parties.contains("parties")) return parties;
    Json names = Json::array();
    for (const Json& name : parties.value("parties", Json::array()))
        names.push_back({{"name", name}});
    parties["parties"] = names;
    return parties;
}

}  // namespace

Result<void> assigned_reviewer(const Step& step) {
    if (step.actor().id == step.now().people.reviewer) return {};
    return errors::not_assigned();
}

Result<void> lawful_assign_review(const Step& step) {
    if (step.now().people.reviewer.empty() && !step.variant().immediate) return {};
    return errors::reviewer_assigned();
}

Result<void> perform_assign_review(Step& step) {
    return draw_reviewer(step);
}

Result<void> lawful_propose(const Step& step) {
    if (auto assigned = assigned_reviewer(step); !assigned) return assigned;
    if (const auto verdict = step.verdict(); !verdict) return verdict.error();
    if (!step.now().people.recusal_is_open()) return {};
    return errors::recusal_open();
}

// LAW: 行政许可法 第三十六条
Result<void> perform_propose(Step& step) {
    Body body(step.body());
    Proposal proposal;
    proposal.proposal = decision_kinds.find(body.text("proposal")).value();
    proposal.opinion = body.text("opinion");
    proposal.interested_parties = body.object("interested_parties");
    proposal.by = step.actor().id;
    const Json& parties = proposal.interested_parties;
    const bool none = parties.value("none", false);
    const Json named = parties.value("parties", Json::array());
    if (none && parties.value("reason", "").empty()) {
        body.wrong("interested_parties", errors::say_why_there_no_interested_party());
    } else if (none == (named.is_array() && !named.empty())) {
        body.wrong("interested_parties", errors::say_why_there_none_or_name());
    }
    if (auto read = body.finish(); !read) return read;
    step.emit(Proposed{proposal});
    const auto verdict = step.verdict();
    Json findings = Json::array();
    for (const VerdictFinding& finding : verdict->findings) {
        Json told = told_finding(finding, *step.context().county);
        told["outcome"] = finding.outcome;
        findings.push_back(std::move(told));
    }
    step.issue(33,
               {{"facts", told_facts(step)},
                {"findings", findings},
                {"interested_parties", told_parties(proposal.interested_parties)},
                {"proposal", decision_kinds.of(proposal.proposal)},
                {"opinion", proposal.opinion},
                {"reviewer", name_of(step, proposal.by)}});
    return {};
}

Result<void> lawful_return(const Step& step) {
    return is_fit_to_decide(step);
}

Result<void> perform_return(Step& step) {
    Body body(step.body());
    const std::string reason = body.text("reason");
    if (auto read = body.finish(); !read) return read;
    step.emit(Returned{reason, step.actor().id});
    return {};
}

Result<void> lawful_record_fact(const Step& step) {
    return assigned_reviewer(step);
}

// What the applicant does not state, and no register tells: with its evidence, on record.
Result<void> perform_record_fact(Step& step) {
    Body body(step.body());
    const std::string id = body.text("fact");
    const std::string evidence = body.text("evidence");
    const FactTerms* fact = step.matter().fact(id);
    static constexpr std::array by_staff{"shared_data", "expert", "joint_department"};
    if (fact == nullptr || std::ranges::find(by_staff, fact->source) == by_staff.end()) {
        body.wrong("fact", errors::fact_not_recorded_by_staff());
    }
    RecordedFact record;
    record.value = body.any("value");
    if (fact != nullptr && !is_value_of(fact->type, record.value)) {
        body.wrong("value", errors::fact_is_of_another_type(fact->type));
    }
    record.evidence = evidence;
    record.source = fact != nullptr ? fact->source : "";
    record.by = step.actor().id;
    record.at = step.instant();
    if (auto read = body.finish(); !read) return read;
    step.emit(FactRecorded{id, record});
    return {};
}

Result<void> lawful_prove_waiver(const Step&) {
    return {};
}

// How a claim of shared data was seen to be true. LAW: 优化营商环境条例 第四十四条
Result<void> perform_prove_waiver(Step& step) {
    Body body(step.body());
    const std::string material = body.text("material");
    WaiverProof proof;
    proof.how = body.text("how");
    proof.evidence = body.text("evidence");
    proof.by = step.actor().id;
    proof.at = step.instant();
    const MaterialTerms* terms = step.matter().material(material);
    if (!material.empty() && (terms == nullptr || !terms->shared_data)) {
        body.wrong("material", errors::shared_data_may_not_replace());
    }
    if (auto read = body.finish(); !read) return read;
    step.emit(WaiverProven{material, proof});
    return {};
}

// Before acceptance the counter's, then the reviewer's, for immediate matters the decider's.
Result<void> lawful_resolve_finding(const Step& step) {
    Role role = Role::reviewer;
    if (!step.now().accepted()) role = Role::intake;
    if (step.now().accepted() && step.variant().immediate) role = Role::decider;
    if (step.by(Role::legal)) return {};
    if (step.by(role)) {
        return role == Role::reviewer ? assigned_reviewer(step) : Result<void>{};
    }
    return role_missing({role, Role::legal});
}

Result<void> perform_resolve_finding(Step& step) {
    const auto verdict = step.verdict();
    if (!verdict) return verdict.error();
    Body body(step.body());
    Resolution resolution;
    resolution.rule = body.text("rule");
    resolution.reason = body.text("reason");
    resolution.article = body.text("article");
    resolution.by = step.actor().id;
    resolution.at = step.instant();
    const auto found = std::ranges::find_if(
        verdict->findings, [&](const auto& finding) { return finding.rule == resolution.rule; });
    if (found != verdict->findings.end()) {
        resolution.outcome = found->outcome;
    } else if (!resolution.rule.empty()) {
        body.wrong("rule", errors::verdict_has_no_such_finding_now());
    }
    if (auto read = body.finish(); !read) return read;
    // A ground for refusal is overruled only by the legal officer.
    if (resolution.outcome == VerdictOutcome::deny && !step.by(Role::legal)) {
        return errors::legal_only();
    }
    step.emit(FindingResolved{resolution});
    return {};
}

}  // namespace oneseal::cases

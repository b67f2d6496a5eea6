// Review: the reviewer, facts, waivers, findings that an officer settles, the proposal.
#include <algorithm>
#include <array>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"
#include "cases/draw.hpp"
#include "cases/papers.hpp"
#include "text/visible.hpp"

namespace oneseal::cases {
namespace {

Result<void> no_reviewer_yet(const Step& step) {
    if (step.now().reviewer.empty() && !step.variant().immediate) return {};
    return Error{ErrorCode::conflict,
                 "REVIEWER_ASSIGNED",
                 {"审查人员已经确定,或者即办件不需要抽取。",
                  "A reviewer is assigned already, or an immediate matter needs none."},
                 {"如需更换,请按回避程序办理。", "To change, go by recusal."}};
}

Result<void> assign_review(Step& step) {
    Body body(step.body());
    if (auto read = body.finish(); !read) return read;
    const DrawTerms terms{"reviewer", 1, 0, {}};
    auto drawn = draw(terms, step.now(), step.context());
    if (!drawn) return drawn.error();
    step.emit("reviewer_assigned", {{"draw", *drawn}});
    return {};
}

// LAW: 行政许可法 第三十六条
Result<void> propose(Step& step) {
    Body body(step.body());
    Proposal proposal;
    proposal.proposal = body.one_of("proposal", {"grant", "refuse"});
    proposal.opinion = body.text("opinion");
    proposal.interested_parties = body.object("interested_parties");
    proposal.by = step.actor().id;
    const Json& parties = proposal.interested_parties;
    const bool none = parties.value("none", false);
    const Json named = parties.value("parties", Json::array());
    if (none && sdk::is_blank(parties.value("reason", ""))) {
        body.wrong("interested_parties",
                   {"没有利害关系人的,须写明理由。", "Say why there is no interested party."});
    } else if (none == (named.is_array() && !named.empty())) {
        body.wrong("interested_parties",
                   {"须写明没有利害关系人的理由,或者列明利害关系人。",
                    "Say why there is none, or name the interested parties."});
    }
    if (auto read = body.finish(); !read) return read;
    step.emit("proposed", proposal);
    const auto verdict = step.verdict();
    Json findings = Json::array();
    for (const VerdictFinding& finding : verdict->findings) {
        findings.push_back({{"rule", finding.rule},
                            {"outcome", finding.outcome},
                            {"message", to_json(finding.message)},
                            {"basis", told_basis(finding.basis, *step.context().county)}});
    }
    step.issue(33,
               {{"facts", step.now().facts},
                {"findings", findings},
                {"interested_parties", proposal.interested_parties},
                {"proposal", proposal.proposal},
                {"opinion", proposal.opinion},
                {"reviewer", proposal.by}});
    return {};
}

Result<void> lawful_propose(const Step& step) {
    if (auto assigned = assigned_reviewer(step); !assigned) return assigned;
    if (const auto verdict = step.verdict(); !verdict) return verdict.error();
    if (!step.now().recusal_is_open()) return {};
    return unlawful("RECUSAL_OPEN",
                    "公务员法 第七十六条",
                    {"申请人的回避申请尚未答复。", "A request for recusal is not answered yet."},
                    {"请局领导先答复回避申请。", "The head answers it first."});
}

Result<void> return_case(Step& step) {
    Body body(step.body());
    const std::string reason = body.text("reason");
    if (auto read = body.finish(); !read) return read;
    step.emit("returned", {{"reason", reason}, {"by", step.actor().id}});
    return {};
}

bool is_value_of(const std::string& type, const Json& value) {
    if (value.is_null()) return true;
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "date") return value.is_string() && sdk::parse_day(value.get<std::string>());
    return type != "string" || value.is_string();
}

// What the applicant does not state, and no register tells: with its evidence, on record.
Result<void> record_fact(Step& step) {
    Body body(step.body());
    const std::string id = body.text("fact");
    const std::string evidence = body.text("evidence");
    const FactTerms* fact = step.matter().fact(id);
    static constexpr std::array by_staff{"shared_data", "expert", "joint_department"};
    if (fact == nullptr || std::ranges::find(by_staff, fact->source) == by_staff.end()) {
        body.wrong(
            "fact",
            {"该事实不由人工登记(登记簿、参数和现场核查的事实由系统取得)。",
             "This fact is not recorded by staff: registers, settings and surveys give theirs."});
    }
    RecordedFact record;
    record.value = body.any("value");
    if (fact != nullptr && !is_value_of(fact->type, record.value)) {
        body.wrong("value",
                   {"该事实的值须为 " + fact->type + "。", "The fact is a " + fact->type + "."});
    }
    record.evidence = evidence;
    record.source = fact != nullptr ? fact->source : "";
    record.by = step.actor().id;
    record.at = step.instant();
    if (auto read = body.finish(); !read) return read;
    step.emit("fact_recorded", {{"fact", id}, {"record", record}});
    return {};
}

// How a claim of shared data was seen to be true. LAW: 优化营商环境条例 第四十四条
Result<void> prove_waiver(Step& step) {
    Body body(step.body());
    const std::string material = body.text("material");
    WaiverProof proof;
    proof.how = body.text("how");
    proof.evidence = body.text("evidence");
    proof.by = step.actor().id;
    proof.at = step.instant();
    const MaterialTerms* terms = step.matter().material(material);
    if (!material.empty() && (terms == nullptr || !terms->shared_data)) {
        body.wrong("material",
                   {"该材料不能由共享数据代替。", "Shared data may not replace this material."});
    }
    if (auto read = body.finish(); !read) return read;
    step.emit("waiver_proven", {{"material", material}, {"proof", proof}});
    return {};
}

// Before acceptance the counter's, then the reviewer's, for immediate matters the decider's.
Result<void> lawful_resolve(const Step& step) {
    const char* role = "reviewer";
    if (!step.now().accepted()) role = "intake";
    if (step.now().accepted() && step.variant().immediate) role = "decider";
    if (step.by("legal")) return {};
    if (step.by(role))
        return role == std::string("reviewer") ? assigned_reviewer(step) : always(step);
    return Error{ErrorCode::forbidden,
                 "ROLE_MISSING",
                 {"现阶段由 " + std::string(role) + " 或法制审核处理审查结论。",
                  "At this stage findings are settled by " + std::string(role) + " or legal."},
                 {"请由该角色办理。", "Ask somebody who has the role."}};
}

Result<void> resolve_finding(Step& step) {
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
        body.wrong("rule", {"当前审查结果中没有该项。", "The verdict has no such finding now."});
    }
    if (auto read = body.finish(); !read) return read;
    // A ground for refusal is overruled only by the legal officer.
    if (resolution.outcome == "deny" && !step.by("legal")) {
        return unlawful("LEGAL_ONLY",
                        "行政许可法 第三十八条 第一款",
                        {"推翻不予许可的理由只能由法制审核作出。",
                         "Only the legal officer may overrule a ground for refusal."},
                        {"请提交法制审核。", "Hand it to the legal officer."});
    }
    step.emit("finding_resolved", resolution);
    return {};
}

}  // namespace

Result<void> assigned_reviewer(const Step& step) {
    if (step.actor().id == step.now().reviewer) return {};
    return Error{ErrorCode::forbidden,
                 "NOT_ASSIGNED",
                 {"该办件由另一位审查人员办理。", "Another reviewer handles this case."},
                 {"请由被抽取的审查人员办理。", "Ask the reviewer who was drawn."}};
}

void draw_reviewer(Step& step) {
    const auto drawn = draw({"reviewer", 1, 0, {}}, step.now(), step.context());
    if (drawn) step.emit("reviewer_assigned", {{"draw", *drawn}});
}

std::span<const ActionDefinition> review_actions() {
    static const std::array<ActionDefinition, 6> table{{
        {"assign_review",
         {"抽取审查人员", "draw the reviewer"},
         {State::accepted},
         {"intake", "head", "system"},
         no_reviewer_yet,
         assign_review},
        {"propose",
         {"提出审查意见", "propose"},
         {State::reviewing},
         {"reviewer"},
         lawful_propose,
         propose},
        {"return",
         {"退回审查", "return to review"},
         {State::deciding},
         {"decider"},
         is_fit_to_decide,
         return_case},
        {"record_fact",
         {"登记事实", "record a fact"},
         {State::accepted, State::reviewing, State::survey_assigned, State::surveying},
         {"reviewer"},
         assigned_reviewer,
         record_fact},
        {"prove_waiver",
         {"登记共享数据核实", "record how shared data was seen"},
         every_undecided_state(),
         {"intake"},
         always,
         prove_waiver},
        {"resolve_finding",
         {"处理审查结论", "settle a finding"},
         {State::submitted, State::correcting, State::accepted, State::reviewing, State::deciding},
         {"intake", "reviewer", "decider", "legal"},
         lawful_resolve,
         resolve_finding},
    }};
    return table;
}

}  // namespace oneseal::cases

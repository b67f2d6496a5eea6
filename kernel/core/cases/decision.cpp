// The decision: grant or refuse.
#include <algorithm>
#include <array>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"
#include "cases/clocks.hpp"
#include "cases/draw.hpp"
#include "cases/licence_number.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

Error separation(const char* rule, Text message, Text remedy) {
    return {
        ErrorCode::unlawful, rule, std::move(message), std::move(remedy), "行政许可法 第三十四条"};
}

// At one window the clerk may decide an immediate matter; a promised one is decided by another
// (SOD-8), after its review. LAW: 行政许可法 第三十四条 第二款
Result<void> may_decide(const Step& step) {
    if (auto fit = is_fit_to_decide(step); !fit) return fit;
    const Case& now = step.now();
    if (step.variant().immediate) return {};
    if (step.actor().id == now.intake) {
        return separation("SOD-8",
                          {"承诺件的受理人员不得作出决定。",
                           "The clerk who accepted a promised matter does not decide it."},
                          {"请由另一位决定人办理。", "Ask another decider."});
    }
    if (now.state == State::accepted) {
        return Error{
            ErrorCode::conflict,
            "REVIEW_FIRST",
            {"承诺件须先经审查并提出意见。", "A promised matter is reviewed before it is decided."},
            {"请先完成审查。", "Finish the review first."}};
    }
    return {};
}

Error with_findings(Error error, const std::vector<const VerdictFinding*>& findings) {
    for (const VerdictFinding* finding : findings) {
        error.findings.push_back({finding->pointer, finding->message, finding->rule, ""});
    }
    return error;
}

std::string names(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
    return text;
}

// LAW: 行政许可法 第三十四条 第三款
Result<void> survey_is_there(const Verdict& verdict, const Case& now) {
    if (verdict.survey == false) return {};
    const bool recorded = now.survey && !now.survey->recorded_at.empty() &&
                          std::ranges::all_of(verdict.survey_items, [&](const auto& item) {
                              return now.survey->results.contains(item);
                          });
    if (recorded) return {};
    return unlawful(
        "SURVEY_MISSING",
        "行政许可法 第三十四条 第三款",
        {"本件须现场核查,尚无核查记录。", "The case needs a site survey; there is no record."},
        {"请退回审查并安排两名以上人员核查。", "Return it and have it surveyed by two or more."});
}

Result<void> nothing_waits(const Verdict& verdict) {
    if (verdict.waiting.empty() && verdict.unknown.empty()) return {};
    Error error = unlawful("FACT_UNKNOWN",
                           "行政许可法 第三十八条 第一款",
                           {"以下事实尚未查明,不能准予:" + names(verdict.unknown),
                            "Facts are not established yet: " + names(verdict.unknown)},
                           {"请退回审查,由审查人员登记事实或补充核查。",
                            "Return it; the reviewer records the facts or has them surveyed."});
    for (const std::string& rule : verdict.waiting) {
        error.findings.push_back({"", {"等待事实的规则", "a rule that waits"}, rule, ""});
    }
    return error;
}

Result<void> no_rule_failed(const Verdict& verdict) {
    std::vector<const VerdictFinding*> failed;
    for (const VerdictFinding& finding : verdict.findings) {
        if (finding.failed) failed.push_back(&finding);
    }
    if (failed.empty()) return {};
    return with_findings(
        unlawful("RULE_FAILED",
                 "行政许可法 第三十八条 第一款",
                 {"有规则未能得出结论。", "A rule could not be evaluated."},
                 {"请先用“处理审查结论”写明如何认定。", "Settle it with resolve_finding first."}),
        failed);
}

Result<void> conditions_are_met(const Verdict& verdict) {
    std::vector<const VerdictFinding*> against;
    std::string ids;
    for (const VerdictFinding& finding : verdict.findings) {
        if (finding.outcome == "flag") continue;
        against.push_back(&finding);
        ids += (ids.empty() ? "" : ", ") + finding.rule;
    }
    if (against.empty()) return {};
    return with_findings(
        unlawful("CONDITIONS_NOT_MET",
                 "行政许可法 第三十八条 第一款",
                 {"不符合法定条件:" + ids, "The conditions are not met: " + ids},
                 {"请依法不予许可,或由法制审核写明推翻的理由和条款。",
                  "Refuse by law, or have legal overrule it with reason and article."}),
        against);
}

// LAW: 行政许可法 第三十六条
Result<void> parties_are_heard(const Step& step) {
    if (step.now().state == State::accepted) return {};  // immediate: nothing was proposed
    const Json& parties = step.now().proposal->interested_parties;
    if (parties.value("none", false)) return {};
    return unlawful("INTERESTED_PARTIES",
                    "行政许可法 第三十六条",
                    {"存在利害关系人,须先告知并听取意见。",
                     "Interested parties are to be told and heard first."},
                    {"请退回审查。", "Return it to review."});
}

Result<Verdict> grantable(const Step& step) {
    auto verdict = step.verdict();
    if (!verdict) return verdict;
    if (auto ok = survey_is_there(*verdict, step.now()); !ok) return ok.error();
    if (auto ok = conditions_are_met(*verdict); !ok) return ok.error();
    if (auto ok = no_rule_failed(*verdict); !ok) return ok.error();
    if (auto ok = nothing_waits(*verdict); !ok) return ok.error();
    if (auto ok = waivers_are_proven(*verdict, step.now()); !ok) return ok.error();
    if (auto ok = parties_are_heard(step); !ok) return ok.error();
    return verdict;
}

Result<void> lawful_grant(const Step& step) {
    if (auto ok = may_decide(step); !ok) return ok;
    if (auto ok = grantable(step); !ok) return ok.error();
    return {};
}

// A licence that nobody could ever use is none: it ends neither before it begins nor before today.
Result<void> period_holds(const Json& licence, Day today) {
    const auto first = sdk::parse_day(text_at(licence, "valid_from"));
    const auto last = sdk::parse_day(text_at(licence, "valid_to"));
    if (!last || (*last >= today && (!first || *last >= *first))) return {};
    const std::string end = sdk::format_day(*last);
    return Error{
        ErrorCode::conflict,
        "LICENCE_PERIOD",
        {"许可证有效期至 " + end + ",早于起始日或者今天,不能准予。",
         "The licence would end on " + end + ", before it begins or before today."},
        {"请退回审查,由申请人更正申请的期限。",
         "Return it to review and have the applicant correct the period that is applied for."}};
}

// The licence as the plugin derived it, with its number. LAW: 行政许可法 第三十九条 第一款
Result<Json> make_licence(Step& step) {
    const auto& verdict = step.context().licence;
    if (verdict) {
        const auto sound = no_rule_failed(verdict->without(step.now().settled_findings()));
        if (!sound) return sound.error();
    }
    const bool derived = verdict && verdict->licence.is_object() &&
                         verdict->licence.value("digits", 0) > 0 &&
                         verdict->licence.value("prefix", Json()).is_string() &&
                         verdict->licence.value("suffix", Json()).is_string();
    if (!derived) {
        return Error{
            ErrorCode::unavailable,
            "LICENCE_NOT_DERIVED",
            {"该部门的规则服务未给出证照内容。", "The department's rules gave no licence content."},
            {"请稍后重试;仍不成功的,请管理员检查该部门组件。",
             "Try again; if it stays so, the administrator checks the package."}};
    }
    Json licence = verdict->licence;
    if (auto period = period_holds(licence, step.today()); !period) return period.error();
    const std::string counter = licence_counter(step.now().matter, licence.value("prefix", ""));
    auto number = licence_number(licence, step.allot(step.now().county + "/" + counter));
    if (!number) return number.error();
    licence["number"] = *number;
    return {boost::system::in_place_value, std::move(licence)};
}

// What the survey was held against, where a ground comes from it. LAW: 行政许可法 第五十五条 第三款
Text standard_of(const Matter& matter, const Json& grounds) {
    Text standards;
    if (!matter.survey) return standards;
    for (const ChecklistItem& item : matter.survey->checklist) {
        const bool failed = std::ranges::any_of(grounds, [&](const Json& ground) {
            return ground.value("rule", "") == "SUR:" + item.id;
        });
        if (!failed || item.standard.zh_cn.empty()) continue;
        standards.zh_cn += (standards.zh_cn.empty() ? "" : ";") + item.standard.zh_cn;
        standards.en += (standards.en.empty() ? "" : "; ") + item.standard.en;
    }
    return standards;
}

Json told_findings(const std::vector<const VerdictFinding*>& findings, const CountyTerms& county) {
    Json told = Json::array();
    for (const VerdictFinding* finding : findings) {
        told.push_back({{"rule", finding->rule},
                        {"reason", to_json(finding->message)},
                        {"basis", told_basis(finding->basis, county)}});
    }
    return told;
}

Outcome outcome_of(const Step& step, const char* kind, Json grounds) {
    Outcome outcome;
    outcome.kind = kind;
    outcome.at = step.instant();
    outcome.on = step.today();
    outcome.by = step.actor().id;
    outcome.grounds = std::move(grounds);
    return outcome;
}

// LAW: 行政许可法 第三十八条 第一款
Result<void> grant(Step& step) {
    Body body(step.body());
    std::string facts = body.optional_text("facts");
    if (facts.empty() && step.now().proposal) facts = step.now().proposal->opinion;
    if (facts.empty()) body.wrong("facts", {"须写明认定的事实。", "State the facts found."});
    if (auto read = body.finish(); !read) return read;
    auto licence = make_licence(step);
    if (!licence) return licence.error();
    Outcome outcome = outcome_of(step, "grant", Json::array());
    step.emit(
        "decided",
        {{"outcome", outcome}, {"licence_number", (*licence)["number"]}, {"licence", *licence}});
    step.issue(15,
               {{"facts", facts},
                {"licence", *licence},
                {"certificate_number", (*licence)["number"]},
                {"publicity",
                 {{"zh-CN", "本决定自作出之日起七个工作日内公开。"},
                  {"en", "This decision is published within seven working days."}}}});
    return {};
}

// Whether a served request for what this finding (MAT:…, FLD:…, a rule) misses has gone unanswered
// past its time, by the calendar of today.
bool unproven_after_request(const Step& step, const std::string& rule) {
    const bool paper = rule.starts_with("MAT:");
    const std::string id = paper ? rule.substr(4) : rule;
    if (paper && step.now().handed_in(id)) return false;
    return std::ranges::any_of(step.now().requests, [&](const MaterialRequest& request) {
        const auto& asked = paper ? request.materials : request.findings;
        if (request.served_at.empty() || std::ranges::find(asked, id) == asked.end()) return false;
        const auto period = answer_period(
            request.served_at, request.days, request.answer_by, *step.context().calendar);
        return step.today() > *period.due;
    });
}

// What stayed unproven after a served request for it; each names the request. What nobody asked for
// in time is no ground.
Json unproven_conditions(const Step& step, const Verdict& verdict) {
    std::vector<const VerdictFinding*> unproven;
    for (const VerdictFinding& finding : verdict.findings) {
        if (finding.can_be_mended() && unproven_after_request(step, finding.rule)) {
            unproven.push_back(&finding);
        }
    }
    Json told = told_findings(unproven, *step.context().county);
    for (Json& one : told) one["unproven"] = true;
    return told;
}

Error not_asked_for() {
    return unlawful("NOT_ASKED_FOR",
                    "行政许可法 第三十二条 第一款 第四项",
                    {"未曾书面通知补充的材料,不得作为不予许可的理由。",
                     "What was never asked for is no ground for refusal."},
                    {"请先送达补充材料通知,给予合理期限。",
                     "First serve a request for it, with a reasonable time."});
}

// A ground is a finding of the verdict, or the officer's own with its article; after an acceptance
// by silence also what stayed unproven after a served request. LAW: 行政许可法 第三十八条 第二款
Result<Json> grounds_of_refusal(Step& step, Body& body) {
    const auto verdict = step.verdict();
    // What was never asked for cannot be told from the rest without it.
    if (!verdict && step.now().accepted_by_silence) return verdict.error();
    Json grounds = Json::array();
    if (verdict) {
        grounds = told_findings(verdict->with_outcome("deny"), *step.context().county);
        for (Json& one : unproven_conditions(step, *verdict)) grounds.push_back(std::move(one));
    }
    const std::string reason = body.optional_text("reason");
    const std::string article = body.optional_text("article");
    // Nor does an officer's own ground stand in for it.
    if (grounds.empty() && verdict && step.now().accepted_by_silence &&
        std::ranges::any_of(verdict->findings, &VerdictFinding::can_be_mended)) {
        return not_asked_for();
    }
    if (!reason.empty()) {
        if (article.empty()) body.wrong("article", {"须写明依据条款。", "Name the article."});
        grounds.push_back({{"reason", reason}, {"article", article}, {"by", step.actor().id}});
    }
    if (!grounds.empty()) return {boost::system::in_place_value, std::move(grounds)};
    body.wrong("reason",
               {"没有不予许可的理由:符合条件的应当准予。",
                "There is no ground for refusal: who meets the conditions is granted."});
    return {boost::system::in_place_value, std::move(grounds)};
}

// LAW: 行政许可法 第三十八条 第二款
// LAW: 行政许可法 第七十二条
Result<void> refuse(Step& step) {
    Body body(step.body());
    const std::string facts = body.text("facts");
    const std::string standard = body.optional_text("technical_standard");
    const auto grounds = grounds_of_refusal(step, body);
    if (!grounds) return grounds.error();
    if (auto read = body.finish(); !read) return read;
    const Text surveyed = standard_of(step.matter(), *grounds);
    const bool derived = standard.empty() && !surveyed.zh_cn.empty();
    step.emit("decided", {{"outcome", outcome_of(step, "refuse", *grounds)}});
    step.issue(16,
               {{"facts", facts},
                {"reasons", *grounds},
                {"technical_standard", derived ? to_json(surveyed) : Json(standard)},
                {"remedies", remedies(*step.context().county, "refusal")}});
    return {};
}

}  // namespace

Result<void> is_fit_to_decide(const Step& step) {
    const Case& now = step.now();
    const Officer* decider = step.context().officer(step.actor().id);
    if (decider == nullptr || !decider->formal) {
        return separation("SOD-10",
                          {"合同制人员不得作出许可决定。", "Contract staff do not decide."},
                          {"请由在编决定人办理。", "Ask a decider of the formal staff."});
    }
    if (now.was_drawn_as("surveyor", decider->id)) {
        return separation(
            "SOD-1",
            {"参加现场核查的人员不得作出决定。", "A surveyor of the case does not decide it."},
            {"请由另一位决定人办理。", "Ask another decider."});
    }
    return has_no_interest(step);
}

Result<void> has_no_interest(const Step& step) {
    const Case& now = step.now();
    const Officer* officer = step.context().officer(step.actor().id);
    if (officer != nullptr && !now.is_recused(officer->id) && !has_interest(*officer, now))
        return {};
    return separation(
        "SOD-6",
        {"与申请人有利害关系的人员不得办理。", "Who has an interest does not handle the case."},
        {"请由另一位没有利害关系的人员办理。", "Ask another who has none."});
}

std::span<const ActionDefinition> decision_actions() {
    static const std::array<ActionDefinition, 2> table{{
        {"grant",
         {"准予许可", "grant"},
         {State::accepted, State::deciding},
         {"decider"},
         lawful_grant,
         grant},
        {"refuse",
         {"不予许可", "refuse"},
         {State::accepted, State::deciding},
         {"decider"},
         may_decide,
         refuse},
    }};
    return table;
}

}  // namespace oneseal::cases

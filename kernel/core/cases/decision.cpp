// The decision: grant or refuse.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/draw.hpp"
#include "cases/errors.hpp"
#include "cases/licence_number.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

// At one window the clerk may decide an immediate matter; a promised one is decided by another
// (SOD-8), after its review. LAW: 行政许可法 第三十四条 第二款
Result<void> may_decide(const Step& step) {
    if (auto fit = is_fit_to_decide(step); !fit) return fit;
    const Case& now = step.now();
    if (step.variant().immediate) return {};
    if (step.actor().id == now.people.intake) {
        return errors::sod_8();
    }
    if (now.state == State::accepted) {
        return errors::review_first();
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
    return errors::survey_missing();
}

Result<void> nothing_waits(const Verdict& verdict) {
    if (verdict.waiting.empty() && verdict.unknown.empty()) return {};
    Error error = errors::fact_unknown(names(verdict.unknown));
    for (const std::string& rule : verdict.waiting) {
        error.findings.push_back({"", errors::rule_waits(), rule, ""});
    }
    return error;
}

Result<void> no_rule_failed(const Verdict& verdict, const Error& otherwise) {
    std::vector<const VerdictFinding*> failed;
    for (const VerdictFinding& finding : verdict.findings) {
        if (finding.failed) failed.push_back(&finding);
    }
    if (failed.empty()) return {};
    return with_findings(otherwise, failed);
}

Result<void> conditions_are_met(const Verdict& verdict) {
    std::vector<const VerdictFinding*> against;
    std::string ids;
    for (const VerdictFinding& finding : verdict.findings) {
        if (finding.outcome == VerdictOutcome::flag) continue;
        against.push_back(&finding);
        ids += (ids.empty() ? "" : ", ") + finding.rule;
    }
    if (against.empty()) return {};
    return with_findings(errors::conditions_not_met(ids), against);
}

// LAW: 行政许可法 第三十六条
Result<void> parties_are_heard(const Step& step) {
    if (step.now().state == State::accepted) return {};  // immediate: nothing was proposed
    const Json& parties = step.now().review.proposal->interested_parties;
    if (parties.value("none", false)) return {};
    return errors::interested_parties();
}

Result<Verdict> grantable(const Step& step) {
    auto verdict = step.verdict();
    if (!verdict) return verdict;
    if (auto ok = survey_is_there(*verdict, step.now()); !ok) return ok.error();
    if (auto ok = conditions_are_met(*verdict); !ok) return ok.error();
    if (auto ok = no_rule_failed(*verdict, errors::rule_failed()); !ok) return ok.error();
    if (auto ok = nothing_waits(*verdict); !ok) return ok.error();
    if (auto ok = waivers_are_proven(*verdict, step.now()); !ok) return ok.error();
    if (auto ok = parties_are_heard(step); !ok) return ok.error();
    return verdict;
}

// A value as a text; a list's with a mark between them.
Json told_value(const Json& value) {
    if (!value.is_array()) return value;
    std::string told;
    for (const Json& one : value) {
        const std::string next = one.is_string() ? one.get<std::string>() : one.dump();
        told = told.empty() ? next : errors::listed(told, next).zh_cn;
    }
    return told;
}

// A licence that nobody could ever use is none: it ends neither before it begins nor before today.
Result<void> period_holds(const Json& licence, Day today) {
    const std::string end = text_at(licence, "valid_to");
    if (end.empty()) return {};
    const auto first = sdk::parse_day(text_at(licence, "valid_from"));
    const auto last = sdk::parse_day(end);
    if (last && *last >= today && (!first || *last >= *first)) return {};
    return errors::licence_period(end);
}

// The licence as the plugin derived it, with its number. LAW: 行政许可法 第三十九条 第一款
Result<Json> make_licence(Step& step) {
    const auto& verdict = step.context().licence;
    if (verdict) {
        const auto sound = no_rule_failed(verdict->without(step.now().review.settled_findings()),
                                          errors::licence_value_unknown());
        if (!sound) return sound.error();
    }
    const bool derived = verdict && verdict->licence.is_object() &&
                         verdict->licence.value("digits", 0) > 0 &&
                         verdict->licence.value("prefix", Json()).is_string() &&
                         verdict->licence.value("suffix", Json()).is_string();
    if (!derived) {
        return errors::licence_not_derived();
    }
    Json licence = verdict->licence;
    if (auto period = period_holds(licence, step.today()); !period) return period.error();
    const std::string counter = licence_counter(step.now().matter, licence.value("prefix", ""));
    auto number = licence_number(licence, step.allot(step.now().county + "/" + counter));
    if (!number) return number.error();
    licence["number"] = *number;
    licence["title"] = step.matter().document["licence"]["title"];
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

Outcome outcome_of(const Step& step, DecisionKind kind, Json grounds) {
    Outcome outcome;
    outcome.kind = kind;
    outcome.at = step.instant();
    outcome.on = step.today();
    outcome.by = step.actor().id;
    outcome.grounds = std::move(grounds);
    return outcome;
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

Json told_attributes(const Step& step, const Json& licence) {
    const Json terms = step.matter().document["licence"].value("attributes", Json::object());
    const Json values = licence.value("attributes", Json::object());
    Json told = Json::array();
    for (const auto& [id, value] : values.items()) {
        if (!terms.contains(id)) continue;
        told.push_back({{"id", id}, {"title", terms[id]["title"]}, {"value", told_value(value)}});
    }
    return told;
}

Result<void> is_fit_to_decide(const Step& step) {
    const Case& now = step.now();
    const Officer* decider = step.context().officer(step.actor().id);
    if (decider == nullptr || !decider->formal) {
        return errors::sod_10();
    }
    if (now.people.was_drawn_as(Role::surveyor, decider->id)) {
        return errors::sod_1();
    }
    return has_no_interest(step);
}

Result<void> has_no_interest(const Step& step) {
    const Case& now = step.now();
    const Officer* officer = step.context().officer(step.actor().id);
    if (officer != nullptr && !now.people.is_recused(officer->id) && !has_interest(*officer, now))
        return {};
    return errors::sod_6();
}

Result<void> lawful_grant(const Step& step) {
    if (auto ok = may_decide(step); !ok) return ok;
    if (auto ok = grantable(step); !ok) return ok.error();
    return {};
}

// LAW: 行政许可法 第三十八条 第一款
Result<void> perform_grant(Step& step) {
    Body body(step.body());
    std::string facts = body.text("facts");
    if (facts.empty() && step.now().review.proposal) facts = step.now().review.proposal->opinion;
    if (facts.empty()) body.wrong("facts", errors::state_facts_found());
    if (auto read = body.finish(); !read) return read;
    auto licence = make_licence(step);
    if (!licence) return licence.error();
    Outcome outcome = outcome_of(step, DecisionKind::grant, Json::array());
    step.emit(Decided{std::move(outcome), (*licence)["number"], *licence});
    step.issue(15,
               {{"facts", facts},
                {"licence", *licence},
                {"attributes", told_attributes(step, *licence)},
                {"certificate_number", (*licence)["number"]}});
    return {};
}

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

// Granting: every condition met, and the licence as the plugin derived it.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/licence_number.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

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
    if (auto ok = waivers_are_proven(*verdict, step); !ok) return ok.error();
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
    licence["number"] = step.context().preview ? "" : *number;
    licence["title"] = step.matter().document["licence"]["title"];
    return {boost::system::in_place_value, std::move(licence)};
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

}  // namespace oneseal::cases

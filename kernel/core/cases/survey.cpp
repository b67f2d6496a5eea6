// The site survey of a drawn team of two or more, and its record.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

Json told_results(const Step& step, const Json& results) {
    Json items = told_checklist(step);
    for (Json& item : items) {
        const Json result = results.value(item["id"].get<std::string>(), Json::object());
        item["result"] = result.value("result", "");
        item["value"] = result.value("value", Json());
    }
    return items;
}

Json told_signatures(const Step& step, const Json& signatures) {
    return {{"surveyors", told_team(step)},
            {"signed_by_applicant", signatures.value("applicant", "")},
            {"refusal_note", signatures.value("refusal_note", "")}};
}

Result<void> of_the_team(const Step& step) {
    if (!step.now().people.in_team(step.actor().id)) {
        return errors::not_assigned();
    }
    const bool asked = std::ranges::any_of(step.now().people.recusals, [&](const Recusal& recusal) {
        return recusal.answer.empty() && step.now().people.in_team(recusal.person);
    });
    if (!asked) return {};
    return errors::recusal_open();
}

}  // namespace

// The reviewer draws; a head does where SOD-7 has to be relaxed.
Result<void> lawful_assign_survey(const Step& step) {
    if (!step.by(Role::head)) {
        if (auto assigned = assigned_reviewer(step); !assigned) return assigned;
    }
    if (step.now().people.recusal_is_open()) return errors::recusal_open();
    const bool recorded = step.now().survey && !step.now().survey->recorded_at.empty();
    const auto verdict = step.verdict();
    if (!verdict) return verdict.error();
    if (step.matter().survey && verdict->survey.value_or(true) && !recorded) return {};
    return errors::no_survey_due();
}

Result<void> perform_assign_survey(Step& step) {
    Body body(step.body());
    const auto planned = body.day("planned_on");
    const std::string place = body.text("place");
    const bool reviewer = step.actor().id == step.now().people.reviewer;
    const std::string relax_sod7 = body.text("relax_sod7");
    if (!relax_sod7.empty() && !step.by(Role::head)) {
        body.wrong("relax_sod7", errors::only_head_may_relax_sod_7());
    }
    if (!reviewer && relax_sod7.empty()) {
        body.wrong("relax_sod7", errors::head_who_draws_says_why_sod_7());
    }
    if (*planned < step.today()) {
        body.wrong("planned_on", errors::survey_day_is_past());
    }
    if (auto read = body.finish(); !read) return read;
    return draw_team(step, {planned, place, relax_sod7, {}});
}

Result<void> lawful_start_survey(const Step& step) {
    return of_the_team(step);
}

Result<void> perform_start_survey(Step& step) {
    step.emit(SurveyStarted{step.actor().id});
    return {};
}

Result<void> lawful_survey_attempt(const Step& step) {
    return of_the_team(step);
}

// A locked door is not a result.
Result<void> perform_survey_attempt(Step& step) {
    Body body(step.body());
    const std::string reason = body.text("reason");
    const std::string evidence = body.text("evidence");
    if (auto read = body.finish(); !read) return read;
    step.emit(SurveyAttempted{{step.instant(), step.actor().id, reason, evidence}});
    return {};
}

// Which items apply, only the verdict on these results knows.
Result<void> lawful_record_survey(const Step& step) {
    if (auto member = of_the_team(step); !member) return member;
    if (const auto verdict = step.verdict(); !verdict) return verdict.error();
    return {};
}

// LAW: 行政许可法 第三十四条 第三款
Result<void> perform_record_survey(Step& step) {
    Body body(step.body());
    const Json results = body.object("results");
    Json record = read_survey_record(step, body, results);
    if (auto read = body.finish(); !read) return read;
    step.emit(SurveyRecorded{results, record});
    record["surveyors"] = told_team(step);
    record["place"] = step.now().survey->place;
    record["checklist"] = told_results(step, results);
    record["results"] = results;
    record["signatures"] = told_signatures(step, record["signatures"]);
    step.issue(7, std::move(record));
    return {};
}

}  // namespace oneseal::cases

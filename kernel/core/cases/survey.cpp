// The site survey of a drawn team of two or more, and its record.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
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
    if (!step.now().in_team(step.actor().id)) {
        return Error{ErrorCode::forbidden,
                     "NOT_ASSIGNED",
                     {"您不是本件抽取的现场核查人员。", "You are not of the team that was drawn."},
                     {"请由被抽取的核查人员办理。", "Ask the team that was drawn."}};
    }
    const bool asked = std::ranges::any_of(step.now().recusals, [&](const Recusal& recusal) {
        return recusal.answer.empty() && step.now().in_team(recusal.person);
    });
    if (!asked) return {};
    return recusal_open();
}

}  // namespace

// The reviewer draws; a head does where SOD-7 has to be relaxed.
Result<void> lawful_assign_survey(const Step& step) {
    if (!step.by("head")) {
        if (auto assigned = assigned_reviewer(step); !assigned) return assigned;
    }
    if (step.now().recusal_is_open()) return recusal_open();
    const bool recorded = step.now().survey && !step.now().survey->recorded_at.empty();
    const auto verdict = step.verdict();
    if (!verdict) return verdict.error();
    if (step.matter().survey && verdict->survey.value_or(true) && !recorded) return {};
    return Error{ErrorCode::conflict,
                 "NO_SURVEY_DUE",
                 {"本件不需要现场核查,或者已经核查。", "This case needs no survey, or has had it."},
                 {"请直接提出审查意见。", "Go on to the proposal."}};
}

Result<void> perform_assign_survey(Step& step) {
    Body body(step.body());
    const auto planned = body.day("planned_on");
    const std::string place = body.text("place");
    const bool reviewer = step.actor().id == step.now().reviewer;
    const std::string relax_sod7 = body.text("relax_sod7");
    if (!relax_sod7.empty() && !step.by("head")) {
        body.wrong("relax_sod7", {"只有局领导可以放宽 SOD-7。", "Only a head may relax SOD-7."});
    }
    if (!reviewer && relax_sod7.empty()) {
        body.wrong("relax_sod7",
                   {"局领导抽取的,须写明放宽 SOD-7 的理由。",
                    "A head who draws says why SOD-7 is relaxed."});
    }
    if (*planned < step.today()) {
        body.wrong("planned_on", {"核查日期不能早于今天。", "The day is past."});
    }
    if (auto read = body.finish(); !read) return read;
    return draw_team(step, {planned, place, relax_sod7, {}});
}

Result<void> lawful_start_survey(const Step& step) {
    return of_the_team(step);
}

Result<void> perform_start_survey(Step& step) {
    step.emit("survey_started", {{"at", step.instant()}, {"by", step.actor().id}});
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
    step.emit("survey_attempted",
              {{"at", step.instant()},
               {"by", step.actor().id},
               {"reason", reason},
               {"evidence", evidence}});
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
    step.emit("survey_recorded",
              {{"at", step.instant()}, {"results", results}, {"record", record}});
    record["surveyors"] = told_team(step);
    record["place"] = step.now().survey->place;
    record["checklist"] = told_results(step, results);
    record["results"] = results;
    record["signatures"] = told_signatures(step, record["signatures"]);
    step.issue(7, std::move(record));
    return {};
}

}  // namespace oneseal::cases

// The site survey: a drawn team of two or more, its record, and recusal.
#include <algorithm>
#include <array>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"
#include "cases/draw.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

bool in_team(const Case& now, const std::string& person) {
    return std::ranges::find(now.surveyors, person) != now.surveyors.end();
}

// The clerk who accepted does not survey, nor does who supervises the bureau.
std::map<std::string, std::string> left_out_of_survey(const Step& step) {
    std::map<std::string, std::string> left_out;
    for (const Officer& officer : *step.context().officers) {
        if (officer.roles.contains("supervisor")) left_out[officer.id] = "SUPERVISOR";
    }
    if (!step.now().intake.empty()) left_out[step.now().intake] = "INTAKE";
    return left_out;
}

Json told_team(const Step& step) {
    Json team = Json::array();
    for (const std::string& id : step.now().surveyors) {
        const Officer* officer = step.context().officer(id);
        if (officer == nullptr) continue;
        team.push_back(
            {{"id", id}, {"name", officer->name}, {"certificate", officer->certificate}});
    }
    return team;
}

Json told_checklist(const Step& step) {
    const auto verdict = step.verdict();
    Json items = Json::array();
    for (const ChecklistItem& item : step.matter().survey->checklist) {
        if (verdict && !verdict->survey_items.contains(item.id)) continue;
        items.push_back({{"id", item.id},
                         {"item", to_json(item.item)},
                         {"standard", to_json(item.standard)},
                         {"critical", item.critical}});
    }
    return items;
}

void issue_survey_notice(Step& step) {
    const Survey& survey = *step.now().survey;
    step.issue(
        6,
        {{"planned_on", survey.planned_on ? Json(sdk::format_day(*survey.planned_on)) : Json()},
         {"place", survey.place},
         {"surveyors", told_team(step)},
         {"items", told_checklist(step)},
         {"recusal",
          {{"zh-CN", "您认为现场核查人员与本申请有直接利害关系的,有权申请其回避。"},
           {"en",
            "If you hold that a surveyor has a direct interest, you may ask for recusal."}}}});
}

Error sod7_not_in_the_way() {
    return {ErrorCode::conflict,
            "SOD7_NOT_IN_THE_WAY",
            {"不放宽 SOD-7 也能组成核查组。", "A team can be drawn without relaxing SOD-7."},
            {"请由审查人员抽取;答复回避申请的,请去掉 relax_sod7。",
             "The reviewer draws; in an answer to a request for recusal, leave relax_sod7 out."}};
}

// Contract staff never form a team alone, whatever the county has set (SOD-10). Where only SOD-7
// leaves nobody, the head's reason lets the same people come again.
// LAW: 行政许可法 第三十四条 第三款
Result<void> draw_team(Step& step,
                       std::optional<Day> planned,
                       const std::string& place,
                       const std::string& relax_sod7) {
    const SurveyTerms& survey = *step.matter().survey;
    DrawTerms terms{"surveyor",
                    std::max(2, survey.min_staff),
                    std::max(1, step.context().county->minimum_formal_surveyors),
                    left_out_of_survey(step)};
    auto drawn = draw(terms, step.now(), step.context());
    if (drawn && !relax_sod7.empty()) return sod7_not_in_the_way();
    if (!drawn && !relax_sod7.empty()) {
        if (auto fit = has_no_interest(step); !fit) return fit;
        terms.without_sod7 = true;
        terms.left_out[step.actor().id] = "HEAD";
        drawn = draw(terms, step.now(), step.context());
    }
    if (!drawn) return drawn.error();
    if (terms.without_sod7) {
        drawn->sod7_relaxed = relax_sod7;
        drawn->relaxed_by = step.actor().id;
    }
    step.emit("survey_assigned",
              {{"draw", *drawn},
               {"assigned_on", sdk::format_day(step.today())},
               {"planned_on", planned},
               {"place", place}});
    issue_survey_notice(step);
    return {};
}

Error recusal_open() {
    return unlawful("RECUSAL_OPEN",
                    "公务员法 第七十六条",
                    {"申请人的回避申请尚未答复。", "A request for recusal is not answered yet."},
                    {"请局领导先答复回避申请。", "The head answers it first."});
}

// The reviewer draws; a head does where SOD-7 has to be relaxed.
Result<void> lawful_assign(const Step& step) {
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

Result<void> assign_survey(Step& step) {
    Body body(step.body());
    const auto planned = body.day("planned_on");
    const std::string place = body.text("place");
    const bool reviewer = step.actor().id == step.now().reviewer;
    std::string relax_sod7;
    if (step.by("head")) {
        relax_sod7 = reviewer ? body.optional_text("relax_sod7") : body.text("relax_sod7");
    }
    if (!planned) {
        body.wrong("planned_on", {"请填写核查日期。", "Say on which day."});
    } else if (*planned < step.today()) {
        body.wrong("planned_on", {"核查日期不能早于今天。", "The day is past."});
    }
    if (auto read = body.finish(); !read) return read;
    return draw_team(step, planned, place, relax_sod7);
}

Result<void> of_the_team(const Step& step) {
    if (!in_team(step.now(), step.actor().id)) {
        return Error{ErrorCode::forbidden,
                     "NOT_ASSIGNED",
                     {"您不是本件抽取的现场核查人员。", "You are not of the team that was drawn."},
                     {"请由被抽取的核查人员办理。", "Ask the team that was drawn."}};
    }
    const bool asked = std::ranges::any_of(step.now().recusals, [&](const Recusal& recusal) {
        return recusal.answer.empty() && in_team(step.now(), recusal.person);
    });
    if (!asked) return {};
    return recusal_open();
}

Result<void> start_survey(Step& step) {
    Body body(step.body());
    if (auto read = body.finish(); !read) return read;
    step.emit("survey_started", {{"at", step.instant()}, {"by", step.actor().id}});
    return {};
}

// A locked door is not a result.
Result<void> survey_attempt(Step& step) {
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
Result<void> lawful_record(const Step& step) {
    if (auto member = of_the_team(step); !member) return member;
    if (const auto verdict = step.verdict(); !verdict) return verdict.error();
    return {};
}

// LAW: 行政许可法 第三十四条 第三款
Result<void> record_survey(Step& step) {
    Body body(step.body());
    const Json results = body.object("results");
    Json record = read_survey_record(step, body, results);
    if (auto read = body.finish(); !read) return read;
    step.emit("survey_recorded",
              {{"at", step.instant()}, {"results", results}, {"record", record}});
    record["surveyors"] = told_team(step);
    record["checklist"] = told_checklist(step);
    record["results"] = results;
    step.issue(7, std::move(record));
    return {};
}

bool handles(const Case& now, const std::string& person) {
    return person == now.reviewer || in_team(now, person);
}

// LAW: 公务员法 第七十六条
Result<void> request_recusal(Step& step) {
    Body body(step.body());
    Recusal recusal;
    recusal.person = body.text("person");
    recusal.ground = body.text("ground");
    recusal.evidence = read_evidence_of_paper(step, body);
    recusal.asked_at = step.instant();
    if (!recusal.person.empty() && !handles(step.now(), recusal.person)) {
        body.wrong("person", {"该人员不办理本件。", "This person does not handle the case."});
    }
    if (auto read = body.finish(); !read) return read;
    step.emit("recusal_requested", recusal);
    return {};
}

Result<void> lawful_answer(const Step& step) {
    if (step.now().recusal_is_open()) return {};
    return Error{ErrorCode::conflict,
                 "NO_RECUSAL_OPEN",
                 {"没有待答复的回避申请。", "No request for recusal is open."},
                 {"无需办理。", "There is nothing to do."}};
}

// Draws anew wherever the recused person stood; a survey owes a new notice, and a record that the
// person took part in falls.
Result<void> replace(Step& step, const std::string& person, const std::string& relax_sod7) {
    if (person == step.now().reviewer) {
        auto drawn = draw({"reviewer", 1, 0, {}}, step.now(), step.context());
        if (!drawn) return drawn.error();
        step.emit("reviewer_assigned", {{"draw", *drawn}});
    }
    if (!in_team(step.now(), person)) return {};
    const Survey survey = *step.now().survey;
    const auto planned = std::max(survey.planned_on, std::optional(step.today()));
    return draw_team(step, planned, survey.place, relax_sod7);
}

Result<void> answer_recusal(Step& step) {
    Body body(step.body());
    const std::string person = body.text("person");
    const std::string answer = body.one_of("answer", {"granted", "rejected"});
    const std::string reason = body.text("reason");
    const std::string relax_sod7 = body.optional_text("relax_sod7");
    const auto open = std::ranges::find_if(step.now().recusals, [&](const Recusal& recusal) {
        return recusal.person == person && recusal.answer.empty();
    });
    if (!person.empty() && open == step.now().recusals.end()) {
        body.wrong("person",
                   {"对该人员没有待答复的回避申请。", "No request about this person is open."});
    }
    if (auto read = body.finish(); !read) return read;
    // LAW: 公务员法 第七十六条
    if (person == step.actor().id) {
        return unlawful("SOD-6",
                        "公务员法 第七十六条",
                        {"不得答复对自己的回避申请。", "Nobody answers a request about himself."},
                        {"请由另一位局领导答复。", "Another head answers it."});
    }
    Recusal recusal = *open;
    recusal.answer = answer;
    recusal.reason = reason;
    recusal.answered_by = step.actor().id;
    step.emit("recusal_answered", recusal);
    const Officer* officer = step.context().officer(person);
    step.issue(34,
               {{"person", person},
                {"name", officer != nullptr ? officer->name : person},
                {"ground", recusal.ground},
                {"answer", answer},
                {"reason", reason}});
    return answer == "granted" ? replace(step, person, relax_sod7) : Result<void>{};
}

}  // namespace

std::span<const ActionDefinition> survey_actions() {
    static const std::array<ActionDefinition, 6> table{{
        {"assign_survey",
         {"抽取现场核查人员", "draw the survey team"},
         {State::reviewing},
         {"reviewer", "head"},
         lawful_assign,
         assign_survey},
        {"start_survey",
         {"开始现场核查", "start the survey"},
         {State::survey_assigned},
         {"surveyor"},
         of_the_team,
         start_survey},
        {"survey_attempt",
         {"登记核查未遂", "record an attempt"},
         {State::survey_assigned, State::surveying},
         {"surveyor"},
         of_the_team,
         survey_attempt},
        {"record_survey",
         {"登记现场核查记录", "record the survey"},
         {State::surveying},
         {"surveyor"},
         lawful_record,
         record_survey},
        {"request_recusal",
         {"申请回避", "ask for recusal"},
         {State::reviewing, State::survey_assigned, State::surveying},
         {"applicant", "intake"},
         always,
         request_recusal},
        {"answer_recusal",
         {"答复回避申请", "answer a request for recusal"},
         {State::reviewing, State::survey_assigned, State::surveying},
         {"head"},
         lawful_answer,
         answer_recusal},
    }};
    return table;
}

}  // namespace oneseal::cases

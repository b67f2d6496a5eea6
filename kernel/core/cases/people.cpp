// Who handles a case: draws of the reviewer and of the survey team, and draws anew.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/draw.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

// The clerk who accepted does not survey, nor does who supervises the bureau.
std::map<std::string, std::string> left_out_of_survey(const Step& step) {
    std::map<std::string, std::string> left_out;
    for (const Officer& officer : *step.context().officers) {
        if (officer.roles.contains(Role::supervisor)) left_out[officer.id] = "SUPERVISOR";
    }
    if (!step.now().people.intake.empty()) left_out[step.now().people.intake] = "INTAKE";
    return left_out;
}

void issue_survey_notice(Step& step) {
    const Survey& survey = *step.now().survey;
    step.issue(
        6,
        {{"planned_on", survey.planned_on ? Json(sdk::format_day(*survey.planned_on)) : Json()},
         {"place", survey.place},
         {"surveyors", told_team(step)},
         {"items", told_checklist(step)},
         {"replaces_earlier",
          std::ranges::count(step.now().people.draws, Role::surveyor, &Draw::role) > 1}});
}

}  // namespace

Json told_team(const Step& step) {
    Json team = Json::array();
    for (const std::string& id : step.now().people.surveyors) {
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

Result<void> draw_reviewer(Step& step, const LeftOut& left_out) {
    auto drawn = draw({Role::reviewer, 1, 0, left_out}, step.now(), step.context());
    if (!drawn) return drawn.error();
    step.emit(ReviewerAssigned{*drawn});
    return {};
}

// Contract staff never form a team alone, whatever the county has set (SOD-10). Where only SOD-7
// leaves nobody, the head's reason lets the same people come again.
// LAW: 行政许可法 第三十四条 第三款
Result<void> draw_team(Step& step, const TeamTerms& wanted) {
    const SurveyTerms& survey = *step.matter().survey;
    DrawTerms terms{Role::surveyor,
                    std::max(2, survey.min_staff),
                    std::max(1, step.context().county->minimum_formal_surveyors),
                    left_out_of_survey(step)};
    terms.left_out.insert(wanted.left_out.begin(), wanted.left_out.end());
    auto drawn = draw(terms, step.now(), step.context());
    if (drawn && !wanted.relax_sod7.empty()) return errors::sod7_not_in_the_way();
    if (!drawn && !wanted.relax_sod7.empty()) {
        if (auto fit = has_no_interest(step); !fit) return fit;
        terms.without_sod7 = true;
        terms.left_out[step.actor().id] = "HEAD";
        drawn = draw(terms, step.now(), step.context());
    }
    if (!drawn) return drawn.error();
    if (terms.without_sod7) {
        drawn->sod7_relaxed = wanted.relax_sod7;
        drawn->relaxed_by = step.actor().id;
    }
    step.emit(SurveyAssigned{*drawn, step.today(), wanted.planned_on, wanted.place});
    issue_survey_notice(step);
    return {};
}

Result<void> draw_again(Step& step,
                        Role role,
                        const std::string& relax_sod7,
                        const LeftOut& left_out) {
    if (role == Role::reviewer) return draw_reviewer(step, left_out);
    const Survey survey = *step.now().survey;
    const auto planned = std::max(survey.planned_on, std::optional(step.today()));
    return draw_team(step, {planned, survey.place, relax_sod7, left_out});
}

}  // namespace oneseal::cases

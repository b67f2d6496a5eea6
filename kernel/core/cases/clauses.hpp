// What several actions are written with.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cases/clocks.hpp"
#include "cases/step.hpp"

namespace oneseal::cases {

// LAW: 行政许可法 第三十二条 第一款 第四项
constexpr int intake_days = 5;

// Calendar days for an answer, where the document sets none.
constexpr int usual_supplement_days = 15;

// ROLE_MISSING, with the titles of the roles that may.
Error role_missing(const std::set<Role>& roles);
// The case's own reviewer. Fails as `forbidden` (NOT_ASSIGNED).
Result<void> assigned_reviewer(const Step& step);
// Whoever decides, or closes a case as a decider, is of the formal staff, was never drawn to survey
// it, is not recused and has no interest in it. Fails as `unlawful` (SOD-10, SOD-1, SOD-6).
Result<void> is_fit_to_decide(const Step& step);
// Fails as `unlawful` (SOD-6) where the officer is recused or has an interest in the case.
Result<void> has_no_interest(const Step& step);

// Whether this officer may decide the case now. Fails as is_fit_to_decide() does, besides as
// `unlawful` (SOD-8) or `conflict` (REVIEW_FIRST).
Result<void> may_decide(const Step& step);
Outcome outcome_of(const Step& step, DecisionKind kind, Json grounds);

// Left out of a draw whoever they are, with the rule that says so.
using LeftOut = std::map<std::string, std::string>;

// Draws the reviewer. Fails as `unlawful` (NOBODY_TO_DRAW).
Result<void> draw_reviewer(Step& step, const LeftOut& left_out = {});

struct TeamTerms {
    std::optional<Day> planned_on{};
    std::string place{};
    std::string relax_sod7{};  // the head's reason, where only SOD-7 leaves nobody
    LeftOut left_out{};
};
// Draws the survey team and issues its notice. Fails as `unlawful` (NOBODY_TO_DRAW) or `conflict`
// (SOD7_NOT_IN_THE_WAY).
Result<void> draw_team(Step& step, const TeamTerms& wanted);

// Draws a role (reviewer, surveyor) anew. A survey owes a new notice, and a record of the team
// before falls.
Result<void> draw_again(Step& step,
                        Role role,
                        const std::string& relax_sod7,
                        const LeftOut& left_out);

// The team, and the items of the checklist that apply, as papers tell them.
Json told_team(const Step& step);
Json told_checklist(const Step& step);

// Reads what was handed in at a counter: [{id, kind, copies, pages}]. Applicants put files instead.
std::vector<HandedIn> read_paper_materials(Step& step, Body& body);
// In which kinds, and how many of them, the matter asks for it.
Text asked_of(const MaterialTerms& terms);
// What was handed in after an instant (all, where it is empty), as receipts list it.
Json told_materials(const Step& step, const std::string& since);
// The receipt for what was handed in after that instant.
void issue_receipt(Step& step,
                   const std::string& since,
                   const std::string& received_at,
                   bool complete);

// Where the signed paper lies of what an applicant does at a counter; required of officers.
std::string read_evidence_of_paper(const Step& step, Body& body);

// The record of a site survey in an action's body: times, who was there by what right, photos with
// place and instant, signatures; its results are held against the checklist.
Json read_survey_record(const Step& step, Body& body, const Json& results);

// The parties that a form names, and what changed in it: [{pointer, old, new}].
Applicant applicant_of(const Step& step, const Json& form);
Json changed_values(const Json& before, const Json& after);

// Fails as `unlawful` (WAIVER_UNPROVEN) while a claim of shared data that replaces a material has
// not been seen to be true. LAW: 优化营商环境条例 第四十四条
Result<void> waivers_are_proven(const Verdict& verdict, const Step& step);

// A list of bases that an officer has given: not empty, each of a law in the register.
bool is_basis(const Json& basis, const CountyTerms& county);

// Raises the alarm of a clock that runs, once for each of its last days; false where there is none.
bool raise_alarm(Step& step, ClockKind kind);

// The name of a member of the staff, as papers tell it; what has none is told as it is.
std::string name_of(const Step& step, const std::string& person);
// The legal day of an instant, as a date; null where there is none.
Json day_of(const std::string& instant);

// What a licence says, with the titles of the matter's document: [{id, title, value}].
Json told_attributes(const Step& step, const Json& licence);

// Ends the case with a paper.
void end_case(Step& step, State state, const std::string& reason);

}  // namespace oneseal::cases

// How an action is written down: where it may stand, who may take it, when it is lawful, what it
// does. decide.cpp looks actions up and checks in that order; permissions() asks all but the last.
#pragma once

#include <span>
#include <vector>

#include "cases/step.hpp"

namespace oneseal::cases {

struct ActionDefinition {
    const char* name;
    Text title;
    std::vector<State> states;
    std::vector<const char*> roles;  // one of them: applicant, system, or a role of the bureau
    // Whether the law allows it now, whatever the body will say.
    Result<void> (*lawful)(const Step&);
    // Reads the body and emits events. REQUIRES: lawful.
    Result<void> (*perform)(Step&);
};

std::span<const ActionDefinition> filing_actions();         // submit, correct, withdraw
std::span<const ActionDefinition> file_actions();           // put_material
std::span<const ActionDefinition> intake_actions();         // not_needed, no_power, accept
std::span<const ActionDefinition> notice_actions();         // request_supplement
std::span<const ActionDefinition> supplement_actions();     // supplement, no_answer, terminate
std::span<const ActionDefinition> further_paper_actions();  // request_materials, provide_materials
std::span<const ActionDefinition> review_actions();    // assign_review, propose, return, facts …
std::span<const ActionDefinition> survey_actions();    // assign_survey … record_survey, recusal
std::span<const ActionDefinition> decision_actions();  // grant, refuse
std::span<const ActionDefinition> completion_actions();  // seal, archive, what is by itself
std::span<const ActionDefinition> service_actions();     // serve, deliver

// Calendar days for an answer, where the document sets none.
constexpr int usual_supplement_days = 15;

// For actions that state and role alone decide.
Result<void> always(const Step& step);
// The case's own reviewer. Fails as `forbidden` (NOT_ASSIGNED).
Result<void> assigned_reviewer(const Step& step);
// Whoever decides, or closes a case as a decider, is of the formal staff, was never drawn to survey
// it, is not recused and has no interest in it. Fails as `unlawful` (SOD-10, SOD-1, SOD-6).
Result<void> is_fit_to_decide(const Step& step);
// Fails as `unlawful` (SOD-6) where the officer is recused or has an interest in the case.
Result<void> has_no_interest(const Step& step);

// Every undecided state after acceptance; every undecided state; every state but the draft.
std::vector<State> states_under_review();
std::vector<State> every_undecided_state();
std::vector<State> every_filed_state();

// Draws a reviewer where one can be drawn; acceptance does not wait for one.
void draw_reviewer(Step& step);

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
Result<void> waivers_are_proven(const Verdict& verdict, const Case& now);

// A list of bases that an officer has given: not empty, each of a law in the register.
bool is_basis(const Json& basis, const CountyTerms& county);

// Raises the alarm of a clock that runs, once for each of its last days; false where there is none.
bool raise_alarm(Step& step, const std::string& kind);

// Ends the case with a paper.
void end_case(Step& step, State state, const std::string& reason);

}  // namespace oneseal::cases

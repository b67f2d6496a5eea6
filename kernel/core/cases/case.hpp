// A case (办件): everything that is known of one application on its way. It is never changed in
// place: events are applied to it (apply.cpp), and the same events always give the same case. It is
// made of aspects; a function that needs one of them takes that.
// Its JSON form (case_json.hpp) is the snapshot in the database and what the API shows from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/aspects/decision.hpp"
#include "cases/aspects/filing.hpp"
#include "cases/aspects/intake.hpp"
#include "cases/aspects/papers.hpp"
#include "cases/aspects/people.hpp"
#include "cases/aspects/rating.hpp"
#include "cases/aspects/review.hpp"
#include "cases/aspects/supplement.hpp"
#include "cases/aspects/survey.hpp"

namespace oneseal::cases {

// workflow.md section 2, those that this version reaches.
enum class State {
    draft,
    submitted,
    correcting,
    supplement_wait,
    not_accepted_no_need,
    not_accepted_no_power,
    not_accepted_no_answer,
    accepted,
    reviewing,
    survey_assigned,
    surveying,
    deciding,
    granted,
    refused,
    sealed,
    certified,
    delivered,
    archived,
    withdrawn,
    terminated
};

constexpr EnumNames<State, 20> states{{"draft",
                                       "submitted",
                                       "correcting",
                                       "supplement_wait",
                                       "not_accepted_no_need",
                                       "not_accepted_no_power",
                                       "not_accepted_no_answer",
                                       "accepted",
                                       "reviewing",
                                       "survey_assigned",
                                       "surveying",
                                       "deciding",
                                       "granted",
                                       "refused",
                                       "sealed",
                                       "certified",
                                       "delivered",
                                       "archived",
                                       "withdrawn",
                                       "terminated"}};
constexpr const auto& names_of(State) {
    return states;
}

// What the case was pinned to at `submit`: only drafts float.
struct Pin {
    std::string plugin{};
    std::string version{};
    std::string package_digest{};
    std::string matter_digest{};
};

struct Case {
    std::string county{};
    std::string id{};      // random; a draft's only name
    std::string number{};  // from submit on
    std::int64_t version = 0;
    State state = State::draft;
    State state_before_correcting = State::submitted;
    std::string matter{};
    Pin pin{};
    FilingAspect filing{};
    IntakeAspect intake{};
    SupplementAspect supplement{};
    PeopleAspect people{};
    std::optional<Survey> survey{};
    ReviewAspect review{};
    DecisionAspect decision{};
    std::vector<PaperRecord> papers{};
    std::optional<Rating> rating{};
    std::map<std::string, Day> alarms{};  // raised so far: by clock, the last day that was missed

    bool accepted() const { return intake.accepted_on.has_value(); }
    bool undecided() const;  // filed, and neither decided nor ended
    // The instant of the last receipt for supplement papers; empty before the first.
    std::string last_receipt_at() const;
    const PaperRecord* paper(std::string_view paper_id) const;
    // Everything that bears the licensing seal is sealed, and what decides or closes the case has
    // its proof of service: it can be archived.
    bool file_is_complete() const;
    // The instant at which the last paper of the open notice was put, where all it asks for are
    // papers and all of them are in; empty otherwise.
    std::string asked_papers_in_at() const;
    // Accepted by silence, and neither surveyed nor proposed: the applicant may still correct and
    // hand in of their own accord.
    bool open_after_silence() const;
    // A served request, after silence, names what is to be corrected in the form.
    bool is_asked_to_correct() const;
    // What was requested may be handed in until the decision.
    bool may_still_hand_in(std::string_view material) const;
};

const std::vector<State>& every_state();
bool is_filed(State state);         // every state but the draft
bool is_under_review(State state);  // accepted and undecided
bool is_undecided(State state);     // filed, and neither decided nor ended
bool has_ended(State state);
inline const char* state_name(State state) {
    return states.of(state);
}

}  // namespace oneseal::cases

#include "core/cases/separation.hpp"

#include "cases/case_json.hpp"

namespace oneseal::cases::test {

const Officer* Separation::officer(const std::string& id) const {
    const auto found = std::ranges::find(officers_, id, &Officer::id);
    return found == officers_.end() ? nullptr : &*found;
}

bool Separation::is_formal(const std::string& id) const {
    return officer(id) != nullptr && officer(id)->formal;
}

bool Separation::has_interest(const std::string& id) const {
    const Officer* one = officer(id);
    return one != nullptr && (one->conflicts.contains(applicant_.code) ||
                              one->conflicts.contains(applicant_.representative_code));
}

void Separation::must(bool holds, const char* rule, const std::string& person) {
    if (!holds) broken_ += std::string(rule) + " " + person + "; ";
}

void Separation::count(const Draw& drawn) {
    for (const Candidate& one : drawn.candidates) left_out_[one.left_out] += 1;
}

void Separation::team(const Draw& drawn) {
    const std::set<std::string> team(drawn.chosen.begin(), drawn.chosen.end());
    must(team.size() >= 2, "SOD-2", drawn.chosen.front());
    must(std::ranges::count_if(team, [&](const auto& id) { return is_formal(id); }) >=
             minimum_formal_,
         "SOD-10",
         drawn.chosen.front());
    for (const std::string& id : team) {
        must(!has_interest(id) && !recused_.contains(id), "SOD-6", id);
        must(std::ranges::count(previous_surveyors_, id) == 0, "SOD-7", id);
        must(id != intake_, "INTAKE", id);
        contract_staff_drawn_ += is_formal(id) ? 0 : 1;
    }
    surveyors_.insert(team.begin(), team.end());
}

void Separation::reviewer(const Draw& drawn) {
    const std::string& id = drawn.chosen.front();
    must(!has_interest(id) && !recused_.contains(id), "SOD-6", id);
    reviewers_.insert(id);
}

// A decider's, whatever it decides; the counter's and the applicant's own acts are none.
void Separation::decision(const std::string& by) {
    must(is_formal(by), "SOD-10", by);
    must(!surveyors_.contains(by), "SOD-1", by);
    must(!has_interest(by) && !recused_.contains(by), "SOD-6", by);
    decided_by_ = by;
}

void Separation::look_at(const Event& event) {
    if (const auto* filed = event.as<Submitted>()) {
        applicant_ = filed->filing.applicant;
        intake_ = filed->intake;
    } else if (const auto* accepted = event.as<Accepted>()) {
        if (!accepted->intake.empty()) intake_ = accepted->intake;
    } else if (const auto* surveying = event.as<SurveyAssigned>()) {
        count(surveying->draw);
        team(surveying->draw);
    } else if (const auto* reviewing = event.as<ReviewerAssigned>()) {
        count(reviewing->draw);
        reviewer(reviewing->draw);
    } else if (const auto* answer = event.as<RecusalAnswered>();
               answer && answer->answer == "granted") {
        recused_.insert(answer->person);
        must(answer->person != answer->answered_by, "SOD-6", answer->person);
    } else if (const auto* decided = event.as<Decided>()) {
        decision(decided->outcome.by);
    } else if (const auto* ended = event.as<Ended>()) {
        if (officer(ended->by) == nullptr || !officer(ended->by)->roles.contains(Role::decider))
            return;
        if (ended->state == State::not_accepted_no_answer || ended->state == State::terminated) {
            decision(ended->by);
        }
    } else if (const auto* sealed = event.as<Sealed>()) {
        const std::string& by = sealed->by;
        must(by != decided_by_ && !reviewers_.contains(by) && !recused_.contains(by), "SOD-5", by);
    }
}

std::string Separation::broken_by(const std::vector<Event>& events) {
    broken_.clear();
    for (const Event& event : events) look_at(event);
    return broken_;
}

}  // namespace oneseal::cases::test

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
    const Json& data = event.data;
    if (event.kind == "submitted") applicant_ = data.at("applicant").get<Applicant>();
    if (event.kind == "submitted" || event.kind == "accepted") {
        intake_ = data.value("intake", intake_);
    }
    if (data.contains("draw")) {
        const Draw drawn = data["draw"].get<Draw>();
        for (const Candidate& one : drawn.candidates) left_out_[one.left_out] += 1;
        event.kind == "survey_assigned" ? team(drawn) : reviewer(drawn);
    }
    if (event.kind == "recusal_answered" && data["answer"] == "granted") {
        recused_.insert(data["person"].get<std::string>());
        must(data["person"] != data["answered_by"], "SOD-6", data["person"]);
    }
    if (event.kind == "decided") decision(data["outcome"]["by"]);
    if (event.kind == "ended" && officer(data["by"]) != nullptr &&
        officer(data["by"])->roles.contains("decider") &&
        (data["state"] == "not_accepted_no_answer" || data["state"] == "terminated")) {
        decision(data["by"]);
    }
    if (event.kind == "sealed") {
        const std::string by = data["by"];
        must(by != decided_by_ && !reviewers_.contains(by) && !recused_.contains(by), "SOD-5", by);
    }
}

std::string Separation::broken_by(const std::vector<Event>& events) {
    broken_.clear();
    for (const Event& event : events) look_at(event);
    return broken_;
}

}  // namespace oneseal::cases::test

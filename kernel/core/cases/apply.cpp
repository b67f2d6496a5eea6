// What each event changes. The only place where a case changes.
#include <algorithm>
#include <functional>

#include "cases/case_json.hpp"
#include "cases/decide.hpp"

namespace oneseal::cases {
namespace {

using Apply = void (*)(Case&, const Json&);

template <typename T>
void read(const Json& data, const char* key, T& into) {
    if (data.contains(key)) data.at(key).get_to(into);
}

void put_material(Case& now, const Json& data) {
    HandedIn material = data.get<HandedIn>();
    std::erase_if(now.materials, [&](const HandedIn& m) { return m.id == material.id; });
    now.materials.push_back(std::move(material));
}

void read_filing(Case& now, const Json& data) {
    read(data, "variant", now.variant);
    read(data, "mode", now.mode);
    read(data, "form", now.form);
    read(data, "typed", now.typed);
    read(data, "shared_data", now.shared_data);
    read(data, "committed", now.committed);
    read(data, "applicant", now.applicant);
}

void drafted(Case& now, const Json& data) {
    read(data, "county", now.county);
    read(data, "id", now.id);
    read(data, "matter", now.matter);
    read_filing(now, data);
}

void submitted(Case& now, const Json& data) {
    drafted(now, data);
    read(data, "number", now.number);
    read(data, "pin", now.pin);
    read(data, "materials", now.materials);
    read(data, "submission", now.submission);
    read(data, "received_on", now.received_on);
    read(data, "received_at", now.received_at);
    read(data, "intake", now.intake);
    read(data, "verdict_pending", now.verdict_pending);
    read(data, "outcome_of_filing", now.outcome_of_filing);
    now.intake_from = now.received_on;
    now.state = State::submitted;
}

void evaluated(Case& now, const Json& data) {
    now.verdict_pending = false;
    read(data, "outcome", now.outcome_of_filing);
    read(data, "applicant", now.applicant);
}

void correcting_opened(Case& now, const Json&) {
    now.state_before_correcting = now.state;
    now.state = State::correcting;
}

void corrected(Case& now, const Json& data) {
    read_filing(now, data);
    read(data, "outcome", now.outcome_of_filing);
    read(data, "verdict_pending", now.verdict_pending);
    now.state = now.state_before_correcting;
    if (!now.accepted()) return;
    // What was looked at is no longer what is asked for.
    now.survey.reset();
    now.proposal.reset();
    if (now.state == State::deciding) now.state = State::reviewing;
}

void notice_issued(Case& now, const Json& data) {
    now.notices.push_back(data.get<SupplementNotice>());
    now.state = State::supplement_wait;
}

void supplemented(Case& now, const Json& data) {
    read(data, "form", now.form);
    read(data, "typed", now.typed);
    read(data, "applicant", now.applicant);
    for (const Json& material : data.value("materials", Json::array())) put_material(now, material);
    if (!data.value("complete", false)) return;
    now.notices.back().answered = true;
    // The five days begin anew only where a served notice had stopped them.
    if (!now.notices.back().served_at.empty()) read(data, "on", now.intake_from);
    read(data, "outcome", now.outcome_of_filing);
    read(data, "verdict_pending", now.verdict_pending);
    now.state = State::submitted;
}

void accepted(Case& now, const Json& data) {
    read(data, "on", now.accepted_on);
    read(data, "at", now.accepted_at);
    read(data, "silence", now.accepted_by_silence);
    read(data, "intake", now.intake);
    now.state = State::accepted;
}

void ended(Case& now, const Json& data) {
    read(data, "state", now.state);
    read(data, "reason", now.end_reason);
    read(data, "on", now.ended_on);
}

void materials_requested(Case& now, const Json& data) {
    now.requests.push_back(data.get<MaterialRequest>());
}

void materials_provided(Case& now, const Json& data) {
    for (const Json& material : data.value("materials", Json::array())) put_material(now, material);
}

void reviewer_assigned(Case& now, const Json& data) {
    now.draws.push_back(data.at("draw").get<Draw>());
    now.reviewer = now.draws.back().chosen.front();
    if (now.state == State::accepted) now.state = State::reviewing;
}

void survey_assigned(Case& now, const Json& data) {
    now.draws.push_back(data.at("draw").get<Draw>());
    now.surveyors = now.draws.back().chosen;
    // A team that is drawn anew surveys anew; the attempts and an earlier record stay journalled.
    Survey survey;
    if (now.survey) survey.attempts = now.survey->attempts;
    read(data, "assigned_on", survey.assigned_on);
    read(data, "planned_on", survey.planned_on);
    read(data, "place", survey.place);
    now.survey = std::move(survey);
    now.state = State::survey_assigned;
}

void recusal_requested(Case& now, const Json& data) {
    now.recusals.push_back(data.get<Recusal>());
}

void recusal_answered(Case& now, const Json& data) {
    const Recusal answer = data.get<Recusal>();
    for (Recusal& recusal : now.recusals) {
        if (recusal.person == answer.person && recusal.answer.empty()) recusal = answer;
    }
}

void survey_started(Case& now, const Json& data) {
    read(data, "at", now.survey->started_at);
    now.state = State::surveying;
}

void survey_attempted(Case& now, const Json& data) {
    now.survey->attempts.push_back(data);
}

void survey_recorded(Case& now, const Json& data) {
    read(data, "at", now.survey->recorded_at);
    read(data, "results", now.survey->results);
    read(data, "record", now.survey->record);
    now.state = State::reviewing;
}

void proposed(Case& now, const Json& data) {
    now.proposal = data.get<Proposal>();
    now.state = State::deciding;
}

void returned(Case& now, const Json&) {
    now.proposal.reset();
    now.state = State::reviewing;
}

void decided(Case& now, const Json& data) {
    now.outcome = data.at("outcome").get<Outcome>();
    read(data, "licence_number", now.licence_number);
    read(data, "licence", now.licence);
    now.state = now.outcome->kind == "grant" ? State::granted : State::refused;
}

// A decision is sealed, or another paper that bears the licensing seal.
void sealed(Case& now, const Json& data) {
    for (PaperRecord& paper : now.papers) {
        if (paper.seal == "licensing" && paper.sealed_at.empty()) paper.sealed_at = data.at("at");
    }
    if (now.state != State::granted && now.state != State::refused) return;
    read(data, "by", now.seal_keeper);
    read(data, "on", now.sealed_on);
    now.state = State::sealed;
}

void certified(Case& now, const Json&) {
    now.state = State::certified;
}

void delivered(Case& now, const Json& data) {
    read(data, "at", now.delivered_at);
    read(data, "on", now.ended_on);
    now.state = State::delivered;
}

void archived(Case& now, const Json&) {
    now.state = State::archived;
}

void paper_issued(Case& now, const Json& data) {
    now.papers.push_back(data.at("paper").get<PaperRecord>());
}

void paper_served(Case& now, const Json& data) {
    const std::string id = data.at("paper");
    const std::string at = data.at("served_at");
    for (PaperRecord& paper : now.papers) {
        if (paper.id != id) continue;
        paper.served_at = at;
        paper.service = data.value("service", Json::object());
    }
    for (SupplementNotice& notice : now.notices) {
        if (notice.paper != id) continue;
        notice.served_at = at;
        read(data, "answer_by", notice.answer_by);
    }
    for (MaterialRequest& request : now.requests) {
        if (request.paper != id) continue;
        request.served_at = at;
        read(data, "answer_by", request.answer_by);
    }
}

void fact_recorded(Case& now, const Json& data) {
    now.facts[data.at("fact").get<std::string>()] = data.at("record").get<RecordedFact>();
}

void waiver_proven(Case& now, const Json& data) {
    now.proven_waivers[data.at("material").get<std::string>()] =
        data.at("proof").get<WaiverProof>();
}

void finding_resolved(Case& now, const Json& data) {
    now.resolutions.push_back(data.get<Resolution>());
}

// On record, without changing what the case is.
void noted(Case&, const Json&) {}

void alarm_raised(Case& now, const Json& data) {
    now.alarms[data.at("kind").get<std::string>()] = data.at("due").get<Day>();
}

const std::map<std::string, Apply>& changes() {
    static const std::map<std::string, Apply> table{{"drafted", drafted},
                                                    {"submitted", submitted},
                                                    {"evaluated", evaluated},
                                                    {"correcting_opened", correcting_opened},
                                                    {"corrected", corrected},
                                                    {"notice_issued", notice_issued},
                                                    {"supplemented", supplemented},
                                                    {"accepted", accepted},
                                                    {"ended", ended},
                                                    {"materials_requested", materials_requested},
                                                    {"materials_provided", materials_provided},
                                                    {"reviewer_assigned", reviewer_assigned},
                                                    {"survey_assigned", survey_assigned},
                                                    {"recusal_requested", recusal_requested},
                                                    {"recusal_answered", recusal_answered},
                                                    {"survey_started", survey_started},
                                                    {"survey_attempted", survey_attempted},
                                                    {"survey_recorded", survey_recorded},
                                                    {"proposed", proposed},
                                                    {"returned", returned},
                                                    {"decided", decided},
                                                    {"sealed", sealed},
                                                    {"certified", certified},
                                                    {"delivered", delivered},
                                                    {"archived", archived},
                                                    {"material_put", put_material},
                                                    {"paper_issued", paper_issued},
                                                    {"paper_served", paper_served},
                                                    {"fact_recorded", fact_recorded},
                                                    {"waiver_proven", waiver_proven},
                                                    {"finding_resolved", finding_resolved},
                                                    {"noted", noted},
                                                    {"withdrawal_signed", noted},
                                                    {"recounted", noted},
                                                    {"alarm_raised", alarm_raised}};
    return table;
}

}  // namespace

Case apply(Case before, const Event& event) {
    changes().at(event.kind)(before, event.data);
    return before;
}

}  // namespace oneseal::cases

// What each event changes.
#include <algorithm>

#include "cases/events.hpp"

namespace oneseal::cases {
namespace {

void put(FilingAspect& filing, const HandedIn& material) {
    std::erase_if(filing.materials, [&](const HandedIn& one) { return one.id == material.id; });
    filing.materials.push_back(material);
}

// One function a kind of event; `at` is when it was made.
struct Change {
    Case& now;
    const std::string& at;

    void operator()(const Submitted& event) const {
        now.county = event.county;
        now.id = event.id;
        now.matter = event.matter;
        now.number = event.number;
        now.pin = event.pin;
        now.filing = event.filing;
        now.people.intake = event.intake;
        now.intake.verdict_pending = event.verdict_pending;
        now.intake.outcome_of_filing = event.outcome_of_filing;
        now.intake.intake_from = event.filing.received_on;
        now.state = State::submitted;
    }

    void operator()(const Evaluated& event) const {
        now.intake.verdict_pending = false;
        now.intake.outcome_of_filing = event.outcome;
        if (event.applicant) now.filing.applicant = *event.applicant;
    }

    void operator()(const CorrectingOpened&) const {
        now.state_before_correcting = now.state;
        now.state = State::correcting;
    }

    void operator()(const Corrected& event) const {
        now.filing.variant = event.variant;
        now.filing.mode = event.mode;
        now.filing.form = event.form;
        now.filing.typed = event.typed;
        now.filing.applicant = event.applicant;
        now.intake.outcome_of_filing = event.outcome;
        now.intake.verdict_pending = event.verdict_pending;
        now.state = now.state_before_correcting;
        if (!now.accepted()) return;
        // What was looked at is no longer what is asked for.
        now.survey.reset();
        now.review.proposal.reset();
        if (now.state == State::deciding) now.state = State::reviewing;
    }

    void operator()(const NoticeIssued& event) const {
        now.supplement.notices.push_back(event);
        now.state = State::supplement_wait;
    }

    void operator()(const Supplemented& event) const {
        if (!event.form.is_null()) now.filing.form = event.form;
        if (!event.typed.is_null()) now.filing.typed = event.typed;
        if (event.applicant) now.filing.applicant = *event.applicant;
        for (const HandedIn& material : event.materials) put(now.filing, material);
        if (!event.complete) return;
        SupplementNotice& notice = now.supplement.notices.back();
        notice.answered = true;
        // The five days begin anew only where a served notice had stopped them.
        if (!notice.served_at.empty()) now.intake.intake_from = event.on;
        now.intake.outcome_of_filing = event.outcome;
        now.intake.verdict_pending = event.verdict_pending;
        now.state = State::submitted;
    }

    void operator()(const Accepted& event) const {
        now.intake.accepted_on = event.on;
        now.intake.accepted_at = at;
        now.intake.accepted_by_silence = event.silence;
        if (!event.intake.empty()) now.people.intake = event.intake;
        now.state = State::accepted;
    }

    void operator()(const Ended& event) const {
        now.state = event.state;
        now.decision.end_reason = event.reason;
        now.decision.ended_on = event.on;
    }

    void operator()(const MaterialPut& event) const { put(now.filing, event); }

    void operator()(const MaterialsRequested& event) const {
        now.supplement.requests.push_back(event);
    }

    void operator()(const MaterialsProvided& event) const {
        for (const HandedIn& material : event.materials) put(now.filing, material);
    }

    void operator()(const ReviewerAssigned& event) const {
        now.people.draws.push_back(event.draw);
        now.people.reviewer = event.draw.chosen.at(0);
        if (now.state == State::accepted) now.state = State::reviewing;
    }

    void operator()(const SurveyAssigned& event) const {
        now.people.draws.push_back(event.draw);
        now.people.surveyors = event.draw.chosen;
        // A team that is drawn anew surveys anew; the attempts and an earlier record stay
        // journalled.
        Survey survey;
        if (now.survey) survey.attempts = now.survey->attempts;
        survey.assigned_on = event.assigned_on;
        survey.planned_on = event.planned_on;
        survey.place = event.place;
        now.survey = std::move(survey);
        now.state = State::survey_assigned;
    }

    void operator()(const RecusalRequested& event) const { now.people.recusals.push_back(event); }

    void operator()(const RecusalAnswered& event) const {
        for (Recusal& recusal : now.people.recusals) {
            if (recusal.person == event.person && recusal.answer.empty()) recusal = event;
        }
    }

    void operator()(const SurveyStarted&) const {
        now.survey.value().started_at = at;
        now.state = State::surveying;
    }

    void operator()(const SurveyAttempted& event) const {
        now.survey.value().attempts.push_back(event);
    }

    void operator()(const SurveyRecorded& event) const {
        Survey& survey = now.survey.value();
        survey.recorded_at = at;
        survey.results = event.results;
        survey.record = event.record;
        now.state = State::reviewing;
    }

    void operator()(const FactRecorded& event) const {
        now.review.facts[event.fact] = event.record;
    }

    void operator()(const WaiverProven& event) const {
        now.review.proven_waivers[event.material] = event.proof;
    }

    void operator()(const FindingResolved& event) const { now.review.resolutions.push_back(event); }

    void operator()(const Proposed& event) const {
        now.review.proposal = event;
        now.state = State::deciding;
    }

    void operator()(const Returned&) const {
        now.review.proposal.reset();
        now.state = State::reviewing;
    }

    void operator()(const Decided& event) const {
        now.decision.outcome = event.outcome;
        now.decision.licence_number = event.licence_number;
        now.decision.licence = event.licence;
        now.state = event.outcome.kind == DecisionKind::grant ? State::granted : State::refused;
    }

    // A decision is sealed, or another paper that bears the licensing seal.
    void operator()(const Sealed& event) const {
        for (PaperRecord& paper : now.papers) {
            if (paper.seal == "licensing" && paper.sealed_at.empty()) paper.sealed_at = at;
        }
        if (now.state != State::granted && now.state != State::refused) return;
        now.people.seal_keeper = event.by;
        now.decision.sealed_on = event.on;
        now.state = State::sealed;
    }

    void operator()(const Certified&) const { now.state = State::certified; }

    void operator()(const Delivered& event) const {
        now.decision.delivered_at = event.at;
        now.decision.ended_on = event.on;
        now.state = State::delivered;
    }

    void operator()(const Archived&) const { now.state = State::archived; }

    void operator()(const PaperIssued& event) const { now.papers.push_back(event.paper); }

    void operator()(const PaperServed& event) const {
        for (PaperRecord& paper : now.papers) {
            if (paper.id != event.paper) continue;
            paper.served_at = event.served_at;
            paper.service = event.service;
        }
        const auto serve = [&](auto& asked) {
            if (asked.paper != event.paper) return;
            asked.served_at = event.served_at;
            asked.answer_by = event.answer_by;
        };
        std::ranges::for_each(now.supplement.notices, serve);
        std::ranges::for_each(now.supplement.requests, serve);
    }

    void operator()(const AlarmRaised& event) const { now.alarms[event.kind] = event.due.value(); }

    void operator()(const Rated& event) const { now.rating = event; }

    void operator()(const WithdrawalSigned&) const {}
    void operator()(const Recounted&) const {}
    void operator()(const Noted&) const {}
};

}  // namespace

Case apply(Case before, const Event& event) {
    std::visit(Change{before, event.at}, event.what);
    return before;
}

}  // namespace oneseal::cases

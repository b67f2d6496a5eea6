#include "cases/case.hpp"

#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {

const std::vector<State>& every_state() {
    static const std::vector<State> all = [] {
        std::vector<State> list;
        for (const char* name : states.names) list.push_back(*states.find(name));
        return list;
    }();
    return all;
}

bool is_filed(State state) {
    return state != State::draft;
}

bool is_under_review(State state) {
    return state == State::accepted || state == State::reviewing ||
           state == State::survey_assigned || state == State::surveying || state == State::deciding;
}

bool is_undecided(State state) {
    return state == State::submitted || state == State::correcting ||
           state == State::supplement_wait || is_under_review(state);
}

bool has_ended(State state) {
    switch (state) {
        case State::not_accepted_no_need:
        case State::not_accepted_no_power:
        case State::not_accepted_no_answer:
        case State::delivered:
        case State::archived:
        case State::withdrawn:
        case State::terminated:
            return true;
        default:
            return false;
    }
}

bool Case::undecided() const {
    return state != State::draft && !decision.outcome && !has_ended(state);
}

bool FilingAspect::handed_in(std::string_view material) const {
    return std::ranges::any_of(materials,
                               [&](const HandedIn& m) { return m.id == material && m.as_asked; });
}

bool FilingAspect::put_since(std::string_view material, const std::string& instant) const {
    return std::ranges::any_of(
        materials, [&](const HandedIn& m) { return m.id == material && m.received_at > instant; });
}

std::string Case::last_receipt_at() const {
    std::string last;
    for (const PaperRecord& paper : papers) {
        if (paper.kind == 31) last = paper.issued_at;
    }
    return last;
}

const PaperRecord* Case::paper(std::string_view paper_id) const {
    const auto found =
        std::ranges::find_if(papers, [&](const auto& p) { return p.id == paper_id; });
    return found == papers.end() ? nullptr : &*found;
}

bool Case::file_is_complete() const {
    return std::ranges::all_of(papers, [](const PaperRecord& paper) {
        const bool unsealed = paper.seal == "licensing" && paper.sealed_at.empty();
        return !unsealed && (!needs_proof_of_service(paper.kind) || !paper.served_at.empty());
    });
}

const SupplementNotice* SupplementAspect::open_notice() const {
    if (notices.empty() || notices.back().answered) return nullptr;
    return &notices.back();
}

std::set<std::pair<std::string, VerdictOutcome>> ReviewAspect::settled_findings() const {
    std::set<std::pair<std::string, VerdictOutcome>> settled;
    for (const Resolution& one : resolutions) settled.emplace(one.rule, one.outcome);
    return settled;
}

bool PeopleAspect::recusal_is_open() const {
    return std::ranges::any_of(recusals, [](const Recusal& one) { return one.answer.empty(); });
}

bool PeopleAspect::in_team(std::string_view person) const {
    return std::ranges::find(surveyors, person) != surveyors.end();
}

bool PeopleAspect::was_drawn_as(Role role, std::string_view person) const {
    return std::ranges::any_of(draws, [&](const Draw& drawn) {
        return drawn.role == role && std::ranges::find(drawn.chosen, person) != drawn.chosen.end();
    });
}

bool PeopleAspect::is_recused(std::string_view person) const {
    return std::ranges::any_of(recusals, [&](const Recusal& one) {
        return one.person == person && one.answer == "granted";
    });
}

std::string Case::asked_papers_in_at() const {
    const SupplementNotice* notice = supplement.open_notice();
    if (notice == nullptr) return "";
    std::string last;
    for (const NoticeItem& item : notice->items) {
        if (!item.condition.zh_cn.empty()) continue;
        const auto paper = std::ranges::find(filing.materials, item.material, &HandedIn::id);
        if (paper == filing.materials.end() || paper->received_at <= notice->issued_at) return "";
        last = std::max(last, paper->received_at);
    }
    return last;
}

bool Case::open_after_silence() const {
    return intake.accepted_by_silence && !survey && !review.proposal && undecided();
}

bool Case::is_asked_to_correct() const {
    return undecided() &&
           std::ranges::any_of(supplement.requests, [](const MaterialRequest& request) {
               return !request.findings.empty() && !request.served_at.empty();
           });
}

bool Case::may_still_hand_in(std::string_view material) const {
    if (open_after_silence()) return true;
    return intake.accepted_by_silence && undecided() &&
           std::ranges::any_of(supplement.requests, [&](const MaterialRequest& request) {
               return std::ranges::find(request.materials, material) != request.materials.end();
           });
}

}  // namespace oneseal::cases

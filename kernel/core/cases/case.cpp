#include "cases/case.hpp"

#include <algorithm>
#include <array>

#include "cases/case_json.hpp"

namespace oneseal::cases {

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
    return state != State::draft && !outcome && !has_ended(state);
}

bool Case::handed_in(std::string_view material) const {
    return std::ranges::any_of(materials, [&](const HandedIn& m) { return m.id == material; });
}

bool Case::put_since(std::string_view material, const std::string& instant) const {
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
    static constexpr std::array closing{4, 5, 15, 16, 17, 23};
    return std::ranges::all_of(papers, [](const PaperRecord& paper) {
        const bool unsealed = paper.seal == "licensing" && paper.sealed_at.empty();
        const bool closes = std::ranges::find(closing, paper.kind) != closing.end();
        return !unsealed && !(closes && paper.served_at.empty());
    });
}

const SupplementNotice* Case::open_notice() const {
    if (notices.empty() || notices.back().answered) return nullptr;
    return &notices.back();
}

std::set<std::pair<std::string, std::string>> Case::settled_findings() const {
    std::set<std::pair<std::string, std::string>> settled;
    for (const Resolution& one : resolutions) settled.emplace(one.rule, one.outcome);
    return settled;
}

bool Case::recusal_is_open() const {
    return std::ranges::any_of(recusals, [](const Recusal& one) { return one.answer.empty(); });
}

bool Case::open_after_silence() const {
    return accepted_by_silence && !survey && !proposal && undecided();
}

bool Case::may_still_hand_in(std::string_view material) const {
    if (open_after_silence()) return true;
    return accepted_by_silence && undecided() &&
           std::ranges::any_of(requests, [&](const MaterialRequest& request) {
               return std::ranges::find(request.materials, material) != request.materials.end();
           });
}

bool Case::unproven_after_request(std::string_view material, Day today) const {
    if (handed_in(material)) return false;
    return std::ranges::any_of(requests, [&](const MaterialRequest& request) {
        return request.answer_by && today > *request.answer_by &&
               std::ranges::find(request.materials, material) != request.materials.end();
    });
}

}  // namespace oneseal::cases

#include "cases/draw.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "cases/errors.hpp"
#include "cases/step.hpp"
#include "crypto/digest.hpp"

namespace oneseal::cases {
namespace {

struct Standing {
    Candidate* candidate = nullptr;
    bool formal = false;
};

bool qualified(const Officer& officer, Role role, const Case& now, Day today) {
    const char* kind = role == Role::surveyor ? "survey" : "review";
    return std::ranges::any_of(officer.qualifications, [&](const Qualification& q) {
        return q.matter == now.matter && q.kinds.contains(kind) && (!q.until || today <= *q.until);
    });
}

// Why this officer is not drawn; empty for a candidate.
std::string reason_left_out(const Officer& officer,
                            const DrawTerms& terms,
                            const Case& now,
                            const Context& context) {
    if (now.people.is_recused(officer.id)) return "RECUSED";
    const auto named = terms.left_out.find(officer.id);
    if (named != terms.left_out.end()) return named->second;
    if (!qualified(officer, terms.role, now, context.today())) return "NOT_QUALIFIED";
    if (!officer.on_duty) return "ABSENT";
    if (has_interest(officer, now)) return "SOD-6";
    if (terms.role == Role::surveyor && !terms.without_sod7 &&
        std::ranges::find(context.previous_surveyors, officer.id) !=
            context.previous_surveyors.end()) {
        return "SOD-7";
    }
    return "";
}

bool before(const Standing& a, const Standing& b) {
    return std::tie(a.candidate->band, a.candidate->key) <
           std::tie(b.candidate->band, b.candidate->key);
}

// The first team in order that has enough formal staff; fewer than `team` where there is none.
std::vector<std::string> first_team(const std::vector<Standing>& order,
                                    int team,
                                    int minimum_formal) {
    std::vector<std::string> chosen;
    int formal = 0;
    for (const Standing& standing : order) {
        const int places = team - static_cast<int>(chosen.size());
        if (places == 0) break;
        if (!standing.formal && places <= minimum_formal - formal) continue;
        chosen.push_back(standing.candidate->person);
        formal += standing.formal ? 1 : 0;
    }
    return chosen;
}

// Rounded to six decimals, so that every implementation writes the same digits.
double rounded(double chance) {
    return std::round(chance * 1e6) / 1e6;
}

// What a walk through one band does: how many formal and contract candidates it picks in
// expectation, and with what probability it leaves which places open to the next band.
struct BandWalk {
    struct Open {
        int places = 0;
        int needed = 0;  // of the places, how many must go to formal staff
        auto operator<=>(const Open&) const = default;
    };
    double formal = 0;
    double contract = 0;
    std::map<Open, double> exits{};

    // All orders of a band are equally likely, so only the numbers left matter.
    void enter(int formal_left, int contract_left, Open open, double probability) {
        if (open.places == 0 || formal_left + contract_left == 0) {
            exits[open] += probability;
            return;
        }
        const double all = formal_left + contract_left;
        if (formal_left > 0) {
            const double p = probability * formal_left / all;
            formal += p;
            enter(
                formal_left - 1, contract_left, {open.places - 1, std::max(0, open.needed - 1)}, p);
        }
        if (contract_left > 0) {
            const double p = probability * contract_left / all;
            const bool passed_over = open.places <= open.needed;
            if (!passed_over) contract += p;
            const int places = passed_over ? open.places : open.places - 1;
            enter(formal_left, contract_left - 1, {places, open.needed}, p);
        }
    }
};

// Tells each candidate's exact chance to be drawn, before the seed is known.
void tell_chances(std::vector<Standing>& order, int team, int minimum_formal) {
    std::map<BandWalk::Open, double> entries{{{team, minimum_formal}, 1.0}};
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        int formal = 0;
        int contract = 0;
        for (; last < order.size() && order[last].candidate->band == order[first].candidate->band;
             ++last) {
            (order[last].formal ? formal : contract) += 1;
        }
        BandWalk walk;
        for (const auto& [open, probability] : entries)
            walk.enter(formal, contract, open, probability);
        for (std::size_t i = first; i < last; ++i) {
            order[i].candidate->chance =
                rounded(order[i].formal ? walk.formal / formal : walk.contract / contract);
        }
        entries = std::move(walk.exits);
    }
}

Text told_reason(const std::string& person, const std::string& rule) {
    return errors::left_out_draw(person, rule);
}

// Names who is left out by which rule, and the rule that formal staff are lacking by.
Error nobody(const DrawTerms& terms, const Draw& draw) {
    const std::string count = std::to_string(terms.team);
    Error error = errors::nobody_to_draw(count);
    int formal = 0;
    int contract = 0;
    for (const Candidate& one : draw.candidates) {
        if (!one.left_out.empty()) {
            error.findings.push_back({"", told_reason(one.person, one.left_out), one.left_out, ""});
        } else {
            (one.formal ? formal : contract) += 1;
        }
    }
    if (std::ranges::count(draw.candidates, "SOD-7", &Candidate::left_out) > 0) {
        const Text remedy = errors::relax_sod7_remedy();
        error.remedy.zh_cn += remedy.zh_cn;
        error.remedy.en += " " + remedy.en;
    }
    if (formal >= terms.minimum_formal || formal + contract < terms.team) return error;
    error.findings.push_back({"",
                              errors::formal_staff_there_fewer_than(terms.minimum_formal),
                              formal == 0 ? "SOD-10" : "SOD-2",
                              ""});
    return error;
}

}  // namespace

bool has_interest(const Officer& officer, const Case& now) {
    return officer.conflicts.contains(now.filing.applicant.code) ||
           officer.conflicts.contains(now.filing.applicant.representative_code);
}

Result<Draw> draw(const DrawTerms& terms, const Case& now, const Context& context) {
    Draw result;
    result.role = terms.role;
    result.team = terms.team;
    result.minimum_formal = terms.minimum_formal;
    result.band_width = std::max(1, context.county->band_width);
    result.seed = context.seed;
    result.at = format_instant(context.now);
    for (const Officer& officer : *context.officers) {
        if (!officer.roles.contains(terms.role)) continue;
        result.candidates.push_back({officer.id,
                                     officer.formal,
                                     officer.load,
                                     officer.load / result.band_width,
                                     crypto::hmac_sha256_hex(context.seed, officer.id),
                                     0,
                                     reason_left_out(officer, terms, now, context)});
    }
    std::vector<Standing> order;
    for (Candidate& candidate : result.candidates) {
        if (!candidate.left_out.empty()) continue;
        order.push_back({&candidate, candidate.formal});
    }
    std::ranges::sort(order, before);
    tell_chances(order, terms.team, terms.minimum_formal);
    result.chosen = first_team(order, terms.team, terms.minimum_formal);
    if (static_cast<int>(result.chosen.size()) < terms.team) return nobody(terms, result);
    // With so few candidates a draw would be foreseeable: it is called what it is.
    result.method = static_cast<int>(order.size()) < terms.team + 2 ? "assigned" : "draw";
    return result;
}

std::vector<std::string> recompute(const Draw& drawn) {
    std::vector<Candidate> candidates = drawn.candidates;
    std::vector<Standing> order;
    for (Candidate& candidate : candidates) {
        if (!candidate.left_out.empty()) continue;
        candidate.band = candidate.load / drawn.band_width;
        candidate.key = crypto::hmac_sha256_hex(drawn.seed, candidate.person);
        order.push_back({&candidate, candidate.formal});
    }
    std::ranges::sort(order, before);
    return first_team(order, drawn.team, drawn.minimum_formal);
}

}  // namespace oneseal::cases

// Who handles the case, and how they were drawn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/roles.hpp"

namespace oneseal::cases {

// One person's standing in a draw.
struct Candidate {
    std::string person{};
    bool formal = false;
    int load = 0;
    int band = 0;
    std::string key{};  // HMAC-SHA256(seed, person)
    double chance = 0;
    std::string left_out{};  // the rule that left this person out; empty for a candidate
};

// LAW: 行政许可法 第三十四条 第三款
struct Draw {
    Role role = Role::reviewer;  // or surveyor
    std::string method{};        // draw, or assigned where fewer than team + 2 could be drawn
    std::string seed{};
    int team = 0;
    int minimum_formal = 0;
    int band_width = 1;
    std::vector<Candidate> candidates{};
    std::vector<std::string> chosen{};
    std::string at{};
    // Where nobody else was left, the head's reason to let a team come to an applicant again.
    std::string sod7_relaxed{};
    std::string relaxed_by{};
};

struct Recusal {
    std::string person{};
    std::string ground{};
    std::string evidence{};  // of the signed paper, where a counter entered it
    std::string asked_at{};
    std::string answer{};  // empty, granted, rejected
    std::string reason{};
    std::string answered_by{};
};

struct PeopleAspect {
    std::string intake{};  // who accepted, or filed at the counter
    std::string reviewer{};
    std::vector<std::string> surveyors{};
    std::string seal_keeper{};
    std::vector<Draw> draws{};
    std::vector<Recusal> recusals{};

    bool recusal_is_open() const;
    bool in_team(std::string_view person) const;  // of the surveyors
    // Whether a draw of this case ever chose the person for that role, also if another replaced it.
    bool was_drawn_as(Role role, std::string_view person) const;
    // Who was recused does nothing more in the case. LAW: 公务员法 第七十六条
    bool is_recused(std::string_view person) const;
};

}  // namespace oneseal::cases

// The random draw of the people who handle a case. Everything that it rests on is journalled before
// the draw is shown, so that anyone with the right can recompute it: for each candidate
// key = HMAC-SHA256(seed, person id), seed and key in lower-case hexadecimal, the seed used as its
// text; candidates in the order (band, key), where band = load / band_width in whole numbers; the
// team is the first `team` of that order, where contract staff are passed over as soon as the
// places left are needed for the minimum of formal staff (SOD-2, SOD-10).
#pragma once

#include <string>
#include <vector>

#include "cases/case.hpp"
#include "cases/context.hpp"

namespace oneseal::cases {

struct DrawTerms {
    Role role = Role::reviewer;  // or surveyor
    int team = 1;
    int minimum_formal = 0;
    // Left out whoever they are, with the rule that says so, as the counter's clerk. Who was
    // recused is always left out.
    std::map<std::string, std::string> left_out{};
    bool without_sod7 = false;
};

// Fails as `unlawful` (NOBODY_TO_DRAW, law 第三十四条第三款 for surveys) where no team can be
// formed. LAW: 行政许可法 第三十四条 第三款
Result<Draw> draw(const DrawTerms& terms, const Case& now, const Context& context);

// As the officer has declared (SOD-6). LAW: 公务员法 第七十六条
bool has_interest(const Officer& officer, const Case& now);

// The team that a journalled draw gives; for checking it against what was chosen.
std::vector<std::string> recompute(const Draw& drawn);

}  // namespace oneseal::cases

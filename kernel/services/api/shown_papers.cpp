#include "api/shown_papers.hpp"

#include <algorithm>
#include <array>

namespace oneseal::api {
namespace {

// By kind, as workflow.md section 6 numbers them. The survey record (7) is theirs too: they sign
// it. Not in it: proof of service (18), seal log (28), review opinion (33), archive list (35).
constexpr std::array of_the_applicant{1, 2, 3, 4, 5, 6, 7, 15, 16, 17, 23, 31, 32, 34};

bool is_shown(const cases::PaperRecord& paper) {
    return std::ranges::find(of_the_applicant, paper.kind) != of_the_applicant.end() &&
           (paper.seal.empty() || !paper.sealed_at.empty());
}

}  // namespace

std::vector<cases::PaperRecord> shown_papers(const access::Principal& who, const cases::Case& now) {
    std::vector<cases::PaperRecord> papers;
    for (const cases::PaperRecord& paper : now.papers) {
        if (!who.is_applicant() || is_shown(paper)) papers.push_back(paper);
    }
    return papers;
}

}  // namespace oneseal::api

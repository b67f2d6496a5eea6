// The papers (文书) that steps owe: their kinds, numbers, seals, and their content as canonical
// JSON. A renderer prints pages from the content later. Source: workflow.md section 6.
#pragma once

#include <string>

#include "cases/context.hpp"

namespace oneseal::cases {

struct PaperKind {
    int kind = 0;
    Text title{};
    const char* number_word = "";  // of the document number; empty: it is numbered within the case
    const char* seal = "";         // acceptance, licensing, by_stage, empty
    const char* article = "";      // the article that owes it; empty where custom does
};

// REQUIRES: a kind that this version issues.
const PaperKind& paper_kind(int kind);

// The seal that a paper of this case bears. A non-acceptance (kind 5) bears the acceptance seal
// from the counter, and the licensing seal from the decider: after an acceptance by silence, and
// where nobody answered. LAW: 行政许可法 第三十二条 第二款
std::string seal_of(int kind, const Case& now);
// Papers of the bureau to itself (proofs of service, the seal log, opinions, the archive list) are
// not served.
bool is_served(int kind);
// Decisions and certificates are delivered together (deliver).
bool is_decision(int kind);
// The file is complete only with its proof of service: every paper that is served, but receipts,
// which are handed over at once, and supplement notices, which without it have not happened.
bool needs_proof_of_service(int kind);

// The counter of a kind's numbers, which have no gaps: document/<word>/<year>.
std::string document_counter(const std::string& county, const PaperKind& kind, Day day);
// 乐中审批受〔2024〕000123号
std::string document_number(const CountyTerms& county,
                            const PaperKind& kind,
                            Day day,
                            std::int64_t sequence);

// What every paper has (authority, title, number, case, applicant, matter, basis, date, seal,
// contact), with the kind's own fields added.
Json paper_content(const PaperRecord& paper, const Case& now, const Context& context, Json fields);

// SHA-256 of the canonical bytes.
std::string content_digest(const Json& content);

// The remedies (救济途径) that a paper tells of, by kind of act, from the county's data.
// LAW: 行政许可法 第三十八条 第二款
Json remedies(const CountyTerms& county, const char* act);

// {law, title, article} for each basis, so that a paper can be read without the law register.
Json told_basis(const Json& basis, const CountyTerms& county);
// Of what the applicant is asked to correct; a form that contradicts itself has no other.
// LAW: 行政许可法 第三十二条 第一款 第三项
Json basis_of_correction(const Json& basis, const CountyTerms& county);

}  // namespace oneseal::cases

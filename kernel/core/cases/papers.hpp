// The papers (文书) that steps owe: their kinds, numbers, seals, and their content as canonical
// JSON. A renderer prints pages from the content later. Source: workflow.md section 6.
#pragma once

#include <string>
#include <vector>

#include "cases/context.hpp"

namespace oneseal::cases {

// How a paper reaches people.
enum class Served {
    internal,     // a paper of the bureau to itself: not served
    handed_over,  // a receipt, handed over at once
    notice,       // without its service it has not happened
    proof,        // the file is complete only with its proof of service
    delivered     // decisions and certificates, together (deliver)
};

// A kind of paper, as its document (papers/<kind>.json) says.
struct PaperTerms {
    int kind = 0;
    Text title{};          // may hang on the content, as its text does
    std::string series{};  // the word of the document number; empty: numbered within the case
    std::string seal{};    // acceptance, licensing, by_stage, empty
    Served served = Served::internal;
    std::vector<std::string> basis{};  // the articles that owe it
    Json fields = Json::object();
    Text text{};  // the operative part
};

// REQUIRES: a kind that this version issues.
const PaperTerms& paper_terms(int kind);
const std::vector<PaperTerms>& all_paper_terms();

// The seal that a paper of this case bears. A non-acceptance (kind 5) bears the acceptance seal
// from the counter, and the licensing seal from the decider: after an acceptance by silence, and
// where nobody answered. LAW: 行政许可法 第三十二条 第二款
std::string seal_of(int kind, const Case& now);
bool is_served(int kind);
bool is_decision(int kind);
bool needs_proof_of_service(int kind);

// The counter of a series' numbers, which have no gaps: document/<series>/<year>.
std::string document_counter(const std::string& county, const PaperTerms& terms, Day day);
// 乐中审批受〔2024〕12号 (GB/T 9704: no padding)
std::string document_number(const CountyTerms& county,
                            const PaperTerms& terms,
                            Day day,
                            std::int64_t sequence);

// What every paper has (authority, number, case, applicant, matter, basis, date, seal, contact),
// with the kind's own fields added, and with its title and operative text filled from these.
Json paper_content(const PaperRecord& paper, const Case& now, const Context& context, Json fields);

// SHA-256 of the canonical bytes.
std::string content_digest(const Json& content);

// The remedies (救济途径) that a paper tells of, by kind of act, from the county's data.
// LAW: 行政许可法 第三十八条 第二款
Json remedies(const CountyTerms& county, const char* act);

// {law, title, article} for each basis, so that a paper can be read without the law register.
Json told_basis(const Json& basis, const CountyTerms& county);
// {rule, reason, grounded, basis}, as papers and outcomes give their grounds; `grounded` where the
// reason itself names its basis.
Json told_finding(const VerdictFinding& finding, const CountyTerms& county);
// Of each; a survey item whose value a rule among them tells is left out.
Json told_findings(const std::vector<const VerdictFinding*>& findings, const CountyTerms& county);
// Of what the applicant is asked to correct; a form that contradicts itself has no other.
// LAW: 行政许可法 第三十二条 第一款 第三项
Json basis_of_correction(const Json& basis, const CountyTerms& county);

}  // namespace oneseal::cases

#include "cases/papers.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <stdexcept>

#include "cases/built_in.hpp"
#include "cases/errors.hpp"
#include "cases/paper_text.hpp"
#include "cases/words.hpp"
#include "crypto/digest.hpp"
#include "text/canonical.hpp"

namespace oneseal::cases {
namespace {

[[noreturn]] void refuse(const std::string& kind, const std::string& fault) {
    throw std::logic_error("papers/" + kind + ".json: " + fault);
}

// What every paper can be told with.
Json common_fields() {
    Json fields = Json::object();
    for (const char* name : {"applicant", "matter", "variant", "case_number", "authority"}) {
        fields[name] = {{"kind", "text"}};
    }
    for (const char* name : {"date", "filed_on", "accepted_on_day"})
        fields[name] = {{"kind", "day"}};
    fields["by_silence"] = {{"kind", "flag"}};
    return fields;
}

Served read_served(const std::string& kind, const std::string& word) {
    static const std::map<std::string, Served> words{{"internal", Served::internal},
                                                     {"handed_over", Served::handed_over},
                                                     {"notice", Served::notice},
                                                     {"proof", Served::proof},
                                                     {"delivered", Served::delivered}};
    const auto found = words.find(word);
    if (found == words.end()) refuse(kind, "served: " + word);
    return found->second;
}

PaperTerms read_terms(const char* source) {
    const Json document = Json::parse(source);
    const std::string kind = document.at("kind").dump();
    PaperTerms terms;
    terms.kind = document.at("kind");
    terms.title = text_from_json(document.at("title"));
    terms.series = text_at(document, "series");
    terms.seal = text_at(document, "seal");
    terms.served = read_served(kind, document.at("served"));
    document.at("basis").get_to(terms.basis);
    terms.fields = common_fields();
    terms.fields.update(document.at("fields"));
    terms.text = text_from_json(document.at("text"));
    for (const Text& text : {terms.title, terms.text}) {
        for (const std::string& words : {text.zh_cn, text.en}) {
            if (words.empty()) refuse(kind, "a language is missing");
            if (const auto fault = fault_of_text(words, terms.fields); !fault.empty()) {
                refuse(kind, fault);
            }
        }
    }
    return terms;
}

int year_of(Day day) {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

}  // namespace

const std::vector<PaperTerms>& all_paper_terms() {
    static const std::vector<PaperTerms> all = [] {
        std::vector<PaperTerms> list;
        for (const char* source : built_in_papers()) list.push_back(read_terms(source));
        return list;
    }();
    return all;
}

const PaperTerms& paper_terms(int kind) {
    const auto found = std::ranges::find(all_paper_terms(), kind, &PaperTerms::kind);
    assert(found != all_paper_terms().end());
    return *found;
}

std::string seal_of(int kind, const Case& now) {
    const std::string& seal = paper_terms(kind).seal;
    if (seal != "by_stage") return seal;
    // A withdrawal is confirmed at once: nothing is decided.
    if (now.state == State::withdrawn) return "acceptance";
    const bool decided = now.accepted() || now.state == State::not_accepted_no_answer ||
                         now.state == State::terminated;
    return decided ? "licensing" : "acceptance";
}

bool is_served(int kind) {
    return paper_terms(kind).served != Served::internal;
}

bool is_decision(int kind) {
    return paper_terms(kind).served == Served::delivered;
}

bool needs_proof_of_service(int kind) {
    return is_decision(kind) || paper_terms(kind).served == Served::proof;
}

std::string document_counter(const std::string& county, const PaperTerms& terms, Day day) {
    return county + "/document/" + terms.series + "/" + std::to_string(year_of(day));
}

std::string document_number(const CountyTerms& county,
                            const PaperTerms& terms,
                            Day day,
                            std::int64_t sequence) {
    return errors::document_number(county.short_name, terms.series, year_of(day), sequence).zh_cn;
}

Json paper_content(const PaperRecord& paper, const Case& now, const Context& context, Json fields) {
    const CountyTerms& county = *context.county;
    const PaperTerms& terms = paper_terms(paper.kind);
    const Variant* variant = context.matter->variant(now.filing.variant);
    Json content = {
        {"paper", paper.id},
        {"kind", paper.kind},
        {"number", paper.number},
        {"authority", to_json(county.bureau)},
        {"case_number", now.number},
        {"applicant", {{"name", now.filing.applicant.name}, {"code", now.filing.applicant.code}}},
        {"matter", {{"id", now.matter}, {"title", to_json(context.matter->title)}}},
        {"variant",
         {{"id", now.filing.variant}, {"title", to_json(variant ? variant->title : Text{})}}},
        {"legal_basis", told_basis(context.matter->legal_basis, county)},
        {"article", terms.basis.empty() ? "" : terms.basis.front()},
        {"date", sdk::format_day(context.today())},
        {"seal", paper.seal},
        {"contact", {{"address", county.address}, {"phone", county.phone}}}};
    content.update(fields);
    Json told = content;
    told["applicant"] = now.filing.applicant.name;
    told["matter"] = content["matter"]["title"];
    told["variant"] = content["variant"]["title"];
    told["filed_on"] =
        now.filing.received_on ? Json(sdk::format_day(*now.filing.received_on)) : Json();
    told["by_silence"] = now.intake.accepted_by_silence;
    told["accepted_on_day"] =
        now.intake.accepted_on ? Json(sdk::format_day(*now.intake.accepted_on)) : Json();
    content["title"] = to_json(fill_paper(terms.title, terms.fields, told));
    content["text"] = to_json(fill_paper(terms.text, terms.fields, told));
    return content;
}

std::string content_digest(const Json& content) {
    return crypto::sha256_hex(sdk::canonical(content));
}

// LAW: 行政复议法 第二十二条
// LAW: 行政诉讼法 第四十六条
Json remedies(const CountyTerms& county, const char* act) {
    Json told = county.remedies.value(act, Json::object());
    return {{"text", told},
            {"reconsideration",
             {{"body", county.reconsideration_body},
              {"days", 60},
              {"online_channel", county.online_channel}}},
            {"litigation", {{"court", county.court}, {"months", 6}}}};
}

Json told_basis(const Json& basis, const CountyTerms& county) {
    Json told = Json::array();
    for (const Json& item : basis) {
        const std::string law = item.value("law", "");
        if (law.empty()) continue;
        const auto title = county.law_titles.find(law);
        told.push_back(
            {{"law", law},
             {"title", to_json(title == county.law_titles.end() ? Text{law, law} : title->second)},
             {"article", item.value("article", Json())}});
    }
    return told;
}

Json told_finding(const VerdictFinding& finding, const CountyTerms& county) {
    const bool in_words = !finding.ground.zh_cn.empty();
    return {{"rule", finding.rule},
            {"reason", to_json(in_words ? finding.ground : finding.message)},
            {"grounded", finding.grounded},
            {"basis", told_basis(finding.basis, county)}};
}

Json told_findings(const std::vector<const VerdictFinding*>& findings, const CountyTerms& county) {
    Json told = Json::array();
    for (const VerdictFinding* finding : findings) {
        const bool by_a_rule =
            !finding->fact.empty() && std::ranges::any_of(findings, [&](const auto* other) {
                return std::ranges::find(other->facts, finding->fact) != other->facts.end();
            });
        if (!by_a_rule) told.push_back(told_finding(*finding, county));
    }
    return told;
}

Json basis_of_correction(const Json& basis, const CountyTerms& county) {
    static const Json errors_are_corrected = basis_of_corrections();
    const Json told = told_basis(basis, county);
    return told.empty() ? told_basis(errors_are_corrected, county) : told;
}

}  // namespace oneseal::cases

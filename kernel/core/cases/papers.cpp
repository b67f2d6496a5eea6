#include "cases/papers.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>

#include "crypto/digest.hpp"
#include "text/canonical.hpp"

namespace oneseal::cases {
namespace {

const std::array<PaperKind, 18>& kinds() {
    static const std::array<PaperKind, 18> table{{
        {1, {"申请材料接收凭证", "Receipt of application papers"}, "", "", ""},
        {2,
         {"一次性补正告知书", "One-time supplement notice"},
         "补",
         "acceptance",
         "行政许可法 第三十二条 第一款 第四项"},
        {3,
         {"受理通知书", "Notice of acceptance"},
         "受",
         "acceptance",
         "行政许可法 第三十二条 第一款 第五项"},
        {4,
         {"不受理告知书", "Notice that no licence is needed"},
         "不受",
         "acceptance",
         "行政许可法 第三十二条 第一款 第一项"},
        {5,
         {"不予受理决定书", "Decision of non-acceptance"},
         "不受",
         "by_stage",
         "行政许可法 第三十二条 第一款 第二项"},
        {6, {"现场核查通知书", "Notice of site survey"}, "", "", ""},
        {7,
         {"现场核查(勘验)记录", "Record of site survey"},
         "",
         "",
         "行政许可法 第三十四条 第三款"},
        {15,
         {"准予行政许可决定书", "Decision to grant the licence"},
         "准",
         "licensing",
         "行政许可法 第三十八条 第一款"},
        {16,
         {"不予行政许可决定书", "Decision to refuse the licence"},
         "不准",
         "licensing",
         "行政许可法 第三十八条 第二款"},
        {17,
         {"行政许可证件", "Licence certificate"},
         "",
         "licensing",
         "行政许可法 第三十九条 第一款"},
        {18, {"送达回证", "Proof of service"}, "", "", ""},
        {23, {"终止办理告知书", "Notice of termination"}, "终", "licensing", ""},
        {28, {"用印登记", "Seal log"}, "", "", ""},
        {31, {"补正材料接收凭证", "Receipt of supplement papers"}, "", "acceptance", ""},
        {32, {"补充材料通知", "Request for further papers"}, "材", "licensing", ""},
        {33, {"审查意见", "Review opinion"}, "", "", ""},
        {34, {"回避申请答复", "Answer to a request for recusal"}, "", "", ""},
        {35, {"归档目录", "Archive list"}, "", "", ""},
    }};
    return table;
}

int year_of(Day day) {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

}  // namespace

const PaperKind& paper_kind(int kind) {
    const auto found = std::ranges::find_if(kinds(), [&](const auto& k) { return k.kind == kind; });
    assert(found != kinds().end());
    return *found;
}

std::string seal_of(int kind, const Case& now) {
    const std::string seal = paper_kind(kind).seal;
    if (seal != "by_stage") return seal;
    const bool decided = now.accepted() || now.state == State::not_accepted_no_answer;
    return decided ? "licensing" : "acceptance";
}

bool is_served(int kind) {
    static constexpr std::array internal{7, 18, 28, 33, 35};
    return std::ranges::find(internal, kind) == internal.end();
}

bool is_decision(int kind) {
    return kind == 15 || kind == 16 || kind == 17;
}

bool needs_proof_of_service(int kind) {
    return is_served(kind) && kind != 1 && kind != 2 && kind != 31;
}

std::string document_counter(const std::string& county, const PaperKind& kind, Day day) {
    return county + "/document/" + kind.number_word + "/" + std::to_string(year_of(day));
}

std::string document_number(const CountyTerms& county,
                            const PaperKind& kind,
                            Day day,
                            std::int64_t sequence) {
    char digits[24];
    std::snprintf(digits, sizeof digits, "%06lld", static_cast<long long>(sequence));
    return county.short_name + kind.number_word + "〔" + std::to_string(year_of(day)) + "〕" +
           digits + "号";
}

Json paper_content(const PaperRecord& paper, const Case& now, const Context& context, Json fields) {
    const CountyTerms& county = *context.county;
    const Variant* variant = context.matter->variant(now.variant);
    Json content = {
        {"paper", paper.id},
        {"kind", paper.kind},
        {"title", to_json(paper.title)},
        {"number", paper.number},
        {"authority", to_json(county.bureau)},
        {"case_number", now.number},
        {"applicant", {{"name", now.applicant.name}, {"code", now.applicant.code}}},
        {"matter", {{"id", now.matter}, {"title", to_json(context.matter->title)}}},
        {"variant", {{"id", now.variant}, {"title", to_json(variant ? variant->title : Text{})}}},
        {"legal_basis", told_basis(context.matter->legal_basis, county)},
        {"article", paper_kind(paper.kind).article},
        {"date", sdk::format_day(context.today())},
        {"seal", paper.seal},
        {"contact", {{"address", county.address}, {"phone", county.phone}}}};
    content.update(fields);
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

Json basis_of_correction(const Json& basis, const CountyTerms& county) {
    static const Json errors_are_corrected =
        Json::array({{{"law", "licensing_law"}, {"article", "第三十二条第一款第三项"}}});
    const Json told = told_basis(basis, county);
    return told.empty() ? told_basis(errors_are_corrected, county) : told;
}

}  // namespace oneseal::cases

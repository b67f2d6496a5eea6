// The papers of a case: their content, their pages, and what anybody may ask about one in hand.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "cases/case_json.hpp"
#include "desk/replay.hpp"
#include "desk/seal_repository.hpp"
#include "desk/views.hpp"
#include "desk/views/applicant.hpp"
#include "desk/views/pick.hpp"
#include "desk/views/public.hpp"
#include "desk/views/staff.hpp"
#include "papers/page.hpp"

namespace oneseal::api {
namespace {

constexpr std::string_view page_ending = ".html";

// What the register of seal uses says, not what the case says of itself.
Result<papers::Sealed> seal_on(const desk::Desk& desk,
                               const cases::Case& now,
                               const cases::PaperRecord& paper) {
    if (paper.seal.empty()) return papers::Sealed::needs_none;
    const auto use = desk::find_seal_use(desk.database(), now.county, now.id, paper.id);
    if (!use) return use.error();
    if (!*use || (*use)->sha256 != paper.content_sha256) return papers::Sealed::not_yet;
    return (*use)->seal == "acceptance" ? papers::Sealed::by_acceptance
                                        : papers::Sealed::by_licensing;
}

Result<http::Response> show_document(const Foundation& on, const Call& call) {
    const desk::Desk& desk = call.desk;
    const auto stored = desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = desk.reader(call.caller(), stored->now);
    cases::Case now = stored->now;
    now.papers = desk::shown_papers(now, reader);
    std::string id = call.parameter("document");
    const bool as_page = id.ends_with(page_ending);
    if (as_page) id.resize(id.size() - page_ending.size());
    const auto content = desk::read_paper(desk.database(), now, id);
    if (!content) return content.error();
    const cases::PaperRecord& paper = *now.paper(id);
    Json shown = desk::paper_view(*content, paper, reader);
    if (!as_page) return answer(shown);
    const auto sealed = seal_on(desk, now, paper);
    if (!sealed) return sealed.error();
    return answer_page(papers::page_of(papers::Page{std::move(shown),
                                                    now.county,
                                                    paper.content_sha256,
                                                    *sealed,
                                                    !desk::reads_the_result_only(reader, paper),
                                                    call.language == http::Language::zh_cn,
                                                    on.demonstration}));
}

Result<http::Response> list_documents(const Call& call) {
    const auto stored = call.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const cases::Case& now = stored->now;
    Json documents = Json::array();
    if (call.desk.county(now.county).matter_of(now) != nullptr) {
        documents = call.desk.view_of(call.caller(), now, call.desk.clock().now())["papers"];
    } else {
        // Without its package the case has no clocks to show; its papers are there all the same.
        for (const Json paper : desk::shown_papers(now, call.desk.reader(call.caller(), now))) {
            documents.push_back(desk::pick(
                paper, {"id", "kind", "title", "number", "issued_at", "sealed_at", "served_at"}));
        }
    }
    return answer(Json{{"case", now.number}, {"documents", documents}});
}

constexpr int decision_to_grant = 15;
constexpr int certificate = 17;

bool is_token(const std::string& token, const std::string& county) {
    const std::string begin = county + "-";
    return token.size() == papers::verification_token(county, std::string(64, '0')).size() &&
           token.starts_with(begin) &&
           token.find_first_not_of("0123456789abcdef", begin.size()) == std::string::npos;
}

// Whoever holds the paper has its code: it tells what stands on it, so that another paper under the
// same code is seen to be none of the bureau's. LAW: 行政许可法 第四十条
Result<http::Response> verify_document(const Call& call) {
    const std::string token = call.parameter("token");
    if (!is_token(token, call.county)) return errors::verification_unknown();
    const auto use = desk::find_seal_use_by_hash(
        call.desk.database(), call.county, token.substr(call.county.size() + 1));
    if (!use) return use.error();
    if (!*use) return errors::verification_unknown();
    const auto stored = desk::find_case(call.desk.database(), call.county, (*use)->case_id);
    if (!stored) return stored.error();
    const cases::PaperRecord* paper = *stored ? (*stored)->now.paper((*use)->paper) : nullptr;
    if (paper == nullptr || paper->content_sha256 != (*use)->sha256) {
        return errors::verification_unknown();
    }
    const cases::Case& now = (*stored)->now;
    const auto content = desk::read_paper(call.desk.database(), now, paper->id);
    if (!content) return content.error();
    const desk::County& county = call.desk.county(call.county);
    Json view{{"title", to_json(paper->title)},
              {"number", paper->number},
              {"date", content->value("date", Json())},
              {"applicant",
               desk::masked(now.filing.applicant.name, desk::mask_of(county, now.matter, "name"))},
              {"sealed_at", (*use)->at},
              {"sha256", (*use)->sha256},
              {"authority", content->value("authority", Json())},
              {"licence", Json()}};
    const std::string& licence = now.decision.licence_number;
    const bool of_licence = paper->kind == decision_to_grant || paper->kind == certificate;
    if (of_licence && !licence.empty()) {
        const auto found = desk::find_licence(call.desk.database(), call.county, licence);
        if (!found) return found.error();
        if (*found) {
            view["licence"] =
                desk::verification_view(**found, county, legal_day(call.desk.clock().now()));
        }
    }
    return answer(view);
}

}  // namespace

void add_document_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const std::string county = "/api/v1/counties/{c}";
    router.add("GET",
               county + "/cases/{n}/documents",
               http::Body::none,
               doorway.at_work(SignIn::needed, list_documents));
    router.add("GET",
               county + "/cases/{n}/documents/{document}",
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return show_document(on, call); }));
    router.add("GET",
               county + "/verifications/{token}",
               http::Body::none,
               for_anybody_who_verifies(on, doorway, verify_document));
}

}  // namespace oneseal::api

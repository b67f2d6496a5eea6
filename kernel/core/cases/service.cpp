// Serving papers and delivering decisions, with the proof of each service.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

struct Service {
    std::string at{};
    Json details{};
};

// A public notice counts as service when thirty days have passed.
constexpr std::chrono::days public_notice_days{30};

// The instant at which the service counts, however late it is entered.
std::string read_instant(const Step& step, Body& body, const std::string& way) {
    std::string given = body.text("at");
    if (given.empty()) given = step.instant();
    auto at = parse_instant(given);
    if (at && way == "public_notice") *at += public_notice_days;
    if (at && *at <= step.context().now) return format_instant(*at);
    body.wrong("at",
               way == "public_notice" ? errors::public_notice_counts_only_when()
                                      : errors::instant_no_instant_or_in_future());
    return step.instant();
}

// Each way has its proof: the receipt signed, the witness of papers that were left.
void check_way(const Step& step, Body& body, const std::string& way) {
    if (way == "electronic" && !step.now().filing.submission.electronic_service) {
        body.wrong("way", errors::applicant_has_not_consented());
    }
    if (way == "direct" && body.text("signature").empty()) {
        body.wrong("signature", errors::recipient_signs_for());
    }
    if (way == "left" && body.text("witness").empty()) {
        body.wrong("witness", errors::papers_left_need_witness());
    }
}

// Electronically only with the recorded consent, and from its arrival.
// LAW: 国务院关于在线政务服务的若干规定 第八条
Service read_service(const Step& step, Body& body) {
    Service service;
    const std::string way = body.text("way");
    service.at = read_instant(step, body, way);
    check_way(step, body, way);
    service.details = {{"way", way},
                       {"recipient", body.text("recipient")},
                       {"relation", body.text("relation")},
                       {"evidence", body.text("evidence")},
                       {"signature", body.text("signature")},
                       {"witness", body.text("witness")},
                       {"by", step.actor().id}};
    return service;
}

// The end of the period that the applicant has from this service, moved to a working day.
std::optional<DeadlineProof> period_to_answer(const Step& step,
                                              const std::string& paper,
                                              const std::string& at) {
    const auto period = [&](int days) {
        return answer_period(at, days, {}, *step.context().calendar);
    };
    for (const SupplementNotice& notice : step.now().supplement.notices) {
        if (notice.paper == paper) return period(notice.days);
    }
    for (const MaterialRequest& request : step.now().supplement.requests) {
        if (request.paper == paper) return period(request.days);
    }
    return {};
}

// One hand-over has one proof, however many papers it was.
void record_service(Step& step, const std::vector<std::string>& papers, const Service& service) {
    Json served = Json::array();
    for (const std::string& paper : papers) {
        const PaperRecord& record = *step.now().paper(paper);
        const auto period = period_to_answer(step, paper, service.at);
        const auto answer_by = period ? period->due : std::nullopt;
        served.push_back({{"id", paper},
                          {"title", to_json(record.title)},
                          {"number", record.number},
                          {"answer_by", answer_by ? Json(sdk::format_day(*answer_by)) : Json()},
                          {"provisional", period && period->provisional}});
        step.emit(PaperServed{paper, service.at, service.details, answer_by});
    }
    Json proof = service.details;
    proof["served_papers"] = std::move(served);
    proof["by"] = name_of(step, step.actor().id);
    proof["served_at"] = service.at;
    step.issue(18, std::move(proof));
}

// Which paper can be served, and not before it was made.
void check_paper(Body& body,
                 const PaperRecord* record,
                 const std::string& place,
                 const std::string& at) {
    if (record == nullptr) {
        body.wrong(place, errors::case_has_no_such_paper());
    } else if (!record->served_at.empty()) {
        body.wrong(place, errors::paper_has_been_served());
    } else if (!is_served(record->kind)) {
        body.wrong(place, errors::paper_bureau_itself_not_served());
    } else if (is_decision(record->kind)) {
        body.wrong(place, errors::decisions_and_certificates());
    } else if (parse_instant(at) < parse_instant(std::max(record->issued_at, record->sealed_at))) {
        body.wrong("at", errors::cannot_served_before_was_issued_and());
    }
}

// A supplement notice that is not served by the end of the five days did not happen.
// LAW: 行政许可法 第三十二条 第一款 第四项
Result<void> may_be_served(const Step& step, const PaperRecord& paper, const std::string& at) {
    if (paper.seal == "licensing" && paper.sealed_at.empty()) {
        return errors::paper_not_sealed();
    }
    if (paper.kind != 2) return {};
    for (const CaseClock& clock : clocks(step.now(), step.context())) {
        const Day served = legal_day(*parse_instant(at));
        if (clock.kind == ClockKind::intake && clock.running && served <= *clock.proof.due)
            return {};
    }
    return errors::notice_lapsed();
}

}  // namespace

Result<void> lawful_serve(const Step&) {
    return {};
}

Result<void> perform_serve(Step& step) {
    Body body(step.body());
    const Service service = read_service(step, body);
    std::vector<std::string> papers;
    for (const Json& id : body.list("papers")) {
        const std::string place = "papers/" + std::to_string(papers.size());
        papers.push_back(id);
        if (std::ranges::count(papers, papers.back()) > 1) {
            body.wrong(place, errors::paper_has_been_served());
        } else {
            check_paper(body, step.now().paper(papers.back()), place, service.at);
        }
    }
    if (auto read = body.finish(); !read) return read;
    for (const std::string& paper : papers) {
        auto allowed = may_be_served(step, *step.now().paper(paper), service.at);
        if (!allowed) return allowed;
    }
    record_service(step, papers, service);
    return {};
}

// A grant is delivered with its certificate. LAW: 行政许可法 第四十四条
Result<void> lawful_deliver(const Step& step) {
    if (step.now().state == State::certified ||
        step.now().decision.outcome->kind == DecisionKind::refuse)
        return {};
    return errors::certificate_missing();
}

Result<void> perform_deliver(Step& step) {
    Body body(step.body());
    const Service service = read_service(step, body);
    std::vector<std::string> served;
    for (const PaperRecord& paper : step.now().papers) {
        if (!is_decision(paper.kind) || !paper.served_at.empty()) continue;
        served.push_back(paper.id);
        if (parse_instant(service.at) < parse_instant(paper.sealed_at)) {
            body.wrong("at", errors::cannot_served_before_was_sealed());
            break;
        }
    }
    if (auto read = body.finish(); !read) return read;
    record_service(step, served, service);
    step.emit(Delivered{service.at, step.today()});
    return {};
}

}  // namespace oneseal::cases

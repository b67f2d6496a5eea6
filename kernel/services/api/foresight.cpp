// What is found in a case now, and what an action would bring about; nothing of it is stored.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "cases/case_json.hpp"
#include "cases/words.hpp"
#include "desk/views.hpp"
#include "desk/views/findings.hpp"
#include "desk/views/staff.hpp"
#include "papers/page.hpp"

namespace oneseal::api {
namespace {

// After acceptance rules read what officers have found: that is for the bureau until it decides.
Result<http::Response> show_findings(const Foundation& on, const Call& call) {
    const desk::Desk& desk = call.desk;
    // It asks the department's rules, as a check does.
    if (auto allowed = on.limits.check(call); !allowed) return allowed.error();
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = desk.reader(call.caller(), stored->now);
    const bool own = reader.contains(desk::Standing::applicant) && !stored->now.accepted();
    if (auto right = desk::require_part(reader, desk::Part::facts); !own && !right) {
        return right.error();
    }
    const auto verdict = desk.verdict_now(call.caller(), *stored);
    if (!verdict) return verdict.error();
    const cases::Context context = desk.context_of(stored->now, desk.clock().now());
    Json view = desk::findings_view(*verdict, stored->now, context);
    view["case"] = stored->now.number;
    return answer(view);
}

Json paper_of(const cases::PaperIssued& issued,
              const cases::Case& after,
              const desk::Standings& reader,
              const Call& call) {
    const Json content = desk::paper_view(issued.content, issued.paper, reader);
    const papers::Page page{content,
                            after.county,
                            issued.paper.content_sha256,
                            papers::Sealed::preview,
                            true,
                            call.language == http::Language::zh_cn};
    return {{"kind", issued.paper.kind},
            {"title", to_json(issued.paper.title)},
            {"content", content},
            {"html", papers::page_of(page)}};
}

Result<http::Response> preview(const Foundation& on, const Call& call) {
    const desk::Desk& desk = call.desk;
    if (auto allowed = on.limits.check(call); !allowed) return allowed.error();
    const auto body = call.body();
    if (!body) return body.error();
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto decision = desk.foresee(call.caller(), *stored, call.parameter("action"), *body);
    if (!decision) return decision.error();
    const cases::Case& after = decision->after;
    const auto reader = desk.reader(call.caller(), stored->now);
    Json papers = Json::array();
    for (const cases::Event& event : decision->events) {
        const auto* issued = event.as<cases::PaperIssued>();
        if (issued == nullptr || !desk::may_foresee_paper(reader, issued->paper)) continue;
        papers.push_back(paper_of(*issued, after, reader, call));
    }
    return answer(Json{{"case", stored->now.number},
                       {"state", cases::state_name(after.state)},
                       {"state_title", to_json(cases::state_title(after.state))},
                       {"papers", papers}});
}

}  // namespace

void add_foresight_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const std::string one = "/api/v1/counties/{c}/cases/{n}";
    router.add("GET",
               one + "/findings",
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return show_findings(on, call); }));
    router.add(
        "POST",
        one + "/previews/{action}",
        http::Body::json,
        doorway.at_work(SignIn::needed, [&on](const Call& call) { return preview(on, call); }));
}

}  // namespace oneseal::api

#include "desk/views/applicant.hpp"

#include <algorithm>
#include <array>

#include "cases/case_json.hpp"
#include "desk/rights.hpp"
#include "desk/views/pick.hpp"

namespace oneseal::desk {
namespace {

Json papers_of(const cases::Case& now) {
    Json papers = Json::array();
    for (const cases::PaperRecord& paper : now.papers) {
        if (!may_read_paper({Standing::applicant}, paper)) continue;
        papers.push_back(pick(Json(paper),
                              {"id",
                               "kind",
                               "title",
                               "number",
                               "seal",
                               "issued_at",
                               "content_sha256",
                               "sealed_at",
                               "served_at",
                               "service"}));
    }
    return papers;
}

// What a paper asks for that still waits for its seal has not been asked.
Json asked_by_shown_papers(const cases::Case& now, const Json& list, Keys keys) {
    Json shown = Json::array();
    for (const Json& one : list) {
        const cases::PaperRecord* paper = now.paper(one.value("paper", ""));
        if (paper == nullptr || !may_read_paper({Standing::applicant}, *paper)) continue;
        shown.push_back(pick(one, keys));
    }
    return shown;
}

Json outcome_of(const Json& outcome) {
    Json shown = pick(outcome, {"kind", "at", "on", "paper", "grounds"});
    if (shown.is_null()) return shown;
    shown["grounds"] =
        pick_each(shown["grounds"], {"rule", "reason", "basis", "article", "unproven"});
    return shown;
}

Json own_applicant(const Json& applicant, const std::string& account) {
    Json shown =
        pick(applicant,
             {"account", "name", "code", "representative_name", "representative_code", "mobile"});
    if (shown["account"] != account) shown.erase("account");
    return shown;
}

void add_asked(const cases::Case& now, const Json& all, Json& view) {
    view["notices"] = asked_by_shown_papers(
        now,
        all["notices"],
        {"paper", "items", "days", "issued_at", "served_at", "answer_by", "answered"});
    view["requests"] = asked_by_shown_papers(
        now, all["requests"], {"paper", "materials", "findings", "days", "served_at", "answer_by"});
    view["recusals"] = pick_each(all["recusals"],
                                 {"person", "ground", "evidence", "asked_at", "answer", "reason"});
}

}  // namespace

Json applicant_view(const cases::Case& now, const std::string& account) {
    const Json all = now;
    Json view = pick(all,
                     {"county",
                      "id",
                      "number",
                      "version",
                      "state",
                      "matter",
                      "variant",
                      "mode",
                      "pin",
                      "form",
                      "typed",
                      "shared_data",
                      "committed",
                      "submission",
                      "received_on",
                      "received_at",
                      "query_code",
                      "intake_from",
                      "accepted_on",
                      "accepted_at",
                      "accepted_by_silence",
                      "reviewer",  // whom one may ask to be recused
                      "surveyors",
                      "licence_number",
                      "licence",
                      "sealed_on",
                      "delivered_at",
                      "verdict_pending",
                      "end_reason",
                      "ended_on",
                      "rating"});
    view["applicant"] = own_applicant(all["applicant"], account);
    view["materials"] =
        pick_materials(all["materials"],
                       {"id", "kind", "copies", "pages", "received_at", "as_asked", "made_by"},
                       {"key", "name", "sha256", "media_type", "bytes", "pages", "received_at"});
    add_asked(now, all, view);
    view["survey"] = pick(all["survey"],
                          {"assigned_on",
                           "planned_on",
                           "place",
                           "started_at",
                           "attempts",
                           "recorded_at",
                           "record",
                           "results"});
    view["outcome"] = outcome_of(all["outcome"]);
    view["papers"] = papers_of(now);
    return view;
}

Json applicant_event(const journal::Entry& entry, const County& county) {
    static constexpr std::array of_the_staff{
        "resolve_finding", "record_fact", "prove_waiver", "raise_alarm", "evaluate"};
    const auto& [act, objects, head, text] = entry;
    if (std::ranges::find(of_the_staff, act.kind) != of_the_staff.end()) return Json();
    const bool bureau =
        std::ranges::find(county.officers, act.actor, &cases::Officer::id) != county.officers.end();
    const char* side = bureau ? "bureau" : "applicant";
    if (act.actor == "system") side = "system";
    return {{"seq", head.seq}, {"kind", act.kind}, {"actor", side}, {"at", format_instant(act.at)}};
}

}  // namespace oneseal::desk

#include "desk/views/staff.hpp"

#include "cases/case_json.hpp"
#include "desk/views/pick.hpp"

namespace oneseal::desk {
namespace {

Json head_of(const Json& all) {
    Json view = pick(
        all, {"county",         "id",          "number",       "version",     "state",
              "matter",         "variant",     "mode",         "pin",         "received_on",
              "received_at",    "intake_from", "accepted_on",  "accepted_at", "accepted_by_silence",
              "licence_number", "sealed_on",   "delivered_at", "end_reason",  "ended_on"});
    view["applicant"] = pick(all["applicant"], {"name"});
    view["outcome"] = pick(all["outcome"], {"kind", "at", "on", "by", "paper"});
    return view;
}

void add_application(const Json& all, Json& view) {
    view.update(pick(all, {"form", "typed", "shared_data", "committed", "submission", "licence"}));
    view["materials"] = pick_materials(
        all["materials"],
        {"id", "kind", "copies", "pages", "received_at", "received_by", "as_asked", "made_by"},
        {"key", "name", "sha256", "media_type", "bytes", "pages", "received_at", "received_by"});
    view["applicant"] =
        pick(all["applicant"],
             {"account", "name", "code", "representative_name", "representative_code", "mobile"});
    view["survey"] = pick(all["survey"],
                          {"assigned_on",
                           "planned_on",
                           "place",
                           "started_at",
                           "attempts",
                           "recorded_at",
                           "record",
                           "results"});
}

// Of a notice not what it was held against.
void add_course(const Json& all, Json& view) {
    view.update(pick(all,
                     {"query_code",
                      "intake",
                      "reviewer",
                      "surveyors",
                      "seal_keeper",
                      "recusals",
                      "alarms",
                      "requests",
                      "verdict_pending",
                      "outcome_of_filing"}));
    view["notices"] =
        pick_each(all["notices"],
                  {"paper", "items", "days", "issued_at", "served_at", "answer_by", "answered"});
}

}  // namespace

Json staff_view(const cases::Case& now, const Standings& reader) {
    const Json all = now;
    Json view = head_of(all);
    if (may_read(reader, Part::application)) add_application(all, view);
    if (may_read(reader, Part::course)) add_course(all, view);
    if (may_read(reader, Part::facts)) view.update(pick(all, {"facts", "proven_waivers"}));
    if (may_read(reader, Part::opinion)) view.update(pick(all, {"proposal", "resolutions"}));
    // Not those whose work it is about.
    if (may_read(reader, Part::draws)) view.update(pick(all, {"rating"}));
    // Whoever hands the decision out reads its reasons; others the result.
    if (may_read(reader, Part::facts)) {
        view["outcome"] = pick(all["outcome"], {"kind", "at", "on", "by", "paper", "grounds"});
    }
    view["papers"] = shown_papers(now, reader);
    return view;
}

std::vector<cases::PaperRecord> shown_papers(const cases::Case& now, const Standings& reader) {
    std::vector<cases::PaperRecord> shown = now.papers;
    std::erase_if(shown, [&](const auto& paper) { return !may_read_paper(reader, paper); });
    return shown;
}

Json paper_view(Json content, const cases::PaperRecord& paper, const Standings& reader) {
    if (!reads_the_result_only(reader, paper)) return content;
    for (const char* key : {"facts", "technical_standard", "text"}) content.erase(key);
    content["reasons"] = pick_each(content.value("reasons", Json::array()), {"basis", "article"});
    return content;
}

}  // namespace oneseal::desk

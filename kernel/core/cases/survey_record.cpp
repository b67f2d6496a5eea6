// What a site survey's record says, and what it must not leave out.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {
namespace {

bool value_fits(const ChecklistItem& item, const Json& value) {
    if (item.value_type == "number") return value.is_number();
    if (item.value_type == "integer") return value.is_number_integer();
    if (item.value_type == "boolean") return value.is_boolean();
    if (item.value_type == "string") return value.is_string();
    return value.is_null();
}

const ChecklistItem* find_item(const SurveyTerms& survey, const std::string& id) {
    const auto found =
        std::ranges::find_if(survey.checklist, [&](const auto& i) { return i.id == id; });
    return found == survey.checklist.end() ? nullptr : &*found;
}

void check_results(const Step& step, const Json& results, Body& body) {
    for (const auto& [id, result] : results.items()) {
        const ChecklistItem* item = find_item(*step.matter().survey, id);
        const std::string at = "results/" + pointer_token(id);
        if (item == nullptr) {
            body.wrong(at, errors::checklist_has_no_such_item());
        } else if ((result["result"] != "not_applicable" || result.contains("value")) &&
                   item->value_type != "none" &&
                   !value_fits(*item, result.value("value", Json()))) {
            body.wrong(at, errors::value_seen_must_kind(item->value_type));
        }
    }
    const auto verdict = step.verdict();
    for (const std::string& id : verdict->survey_items) {
        if (results.contains(id)) continue;
        body.wrong(("results/" + id), errors::item_has_no_result_yet());
    }
}

// Signed by the whole team, and by the applicant or with a note of the refusal to sign.
void check_signatures(const Step& step, const Json& signatures, Body& body) {
    const Json team = signatures.value("surveyors", Json::array());
    for (const std::string& surveyor : step.now().people.surveyors) {
        if (std::ranges::find(team, Json(surveyor)) == team.end()) {
            body.wrong("signatures/surveyors", errors::every_surveyor_team_signs());
            break;
        }
    }
    if (signatures.value("applicant", "").empty() && signatures.value("refusal_note", "").empty()) {
        body.wrong("signatures/applicant", errors::applicant_signs_or_refusal_noted());
    }
}

// The surveyors were in there from an instant to an instant, not before the day they were drawn.
void read_times(const Step& step, Json& record, Body& body) {
    const auto entry = parse_instant(text_at(record, "entry_at"));
    const auto exit = parse_instant(text_at(record, "exit_at"));
    const auto assigned = step.now().survey->assigned_on;
    if (assigned && legal_day(*entry) < *assigned) {
        body.wrong("entry_at", errors::must_instant_day_draw_or_later_as());
    }
    if (*exit < *entry || *exit > step.context().now) {
        body.wrong("exit_at", errors::must_instant_after_entry_and_not_in());
    }
    record["entry_at"] = format_instant(*entry);
    record["exit_at"] = format_instant(*exit);
}

// Each photo was taken some time during the survey.
void read_photos(Json& record, Body& body) {
    std::size_t index = 0;
    for (Json& photo : record["photos"]) {
        const std::string at = "photos/" + std::to_string(index++) + "/at";
        const auto taken = parse_instant(text_at(photo, "at"));
        if (taken < parse_instant(text_at(record, "entry_at")) ||
            taken > parse_instant(text_at(record, "exit_at"))) {
            body.wrong(at, errors::was_taken_between_entry_and_exit());
        } else {
            photo["at"] = format_instant(*taken);
        }
    }
}

}  // namespace

// LAW: 行政许可法 第三十四条 第三款
Json read_survey_record(const Step& step, Body& body, const Json& results) {
    Json record = {{"entry_at", body.text("entry_at")},
                   {"exit_at", body.text("exit_at")},
                   {"present", body.list("present")},
                   {"ids_shown", body.flag("ids_shown")},
                   {"measures", body.list("measures")},
                   {"photos", body.list("photos")},
                   {"conclusion", body.text("conclusion")},
                   {"signatures", body.object("signatures")}};
    if (record["ids_shown"] == false) {
        body.wrong("ids_shown", errors::surveyors_show_their_certificates());
    }
    read_times(step, record, body);
    read_photos(record, body);
    check_results(step, results, body);
    check_signatures(step, record["signatures"], body);
    return record;
}

}  // namespace oneseal::cases

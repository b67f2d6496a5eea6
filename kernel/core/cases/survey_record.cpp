// What a site survey's record says, and what it must not leave out.
#include <algorithm>
#include <array>
#include <cmath>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"
#include "text/visible.hpp"

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
    static constexpr std::array words{"pass", "fail", "rectified", "not_applicable"};
    for (const auto& [id, result] : results.items()) {
        const ChecklistItem* item = find_item(*step.matter().survey, id);
        const std::string at = "results/" + pointer_token(id);
        if (item == nullptr) {
            body.wrong(at.c_str(), {"核查清单没有该项。", "The checklist has no such item."});
        } else if (!result.is_object() ||
                   std::ranges::find(words, result.value("result", "")) == words.end()) {
            body.wrong(at.c_str(),
                       {"result 须为 pass、fail、rectified 或 not_applicable。",
                        "result must be pass, fail, rectified or not_applicable."});
        } else if ((result["result"] != "not_applicable" || result.contains("value")) &&
                   item->value_type != "none" &&
                   !value_fits(*item, result.value("value", Json()))) {
            body.wrong(at.c_str(),
                       {"请按“" + item->value_type + "”填写实测值。",
                        "The value seen must be of the kind " + item->value_type + "."});
        }
    }
    const auto verdict = step.verdict();
    for (const std::string& id : verdict->survey_items) {
        if (results.contains(id)) continue;
        body.wrong(("results/" + id).c_str(),
                   {"该项尚未记录结果。", "This item has no result yet."});
    }
}

// Signed by the whole team, and by the applicant or with a note of the refusal to sign.
void check_signatures(const Step& step, const Json& signatures, Body& body) {
    const Json team = signatures.value("surveyors", Json::array());
    for (const std::string& surveyor : step.now().surveyors) {
        if (std::ranges::find(team, Json(surveyor)) == team.end()) {
            body.wrong("signatures/surveyors",
                       {"核查人员须全部签名。", "Every surveyor of the team signs."});
            break;
        }
    }
    if (sdk::is_blank(signatures.value("applicant", "")) &&
        sdk::is_blank(signatures.value("refusal_note", ""))) {
        body.wrong(
            "signatures/applicant",
            {"须有申请人签名,或注明拒签情况。", "The applicant signs, or the refusal is noted."});
    }
}

// Names a list's members that lack one of the texts.
void check_list(const Json& list,
                const char* key,
                std::initializer_list<const char*> texts,
                Body& body) {
    std::size_t index = 0;
    for (const Json& item : list) {
        const std::string at = std::string(key) + "/" + std::to_string(index++);
        for (const char* text : texts) {
            if (item.is_object() && !sdk::is_blank(text_at(item, text))) continue;
            body.wrong((at + "/" + text).c_str(), {"必填,且须为文字。", "Required, as a text."});
        }
    }
}

// The surveyors were in there from an instant to an instant, not before the day they were drawn.
void read_times(const Step& step, Json& record, Body& body) {
    const auto entry = parse_instant(text_at(record, "entry_at"));
    const auto exit = parse_instant(text_at(record, "exit_at"));
    const auto assigned = step.now().survey->assigned_on;
    if (!entry || (assigned && legal_day(*entry) < *assigned)) {
        body.wrong("entry_at",
                   {"须为不早于核查人员抽取之日的时间,例如 2026-03-02T09:00:00+08:00。",
                    "Must be an instant of the day of the draw or later, as "
                    "2026-03-02T09:00:00+08:00."});
    }
    if (!exit || (entry && *exit < *entry) || *exit > step.context().now) {
        body.wrong("exit_at",
                   {"须为进入之后、现在之前的时间。",
                    "Must be an instant after the entry and not in the future."});
    }
    if (entry) record["entry_at"] = format_instant(*entry);
    if (exit) record["exit_at"] = format_instant(*exit);
}

// Each photo was taken somewhere and some time during the survey.
void read_photos(Json& record, Body& body) {
    const auto degrees = [](const Json& place, const char* key, double most) {
        const Json value = place.is_object() ? place.value(key, Json()) : Json();
        return value.is_number() && std::abs(value.get<double>()) <= most;
    };
    std::size_t index = 0;
    for (Json& photo : record["photos"]) {
        const std::string at = "photos/" + std::to_string(index++);
        const Json place = photo.is_object() ? photo.value("gps", Json()) : Json();
        if (!degrees(place, "latitude", 90) || !degrees(place, "longitude", 180)) {
            body.wrong((at + "/gps").c_str(),
                       {"须为 {latitude, longitude},单位为度。",
                        "Must be {latitude, longitude} in degrees."});
        }
        const auto taken = photo.is_object() ? parse_instant(text_at(photo, "at")) : std::nullopt;
        if (!taken || taken < parse_instant(text_at(record, "entry_at")) ||
            taken > parse_instant(text_at(record, "exit_at"))) {
            body.wrong(
                (at + "/at").c_str(),
                {"拍摄时间须在进入与离开之间。", "It was taken between the entry and the exit."});
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
                   {"present", body.array("present")},
                   {"ids_shown", body.flag("ids_shown")},
                   {"measures", body.array("measures")},
                   {"photos", body.array("photos")},
                   {"conclusion", body.text("conclusion")},
                   {"signatures", body.object("signatures")}};
    if (record["present"].empty()) {
        body.wrong("present",
                   {"须写明在场人员及其身份;无人在场的,登记为核查未遂。",
                    "Name who was there and by what right; nobody there is an attempt."});
    }
    if (record["ids_shown"] == false) {
        body.wrong("ids_shown",
                   {"核查人员须出示执法证件。", "The surveyors show their certificates."});
    }
    read_times(step, record, body);
    check_list(record["present"], "present", {"name", "right"}, body);
    check_list(record["measures"], "measures", {"what", "value"}, body);
    check_list(record["photos"], "photos", {"sha256"}, body);
    read_photos(record, body);
    check_results(step, results, body);
    check_signatures(step, record["signatures"], body);
    return record;
}

}  // namespace oneseal::cases

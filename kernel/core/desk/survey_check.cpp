#include "desk/survey_check.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "cases/errors.hpp"
#include "cases/step.hpp"
#include "desk/errors.hpp"

namespace oneseal::desk {
namespace {

constexpr std::array<std::string_view, 4> results{"pass", "fail", "rectified", "not_applicable"};

Text kind_of(const std::string& value_type) {
    if (value_type == "number") return errors::kind_number();
    if (value_type == "integer") return errors::kind_integer();
    if (value_type == "boolean") return errors::kind_boolean();
    return errors::kind_text();
}

bool is_of_kind(const std::string& value_type, const Json& value) {
    if (value_type == "number") return value.is_number();
    if (value_type == "integer") return value.is_number_integer();
    if (value_type == "boolean") return value.is_boolean();
    return value.is_string();
}

class Check {
  public:
    void result(const SurveyTerms& survey, const std::string& id, const Json& given) {
        const auto item = std::ranges::find(survey.checklist, id, &ChecklistItem::id);
        const std::string at = "/results/" + pointer_token(id);
        if (item == survey.checklist.end()) {
            return wrong(at, cases::errors::checklist_has_no_such_item());
        }
        if (!given.is_object()) {
            return wrong(at, errors::no_result_of_an_item());
        }
        const std::string said = text_at(given, "result");
        if (std::ranges::find(results, said) == results.end())
            wrong(at + "/result", errors::none_of_the_results());
        const Json value = given.value("value", Json());
        if (value.is_null() && (said == "not_applicable" || item->value_type == "none")) return;
        if (item->value_type == "none") {
            wrong(at + "/value", errors::item_has_no_value());
        } else if (!is_of_kind(item->value_type, value)) {
            wrong(at + "/value", errors::value_of_another_kind(kind_of(item->value_type)));
        }
    }

    void photo(const std::string& at, const Json& given, const std::set<std::string>& attachments) {
        if (!given.is_object() || attachments.contains(text_at(given, "sha256"))) return;
        wrong(at + "/sha256", errors::no_photo_of_the_case());
    }

    Result<void> finish() {
        if (findings_.empty()) return {};
        return cases::wrong_body(std::move(findings_));
    }

  private:
    void wrong(std::string pointer, Text message) {
        findings_.push_back({std::move(pointer), std::move(message), "", ""});
    }

    std::vector<Finding> findings_{};
};

}  // namespace

Result<void> check_survey(const SurveyTerms& survey,
                          const Json& body,
                          const std::set<std::string>& attachments) {
    Check check;
    const auto given = body.find("results");
    if (given != body.end() && given->is_object()) {
        for (const auto& [id, result] : given->items()) check.result(survey, id, result);
    }
    const auto photos = body.find("photos");
    if (photos != body.end() && photos->is_array()) {
        std::size_t index = 0;
        for (const Json& photo : *photos) {
            check.photo("/photos/" + std::to_string(index++), photo, attachments);
        }
    }
    return check.finish();
}

}  // namespace oneseal::desk

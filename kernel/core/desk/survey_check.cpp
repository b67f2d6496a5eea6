#include "desk/survey_check.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace oneseal::desk {
namespace {

constexpr std::array<std::string_view, 4> results{"pass", "fail", "rectified", "not_applicable"};

const Text one_of_results{"result 须为 pass、fail、rectified 或 not_applicable。",
                          "result must be pass, fail, rectified or not_applicable."};

Text kind_of(const std::string& value_type) {
    if (value_type == "number") return {"数字，例如 60", "a number, as 60"};
    if (value_type == "integer") return {"整数，例如 3", "a whole number, as 3"};
    if (value_type == "boolean") return {"true 或 false", "true or false"};
    return {"文字", "a text"};
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
            return wrong(at, {"核查清单没有该项。", "The checklist has no such item."});
        }
        if (!given.is_object()) {
            return wrong(at,
                         {"须为 {result, value}，例如 {\"result\": \"pass\"}。",
                          "Must be {result, value}, as {\"result\": \"pass\"}."});
        }
        const std::string said = text_at(given, "result");
        if (std::ranges::find(results, said) == results.end())
            wrong(at + "/result", one_of_results);
        const Json value = given.value("value", Json());
        if (value.is_null() && (said == "not_applicable" || item->value_type == "none")) return;
        if (item->value_type == "none") {
            wrong(at + "/value", {"该项没有实测值。", "This item has no value."});
        } else if (!is_of_kind(item->value_type, value)) {
            const Text kind = kind_of(item->value_type);
            wrong(at + "/value",
                  {"实测值须为" + kind.zh_cn + "。", "The value seen must be " + kind.en + "."});
        }
    }

    void photo(const std::string& at, const Json& given, const std::set<std::string>& attachments) {
        if (!given.is_object() || attachments.contains(text_at(given, "sha256"))) return;
        wrong(at + "/sha256",
              {"须为已上传到本办件的照片；请先上传，再引用返回的 sha256。",
               "Must be a photo of this case: upload it first, and give the sha256 answered."});
    }

    Result<void> finish() {
        if (findings_.empty()) return {};
        const std::string count = std::to_string(findings_.size());
        return Error{
            ErrorCode::invalid_input,
            "ACTION_BODY",
            {"操作内容有 " + count + " 处错误。", count + " things in the body are wrong."},
            {"按列出的位置改正后重试。", "Correct the places listed and try again."},
            "",
            std::move(findings_)};
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

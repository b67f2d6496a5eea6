#include "api/body_reader.hpp"

#include "text/visible.hpp"

namespace oneseal::api {

const Json* BodyReader::find(const char* key) {
    known_.insert(key);
    const auto found = body_.find(key);
    return found == body_.end() || found->is_null() ? nullptr : &*found;
}

bool BodyReader::has(const char* key) {
    return find(key) != nullptr;
}

void BodyReader::wrong(std::string pointer, Text message) {
    findings_.push_back({std::move(pointer), std::move(message), "", ""});
}

std::string BodyReader::text(const char* key) {
    const Json* value = find(key);
    if (value != nullptr && value->is_string() &&
        !sdk::is_blank(value->get_ref<const std::string&>())) {
        return value->get<std::string>();
    }
    wrong(std::string("/") + key, {"必填,须为文字。", "Required, as a text."});
    return "";
}

std::string BodyReader::optional_text(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return "";
    if (value->is_string()) return value->get<std::string>();
    wrong(std::string("/") + key, {"须为文字。", "Must be a text."});
    return "";
}

bool BodyReader::flag(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->get<bool>();
    wrong(std::string("/") + key, {"须为 true 或 false。", "Must be true or false."});
    return false;
}

Json BodyReader::object(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return Json::object();
    if (value->is_object()) return *value;
    wrong(std::string("/") + key, {"须为对象。", "Must be an object."});
    return Json::object();
}

Json BodyReader::array(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return Json::array();
    if (value->is_array()) return *value;
    wrong(std::string("/") + key, {"须为列表。", "Must be a list."});
    return Json::array();
}

std::vector<std::string> BodyReader::texts(const char* key) {
    std::vector<std::string> list;
    std::size_t index = 0;
    for (const Json& item : array(key)) {
        if (item.is_string()) {
            list.push_back(item.get<std::string>());
        } else {
            wrong(std::string("/") + key + "/" + std::to_string(index),
                  {"须为文字。", "Must be a text."});
        }
        ++index;
    }
    return list;
}

Result<void> BodyReader::finish() {
    for (const auto& [key, value] : body_.items()) {
        if (!known_.contains(key))
            wrong("/" + pointer_token(key), {"没有此项。", "There is no such key."});
    }
    if (findings_.empty()) return {};
    return Error{ErrorCode::invalid_input,
                 "BODY_INVALID",
                 {"请求内容有 " + std::to_string(findings_.size()) + " 处错误。",
                  std::to_string(findings_.size()) + " things in the body are wrong."},
                 {"按列出的位置改正后重试。", "Correct the places listed and try again."},
                 "",
                 std::move(findings_)};
}

}  // namespace oneseal::api

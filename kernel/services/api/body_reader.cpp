#include "api/body_reader.hpp"

#include "api/errors.hpp"
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
    wrong(std::string("/") + key, errors::required_text());
    return "";
}

std::string BodyReader::optional_text(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return "";
    if (value->is_string()) return value->get<std::string>();
    wrong(std::string("/") + key, errors::no_text());
    return "";
}

bool BodyReader::flag(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->get<bool>();
    wrong(std::string("/") + key, errors::no_boolean());
    return false;
}

Json BodyReader::object(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return Json::object();
    if (value->is_object()) return *value;
    wrong(std::string("/") + key, errors::no_object());
    return Json::object();
}

Json BodyReader::array(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return Json::array();
    if (value->is_array()) return *value;
    wrong(std::string("/") + key, errors::no_list());
    return Json::array();
}

std::vector<std::string> BodyReader::texts(const char* key) {
    std::vector<std::string> list;
    std::size_t index = 0;
    for (const Json& item : array(key)) {
        if (item.is_string()) {
            list.push_back(item.get<std::string>());
        } else {
            wrong(std::string("/") + key + "/" + std::to_string(index), errors::no_text());
        }
        ++index;
    }
    return list;
}

Result<void> BodyReader::finish() {
    for (const auto& [key, value] : body_.items()) {
        if (!known_.contains(key)) wrong("/" + pointer_token(key), errors::unknown_key());
    }
    if (findings_.empty()) return {};
    Error error = errors::body_invalid(findings_.size());
    error.findings = std::move(findings_);
    return error;
}

}  // namespace oneseal::api

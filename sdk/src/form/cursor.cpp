#include "form/cursor.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

void Cursor::complain(const Complaint& complaint) const {
    document_->complain(*problems_, pointer_, complaint);
}

void Cursor::complain_of_kind(const char* zh_cn, const char* en) const {
    complain({"wrong_kind",
              std::string("此处应为") + zh_cn + "。",
              std::string("This must be ") + en + "."});
}

Cursor Cursor::member(const std::string& key) const {
    const DocumentJson* value = nullptr;
    if (json_ != nullptr && json_->is_object()) {
        const auto found = json_->find(key);
        if (found != json_->end()) value = &*found;
    }
    return {*this, value, pointer_ + pointer_step(key)};
}

std::optional<std::string> Cursor::text(bool required) const {
    if (!present()) {
        if (required) complain({"missing", "缺少此项。", "This is missing."});
        return std::nullopt;
    }
    if (json_->is_string()) return json_->get<std::string>();
    complain_of_kind("字符串", "a string");
    return std::nullopt;
}

std::optional<double> Cursor::number() const {
    if (!present()) return std::nullopt;
    if (json_->is_number()) return json_->get<double>();
    complain_of_kind("数字", "a number");
    return std::nullopt;
}

bool Cursor::flag() const {
    if (!present()) return false;
    if (json_->is_boolean()) return json_->get<bool>();
    complain_of_kind("布尔值", "true or false");
    return false;
}

std::vector<std::string> Cursor::texts() const {
    std::vector<std::string> texts;
    for (const auto& item : items()) {
        if (auto text = item.text(true)) texts.push_back(std::move(*text));
    }
    return texts;
}

std::vector<Cursor> Cursor::items() const {
    std::vector<Cursor> items;
    if (!present()) return items;
    if (!json_->is_array()) {
        complain_of_kind("数组", "an array");
        return items;
    }
    for (std::size_t i = 0; i < json_->size(); ++i) {
        items.push_back({*this, &(*json_)[i], pointer_ + "/" + std::to_string(i)});
    }
    return items;
}

std::vector<std::pair<std::string, Cursor>> Cursor::members() const {
    std::vector<std::pair<std::string, Cursor>> members;
    if (!present()) return members;
    if (!json_->is_object()) {
        complain_of_kind("对象", "an object");
        return members;
    }
    for (const auto& [key, value] : json_->items()) {
        members.emplace_back(key, Cursor{*this, &value, pointer_ + pointer_step(key)});
    }
    return members;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

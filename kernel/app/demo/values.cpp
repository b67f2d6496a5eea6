#include "app/demo/values.hpp"

#include <nlohmann/json.hpp>

#include "base/clock.hpp"

namespace oneseal::demo {

Json fill(const Json& pattern, const Value& value) {
    if (pattern.is_string()) {
        const std::string text = pattern;
        return text.starts_with("$") ? value(text.substr(1)) : pattern;
    }
    if (!pattern.is_structured()) return pattern;
    Json filled = pattern.is_array() ? Json::array() : Json::object();
    for (const auto& [key, member] : pattern.items()) {
        Json one = fill(member, value);
        if (one.is_null()) continue;
        if (pattern.is_array()) {
            filled.push_back(std::move(one));
        } else {
            filled[key] = std::move(one);
        }
    }
    return filled;
}

std::string day_from(const std::string& name, const std::string& word, const std::string& day) {
    if (!name.starts_with(word)) return {};
    const std::string days = name.substr(word.size());
    const auto from = sdk::parse_day(day);
    if (days.empty() || !from) return day;
    return sdk::format_day(*from + std::chrono::days{std::stoi(days)});
}

}  // namespace oneseal::demo

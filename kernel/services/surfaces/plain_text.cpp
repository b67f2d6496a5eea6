#include "surfaces/plain_text.hpp"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

namespace oneseal::surfaces {
namespace {

using Data = kainjow::mustache::data;

const Json& all_words() {
    static const Json words = Json::parse(plain_words);
    return words;
}

Data data_of(const Json& json) {
    if (json.is_boolean()) return Data{json.get<bool>()};
    if (json.is_string()) {
        const auto& text = json.get_ref<const std::string&>();
        return text.empty() ? Data{false} : Data{text};
    }
    if (json.is_array()) {
        Data list{Data::type::list};
        for (const Json& item : json) list.push_back(data_of(item));
        return list;
    }
    Data object{Data::type::object};
    for (const auto& [key, value] : json.items()) object.set(key, data_of(value));
    return object;
}

}  // namespace

Text word(const std::string& key) {
    return text_from_json(all_words().at(key));
}

std::string render(const char* page, Json data, http::Language language) {
    for (const auto& [key, text] : all_words().items()) {
        data["w"][key] = http::in(language, text_from_json(text));
    }
    const bool chinese = language == http::Language::zh_cn;
    data["language"] = http::tag_of(language);
    data["other_language"] = http::tag_of(chinese ? http::Language::en : http::Language::zh_cn);
    kainjow::mustache::mustache html(page);
    return html.render(data_of(data));
}

}  // namespace oneseal::surfaces

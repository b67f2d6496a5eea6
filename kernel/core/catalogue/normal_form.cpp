#include "catalogue/normal_form.hpp"

#include <set>

#include "base/text_normal.hpp"

namespace oneseal {
namespace {

using Pointers = std::set<std::string>;

void add_pointers(Pointers& pointers, const Json& said) {
    if (said.is_string()) pointers.insert(said.get<std::string>());
    if (!said.is_array()) return;
    for (const Json& one : said) add_pointers(pointers, one);
}

// Where the form holds what persons and registers are known by.
Pointers keys_of(const Matter& matter) {
    Pointers pointers;
    const Json& party = member(matter.document, "party");
    add_pointers(pointers, member(party, "code"));
    add_pointers(pointers, member(party, "legal_representative_code"));
    add_pointers(pointers, member(member(party, "agent"), "code"));
    for (const FactTerms& fact : matter.facts) add_pointers(pointers, member(fact.from, "key"));
    return pointers;
}

class FormNormaliser {
  public:
    explicit FormNormaliser(const Matter& matter) : keys_(keys_of(matter)) {}

    void fields(Json& holder, const Json& properties, const std::string& pointer) {
        if (!holder.is_object()) return;
        for (auto& [key, value] : holder.items()) {
            const auto property = properties.find(key);
            if (property == properties.end()) continue;
            field(value, *property, pointer + "/" + pointer_token(key));
        }
    }

    Json typed() { return std::move(typed_); }

  private:
    void field(Json& value, const Json& property, const std::string& pointer) {
        if (value.is_array() && property.contains("items")) {
            const Json& properties = member(property["items"], "properties");
            std::size_t index = 0;
            for (Json& item : value) {
                fields(item, properties, pointer + "/" + std::to_string(index++));
            }
            return;
        }
        if (!value.is_string() || property.contains("enum")) return;
        const auto& text = value.get_ref<const std::string&>();
        std::string normal = normal_of(text, property, pointer);
        if (normal == text) return;
        typed_[pointer] = text;
        value = std::move(normal);
    }

    std::string normal_of(const std::string& text,
                          const Json& property,
                          const std::string& pointer) const {
        const Json& ours = member(property, "x-oneseal");
        const std::string check = text_at(ours, "check");
        if (check == "mobile" || check == "phone") return normal_phone(text);
        const bool is_code = !check.empty() || property.contains("format") ||
                             ours.contains("prefill") || keys_.contains(pointer);
        if (is_code) return normal_code(text);
        return flag_at(ours, "multiline") ? normal_lines(text) : normal_line(text);
    }

    Pointers keys_;
    Json typed_ = Json::object();
};

}  // namespace

Json normalise_form(Json& form, const Matter& matter) {
    const Json& schema = member(member(matter.document, "form"), "schema");
    FormNormaliser normaliser(matter);
    normaliser.fields(form, member(schema, "properties"), "");
    return normaliser.typed();
}

}  // namespace oneseal

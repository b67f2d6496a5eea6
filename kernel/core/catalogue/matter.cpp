#include "catalogue/matter.hpp"

#include <algorithm>

#include "catalogue/errors.hpp"

namespace oneseal {
namespace {

template <typename Item>
const Item* find_by_id(const std::vector<Item>& items, std::string_view id) {
    const auto found = std::ranges::find_if(items, [&](const Item& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

Text text_of(const Json& json, const char* key) {
    if (!json.contains(key)) return {};
    const Json& value = json[key];
    if (value.is_string()) return {value.get<std::string>(), value.get<std::string>()};
    return text_from_json(value);
}

Term read_term(const Json& limit) {
    if (limit.contains("months")) return {Term::Unit::months, limit["months"].get<int>()};
    if (limit.contains("calendar_days")) {
        return {Term::Unit::calendar_days, limit["calendar_days"].get<int>()};
    }
    return {Term::Unit::working_days, limit.at("working_days").get<int>()};
}

Limit read_limit(const Json& json) {
    Limit limit;
    limit.term = read_term(json);
    limit.from_receipt = json.value("counted_from", "acceptance") == "receipt";
    if (json.contains("extension")) limit.extension_days = json["extension"].value("days", 0);
    limit.delivery_days = json.value("delivery_days", 10);
    limit.basis = json.value("basis", Json::array());
    return limit;
}

Variant read_variant(const Json& json) {
    Variant variant;
    variant.id = json.at("id").get<std::string>();
    variant.code = json.value("code", "");
    variant.title = text_of(json, "title");
    variant.effect = json.at("effect").get<std::string>();
    variant.immediate = json.value("pace", "promised") == "immediate";
    variant.limit = read_limit(json.at("limit"));
    variant.promised_days = json.value("promised_days", 0);
    const Json supplement = json.value("supplement", Json::object());
    variant.supplement_days = supplement.value("days", 0);
    variant.supplement_basis = supplement.value("basis", Json::array());
    variant.terminates_by_law = supplement.value("terminates_by_law", false);
    return variant;
}

MaterialTerms read_material(const Json& json) {
    MaterialTerms material;
    material.id = json.at("id").get<std::string>();
    material.title = text_of(json, "title");
    material.kinds = json.value("kinds", std::vector<std::string>{});
    material.copies = json.value("copies", 1);
    material.variants = json.value("variants", std::vector<std::string>{});
    material.condition = text_of(json, "condition");
    material.basis = json.value("basis", Json::array());
    material.shared_data = json.value("shared_data", false);
    material.commitment_may_replace = json.value("commitment_may_replace", false);
    material.made_by_system = json.contains("made_by");
    return material;
}

SurveyTerms read_survey(const Json& json) {
    SurveyTerms survey;
    survey.min_staff = json.value("min_staff", 2);
    survey.days = json.value("days", 0);
    survey.basis = json.value("basis", Json::array());
    for (const Json& item : json.value("checklist", Json::array())) {
        survey.checklist.push_back({item.at("id").get<std::string>(),
                                    text_of(item, "item"),
                                    text_of(item, "standard"),
                                    item.value("value_type", "none"),
                                    item.value("critical", false),
                                    item.value("fills_fact", ""),
                                    item.value("basis", Json::array())});
    }
    return survey;
}

FactTerms read_fact(const Json& json) {
    return {json.at("id").get<std::string>(),
            json.value("type", "string"),
            text_of(json, "title"),
            json.at("source").get<std::string>(),
            json.value("from", Json()),
            json.value("otherwise", Json())};
}

std::string party_text(const Json& document, const Json& form, const char* key) {
    const Json& pointers = member(member(document, "party"), key);
    if (pointers.is_string()) return form_text(form, pointers.get<std::string>());
    if (!pointers.is_array()) return "";
    for (const Json& pointer : pointers) {
        std::string text = form_text(form, pointer.get<std::string>());
        if (!text.empty()) return text;
    }
    return "";
}

}  // namespace

bool MaterialTerms::is_of(std::string_view variant) const {
    return variants.empty() || std::ranges::find(variants, variant) != variants.end();
}

const Variant* Matter::variant(std::string_view wanted) const {
    return find_by_id(variants, wanted);
}
const MaterialTerms* Matter::material(std::string_view wanted) const {
    return find_by_id(materials, wanted);
}
const FactTerms* Matter::fact(std::string_view wanted) const {
    return find_by_id(facts, wanted);
}

std::string Matter::applicant_name(const Json& form) const {
    return party_text(document, form, "name");
}
std::string Matter::applicant_code(const Json& form) const {
    return party_text(document, form, "code");
}
std::string Matter::representative_name(const Json& form) const {
    return party_text(document, form, "legal_representative");
}
std::string Matter::representative_code(const Json& form) const {
    return party_text(document, form, "legal_representative_code");
}
std::string Matter::mobile(const Json& form) const {
    return party_text(document, form, "mobile");
}
std::string Matter::place(const Json& form) const {
    return party_text(document, form, "place");
}

Result<Matter> matter_from_json(const Json& document) {
    try {
        Matter matter;
        matter.id = document.at("id").get<std::string>();
        matter.code = document.value("code", "");
        matter.title = text_of(document, "title");
        matter.nature = document.at("nature").get<std::string>();
        matter.public_safety = document.value("public_safety", false);
        matter.modes = document.value("modes", std::vector<std::string>{});
        matter.legal_basis = document.value("legal_basis", Json::array());
        for (const Json& item : document.at("variants")) {
            matter.variants.push_back(read_variant(item));
        }
        for (const Json& item : document.at("materials")) {
            matter.materials.push_back(read_material(item));
        }
        for (const Json& item : document.at("facts")) matter.facts.push_back(read_fact(item));
        if (document.contains("survey") && document["survey"].is_object()) {
            matter.survey = read_survey(document["survey"]);
        }
        matter.document = document;
        return matter;
    } catch (const Json::exception& exception) {
        return catalogue::errors::matter_document(exception.what());
    }
}

std::string form_text(const Json& form, const std::string& pointer) {
    if (pointer.empty() || pointer.front() != '/') return "";
    const Json::json_pointer path(pointer);
    if (!form.contains(path) || !form.at(path).is_string()) return "";
    return form.at(path).get<std::string>();
}

std::string basis_text(const Json& basis, const std::map<std::string, Text>& titles) {
    std::string text;
    for (const Json& item : basis) {
        const std::string law = item.value("law", "");
        if (law.empty()) continue;
        const auto title = titles.find(law);
        if (!text.empty()) text += ";";
        text += title == titles.end() ? law : title->second.zh_cn;
        if (item.contains("article") && item["article"].is_string()) {
            text += " " + item["article"].get<std::string>();
        }
    }
    return text;
}

}  // namespace oneseal

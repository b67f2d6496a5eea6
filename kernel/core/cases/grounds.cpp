#include "cases/grounds.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "cases/errors.hpp"
#include "cases/paper_text.hpp"
#include "cases/told_form.hpp"

namespace oneseal::cases {
namespace {

constexpr std::string_view of_survey = "SUR:";

const Json* find_by_id(const Json& list, std::string_view id) {
    if (!list.is_array()) return nullptr;
    const auto found = std::ranges::find_if(
        list, [&](const Json& one) { return one.is_object() && text_at(one, "id") == id; });
    return found == list.end() ? nullptr : &*found;
}

// As the texts of papers take a value, with the kind of its field.
class Values {
  public:
    void add(const char* folder, const std::string& name, const Json& value, const Json& options) {
        const bool is_day = value.is_string() && sdk::parse_day(value.get<std::string>());
        const char* kind = value.is_boolean() ? "flag" : is_day ? "day" : "text";
        fields_[folder]["kind"] = "object";
        fields_[folder]["of"][name] = {{"kind", kind}};
        Json told = value;
        if (!value.is_null() && (value.is_array() || options.is_object())) {
            told = to_json(told_options(value, options));
        }
        content_[folder][name] = std::move(told);
    }

    Text fill(const Text& text, const Text& basis) const {
        Json fields = fields_;
        Json content = content_;
        fields["basis"] = {{"kind", "text"}};
        content["basis"] = to_json(basis);
        return fill_paper(text, fields, content);
    }

  private:
    Json fields_ = Json::object();
    Json content_ = Json::object();
};

Values values_of(const Matter& matter, const Json& checklist, const Json& input) {
    Values values;
    const Json& form = member(matter.document, "form");
    const Json& schema = member(form, "schema");
    const Json& properties = member(schema, "properties");
    const Json& answers = member(input, "form");
    for (const auto& [key, property] : properties.items()) {
        const Json& field = member(property, "x-oneseal");
        const Json& items = member(property, "items");
        // Lists of entries have no place in a sentence.
        if (items.contains("properties")) continue;
        values.add("form", key, member(answers, key.c_str()), member(field, "options"));
    }
    const Json& facts = member(input, "facts");
    for (const FactTerms& fact : matter.facts) {
        values.add("facts", fact.id, member(facts, fact.id.c_str()), Json());
    }
    const Json& survey = member(input, "survey");
    for (const Json& item : checklist) {
        const std::string id = text_at(item, "id");
        const Json& value = member(member(survey, id.c_str()), "value");
        values.add("survey", id, value, Json());
        const std::string fact = text_at(item, "fills_fact");
        if (!fact.empty() && !value.is_null()) values.add("facts", fact, value, Json());
    }
    return values;
}

Text told_laws(const Json& basis, const std::map<std::string, Text>& law_titles) {
    Text told;
    for (const Json& one : basis) {
        if (text_at(one, "kind") != "law") continue;
        const std::string law = text_at(one, "law");
        const auto title = law_titles.find(law);
        const Text name = title == law_titles.end() ? Text{law, law} : title->second;
        const std::string article = text_at(one, "article");
        const Text next =
            article.empty() ? errors::law_title(name) : errors::law_article(name, article);
        told = told.zh_cn.empty() ? next : errors::listed(told, next);
    }
    return told;
}

// Every law with its article, in both languages; otherwise the bases have to be listed beside it.
bool names_its_laws(const Text& text, const Json& basis) {
    static const std::string tag = "{{basis}}";
    bool any = false;
    for (const Json& one : basis) {
        if (text_at(one, "kind") != "law") continue;
        if (text_at(one, "article").empty()) return false;
        any = true;
    }
    return any && text.zh_cn.find(tag) != std::string::npos &&
           text.en.find(tag) != std::string::npos;
}

// "facts.area" in what a rule read is the fact area.
std::vector<std::string> facts_of(const Verdict& verdict, const std::string& rule) {
    static const std::string begin = "facts.";
    std::vector<std::string> facts;
    const auto read = verdict.reads.find(rule);
    if (read == verdict.reads.end()) return facts;
    for (const std::string& name : read->second) {
        if (name.starts_with(begin)) facts.push_back(name.substr(begin.size()));
    }
    return facts;
}

}  // namespace

void fill_grounds(Verdict& verdict,
                  const Matter& matter,
                  const std::string& input,
                  const std::map<std::string, Text>& law_titles) {
    const Json& rules = member(matter.document, "rules");
    const Json& survey = member(matter.document, "survey");
    const Json& checklist = member(survey, "checklist");
    std::optional<Values> values;  // most verdicts have nothing to tell
    for (VerdictFinding& finding : verdict.findings) {
        const bool of_item = finding.rule.starts_with(of_survey);
        const Json* source = of_item ? find_by_id(checklist, finding.rule.substr(of_survey.size()))
                                     : find_by_id(rules, finding.rule);
        if (source == nullptr) continue;
        if (of_item) {
            finding.fact = text_at(*source, "fills_fact");
        } else {
            finding.facts = facts_of(verdict, finding.rule);
        }
        // What could not be computed has been found by nobody.
        if (finding.failed || !source->contains("paper_text")) continue;
        const Text text = text_from_json((*source)["paper_text"]);
        finding.grounded = names_its_laws(text, finding.basis);
        if (!values) values = values_of(matter, checklist, Json::parse(input));
        finding.ground = values->fill(text, told_laws(finding.basis, law_titles));
    }
}

}  // namespace oneseal::cases

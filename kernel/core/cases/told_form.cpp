#include "cases/told_form.hpp"

#include <nlohmann/json.hpp>

#include "cases/errors.hpp"
#include "cases/paper_text.hpp"

namespace oneseal::cases {
namespace {

class FormTeller {
  public:
    FormTeller(const std::string& code, const Text& county, const Json& form)
        : code_(code), county_(county), form_(form) {}

    // Groups do not stand within groups.
    void add(const Json& element, const Json& properties) {
        if (text_at(element, "type") == "Group") {
            groups_.push_back({text_from_json(member(element, "label")), {}});
        }
        static const std::string begins = "#/properties/";
        const std::string scope = text_at(element, "scope");
        if (scope.starts_with(begins)) add_answer(scope.substr(begins.size()), properties);
        for (const Json& inner : member(element, "elements")) add(inner, properties);
    }

    std::vector<ToldGroup> told() && {
        std::erase_if(groups_, [](const ToldGroup& group) { return group.answers.empty(); });
        return std::move(groups_);
    }

  private:
    void add_answer(const std::string& key, const Json& properties) {
        const Json& property = member(properties, key.c_str());
        Text value = told(property, member(form_, key.c_str()));
        if (value.zh_cn.empty()) return;
        if (groups_.empty()) groups_.emplace_back();
        groups_.back().answers.push_back({title_of(property), std::move(value)});
    }

    static Text title_of(const Json& property) {
        return text_from_json(member(member(property, "x-oneseal"), "title"));
    }

    Text told(const Json& property, const Json& value) const {
        if (value.is_null()) return {};
        const Json& field = member(property, "x-oneseal");
        const bool own = value.is_string() && value == code_;
        if (own && text_at(field, "prefill") == "county") return county_;
        const Json& entry = member(member(property, "items"), "properties");
        if (value.is_array() && entry.is_object()) return told_entries(entry, value);
        if (value.is_array() || field.contains("options")) {
            return told_options(value, member(field, "options"));
        }
        if (value.is_boolean()) return value == true ? errors::yes() : errors::no();
        static const std::string tag = "{{value}}";
        const char* kind = text_at(property, "format") == "date" ? "day" : "text";
        return fill_paper({tag, tag}, {{"value", {{"kind", kind}}}}, {{"value", value}});
    }

    Text told_entries(const Json& properties, const Json& entries) const {
        Text lines;
        std::size_t number = 0;
        for (const Json& entry : entries) {
            Text line;
            for (const auto& [key, property] : properties.items()) {
                const Text value = told(property, member(entry, key.c_str()));
                if (value.zh_cn.empty()) continue;
                const Text next = errors::answered(title_of(property), value);
                line = line.zh_cn.empty() ? next : errors::clauses(line, next);
            }
            const std::string begin = std::to_string(++number) + ". ";
            const char* end = number == 1 ? "" : "\n";
            lines.zh_cn += end + begin + line.zh_cn;
            lines.en += end + begin + line.en;
        }
        return lines;
    }

    const std::string& code_;
    const Text& county_;
    const Json& form_;
    std::vector<ToldGroup> groups_{};
};

}  // namespace

Text told_options(const Json& chosen, const Json& options) {
    Text told;
    for (const Json& one : chosen.is_array() ? chosen : Json::array({chosen})) {
        const std::string id = one.is_string() ? one.get<std::string>() : one.dump();
        const Text title = options.contains(id) ? text_from_json(options[id]) : Text{id, id};
        told = told.zh_cn.empty() ? title : errors::listed(told, title);
    }
    return told;
}

std::vector<ToldGroup> told_form(const Matter& matter,
                                 const std::string& code,
                                 const Text& county,
                                 const Json& form) {
    const Json& document = member(matter.document, "form");
    FormTeller teller(code, county, form);
    teller.add(member(document, "layout"), member(member(document, "schema"), "properties"));
    return std::move(teller).told();
}

}  // namespace oneseal::cases

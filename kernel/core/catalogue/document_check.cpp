#include "catalogue/document_check.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "catalogue/errors.hpp"
#include "catalogue/words_check.hpp"
#include "text/likeness.hpp"

namespace oneseal {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t longest_id = 64;
constexpr const char* department_interface = "oneseal.department/1";

bool is_id(const std::string& text) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto more = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !text.empty() && text.size() <= longest_id && small(text.front()) &&
           std::ranges::all_of(text, more);
}

Names keys_of(const Json& object) {
    Names keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;
}

bool contains(const Names& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

class MatterCheck {
  public:
    explicit MatterCheck(const Json& matter) : matter_(matter) {}

    std::vector<Finding> run() {
        check_ids();
        const Json form = member(matter_, "form");
        check_properties(member(form, "schema"), "/form/schema");
        check_layout(form["layout"], "/form/layout", keys_of(form["schema"]["properties"]));
        const Names fields = keys_of(form["schema"]["properties"]);
        for (const std::string& field : fields) {
            if (shown_.contains(field)) continue;
            wrong("/form/layout", catalogue::errors::field_not_shown(field));
        }
        check_commitment();
        check_made_by();
        check_facts();
        return std::move(findings_);
    }

  private:
    void wrong(std::string pointer, Text message, const sdk::Hint& hint = {}) {
        message.zh_cn += hint.zh_cn;
        message.en += hint.en;
        findings_.push_back({std::move(pointer), std::move(message), "", ""});
    }

    void check_id(const Json& thing, const std::string& pointer) {
        const std::string id = text_at(thing, "id");
        if (is_id(id)) return;
        wrong(pointer + "/id", catalogue::errors::no_id());
    }

    void check_ids() {
        check_id(matter_, "");
        const Json survey = member(matter_, "survey");
        const std::pair<std::string, Json> lists[] = {
            {"/variants", member(matter_, "variants")},
            {"/materials", member(matter_, "materials")},
            {"/facts", member(matter_, "facts")},
            {"/survey/checklist", member(survey, "checklist")}};
        for (const auto& [pointer, list] : lists) {
            for (std::size_t i = 0; i < list.size(); ++i) {
                check_id(list[i], pointer + "/" + std::to_string(i));
            }
        }
        const Json rules = member(matter_, "rules");
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const std::string id = text_at(rules[i], "id");
            const bool named = std::ranges::all_of(id, [](unsigned char c) {
                return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
            });
            if (named && id.size() <= longest_id) continue;
            wrong("/rules/" + std::to_string(i) + "/id", catalogue::errors::no_id_of_a_rule());
        }
    }

    void check_properties(const Json& schema, const std::string& pointer) {
        const Json properties = member(schema, "properties");
        for (const auto& [key, property] : properties.items()) {
            const std::string at = pointer + "/properties/" + pointer_token(key);
            if (!is_id(key)) {
                wrong(at, catalogue::errors::no_name_of_a_field());
            }
            check_options(property, at);
            const Json items = member(property, "items");
            if (items.contains("properties")) check_properties(items, at + "/items");
        }
        const Json required = member(schema, "required");
        for (std::size_t i = 0; i < required.size(); ++i) {
            const auto name = required[i].get<std::string>();
            if (properties.contains(name)) continue;
            wrong(pointer + "/required/" + std::to_string(i),
                  catalogue::errors::no_such_field(name),
                  sdk::did_you_mean(name, keys_of(properties)));
        }
    }

    // Every option has its words for people, and no words are for an option that is not there.
    void check_options(const Json& property, const std::string& pointer) {
        const bool of_items = property.contains("items");
        const Json values = member(of_items ? member(property, "items") : property, "enum");
        const Json field = member(property, "x-oneseal");
        const Json options = member(field, "options");
        Names known;
        for (std::size_t i = 0; i < values.size(); ++i) {
            known.push_back(values[i].get<std::string>());
            if (options.contains(known.back())) continue;
            wrong(pointer + (of_items ? "/items/enum/" : "/enum/") + std::to_string(i),
                  catalogue::errors::option_without_label(known.back()));
        }
        for (const std::string& label : keys_of(options)) {
            if (contains(known, label)) continue;
            wrong(pointer + "/x-oneseal/options/" + pointer_token(label),
                  catalogue::errors::no_such_option(label),
                  sdk::did_you_mean(label, known));
        }
        const Json unlicensed = member(field, "unlicensed");
        for (std::size_t i = 0; i < unlicensed.size(); ++i) {
            const auto option = unlicensed[i].get<std::string>();
            if (contains(known, option)) continue;
            wrong(pointer + "/x-oneseal/unlicensed/" + std::to_string(i),
                  catalogue::errors::no_such_option(option),
                  sdk::did_you_mean(option, known));
        }
    }

    void check_layout(const Json& element, const std::string& pointer, const Names& fields) {
        const std::string begins = "#/properties/";
        const std::string scope = text_at(element, "scope");
        if (text_at(element, "type") == "Control" || !scope.empty()) {
            const std::string key = scope.starts_with(begins) ? scope.substr(begins.size()) : scope;
            const bool there = scope.starts_with(begins) && contains(fields, key);
            if (there && !shown_.insert(key).second) {
                wrong(pointer + "/scope", catalogue::errors::field_shown_twice(key));
            } else if (!there) {
                wrong(pointer + "/scope",
                      catalogue::errors::layout_leads_nowhere(key),
                      sdk::did_you_mean(key, fields));
            }
        }
        const Json elements = member(element, "elements");
        for (std::size_t i = 0; i < elements.size(); ++i) {
            check_layout(elements[i], pointer + "/elements/" + std::to_string(i), fields);
        }
    }

    // What is made from the form is a page, not paper.
    void check_made_by() {
        const Json materials = member(matter_, "materials");
        for (std::size_t i = 0; i < materials.size(); ++i) {
            if (!materials[i].contains("made_by")) continue;
            const Json kinds = member(materials[i], "kinds");
            if (std::ranges::find(kinds, Json("electronic")) != kinds.end()) continue;
            wrong("/materials/" + std::to_string(i) + "/kinds",
                  catalogue::errors::made_is_electronic());
        }
    }

    void check_commitment() {
        const Json modes = member(matter_, "modes");
        for (std::size_t i = 0; i < modes.size(); ++i) {
            if (modes[i] != "commitment" || member(matter_, "commitment").is_object()) continue;
            wrong("/modes/" + std::to_string(i), catalogue::errors::no_commitment());
        }
    }

    void check_facts() {
        std::set<std::string> filled;
        const Json survey = member(matter_, "survey");
        const Json checklist = member(survey, "checklist");
        for (const Json& item : checklist) filled.insert(text_at(item, "fills_fact"));
        const Json facts = member(matter_, "facts");
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const std::string pointer = "/facts/" + std::to_string(i);
            const std::string source = text_at(facts[i], "source");
            const Json from = member(facts[i], "from");
            if (source == "survey" && !filled.contains(text_at(facts[i], "id"))) {
                wrong(pointer + "/source", catalogue::errors::fact_never_known());
            }
            if (source == "registry" && !from.is_object()) {
                wrong(pointer, catalogue::errors::fact_needs_from());
            } else if (source != "registry" && from.is_object()) {
                wrong(pointer + "/from", catalogue::errors::fact_has_no_from());
            } else if (from.is_object()) {
                check_from(from, pointer + "/from");
            }
        }
    }

    void check_from(const Json& from, const std::string& pointer) {
        const std::string name = text_at(from, "register");
        const bool is_list = name.starts_with("lists/") && is_id(name.substr(6));
        if (name != "bans" && name != "licences" && !is_list) {
            return wrong(pointer + "/register",
                         catalogue::errors::no_such_register(name),
                         sdk::did_you_mean(name, {"bans", "licences", "lists/<name>"}));
        }
        const Json where = member(from, "where");
        const Names columns = columns_of(name, where);
        const bool any = columns.empty();
        for (const auto& [column, wanted] : where.items()) {
            const std::string at = pointer + "/where/" + pointer_token(column);
            if (!any && !contains(columns, column)) {
                wrong(at,
                      catalogue::errors::no_such_column(name, column),
                      sdk::did_you_mean(column, columns));
            }
            if (wanted.is_structured() && wanted != Json{{"$matter", true}}) {
                wrong(at, catalogue::errors::value_expected());
            }
        }
        const std::string fold = text_at(from, "fold");
        const std::string value = text_at(from, "value");
        if (fold == "exists" || fold == "count") return;
        if (value.empty()) {
            wrong(pointer, catalogue::errors::fold_needs_a_value(fold));
        } else if (!any && !contains(columns, value)) {
            wrong(pointer + "/value",
                  catalogue::errors::no_such_column(name, value),
                  sdk::did_you_mean(value, columns));
        }
    }

    // Nothing where they cannot be known here: another matter's licences have their own attributes.
    Names columns_of(const std::string& name, const Json& where) const {
        if (name == "bans") return {"subject", "kind", "matter", "until"};
        if (name != "licences") return {"subject"};
        const Json matter = member(where, "matter");
        const bool own = matter == matter_["id"] || matter == Json{{"$matter", true}};
        if (!own) return {};
        // `paper`: a licence of before the transfer that is only on paper.
        Names columns{
            "number", "matter", "status", "valid_from", "valid_to", "holder_code", "paper"};
        const Json licence = member(matter_, "licence");
        const Json attributes = member(licence, "attributes");
        for (std::string& attribute : keys_of(attributes)) columns.push_back(std::move(attribute));
        return columns;
    }

    const Json& matter_;
    std::set<std::string> shown_{};
    std::vector<Finding> findings_{};
};

}  // namespace

std::vector<Finding> check_matter_document(const Json& matter) {
    auto findings = MatterCheck(matter).run();
    for (Finding& finding : check_words(matter)) findings.push_back(std::move(finding));
    return findings;
}

std::vector<Finding> check_department_document(const Json& department,
                                               const std::string& manifest_id) {
    const std::string id = text_at(department, "id");
    if (id == manifest_id) return {};
    return {{"/id", catalogue::errors::another_id_than_the_manifest(id, manifest_id), "", ""}};
}

std::vector<Finding> check_department_manifest(const Json& manifest) {
    std::vector<Finding> findings;
    const auto wrong = [&](std::string pointer, Text message) {
        findings.push_back({std::move(pointer), std::move(message), "", ""});
    };
    const Json interfaces = member(manifest, "interfaces");
    for (std::size_t i = 0; i < interfaces.size(); ++i) {
        if (interfaces[i] == department_interface) continue;
        wrong("/interfaces/" + std::to_string(i),
              catalogue::errors::no_interface_of_a_department(department_interface));
    }
    if (interfaces.empty()) {
        wrong("/interfaces", catalogue::errors::interface_missing(department_interface));
    }
    const Json capabilities = member(manifest, "capabilities");
    for (std::size_t i = 0; i < capabilities.size(); ++i) {
        wrong("/capabilities/" + std::to_string(i), catalogue::errors::no_capabilities());
    }
    Names named;
    for (const Json& file : member(manifest, "matters")) named.push_back(file.get<std::string>());
    const Json files = member(manifest, "files");
    for (const auto& [file, digest] : files.items()) {
        if (!file.starts_with("matters/") || contains(named, file)) continue;
        wrong("/files/" + pointer_token(file), catalogue::errors::matter_not_listed(file));
    }
    return findings;
}

}  // namespace oneseal

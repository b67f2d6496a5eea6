#include "catalogue/document_check.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

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

// The member; null where there is none.
Json member(const Json& object, const char* key) {
    return object.is_object() ? object.value(key, Json()) : Json();
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
            wrong("/form/layout",
                  {"布局中没有字段“" + field + "”，申请人看不到它。",
                   "The layout does not show the field " + field + "; nobody could fill it in."});
        }
        check_commitment();
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
        wrong(pointer + "/id",
              {"编号应以小写字母开头，只含小写字母、数字和下划线，不超过 64 个字符。",
               "An id starts with a small letter and holds small letters, digits and underscores, "
               "at most 64."});
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
            wrong("/rules/" + std::to_string(i) + "/id",
                  {"规则编号只含字母、数字和 - _ .；FLD:、MAT:、SUR:、LIC: 开头的名称由系统使用。",
                   "A rule's id holds letters, digits, - _ and . only; names that begin with FLD:, "
                   "MAT:, SUR: or LIC: are the system's."});
        }
    }

    void check_properties(const Json& schema, const std::string& pointer) {
        const Json properties = member(schema, "properties");
        for (const auto& [key, property] : properties.items()) {
            const std::string at = pointer + "/properties/" + pointer_token(key);
            if (!is_id(key)) {
                wrong(at,
                      {"字段名应以小写字母开头，只含小写字母、数字和下划线。",
                       "A field's name starts with a small letter and holds small letters, digits "
                       "and underscores."});
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
                  {"没有字段“" + name + "”。", "There is no field " + name + "."},
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
                  {"选项“" + known.back() + "”在 x-oneseal.options 中没有名称。",
                   "The option " + known.back() + " has no label in x-oneseal.options."});
        }
        for (const std::string& label : keys_of(options)) {
            if (contains(known, label)) continue;
            wrong(pointer + "/x-oneseal/options/" + pointer_token(label),
                  {"没有选项“" + label + "”。", "There is no option " + label + "."},
                  sdk::did_you_mean(label, known));
        }
        const Json unlicensed = member(field, "unlicensed");
        for (std::size_t i = 0; i < unlicensed.size(); ++i) {
            const auto option = unlicensed[i].get<std::string>();
            if (contains(known, option)) continue;
            wrong(pointer + "/x-oneseal/unlicensed/" + std::to_string(i),
                  {"没有选项“" + option + "”。", "There is no option " + option + "."},
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
                wrong(pointer + "/scope",
                      {"字段“" + key + "”在布局中出现两次。",
                       "The field " + key + " stands twice in the layout."});
            } else if (!there) {
                wrong(pointer + "/scope",
                      {"布局指向的字段“" + key + "”不存在；应形如 #/properties/字段名。",
                       "The layout leads to " + key +
                           ", and there is no such field; it reads as #/properties/name."},
                      sdk::did_you_mean(key, fields));
            }
        }
        const Json elements = member(element, "elements");
        for (std::size_t i = 0; i < elements.size(); ++i) {
            check_layout(elements[i], pointer + "/elements/" + std::to_string(i), fields);
        }
    }

    void check_commitment() {
        const Json modes = member(matter_, "modes");
        for (std::size_t i = 0; i < modes.size(); ++i) {
            if (modes[i] != "commitment" || member(matter_, "commitment").is_object()) continue;
            wrong("/modes/" + std::to_string(i),
                  {"允许告知承诺，但没有承诺书（commitment）。",
                   "It may be applied for by commitment, but there is no commitment text: add "
                   "commitment, or leave the mode out."});
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
                wrong(pointer + "/source",
                      {"没有核查项填写此事实（fills_fact），它永远不会确定。",
                       "No survey item fills this fact (fills_fact): it would never be known."});
            }
            if (source == "registry" && !from.is_object()) {
                wrong(pointer,
                      {"来源为 registry 的事实须写明 from：登记簿、键和取法。",
                       "A fact whose source is registry needs from: register, key and fold."});
            } else if (source != "registry" && from.is_object()) {
                wrong(pointer + "/from",
                      {"只有来源为 registry 的事实才有 from。",
                       "Only a fact whose source is registry has from."});
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
                         {"没有登记簿“" + name + "”。", "There is no register " + name + "."},
                         sdk::did_you_mean(name, {"bans", "licences", "lists/<name>"}));
        }
        const Json where = member(from, "where");
        const Names columns = columns_of(name, where);
        const bool any = columns.empty();
        for (const auto& [column, wanted] : where.items()) {
            const std::string at = pointer + "/where/" + pointer_token(column);
            if (!any && !contains(columns, column)) {
                wrong(at, no_column(name, column), sdk::did_you_mean(column, columns));
            }
            if (wanted.is_structured() && wanted != Json{{"$matter", true}}) {
                wrong(at,
                      {"应为一个值，或 {\"$matter\": true}。",
                       "A value is expected, or {\"$matter\": true}."});
            }
        }
        const std::string fold = text_at(from, "fold");
        const std::string value = text_at(from, "value");
        if (fold == "exists" || fold == "count") return;
        if (value.empty()) {
            wrong(pointer,
                  {"取法 " + fold + " 须写明取哪一列（value）。",
                   "The fold " + fold + " needs a value: the column that is taken."});
        } else if (!any && !contains(columns, value)) {
            wrong(pointer + "/value", no_column(name, value), sdk::did_you_mean(value, columns));
        }
    }

    static Text no_column(const std::string& name, const std::string& column) {
        return {"登记簿 " + name + " 没有“" + column + "”列。",
                "The register " + name + " has no column " + column + "."};
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
    return MatterCheck(matter).run();
}

std::vector<Finding> check_department_document(const Json& department,
                                               const std::string& manifest_id) {
    const std::string id = text_at(department, "id");
    if (id == manifest_id) return {};
    return {{"/id",
             {"department.json 的编号“" + id + "”与 manifest.json 的“" + manifest_id + "”不一致。",
              "department.json says " + id + ", manifest.json says " + manifest_id +
                  ": make them agree."},
             "",
             ""}};
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
              {std::string("部门组件的接口只有 ") + department_interface + "。",
               std::string("The interface of a department is ") + department_interface + "."});
    }
    if (interfaces.empty()) {
        wrong("/interfaces",
              {std::string("缺少 ") + department_interface + "。",
               std::string(department_interface) + " is missing."});
    }
    const Json capabilities = member(manifest, "capabilities");
    for (std::size_t i = 0; i < capabilities.size(); ++i) {
        wrong("/capabilities/" + std::to_string(i),
              {"部门组件是纯函数，没有可以申请的能力；请删除。",
               "A department is a pure function: there is no capability it could have; leave it "
               "out."});
    }
    Names named;
    for (const Json& file : member(manifest, "matters")) named.push_back(file.get<std::string>());
    const Json files = member(manifest, "files");
    for (const auto& [file, digest] : files.items()) {
        if (!file.starts_with("matters/") || contains(named, file)) continue;
        wrong("/files/" + pointer_token(file),
              {"matters 中没有列出事项文件 " + file + "。",
               "The matter file " + file + " is not named in matters."});
    }
    return findings;
}

}  // namespace oneseal

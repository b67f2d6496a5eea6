#include "catalogue/laws.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "catalogue/errors.hpp"

namespace oneseal {
namespace {

bool is_one_of(const std::string& kind, std::initializer_list<const char*> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

// What ranks as 法律、法规、规章. A normative document can create no condition.
bool may_create_conditions(const Law& law) {
    return is_one_of(law.kind,
                     {"law", "administrative_regulation", "local_regulation", "department_rule"});
}

// 第三十三条第一款 stands in the register as 第三十三条.
std::string whole_article(const std::string& article) {
    const std::string mark = catalogue::errors::article_mark().zh_cn;
    const auto end = article.find(mark);
    return end == std::string::npos ? article : article.substr(0, end + mark.size());
}

class BasisCheck {
  public:
    BasisCheck(const LawRegister& laws, Day day) : laws_(laws), day_(day) {}

    // A matter, a material, a limit, a refusal rests on a law, regulation or rule; a standard
    // alone, even a binding one, is not enough.
    void demand_law(const Json& holder, const char* key, const std::string& pointer) {
        if (has_kind(holder.value(key, Json::array()), "law")) return;
        wrong(pointer + "/" + key, catalogue::errors::no_basis_in_law(), no_basis);
    }

    // What is inconsistent in itself needs no source, but only an error of the form can rest on it;
    // a document of the State Council chooses a mode or a route and nothing else.
    void check_rule(const Json& rule, const std::string& pointer) {
        const std::string outcome = rule.value("outcome", "");
        const Json bases = rule.value("basis", Json::array());
        if (is_one_of(outcome, {"deny", "supplement"})) demand_law(rule, "basis", pointer);
        if (has_kind(bases, "consistency") && !is_one_of(outcome, {"form_error", "flag"})) {
            wrong(pointer + "/basis", catalogue::errors::consistency_is_no_basis());
        }
        const bool routes =
            is_one_of(outcome, {"redirect_variant", "wrong_authority", "no_licence_needed"});
        if (has_kind(bases, "procedure") && !routes && !has_kind(bases, "law")) {
            wrong(pointer + "/basis", catalogue::errors::procedure_is_no_basis(), no_basis);
        }
    }

    // Every list of bases, wherever it stands.
    void walk(const Json& node, const std::string& pointer) {
        if (node.is_object()) {
            for (const auto& [key, value] : node.items()) {
                const std::string here = pointer + "/" + pointer_token(key);
                if ((key == "basis" || key == "legal_basis") && value.is_array()) {
                    check_list(value, here);
                } else {
                    walk(value, here);
                }
            }
        } else if (node.is_array()) {
            std::size_t index = 0;
            for (const Json& item : node) walk(item, pointer + "/" + std::to_string(index++));
        }
    }

    Result<void> finish() {
        if (findings_.empty()) return {};
        Error error = catalogue::errors::matter_basis(findings_.size());
        error.findings = std::move(findings_);
        return error;
    }

  private:
    // What stands in the finding where a condition has no basis that could create it.
    static constexpr const char* no_basis = "PREREQ_NO_BASIS";

    static bool has_kind(const Json& bases, const char* kind) {
        return std::ranges::any_of(
            bases, [&](const Json& basis) { return basis.value("kind", "") == kind; });
    }

    void wrong(const std::string& pointer, Text message, const char* code = "") {
        findings_.push_back({pointer, std::move(message), code, ""});
    }

    void check_list(const Json& bases, const std::string& pointer) {
        std::size_t index = 0;
        for (const Json& basis : bases) check_basis(basis, pointer + "/" + std::to_string(index++));
    }

    void check_basis(const Json& basis, const std::string& pointer) {
        const std::string kind = basis.value("kind", "");
        if (kind == "consistency") return;
        const std::string id = basis.value("law", "");
        const Law* law = laws_.find(id);
        if (law == nullptr) {
            wrong(pointer, catalogue::errors::not_in_law_register(id));
            return;
        }
        if (law->in_force > day_ || (law->until && *law->until < day_)) {
            wrong(pointer, catalogue::errors::not_in_force(law->title));
        }
        if (kind == "law" && !may_create_conditions(*law)) {
            wrong(pointer, catalogue::errors::no_law_regulation_or_rule(law->title), no_basis);
        }
        if (kind == "technical" && !basis.contains("binding")) {
            wrong(pointer, catalogue::errors::standard_does_not_bind());
        }
        if (basis.contains("binding")) check_basis(basis["binding"], pointer + "/binding");
        check_article(basis, *law, pointer);
    }

    void check_article(const Json& basis, const Law& law, const std::string& pointer) {
        if (!basis.contains("article") || !basis["article"].is_string()) return;
        if (law.kind == "standard" || law.articles.empty()) return;
        const std::string article = whole_article(basis["article"].get<std::string>());
        if (!law.articles.contains(article)) {
            wrong(pointer + "/article",
                  catalogue::errors::article_not_registered(law.title, article));
        }
    }

    const LawRegister& laws_;
    Day day_;
    std::vector<Finding> findings_{};
};

// A basis names a law and an article, wherever it stands.
void collect_cited(const Json& node, std::map<std::string, std::set<std::string>>& cited) {
    if (node.is_object() && node.contains("law") && node.contains("article")) {
        cited[text_at(node, "law")].insert(text_at(node, "article"));
    }
    for (const Json& below : node) {
        if (below.is_structured()) collect_cited(below, cited);
    }
}

void collect_unconfirmed(const Json& node,
                         const std::string& pointer,
                         std::vector<std::string>& found) {
    if (node.is_object()) {
        if (node.value("to_confirm", false) || node.value("assumed", false))
            found.push_back(pointer);
        for (const auto& [key, value] : node.items()) {
            collect_unconfirmed(value, pointer + "/" + pointer_token(key), found);
        }
    } else if (node.is_array()) {
        std::size_t index = 0;
        for (const Json& item : node) {
            collect_unconfirmed(item, pointer + "/" + std::to_string(index++), found);
        }
    }
}

}  // namespace

Result<LawRegister> LawRegister::from_json(const std::vector<Json>& files) {
    LawRegister result;
    for (const Json& file : files) {
        Law law;
        law.id = file.value("id", "");
        law.title = text_from_json(file.value("title", Json::object()));
        law.kind = file.value("kind", "");
        const auto in_force = sdk::parse_day(file.value("in_force", ""));
        if (law.id.empty() || !in_force) return catalogue::errors::law_register(law.id);
        law.in_force = *in_force;
        if (file.contains("until") && file["until"].is_string()) {
            law.until = sdk::parse_day(file["until"].get<std::string>());
            if (!law.until) return catalogue::errors::law_register(law.id);
        }
        law.articles = file.value("articles", std::set<std::string>{});
        law.document = file;
        result.laws_[law.id] = std::move(law);
    }
    return result;
}

const Law* LawRegister::find(const std::string& id) const {
    const auto found = laws_.find(id);
    return found == laws_.end() ? nullptr : &found->second;
}

std::map<std::string, Text> LawRegister::titles() const {
    std::map<std::string, Text> titles;
    for (const auto& [id, law] : laws_) titles[id] = law.title;
    return titles;
}

Result<void> check_bases(const Json& matter, const LawRegister& laws, Day day) {
    BasisCheck check(laws, day);
    check.demand_law(matter, "legal_basis", "");
    std::size_t index = 0;
    for (const Json& material : matter.value("materials", Json::array())) {
        check.demand_law(material, "basis", "/materials/" + std::to_string(index++));
    }
    index = 0;
    for (const Json& variant : matter.value("variants", Json::array())) {
        check.demand_law(variant.value("limit", Json::object()),
                         "basis",
                         "/variants/" + std::to_string(index++) + "/limit");
    }
    index = 0;
    for (const Json& rule : matter.value("rules", Json::array())) {
        check.check_rule(rule, "/rules/" + std::to_string(index++));
    }
    index = 0;
    const Json survey = matter.value("survey", Json::object());
    for (const Json& item : survey.value("checklist", Json::array())) {
        const std::string pointer = "/survey/checklist/" + std::to_string(index++);
        if (item.value("critical", false)) check.demand_law(item, "basis", pointer);
    }
    check.walk(matter, "");
    return check.finish();
}

std::map<std::string, std::set<std::string>> cited_articles(const Json& matter) {
    std::map<std::string, std::set<std::string>> cited;
    collect_cited(matter, cited);
    return cited;
}

std::size_t place_in_law(const Law& law, const std::string& article) {
    const Json& articles = member(law.document, "articles");
    const Json whole = whole_article(article);
    const auto found = std::find(articles.begin(), articles.end(), whole);
    return static_cast<std::size_t>(found - articles.begin());
}

std::vector<std::string> to_be_confirmed(const Json& matter) {
    std::vector<std::string> found;
    collect_unconfirmed(matter, "", found);
    return found;
}

}  // namespace oneseal

#include "catalogue/words_check.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "catalogue/errors.hpp"

namespace oneseal {
namespace {

using Names = std::set<std::string>;

Names ids_of(const Json& list) {
    Names ids;
    for (const Json& one : list) ids.insert(text_at(one, "id"));
    return ids;
}

class WordsCheck {
  public:
    explicit WordsCheck(const Json& matter) : matter_(matter) {}

    std::vector<Finding> run() {
        check_questions();
        name_values();
        check_paper_texts(member(matter_, "rules"), "/rules/");
        const Json& survey = member(matter_, "survey");
        check_paper_texts(member(survey, "checklist"), "/survey/checklist/");
        return std::move(findings_);
    }

  private:
    void wrong(const std::string& pointer, Text message) {
        findings_.push_back({pointer, std::move(message), "", ""});
    }

    // Each leads on to a later question, so that nobody is asked in a circle.
    void check_questions() {
        const Json& questions = member(matter_, "questions");
        const Names variants = ids_of(member(matter_, "variants"));
        Names asked;  // the first, and those that an earlier one leads to
        if (!questions.empty()) asked.insert(text_at(questions[0], "id"));
        Names before;
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const std::string at = "/questions/" + std::to_string(i);
            const std::string id = text_at(questions[i], "id");
            if (!before.insert(id).second) wrong(at + "/id", catalogue::errors::question_twice(id));
            if (!asked.contains(id)) wrong(at, catalogue::errors::question_never_asked(id));
            const Json& options = member(questions[i], "options");
            for (std::size_t k = 0; k < options.size(); ++k) {
                const std::string option = at + "/options/" + std::to_string(k);
                const std::string next = text_at(options[k], "next");
                const std::string variant = text_at(options[k], "variant");
                asked.insert(next);
                const bool later =
                    std::any_of(questions.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                questions.end(),
                                [&](const Json& one) { return text_at(one, "id") == next; });
                if (!next.empty() && !later) {
                    wrong(option + "/next", catalogue::errors::no_later_question(next));
                }
                if (!variant.empty() && !variants.contains(variant)) {
                    wrong(option + "/variant", catalogue::errors::no_such_variant(variant));
                }
            }
        }
    }

    void name_values() {
        const Json& form = member(matter_, "form");
        const Json& schema = member(form, "schema");
        const Json& properties = member(schema, "properties");
        for (const auto& [key, property] : properties.items()) {
            // Lists of entries have no place in a sentence.
            if (!member(property, "items").contains("properties")) values_.insert("form." + key);
        }
        for (const std::string& id : ids_of(member(matter_, "facts"))) {
            values_.insert("facts." + id);
        }
        const Json& survey = member(matter_, "survey");
        for (const std::string& id : ids_of(member(survey, "checklist"))) {
            values_.insert("survey." + id);
        }
    }

    void check_paper_texts(const Json& list, const std::string& folder) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Json& text = member(list[i], "paper_text");
            for (const auto& [language, words] : text.items()) {
                check_tags(words.get<std::string>(),
                           folder + std::to_string(i) + "/paper_text/" + language);
            }
        }
    }

    void check_tags(const std::string& words, const std::string& pointer) {
        std::vector<std::string> open;
        for (auto at = words.find("{{"); at != std::string::npos;) {
            const auto end = words.find("}}", at);
            if (end == std::string::npos)
                return wrong(pointer, catalogue::errors::tag_not_closed());
            std::string tag = words.substr(at + 2, end - at - 2);
            const char mark = tag.empty() ? '\0' : tag.front();
            const bool section = mark == '#' || mark == '^' || mark == '/';
            if (section) tag.erase(0, 1);
            if (tag != "basis" && !values_.contains(tag)) {
                return wrong(pointer, catalogue::errors::no_such_value(tag));
            }
            if (mark != '/' && section) open.push_back(tag);
            if (mark == '/') {
                if (open.empty() || open.back() != tag) {
                    return wrong(pointer, catalogue::errors::tag_not_closed());
                }
                open.pop_back();
            }
            at = words.find("{{", end);
        }
        if (!open.empty()) wrong(pointer, catalogue::errors::tag_not_closed());
    }

    const Json& matter_;
    Names values_{};
    std::vector<Finding> findings_{};
};

}  // namespace

std::vector<Finding> check_words(const Json& matter) {
    return WordsCheck(matter).run();
}

}  // namespace oneseal

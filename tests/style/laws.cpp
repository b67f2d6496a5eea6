// The law is cited where it is obeyed and where it is proved: "LAW: <title> 第…条 第…款 第…项".
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>

#include "style/rules.hpp"

namespace oneseal::style {
namespace {

using Json = nlohmann::json;

struct Tag {
    std::string place{};
    std::string law{};
    std::string article{};
    bool well_formed = false;
};

// 0 for an article, 1 for a paragraph, 2 for an item; nullopt for any other word.
std::optional<std::size_t> level_of(std::string_view word) {
    const std::vector<std::string_view> endings{"条", "款", "项"};
    if (!word.starts_with("第")) return {};
    if (word.find("条之") != std::string_view::npos) return 0;
    for (std::size_t level = 0; level < endings.size(); ++level) {
        if (word.ends_with(endings[level])) return level;
    }
    return {};
}

// Reads what follows "LAW: ": a title, an article, and perhaps a paragraph and an item of it.
Tag read_tag(std::string place, const std::string& text) {
    Tag tag;
    tag.place = std::move(place);
    std::istringstream words(text);
    words >> tag.law;
    std::size_t least = 0;
    for (std::string word; words >> word;) {
        const auto level = level_of(word);
        if (!level || *level < least || (least == 0) != (*level == 0)) return tag;
        if (*level == 0) tag.article = word;
        least = *level + 1;
    }
    tag.well_formed = !tag.article.empty();
    return tag;
}

std::vector<Tag> tags(const Tree& tree, const std::vector<std::string_view>& folders) {
    constexpr std::string_view mark = "LAW: ";
    std::vector<Tag> result;
    for (const File& file : tree) {
        // The rules and their samples speak of tags; Markdown explains them.
        const bool has_none = file.path.starts_with("tests/style/") || file.path.ends_with(".md");
        if (!is_in(file.path, folders) || has_none) continue;
        std::size_t number = 0;
        for (const std::string_view line : lines(file.text)) {
            ++number;
            const std::size_t at = line.find(mark);
            if (at == std::string_view::npos) continue;
            result.push_back(
                read_tag(place(file, number), std::string(line.substr(at + mark.size()))));
        }
    }
    return result;
}

// The articles of each law, under its Chinese title in full and without "中华人民共和国".
std::map<std::string, std::set<std::string>> law_register(const Tree& tree) {
    constexpr std::string_view state = "中华人民共和国";
    std::map<std::string, std::set<std::string>> articles;
    for (const File& file : tree) {
        if (!file.path.starts_with("config/laws/")) continue;
        const Json law = Json::parse(file.text, nullptr, false);
        if (!law.is_object() || !law.contains("title") || !law.contains("articles")) continue;
        std::string title = law["title"].value("zh-CN", "");
        for (const Json& article : law["articles"]) {
            articles[title].insert(article.get<std::string>());
        }
        if (title.starts_with(state)) articles[title.substr(state.size())] = articles[title];
    }
    return articles;
}

}  // namespace

Complaints unlisted_laws(const Tree& tree) {
    const auto articles = law_register(tree);
    Complaints complaints;
    for (const Tag& tag : tags(tree, {"kernel/", "sdk/", "plugins/", "tests/"})) {
        const auto law = articles.find(tag.law);
        if (!tag.well_formed) {
            complaints.push_back(tag.place + ": write LAW: <title> 第…条 第…款 第…项");
        } else if (law == articles.end()) {
            complaints.push_back(tag.place + ": config/laws/ has no " + tag.law);
        } else if (!law->second.contains(tag.article)) {
            complaints.push_back(tag.place + ": config/laws/ lists no " + tag.article + " of " +
                                 tag.law);
        }
    }
    return complaints;
}

Complaints unproved_laws(const Tree& tree) {
    std::set<std::pair<std::string, std::string>> proved;
    for (const Tag& tag : tags(tree, {"tests/"})) proved.emplace(tag.law, tag.article);
    Complaints complaints;
    for (const Tag& tag : tags(tree, {"kernel/", "sdk/", "plugins/"})) {
        if (proved.contains({tag.law, tag.article})) continue;
        complaints.push_back(tag.place + ": no test carries " + tag.law + " " + tag.article);
    }
    return complaints;
}

}  // namespace oneseal::style

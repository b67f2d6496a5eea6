// What a line of text must not say, and how many lines there may be.
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "style/rules.hpp"

namespace oneseal::style {
namespace {

using Words = std::set<std::string>;
using Json = nlohmann::json;

constexpr std::size_t most_lines = 400;

// The rules and their samples name what they look for.
bool is_about_rules(const File& file) {
    return file.path.starts_with("tests/style/");
}

bool is_letter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Whether the word stands in the line, not as a part of a longer one. In Chinese text there is no
// edge of a word to look for, and '_' is one, so that "food" is found in "food_rules".
bool has_word(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != std::string_view::npos;
         at = line.find(word, at + 1)) {
        const bool starts = at == 0 || !is_letter(line[at - 1]) || !is_letter(word.front());
        const std::size_t end = at + word.size();
        const bool ends = end == line.size() || !is_letter(line[end]) || !is_letter(word.back());
        if (starts && ends) return true;
    }
    return false;
}

// Whether the line names an absolute path below `folder`, not one that goes through it.
bool starts_path(std::string_view line, std::string_view folder) {
    const std::size_t at = line.find(folder);
    if (at == std::string_view::npos) return false;
    return at == 0 || (!is_letter(line[at - 1]) && line[at - 1] != '.' && line[at - 1] != '}');
}

Complaints lines_with(const File& file, const Words& words, const std::string& complaint) {
    Complaints complaints;
    std::size_t number = 0;
    for (const std::string_view line : lines(file.text)) {
        ++number;
        for (const std::string& word : words) {
            if (has_word(line, word)) {
                complaints.push_back(place(file, number) + ": " + complaint + " (" + word + ")");
            }
        }
    }
    return complaints;
}

// The ids and titles in the documents of all department packages, and words that we know.
Words department_words(const Tree& tree) {
    Words words{"food", "foods", "firework", "fireworks", "食品", "烟花", "爆竹"};
    for (const File& file : tree) {
        const bool is_document = file.path.ends_with("/department.json") ||
                                 file.path.find("/matters/") != file.path.npos;
        if (!file.path.starts_with("plugins/") || !is_document) continue;
        const Json document = Json::parse(file.text, nullptr, false);
        if (!document.is_object() || !document.contains("title")) continue;
        words.insert(document.value("id", ""));
        for (const auto& title : document["title"]) words.insert(title.get<std::string>());
    }
    words.erase("");
    return words;
}

void append(Complaints& to, const Complaints& more) {
    to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

Complaints named_departments(const Tree& tree) {
    const Words words = department_words(tree);
    Complaints complaints;
    for (const File& file : tree) {
        if (!file.path.starts_with("kernel/") || file.path.ends_with(".md")) continue;
        append(complaints, lines_with(file, words, "the kernel knows no department"));
    }
    return complaints;
}

Complaints stray_sql(const Tree& tree) {
    const Words words{"SELECT",
                      "INSERT INTO",
                      "DELETE FROM",
                      "CREATE TABLE",
                      "ALTER TABLE",
                      "DROP TABLE",
                      "UPDATE",
                      "BEGIN IMMEDIATE"};
    Complaints complaints;
    for (const File& file : tree) {
        const bool is_allowed =
            file.path.starts_with("kernel/core/storage/") || file.path.ends_with("repository.cpp");
        if (!is_in(file.path, {"kernel/", "sdk/", "plugins/"}) || is_allowed) continue;
        if (!ends_in(file.path, {".cpp", ".hpp", ".h"})) continue;
        append(complaints, lines_with(file, words, "SQL belongs into storage or a repository.cpp"));
    }
    return complaints;
}

Complaints unfinished_words(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        if (is_about_rules(file)) continue;
        append(complaints, lines_with(file, {"TODO", "FIXME", "HACK"}, "finish it"));
    }
    return complaints;
}

Complaints machine_paths(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        if (is_about_rules(file)) continue;
        std::size_t number = 0;
        for (const std::string_view line : lines(file.text)) {
            ++number;
            if (starts_path(line, "/work/") || starts_path(line, "/root/")) {
                complaints.push_back(place(file, number) + ": a path of one machine");
            }
        }
    }
    return complaints;
}

Complaints long_files(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        const std::size_t count = lines(file.text).size();
        if (count <= most_lines || !ends_in(file.path, {".cpp", ".hpp", ".h", ".c"})) continue;
        complaints.push_back(file.path + ": " + std::to_string(count) +
                             " lines are more than one idea");
    }
    return complaints;
}

}  // namespace oneseal::style

// Documents: links lead somewhere, JSON can be read.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "style/rules.hpp"

namespace oneseal::style {
namespace {

namespace fs = std::filesystem;

struct Link {
    std::size_t line;
    std::string target;
};

// What stands in `code` is no link.
std::string without_code(std::string_view line) {
    std::string text;
    bool in_code = false;
    for (const char c : line) {
        if (c == '`') in_code = !in_code;
        if (!in_code) text += c;
    }
    return text;
}

std::vector<Link> links(const File& file) {
    std::vector<Link> result;
    std::size_t number = 0;
    bool in_block = false;
    for (const std::string_view line : lines(file.text)) {
        ++number;
        if (line.starts_with("```")) in_block = !in_block;
        if (in_block) continue;
        const std::string text = without_code(line);
        for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at)) {
            at += 2;
            result.push_back({number, text.substr(at, text.find_first_of(") ", at) - at)});
        }
    }
    return result;
}

// The files of the tree and the folders that they lie in.
std::set<std::string> places(const Tree& tree) {
    std::set<std::string> result{"."};
    for (const File& file : tree) {
        for (fs::path path = file.path; !path.empty(); path = path.parent_path()) {
            if (!result.insert(path.string()).second) break;
        }
    }
    return result;
}

}  // namespace

Complaints broken_links(const Tree& tree) {
    const std::set<std::string> known = places(tree);
    Complaints complaints;
    for (const File& file : tree) {
        if (!file.path.ends_with(".md")) continue;
        for (const Link& link : links(file)) {
            const std::string target = link.target.substr(0, link.target.find('#'));
            if (target.empty() || target.find(':') != std::string::npos) continue;
            fs::path path = (fs::path(file.path).parent_path() / target).lexically_normal();
            if (!path.has_filename()) path = path.parent_path();
            if (!known.contains(path.string())) {
                complaints.push_back(place(file, link.line) + ": leads to no file: " + target);
            }
        }
    }
    return complaints;
}

Complaints broken_json(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        if (!is_in(file.path, {"sdk/", "plugins/", "config/"}) || !file.path.ends_with(".json")) {
            continue;
        }
        try {
            [[maybe_unused]] const auto document = nlohmann::json::parse(file.text);
        } catch (const nlohmann::json::parse_error& error) {
            complaints.push_back(file.path + ": " + error.what());
        }
    }
    return complaints;
}

}  // namespace oneseal::style

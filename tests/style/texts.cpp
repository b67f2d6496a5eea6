// Texts for people: they stand in documents, and Chinese ones have Chinese punctuation.
#include "style/rules.hpp"

namespace oneseal::style {
namespace {

// The code point that begins here, and how many bytes it has.
struct Letter {
    char32_t code = 0;
    std::size_t bytes = 1;
};

Letter letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    if (byte(0) >= 0xF0) return {0, 4};
    if (byte(0) >= 0xE0) {
        return {((byte(0) & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
    }
    if (byte(0) >= 0xC0) return {0, 2};
    return {byte(0), 1};
}

bool is_chinese(char32_t code) {
    return code >= 0x3400 && code <= 0x9FFF;
}

bool has_chinese(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Letter letter = letter_at(text, at);
        if (is_chinese(letter.code)) return true;
        at += letter.bytes;
    }
    return false;
}

// The line up to its comment. "//" in a string begins none.
std::string_view without_comment(std::string_view line) {
    bool in_string = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\\') {
            ++at;
        } else if (line[at] == '"') {
            in_string = !in_string;
        } else if (!in_string && line.substr(at, 2) == "//") {
            return line.substr(0, at);
        }
    }
    return line;
}

bool is_half_width(char32_t code) {
    return code < 0x80 &&
           std::string_view(",;:()?!").find(static_cast<char>(code)) != std::string_view::npos;
}

bool mixes_widths(std::string_view line) {
    char32_t before = 0;
    for (std::size_t at = 0; at < line.size();) {
        const Letter letter = letter_at(line, at);
        if (is_half_width(letter.code) && is_chinese(before)) return true;
        if (is_chinese(letter.code) && is_half_width(before)) return true;
        before = letter.code;
        at += letter.bytes;
    }
    return false;
}

bool is_for_people(std::string_view path) {
    return path.starts_with("kernel/") &&
           (ends_in(path, {"/errors.json", "/words.json"}) ||
            (path.ends_with(".json") &&
             (path.find("/actions/") != path.npos || path.find("/papers/") != path.npos)));
}

}  // namespace

Complaints chinese_in_code(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        if (!file.path.starts_with("kernel/") || !ends_in(file.path, {".cpp", ".hpp"})) continue;
        std::size_t number = 0;
        for (const std::string_view line : lines(file.text)) {
            ++number;
            if (!has_chinese(without_comment(line))) continue;
            complaints.push_back(place(file, number) + ": a text belongs into errors.json");
        }
    }
    return complaints;
}

Complaints half_width_punctuation(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        if (!is_for_people(file.path)) continue;
        std::size_t number = 0;
        for (const std::string_view line : lines(file.text)) {
            ++number;
            if (!mixes_widths(line)) continue;
            complaints.push_back(place(file, number) + ": Chinese has ，；：（）？！");
        }
    }
    return complaints;
}

}  // namespace oneseal::style

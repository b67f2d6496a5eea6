#include "text/visible.hpp"

#include "text/code_points.hpp"
#include "text/utf8.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

// Chooses the form of the character before it: rare names are written with them.
bool is_selector(char32_t c) {
    return c == 0x034F || (c >= 0x180B && c <= 0x180D) || c == 0x180F ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Joiner and non-joiner of Uyghur, the vowel separator of Mongolian.
bool is_joiner(char32_t c) {
    return c == 0x200C || c == 0x200D || c == 0x180E;
}

bool is_of_a_word(char32_t c) {
    return is_in(letters(), c) || is_in(marks(), c);
}

template <typename Allowed>
bool printable(std::string_view text, Allowed allowed) {
    char32_t before = 0;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        std::string_view rest = text;
        const char32_t after = rest.empty() ? 0 : take_code_point(rest);
        if (!allowed(c) && !fits_in_line(before, c, after)) return false;
        before = c;
    }
    return true;
}

}  // namespace

bool is_invisible(char32_t c) {
    if (c > 0x20 && c < 0x7F) return false;  // nearly always
    return (c & 0xFFFE) == 0xFFFE || is_in(invisible_code_points(), c);
}

bool is_space(char32_t c) {
    return c == 0x20 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool is_blank(std::string_view text) {
    while (!text.empty()) {
        if (!is_invisible(take_code_point(text))) return false;
    }
    return true;
}

bool fits_in_line(char32_t before, char32_t c, char32_t after) {
    if (!is_invisible(c) || is_space(c) || is_selector(c)) return true;
    return is_joiner(c) && is_of_a_word(before) && is_of_a_word(after);
}

bool is_printable_line(std::string_view text) {
    return printable(text, [](char32_t) { return false; });
}

bool is_printable_text(std::string_view text) {
    return printable(text, [](char32_t c) { return c == '\n'; });
}

}  // namespace v0_9
}  // namespace oneseal::sdk

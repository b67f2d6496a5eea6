#include "base/text_normal.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>

#include "text/utf8.hpp"
#include "text/visible.hpp"

namespace oneseal {
namespace {

std::string composed(std::string_view text, bool compatible) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(text, is_ascii)) return std::string(text);
    const int options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | (compatible ? UTF8PROC_COMPAT : 0);
    utf8proc_uint8_t* made = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()),
                                     &made,
                                     static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
    // Of what is UTF-8 only memory can be lacking.
    if (length < 0) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(length)};
}

std::u32string code_points(std::string_view text) {
    std::u32string points;
    while (!text.empty()) points += sdk::take_code_point(text);
    return points;
}

std::string utf8(std::u32string_view points) {
    std::string text;
    for (const char32_t c : points) sdk::append_utf8(text, c);
    return text;
}

bool ends_line(char32_t c) {
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Line ends as "\n", tabs as blanks.
std::u32string plain_lines(const std::u32string& points) {
    std::u32string plain;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        if (c == '\r' && i + 1 < points.size() && points[i + 1] == '\n') continue;
        plain += ends_line(c) ? U'\n' : c == '\t' ? U' ' : c;
    }
    return plain;
}

// Leaves out what does not fit into a line, and what then stands between the wrong neighbours.
std::u32string printable(const std::u32string& points) {
    std::u32string kept;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t before = kept.empty() ? 0 : kept.back();
        const char32_t after = i + 1 < points.size() ? points[i + 1] : 0;
        if (points[i] == '\n' || sdk::fits_in_line(before, points[i], after)) kept += points[i];
    }
    return kept;
}

std::u32string trimmed(std::u32string_view points) {
    const auto separates = [](char32_t c) { return c == '\n' || sdk::is_space(c); };
    while (!points.empty() && separates(points.front())) points.remove_prefix(1);
    while (!points.empty() && separates(points.back())) points.remove_suffix(1);
    return std::u32string(points);
}

std::string without(std::string_view text, std::u32string_view left_out) {
    std::u32string kept;
    for (const char32_t c : code_points(text)) {
        const bool dash =
            utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_PD;
        if (left_out.find(dash ? U'-' : c) == std::u32string_view::npos) kept += c;
    }
    return utf8(kept);
}

bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

}  // namespace

std::string normal_lines(std::string_view text) {
    if (sdk::is_blank(text)) return "";
    return composed(utf8(trimmed(printable(plain_lines(code_points(text))))), false);
}

std::string normal_line(std::string_view text) {
    std::string line = normal_lines(text);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

std::string normal_code(std::string_view text) {
    std::u32string kept;
    for (const char32_t c : code_points(composed(text, true))) {
        if (sdk::is_invisible(c)) continue;
        kept += static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
    }
    return composed(utf8(kept), true);
}

std::string normal_phone(std::string_view text) {
    std::string number = without(normal_code(text), U"-()");
    for (const std::string_view mainland : {"+86", "0086"}) {
        if (!number.starts_with(mainland)) continue;
        number.erase(0, mainland.size());
        // Abroad an area code is dialled without its zero.
        if (!is_mobile(number) && !number.starts_with('0')) number.insert(0, "0");
        return number;
    }
    if (number.size() == 13 && number.starts_with("86") && is_mobile(number.substr(2))) {
        number.erase(0, 2);
    }
    return number;
}

}  // namespace oneseal

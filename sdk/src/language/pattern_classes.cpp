#include "language/pattern_classes.hpp"

#include <algorithm>

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

constexpr char32_t last_code_point = 0x10FFFF;

Ranges copy(CodePointRanges ranges) {
    return {ranges.begin(), ranges.end()};
}

std::optional<NamedClass> ascii_class(char32_t letter) {
    switch (letter) {
        case 'd':
            return NamedClass{{{'0', '9'}}, 2};
        case 'w':
            return NamedClass{{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}, 2};
        case 's':  // RE2's is without \v
            return NamedClass{{{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}}, 2};
        default:
            return {};
    }
}

std::optional<NamedClass> property_class(std::u32string_view name) {
    if (name.starts_with(U"{L}")) return NamedClass{copy(letters()), 5};
    if (name.starts_with(U"{M}")) return NamedClass{copy(marks()), 5};
    if (name.starts_with(U"{Han}")) return NamedClass{copy(han()), 7};
    return {};
}

}  // namespace

Ranges sorted(Ranges ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) {
        return a.first < b.first;
    });
    Ranges merged;
    for (const CodePointRange& range : ranges) {
        if (!merged.empty() && range.first <= merged.back().last + 1) {
            merged.back().last = std::max(merged.back().last, range.last);
        } else {
            merged.push_back(range);
        }
    }
    return merged;
}

Ranges all_but(const Ranges& ranges) {
    Ranges rest;
    char32_t next = 0;
    for (const CodePointRange& range : sorted(ranges)) {
        if (range.first > next) rest.push_back({next, range.first - 1});
        next = range.last + 1;
    }
    if (next <= last_code_point) rest.push_back({next, last_code_point});
    return rest;
}

std::optional<NamedClass> named_class(std::u32string_view text) {
    if (text.size() < 2 || text[0] != '\\') return {};
    const char32_t letter = text[1] | 0x20;
    auto named = letter == 'p' ? property_class(text.substr(2)) : ascii_class(letter);
    if (named && text[1] < 'a') named->ranges = all_but(named->ranges);
    return named;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

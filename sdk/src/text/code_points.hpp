// Properties of Unicode code points that forms and patterns ask for.
#pragma once

#include <span>

namespace oneseal::sdk {
inline namespace v0_9 {

struct CodePointRange {
    char32_t first = 0;
    char32_t last = 0;
};

// Sorted, and not overlapping. [any thread]
using CodePointRanges = std::span<const CodePointRange>;

bool is_in(CodePointRanges ranges, char32_t code_point);

// Nothing that a person could see: separators, controls, format characters, what may be ignored
// where it cannot be shown, letters and signs that are blank. U+xxFFFE and U+xxFFFF aside.
CodePointRanges invisible_code_points();

CodePointRanges letters();  // general category L
CodePointRanges marks();    // general category M: vowel signs of Tibetan, Uyghur and others
CodePointRanges han();      // script Han, all of its blocks

}  // namespace v0_9
}  // namespace oneseal::sdk

// What a person can see of a text. One definition for forms, for what officers write, for names of
// people and files.
#pragma once

#include <string_view>

namespace oneseal::sdk {
inline namespace v0_9 {

// REQUIRES of all below: text is UTF-8. [any thread]

bool is_invisible(char32_t code_point);
bool is_space(char32_t code_point);  // a blank of any width: category Zs

// Nothing that a person could see: empty, or U+3000, U+200B, U+2800, controls and their like only.
bool is_blank(std::string_view text);

// Can be printed on one line as it reads: no controls, line ends, marks that change the direction
// of writing, format characters or blank letters. Blanks, variation selectors, and the joiners of
// minority scripts inside a word are welcome.
bool is_printable_line(std::string_view text);
// The same for a text of several lines, each ended by "\n".
bool is_printable_text(std::string_view text);

// How a code point stands in a line, between its neighbours; 0 for none.
bool fits_in_line(char32_t before, char32_t code_point, char32_t after);

}  // namespace v0_9
}  // namespace oneseal::sdk

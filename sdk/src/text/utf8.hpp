// UTF-8 text as Unicode code points: a person's "length" and a pattern's "." mean those, not bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace oneseal::sdk {
inline namespace v0_9 {

// No overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// REQUIRES of all below: is_utf8(text).
std::size_t count_code_points(std::string_view text);
// Takes the first code point off. REQUIRES: text is not empty.
char32_t take_code_point(std::string_view& text);

// REQUIRES: code_point is no surrogate and at most U+10FFFF.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace v0_9
}  // namespace oneseal::sdk

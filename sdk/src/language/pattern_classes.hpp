// Sets of code points in patterns, and the escapes that name them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "text/code_points.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

using Ranges = std::vector<CodePointRange>;

Ranges sorted(Ranges ranges);  // and merged
Ranges all_but(const Ranges& ranges);

struct NamedClass {
    Ranges ranges{};
    std::size_t length = 0;  // of the escape
};
// \d \w \s, which are ASCII's, \p{L} letters, \p{M} marks, \p{Han}; each in upper case is its
// opposite. Nothing where the text begins with none of them.
std::optional<NamedClass> named_class(std::u32string_view text);

}  // namespace v0_9
}  // namespace oneseal::sdk

// What is wrong with an expression, or what went wrong while it was evaluated.
#pragma once

#include <cstddef>
#include <string>

namespace oneseal::sdk {
inline namespace v0_9 {

struct Problem {
    // Where in the expression's text, from 1; columns are code points. 0 where there is no text.
    std::size_t line = 0;
    std::size_t column = 0;
    // A stable name, as `may_be_null`.
    std::string code{};
    // For people: what is wrong, and what to write instead.
    std::string zh_cn{};
    std::string en{};

    bool operator==(const Problem&) const = default;
};

}  // namespace v0_9
}  // namespace oneseal::sdk

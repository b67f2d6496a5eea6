// From text to tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "language/problem.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
};

Problem problem_at(Place place, std::string code, std::string zh_cn, std::string en);

struct Token {
    enum class Kind { name, integer, number, string, sign, end };

    Kind kind = Kind::end;
    Place place{};
    std::string text{};           // of a name or sign as written; of a string as it is meant
    std::uint64_t magnitude = 0;  // of an integer; its minus is a sign before it
    double number = 0;
};

// Ends with an `end` token. REQUIRES: the text is UTF-8.
std::variant<std::vector<Token>, Problem> tokens_of(std::string_view text);

}  // namespace v0_9
}  // namespace oneseal::sdk

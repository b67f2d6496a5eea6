// From a pattern's text to the small program that pattern.cpp runs.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "language/pattern.hpp"
#include "text/code_points.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct Instruction {
    enum class Kind {
        ranges,  // take one code point that is in one of them, go to the next instruction
        split,   // go on at both targets
        jump,    // go on at target
        begin,   // the next four take nothing, and hold only at such a place
        end,
        word_boundary,
        no_word_boundary,
        found
    };

    Kind kind = Kind::found;
    std::size_t target = 0;
    std::size_t other = 0;
    std::shared_ptr<const std::vector<CodePointRange>> ranges{};  // sorted, not overlapping
};

struct PatternProgram {
    std::vector<Instruction> instructions{};
};

// Bounds what a repeated repetition can grow to, and with it the time a code point can take.
inline constexpr std::size_t longest_program = 4000;

std::variant<PatternProgram, Problem> program_of(std::string_view pattern);

}  // namespace v0_9
}  // namespace oneseal::sdk

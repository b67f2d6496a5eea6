// Patterns in RE2's syntax, over code points, in time linear in the text: for `matches` and for the
// patterns of fields. Classes \d \w \s are ASCII. Flags, lookaround, back references and Unicode
// classes are refused.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "language/problem.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct PatternProgram;

class Pattern {
  public:
    // The Problem's code is `bad_pattern`; its column is a place in the pattern.
    static std::variant<Pattern, Problem> compile(std::string_view pattern);

    // REQUIRES of both: the text is UTF-8.
    bool found_in(std::string_view text) const;
    bool matches_whole(std::string_view text) const;

  private:
    explicit Pattern(std::shared_ptr<const PatternProgram> program) : program_(program) {}

    std::shared_ptr<const PatternProgram> program_;
};

}  // namespace v0_9
}  // namespace oneseal::sdk

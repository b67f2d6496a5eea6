#include "language/pattern.hpp"

#include <utility>
#include <vector>

#include "language/pattern_syntax.hpp"
#include "text/utf8.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Instruction::Kind;

constexpr char32_t nothing = 0xFFFFFFFF;  // before the first and after the last code point

bool is_word(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 'a' && c <= 'z');
}

// All the places in the program that the text read so far can have led to, each at most once: that
// keeps the time linear, whatever the pattern.
class Places {
  public:
    explicit Places(const PatternProgram& program)
        : program_(&program), is_in_(program.instructions.size(), false) {}

    // Follows what takes nothing, between two code points. Without recursion: a program may be
    // long.
    void add(std::size_t start, char32_t before, char32_t after) {
        waiting_.push_back(start);
        while (!waiting_.empty()) {
            const std::size_t at = waiting_.back();
            waiting_.pop_back();
            if (is_in_[at]) continue;
            is_in_[at] = true;
            visited_.push_back(at);
            const Instruction& instruction = program_->instructions[at];
            if (instruction.kind == Kind::split) {
                waiting_.push_back(instruction.other);
                waiting_.push_back(instruction.target);
            } else if (instruction.kind == Kind::jump) {
                waiting_.push_back(instruction.target);
            } else if (instruction.kind == Kind::found) {
                is_found_ = true;
            } else if (instruction.kind == Kind::ranges) {
                readers_.push_back(at);
            } else if (holds(instruction.kind, before, after)) {
                waiting_.push_back(at + 1);
            }
        }
    }

    void clear() {
        for (const std::size_t at : visited_) is_in_[at] = false;
        visited_.clear();
        readers_.clear();
        is_found_ = false;
    }

    bool is_found() const { return is_found_; }
    const std::vector<std::size_t>& readers() const { return readers_; }

  private:
    static bool holds(Kind kind, char32_t before, char32_t after) {
        switch (kind) {
            case Kind::begin:
                return before == nothing;
            case Kind::end:
                return after == nothing;
            case Kind::word_boundary:
                return is_word(before) != is_word(after);
            default:
                return is_word(before) == is_word(after);
        }
    }

    const PatternProgram* program_;
    std::vector<bool> is_in_;
    std::vector<std::size_t> visited_{};
    std::vector<std::size_t> readers_{};
    std::vector<std::size_t> waiting_{};
    bool is_found_ = false;
};

bool run(const PatternProgram& program, std::string_view text, bool whole) {
    Places now(program);
    Places next(program);
    char32_t before = nothing;
    char32_t after = text.empty() ? nothing : take_code_point(text);
    now.add(0, before, after);
    while (after != nothing) {
        if (now.is_found() && !whole) return true;
        if (now.readers().empty() && whole) return false;
        before = after;
        after = text.empty() ? nothing : take_code_point(text);
        for (const std::size_t at : now.readers()) {
            if (is_in(*program.instructions[at].ranges, before)) next.add(at + 1, before, after);
        }
        if (!whole) next.add(0, before, after);
        std::swap(now, next);
        next.clear();
    }
    return now.is_found();
}

}  // namespace

std::variant<Pattern, Problem> Pattern::compile(std::string_view pattern) {
    auto program = program_of(pattern);
    if (auto* problem = std::get_if<Problem>(&program)) return std::move(*problem);
    return Pattern(
        std::make_shared<const PatternProgram>(std::get<PatternProgram>(std::move(program))));
}

bool Pattern::found_in(std::string_view text) const {
    return run(*program_, text, false);
}

bool Pattern::matches_whole(std::string_view text) const {
    return run(*program_, text, true);
}

}  // namespace v0_9
}  // namespace oneseal::sdk

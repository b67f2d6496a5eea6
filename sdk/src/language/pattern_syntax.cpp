#include "language/pattern_syntax.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "language/pattern_classes.hpp"
#include "text/utf8.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Instruction::Kind;
using Code = std::vector<Instruction>;

constexpr char32_t last_code_point = 0x10FFFF;
constexpr int deepest_group = 100;
constexpr std::size_t most_repeats = 1000;

bool is_ascii_letter_or_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Code one(Ranges ranges) {
    Instruction instruction{Kind::ranges};
    instruction.ranges = std::make_shared<const Ranges>(sorted(std::move(ranges)));
    return {instruction};
}

// Targets are relative to the fragment's begin, so that a fragment can be put anywhere.
void append(Code& code, const Code& fragment) {
    const std::size_t base = code.size();
    for (Instruction instruction : fragment) {
        instruction.target += base;
        instruction.other += base;
        code.push_back(std::move(instruction));
    }
}

// Any one of them.
Code choice_of(const std::vector<Code>& alternatives) {
    std::size_t end = alternatives.back().size();
    for (std::size_t i = 0; i + 1 < alternatives.size(); ++i) end += alternatives[i].size() + 2;
    Code code;
    for (const Code& alternative : alternatives) {
        const bool is_last = &alternative == &alternatives.back();
        if (!is_last) {
            code.push_back({Kind::split, code.size() + 1, code.size() + alternative.size() + 2});
        }
        append(code, alternative);
        if (!is_last) code.push_back({Kind::jump, end});
    }
    return code;
}

// At most so many, one after the other; each may be the last.
Code at_most(std::size_t count, const Code& a) {
    const std::size_t end = count * (a.size() + 1);
    Code code;
    for (std::size_t i = 0; i < count; ++i) {
        code.push_back({Kind::split, code.size() + 1, end});
        append(code, a);
    }
    return code;
}

Code any_number_of(const Code& a) {
    Code code = {{Kind::split, 1, a.size() + 2}};
    append(code, a);
    code.push_back({Kind::jump, 0});
    return code;
}

class Compiler {
  public:
    explicit Compiler(std::string_view pattern) {
        while (!pattern.empty()) text_ += take_code_point(pattern);
    }

    std::variant<PatternProgram, Problem> run() {
        Code code = alternatives();
        if (!problem_ && at_end()) {
            code.push_back({Kind::found});
            return PatternProgram{std::move(code)};
        }
        if (!problem_) fail("此处的右括号没有对应的左括号。", "This ) closes nothing.");
        return *problem_;
    }

  private:
    bool at_end() const { return next_ == text_.size(); }
    bool at(char32_t c) const { return !at_end() && text_[next_] == c; }
    bool at(std::u32string_view text) const {
        return std::u32string_view(text_).substr(next_).starts_with(text);
    }
    bool skip(char32_t c) {
        if (!at(c)) return false;
        ++next_;
        return true;
    }

    Code fail(std::string zh_cn, std::string en) {
        if (!problem_) {
            problem_ =
                Problem{1, next_ + 1, "bad_pattern", "正则表达式：" + zh_cn, "Pattern: " + en};
        }
        return {};
    }
    Code too_long() {
        return fail("展开后过长。", "Too long once its repetitions are written out.");
    }

    Code alternatives() {
        if (depth_ == deepest_group) return fail("括号嵌套过深。", "Too many nested groups.");
        ++depth_;
        std::vector<Code> all = {sequence()};
        std::size_t size = all[0].size();
        while (!problem_ && skip('|')) {
            all.push_back(sequence());
            size += all.back().size() + 2;
            if (size > longest_program) return too_long();
        }
        --depth_;
        return choice_of(all);
    }

    Code sequence() {
        Code code;
        while (!problem_ && !at_end() && !at('|') && !at(')')) {
            append(code, repeated());
            if (code.size() > longest_program) return too_long();
        }
        return code;
    }

    Code repeated() {
        const Code code = single();
        if (problem_) return {};
        Code result = code;
        if (skip('*')) {
            result = any_number_of(code);
        } else if (skip('+')) {
            append(result, any_number_of(code));
        } else if (skip('?')) {
            result = at_most(1, code);
        } else if (at('{')) {
            result = counted(code);
        } else {
            return code;
        }
        // Lazy or greedy is the same to a question that is answered with yes or no.
        skip('?');
        if (at('*') || at('+') || at('?') || at('{')) {
            return fail("重复符号不能连写。", "A repetition cannot be repeated like this.");
        }
        return result;
    }

    std::optional<std::size_t> number() {
        std::optional<std::size_t> value;
        for (; !at_end() && text_[next_] >= '0' && text_[next_] <= '9'; ++next_) {
            value = value.value_or(0) * 10 + (text_[next_] - '0');
            if (*value > most_repeats) return {};
        }
        return value;
    }

    Code counted(const Code& code) {
        const std::size_t start = next_++;
        const auto least = number();
        std::optional<std::size_t> most = least;
        bool has_most = true;
        if (skip(',')) {
            has_most = !at('}');
            if (has_most) most = number();
        }
        if (!least || !most || *most < *least || !skip('}')) {
            next_ = start;
            return fail("重复次数写法有误（左花括号本身写作 \\{）。",
                        "Not a repetition; a brace itself is written \\{.");
        }
        const std::size_t copies = has_most ? *most : *least + 1;
        if (copies * (code.size() + 2) > longest_program) return too_long();
        Code result;
        for (std::size_t i = 0; i < *least; ++i) append(result, code);
        append(result, has_most ? at_most(*most - *least, code) : any_number_of(code));
        return result;
    }

    Code single() {
        const char32_t c = text_[next_];
        switch (c) {
            case '(':
                return group();
            case '[':
                return bracket();
            case '\\':
                return escape();
            case '.':
                ++next_;
                return one(all_but({{'\n', '\n'}}));
            case '^':
                ++next_;
                return {{Kind::begin}};
            case '$':
                ++next_;
                return {{Kind::end}};
            case '*':
            case '+':
            case '?':
                return fail("重复符号前没有内容。", "Nothing stands here that could be repeated.");
            case '{':
                return fail("左花括号本身写作 \\{。", "A brace itself is written \\{.");
            default:
                ++next_;
                return one({{c, c}});
        }
    }

    Code group() {
        ++next_;
        if (skip('?') && !skip(':')) {
            return fail("不支持 (?…):只有 (?:…)。", "Of (?...) only (?:...) is there.");
        }
        Code code = alternatives();
        if (!problem_ && !skip(')')) return fail("缺少右括号。", "A ) is missing.");
        return code;
    }

    Code escape() {
        if (const auto ranges = class_escape()) return one(*ranges);
        const char32_t c = next_ + 1 < text_.size() ? text_[next_ + 1] : 0;
        constexpr std::u32string_view places = U"bBAz";
        constexpr Kind kinds[] = {
            Kind::word_boundary, Kind::no_word_boundary, Kind::begin, Kind::end};
        const std::size_t place = places.find(c);
        if (place != std::u32string_view::npos) {
            next_ += 2;
            return {{kinds[place]}};
        }
        if (const auto literal = literal_escape()) return one({{*literal, *literal}});
        return {};
    }

    std::optional<Ranges> class_escape() {
        auto named = named_class(std::u32string_view(text_).substr(next_));
        if (!named) return {};
        next_ += named->length;
        return std::move(named->ranges);
    }

    // Nothing, and a problem, for what is no escape.
    std::optional<char32_t> literal_escape() {
        const char32_t c = next_ + 1 < text_.size() ? text_[next_ + 1] : 0;
        constexpr std::u32string_view letters = U"afnrtv";
        constexpr std::u32string_view meanings = U"\a\f\n\r\t\v";
        const std::size_t letter = letters.find(c);
        if (c == 'x') return hexadecimal();
        if (letter == std::u32string_view::npos &&
            (c <= 0x20 || c >= 0x7F || is_ascii_letter_or_digit(c))) {
            fail("不支持这种转义。", "There is no such escape.");
            return {};
        }
        next_ += 2;
        return letter == std::u32string_view::npos ? c : meanings[letter];
    }

    // \xHH and \x{H…}
    std::optional<char32_t> hexadecimal() {
        constexpr std::u32string_view hex = U"0123456789abcdef";
        const std::size_t start = next_;
        next_ += 2;
        const bool in_braces = skip('{');
        char32_t value = 0;
        std::size_t count = 0;
        for (; !at_end() && count < (in_braces ? 8U : 2U); ++next_, ++count) {
            const char32_t c = text_[next_];
            const std::size_t digit = hex.find(c >= 'A' && c <= 'F' ? c | 0x20 : c);
            if (digit == std::u32string_view::npos) break;
            value = value << 4 | static_cast<char32_t>(digit);
        }
        const bool is_whole = in_braces ? count > 0 && skip('}') : count == 2;
        if (is_whole && value <= last_code_point) return value;
        next_ = start;
        fail("十六进制转义写法有误。", "Write \\xHH or \\x{HHHH}.");
        return {};
    }

    Code bracket() {
        ++next_;
        const bool is_negated = skip('^');
        Ranges ranges;
        // A ] that comes first is itself.
        for (bool is_first = true; is_first || !at(']'); is_first = false) {
            if (at_end()) return fail("缺少右方括号。", "A ] is missing.");
            if (at(U"[:")) return fail("不支持 [:…:]。", "Classes [:...:] are left out.");
            if (!bracket_item(ranges)) return {};
        }
        ++next_;
        return one(is_negated ? all_but(ranges) : ranges);
    }

    bool bracket_item(Ranges& ranges) {
        if (at('\\')) {
            if (const auto named = class_escape()) {
                ranges.insert(ranges.end(), named->begin(), named->end());
                return true;
            }
        }
        const auto first = bracket_end();
        if (!first) return false;
        std::optional<char32_t> last = first;
        if (at('-') && next_ + 1 < text_.size() && text_[next_ + 1] != ']') {
            ++next_;
            last = bracket_end();
        }
        if (last && *last < *first) fail("范围的起止颠倒。", "This range ends before it begins.");
        if (problem_) return false;
        ranges.push_back({*first, *last});
        return true;
    }

    // One end of a range.
    std::optional<char32_t> bracket_end() {
        if (at('\\')) return literal_escape();
        return text_[next_++];
    }

    std::u32string text_{};
    std::size_t next_ = 0;
    int depth_ = 0;
    std::optional<Problem> problem_{};
};

}  // namespace

std::variant<PatternProgram, Problem> program_of(std::string_view pattern) {
    return Compiler(pattern).run();
}

}  // namespace v0_9
}  // namespace oneseal::sdk

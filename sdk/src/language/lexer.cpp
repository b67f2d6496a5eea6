#include "language/lexer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "text/utf8.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_name(char c) {
    return begins_name(c) || is_digit(c);
}
bool is_octal(char c) {
    return c >= '0' && c <= '7';
}
bool is_quote(char c) {
    return c == '"' || c == '\'';
}

class Lexer {
  public:
    explicit Lexer(std::string_view text) : rest_(text) {}

    std::variant<std::vector<Token>, Problem> run() {
        for (skip_blank(); !rest_.empty(); skip_blank()) {
            start_ = place_;
            if (!next()) return *problem_;
        }
        start_ = place_;
        put({Token::Kind::end});
        return std::move(tokens_);
    }

  private:
    char at(std::size_t index) const { return index < rest_.size() ? rest_[index] : '\0'; }

    void skip(std::size_t bytes) {
        for (const char c : rest_.substr(0, bytes)) {
            if (c == '\n') {
                place_ = {place_.line + 1, 1};
            } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
                ++place_.column;
            }
        }
        rest_.remove_prefix(std::min(bytes, rest_.size()));
    }

    void skip_blank() {
        while (!rest_.empty()) {
            if (rest_.starts_with("//")) {
                skip(std::min(rest_.find('\n'), rest_.size()));
            } else if (std::string_view(" \t\n\f\r").find(rest_[0]) != std::string_view::npos) {
                skip(1);
            } else {
                return;
            }
        }
    }

    void put(Token token) {
        token.place = start_;
        tokens_.push_back(std::move(token));
    }

    bool fail(Place place, std::string code, std::string zh_cn, std::string en) {
        problem_ = problem_at(place, std::move(code), std::move(zh_cn), std::move(en));
        return false;
    }

    bool next() {
        if (is_digit(rest_[0]) || (rest_[0] == '.' && is_digit(at(1)))) return number();
        if (begins_string()) return string();
        if (begins_name(rest_[0])) {
            const auto end = std::find_if_not(rest_.begin(), rest_.end(), continues_name);
            const auto length = static_cast<std::size_t>(end - rest_.begin());
            put({Token::Kind::name, {}, std::string(rest_.substr(0, length))});
            skip(length);
            return true;
        }
        return sign();
    }

    bool sign() {
        constexpr std::array<std::string_view, 24> signs = {
            "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/",
            "%",  "!",  "?",  ":",  ".",  ",",  "(", ")", "[", "]", "{", "}"};
        for (const std::string_view sign : signs) {
            if (!rest_.starts_with(sign)) continue;
            put({Token::Kind::sign, {}, std::string(sign)});
            skip(sign.size());
            return true;
        }
        return fail(
            start_, "bad_character", "此处的字符不属于表达式。", "Not a part of an expression.");
    }

    bool number() {
        const bool is_hex = rest_[0] == '0' && (at(1) == 'x' || at(1) == 'X');
        Token token{Token::Kind::integer};
        const char* end = is_hex ? integer(rest_.data() + 2, 16, token) : decimal(token);
        if (end == nullptr) {
            return fail(
                start_, "bad_number", "数值写法有误或超出范围。", "No such number, or too large.");
        }
        skip(static_cast<std::size_t>(end - rest_.data()));
        if (at(0) == 'u' || at(0) == 'U') {
            return fail(start_,
                        "unsupported",
                        "不支持 uint:去掉后缀 u。",
                        "uint is left out: drop the suffix u.");
        }
        if (continues_name(at(0))) {
            return fail(
                place_, "bad_number", "数值后不能紧跟字母。", "A letter cannot follow a number.");
        }
        put(std::move(token));
        return true;
    }

    const char* decimal(Token& token) {
        std::size_t length = 0;
        while (is_digit(at(length))) ++length;
        const bool has_point = at(length) == '.' && is_digit(at(length + 1));
        const bool has_exponent = (at(length) == 'e' || at(length) == 'E');
        if (!has_point && !has_exponent) return integer(rest_.data(), 10, token);
        token.kind = Token::Kind::number;
        const char* last = rest_.data() + rest_.size();
        const auto [end, failed] = std::from_chars(rest_.data(), last, token.number);
        return failed == std::errc{} ? end : nullptr;
    }

    const char* integer(const char* first, int base, Token& token) const {
        const char* last = rest_.data() + rest_.size();
        const auto [end, failed] = std::from_chars(first, last, token.magnitude, base);
        return failed == std::errc{} ? end : nullptr;
    }

    // A quote, or one of the prefixes r, b, rb, br before it.
    bool begins_string() const {
        std::size_t i = 0;
        while (i < 2 && std::string_view("rRbB").find(at(i)) != std::string_view::npos) ++i;
        return is_quote(at(i));
    }

    bool string() {
        bool raw = false;
        for (; !is_quote(at(0)); skip(1)) {
            if (at(0) == 'b' || at(0) == 'B') {
                return fail(start_,
                            "unsupported",
                            "不支持 bytes:去掉前缀 b。",
                            "bytes are left out: drop the prefix b.");
            }
            raw = true;
        }
        const std::string_view triple = at(0) == '"' ? "\"\"\"" : "'''";
        const std::string_view quote = triple.substr(0, rest_.starts_with(triple) ? 3 : 1);
        skip(quote.size());
        std::string meant;
        while (!rest_.starts_with(quote)) {
            if (rest_.empty() || (quote.size() == 1 && (at(0) == '\n' || at(0) == '\r'))) {
                return fail(start_,
                            "open_string",
                            "字符串没有结束引号。",
                            "The string has no closing quote.");
            }
            if (at(0) == '\\' && !raw) {
                if (!escape(meant)) return false;
            } else if (at(0) == '\\' && is_quote(at(1))) {
                // In a raw string a backslash keeps the quote from closing it, and both stay.
                meant += rest_.substr(0, 2);
                skip(2);
            } else {
                meant += at(0);
                skip(1);
            }
        }
        skip(quote.size());
        put({Token::Kind::string, {}, std::move(meant)});
        return true;
    }

    bool escape(std::string& meant) {
        constexpr std::string_view letters = "abfnrtv\\?\"'`";
        constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\?\"'`";
        const Place place = place_;
        const std::size_t simple = letters.find(at(1));
        if (rest_.size() > 1 && simple != std::string_view::npos) {
            meant += meanings[simple];
            skip(2);
            return true;
        }
        const auto code_point = numeric_escape();
        const bool surrogate = code_point && *code_point >= 0xD800 && *code_point <= 0xDFFF;
        if (!code_point || surrogate || *code_point > 0x10FFFF) {
            return fail(place,
                        "bad_escape",
                        "转义写法有误：反斜杠本身写作 \\\\。",
                        "No such escape; a backslash itself is written \\\\.");
        }
        append_utf8(meant, *code_point);
        return true;
    }

    // \xHH \uHHHH \UHHHHHHHH \OOO
    std::optional<char32_t> numeric_escape() {
        std::size_t digits = 3;
        std::size_t skipped = 1;
        int base = 8;
        const char kind = at(1);
        if (kind == 'x' || kind == 'X' || kind == 'u' || kind == 'U') {
            digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 2;
            skipped = 2;
            base = 16;
        } else if (!is_octal(kind) || kind > '3') {
            return {};
        }
        if (rest_.size() < skipped + digits) return {};
        const char* first = rest_.data() + skipped;
        std::uint32_t value = 0;
        const auto [end, failed] = std::from_chars(first, first + digits, value, base);
        if (failed != std::errc{} || end != first + digits) return {};
        skip(skipped + digits);
        return value;
    }

    std::string_view rest_;
    Place place_{};
    Place start_{};
    std::vector<Token> tokens_{};
    std::optional<Problem> problem_{};
};

}  // namespace

Problem problem_at(Place place, std::string code, std::string zh_cn, std::string en) {
    return {place.line, place.column, std::move(code), std::move(zh_cn), std::move(en)};
}

std::variant<std::vector<Token>, Problem> tokens_of(std::string_view text) {
    return Lexer(text).run();
}

}  // namespace v0_9
}  // namespace oneseal::sdk

#include "host/json_check.hpp"

#include "text/utf8.hpp"

namespace oneseal::host {
namespace {

constexpr int deepest = 64;

// Every function takes its part of the text off and returns whether it was there.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

    bool whole_object() {
        skip_space();
        if (peek() != '{' || !value()) return false;
        skip_space();
        return at_ == end_;
    }

  private:
    // NUL stands for the end: a NUL in the text fits nowhere either.
    char peek() const { return at_ == end_ ? '\0' : *at_; }

    bool take(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }

    void skip_space() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }

    bool value() {
        switch (peek()) {
            case '{':
                return members('}', true);
            case '[':
                return members(']', false);
            case '"':
                return string();
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            default:
                return number();
        }
    }

    bool members(char last, bool with_keys) {
        if (++depth_ > deepest) return false;
        ++at_;
        skip_space();
        if (!take(last)) {
            do {
                skip_space();
                if (with_keys && !key()) return false;
                if (!value()) return false;
                skip_space();
            } while (take(','));
            if (!take(last)) return false;
        }
        --depth_;
        return true;
    }

    bool key() {
        if (!string()) return false;
        skip_space();
        if (!take(':')) return false;
        skip_space();
        return true;
    }

    bool string() {
        if (!take('"')) return false;
        const char* begin = at_;
        unsigned char all_bits = 0;
        while (at_ != end_ && static_cast<unsigned char>(*at_) >= 0x20) {
            const char c = *at_++;
            all_bits |= static_cast<unsigned char>(c);
            if (c == '"') {
                // Outside of strings nothing but ASCII fits.
                return all_bits < 0x80 ||
                       sdk::is_utf8({begin, static_cast<std::size_t>(at_ - begin)});
            }
            if (c == '\\' && !escape()) return false;
        }
        return false;
    }

    bool escape() {
        if (at_ == end_) return false;
        const char c = *at_++;
        if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char digit = peek();
            if (!is_digit(digit) && !((digit | 0x20) >= 'a' && (digit | 0x20) <= 'f')) return false;
        }
        return true;
    }

    bool number() {
        take('-');
        if (!take('0') && !digits()) return false;
        if (take('.') && !digits()) return false;
        if (peek() == 'e' || peek() == 'E') {
            ++at_;
            if (!take('+')) take('-');
            return digits();
        }
        return true;
    }

    bool digits() {
        if (!is_digit(peek())) return false;
        while (is_digit(peek())) ++at_;
        return true;
    }

    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    bool word(std::string_view expected) {
        if (std::string_view(at_, static_cast<std::size_t>(end_ - at_))
                .substr(0, expected.size()) != expected) {
            return false;
        }
        at_ += expected.size();
        return true;
    }

    const char* at_;
    const char* end_;
    int depth_ = 0;
};

}  // namespace

bool is_json_object(std::string_view text) {
    return Scanner(text).whole_object();
}

}  // namespace oneseal::host

#include "text/canonical.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

// UTF-8 bytes sort by code point. UTF-16 differs in one thing only: what is above U+FFFF is written
// with surrogates, which sort before U+E000 to U+FFFF (bytes EE and EF).
bool before_in_utf16(std::string_view a, std::string_view b) {
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (y == b.end()) return false;
    if (x == a.end()) return true;
    const auto p = static_cast<unsigned char>(*x);
    const auto q = static_cast<unsigned char>(*y);
    const auto late = [](unsigned char byte) { return byte == 0xEE || byte == 0xEF; };
    if (late(p) && q >= 0xF0) return false;
    if (p >= 0xF0 && late(q)) return true;
    return p < q;
}

bool stands_for_itself(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void write_escaped(std::string& out, char c) {
    constexpr char digits[] = "0123456789abcdef";
    constexpr std::string_view shortened = "\b\t\n\f\r\"\\";
    constexpr std::string_view letters = "btnfr\"\\";
    const std::size_t at = shortened.find(c);
    out += '\\';
    if (at != std::string_view::npos) {
        out += letters[at];
    } else {
        out += "u00";
        out += digits[c >> 4];
        out += digits[c & 15];
    }
}

void write_string(std::string& out, std::string_view text) {
    out += '"';
    for (auto at = text.begin(); at != text.end();) {
        const auto end = std::find_if_not(at, text.end(), stands_for_itself);
        out.append(at, end);
        at = end;
        if (at != text.end()) write_escaped(out, *at++);
    }
    out += '"';
}

template <typename Json>
void write(std::string& out, const Json& value);

template <typename Iterator>
void write_member(std::string& out, const Iterator& member) {
    if (out.back() != '{') out += ',';
    write_string(out, member.key());
    out += ':';
    write(out, member.value());
}

template <typename Json>
void write_object(std::string& out, const Json& object) {
    using Member = typename Json::const_iterator;
    const auto before = [](const Member& a, const Member& b) {
        return before_in_utf16(a.key(), b.key());
    };
    // Most are in this order already.
    bool in_order = true;
    for (Member it = object.begin(), last = it; it != object.end() && in_order; last = it++) {
        in_order = it == last || before(last, it);
    }
    out += '{';
    if (in_order) {
        for (Member it = object.begin(); it != object.end(); ++it) write_member(out, it);
    } else {
        std::vector<Member> members;
        for (Member it = object.begin(); it != object.end(); ++it) members.push_back(it);
        std::sort(members.begin(), members.end(), before);
        for (const Member& member : members) write_member(out, member);
    }
    out += '}';
}

template <typename Json>
void write(std::string& out, const Json& value) {
    switch (value.type()) {
        case Json::value_t::object:
            return write_object(out, value);
        case Json::value_t::array: {
            out += '[';
            bool first = true;
            for (const Json& element : value) {
                if (!first) out += ',';
                first = false;
                write(out, element);
            }
            out += ']';
            return;
        }
        case Json::value_t::string:
            return write_string(out, value.template get_ref<const std::string&>());
        case Json::value_t::boolean:
            out += value.template get<bool>() ? "true" : "false";
            return;
        case Json::value_t::number_integer:
            out += std::to_string(value.template get<std::int64_t>());
            return;
        case Json::value_t::number_unsigned:
            out += std::to_string(value.template get<std::uint64_t>());
            return;
        case Json::value_t::number_float:
            out += number_text(value.template get<double>());
            return;
        default:
            assert(value.is_null());
            out += "null";
    }
}

}  // namespace

std::string number_text(double number) {
    assert(std::isfinite(number));
    if (number == 0) return "0";
    char buffer[32];
    const auto end =
        std::to_chars(
            buffer, buffer + sizeof buffer, std::fabs(number), std::chars_format::scientific)
            .ptr;
    const std::string_view shortest(buffer, static_cast<std::size_t>(end - buffer));
    const std::size_t e = shortest.find('e');
    std::string digits(1, shortest[0]);
    if (e > 1) digits += shortest.substr(2, e - 2);
    int exponent = 0;
    const std::size_t sign = shortest[e + 1] == '+' ? e + 2 : e + 1;
    std::from_chars(buffer + sign, end, exponent);

    // ECMA-262, Number::toString: n digits stand before the point.
    const int n = exponent + 1;
    const int count = static_cast<int>(digits.size());
    std::string text = number < 0 ? "-" : "";
    if (n > 21 || n <= -6) {
        text += digits.substr(0, 1);
        if (count > 1) text += "." + digits.substr(1);
        return text + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
    }
    if (n <= 0) return text + "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
    if (count <= n) return text + digits + std::string(static_cast<std::size_t>(n - count), '0');
    return text + digits.substr(0, static_cast<std::size_t>(n)) + "." +
           digits.substr(static_cast<std::size_t>(n));
}

std::string canonical(const nlohmann::json& document) {
    std::string out;
    write(out, document);
    return out;
}

std::string canonical(const nlohmann::ordered_json& document) {
    std::string out;
    write(out, document);
    return out;
}

}  // namespace v0_9
}  // namespace oneseal::sdk

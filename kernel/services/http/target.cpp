#include "http/target.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace oneseal::http {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> decode_query_part(std::string_view part) {
    std::string text{part};
    std::replace(text.begin(), text.end(), '+', ' ');
    return percent_decode(text);
}

// Every spelling of a path becomes one, so that what is kept by it, as an Idempotency-Key's answer,
// is found again: only letters, digits and -._~ stand for themselves (RFC 3986, 6.2.2).
std::optional<std::string> one_spelling(std::string_view path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        const auto segment = percent_decode(path.substr(0, slash));
        if (!segment) return {};
        for (const char c : *segment) {
            const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                               (c >= 'A' && c <= 'Z') || std::string_view("-._~").find(c) < 4;
            const auto byte = static_cast<unsigned char>(c);
            if (plain) {
                text += c;
            } else {
                text.append({'%', digits[byte >> 4], digits[byte & 15]});
            }
        }
        if (slash == path.size()) break;
        text += '/';
        path.remove_prefix(slash + 1);
    }
    return text;
}

bool read_query(std::string_view text, Fields& query) {
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = decode_query_part(pair.substr(0, equals));
        auto value = decode_query_part(pair.substr(std::min(pair.size(), equals + 1)));
        if (!name || !value) return false;
        query.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return {};
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return {};
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return {};
        decoded += c;
    }
    if (!sdk::is_utf8(decoded)) return {};
    return decoded;
}

bool split_target(Request& request) {
    std::string_view target = request.target;
    if (const std::size_t scheme = target.find("://");
        scheme != std::string_view::npos && target.substr(0, 4) == "http") {
        const std::size_t path = target.find('/', scheme + 3);
        target = path == std::string_view::npos ? "/" : target.substr(path);
    }
    if (target.empty() || target[0] != '/') return false;
    const std::size_t mark = std::min(target.find('?'), target.size());
    auto path = one_spelling(target.substr(0, mark));
    if (!path) return false;
    request.path = std::move(*path);
    return read_query(target.substr(std::min(target.size(), mark + 1)), request.query);
}

}  // namespace oneseal::http

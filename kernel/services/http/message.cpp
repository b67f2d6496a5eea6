#include "http/message.hpp"

#include <algorithm>
#include <system_error>

#include "http/address.hpp"

namespace oneseal::http {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return lower(x) == lower(y);
    });
}

std::string_view first(const Fields& fields, std::string_view name) {
    const auto it = std::find_if(
        fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
    return it == fields.end() ? std::string_view{} : std::string_view{it->second};
}

}  // namespace

std::string_view header(const Fields& headers, std::string_view name) {
    const auto it = std::find_if(headers.begin(), headers.end(), [&](const auto& field) {
        return same_name(field.first, name);
    });
    return it == headers.end() ? std::string_view{} : std::string_view{it->second};
}

// A media type is the same in any case (RFC 9110, 8.3.1).
bool is_json(std::string_view content_type) {
    std::string type{content_type.substr(0, content_type.find(';'))};
    while (!type.empty() && type.back() == ' ') type.pop_back();
    std::transform(type.begin(), type.end(), type.begin(), lower);
    return type == "application/json" || type.ends_with("+json");
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
    while (!if_none_match.empty()) {
        std::string_view one = if_none_match.substr(0, if_none_match.find(','));
        if_none_match.remove_prefix(std::min(if_none_match.size(), one.size() + 1));
        one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
        one = one.substr(0, one.find_last_not_of(" \t") + 1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == "*" || one == tag) return true;
    }
    return false;
}

Upload::~Upload() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove(path, ignored);
}

std::string_view Request::header(std::string_view name) const {
    return http::header(headers, name);
}

std::string_view Request::parameter(std::string_view name) const {
    return first(parameters, name);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return value;
    }
    return {};
}

bool Request::came_by_tls() const {
    return by_trusted_proxy && header("X-Forwarded-Proto") == "https";
}

std::string Request::client_address() const {
    std::string_view chain;
    // A proxy may add a line of its own after the one that the client has forged.
    for (const auto& [name, value] : headers) {
        if (by_trusted_proxy && same_name(name, "X-Forwarded-For")) chain = value;
    }
    if (chain.empty()) return remote_address;
    const std::size_t comma = chain.rfind(',');
    std::string_view last = chain.substr(comma == std::string_view::npos ? 0 : comma + 1);
    last.remove_prefix(std::min(last.find_first_not_of(' '), last.size()));
    return is_address(last) ? std::string{last} : remote_address;
}

std::string_view Request::cookie(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (!same_name(key, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            std::string_view pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
            const std::size_t equals = pair.find('=');
            if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
                return pair.substr(equals + 1);
            }
        }
    }
    return {};
}

Response go_on() {
    Response response;
    response.status = 100;
    return response;
}

Response json_response(int status, std::string body) {
    Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
}

}  // namespace oneseal::http

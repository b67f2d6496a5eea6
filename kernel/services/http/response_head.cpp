#include "http/response_head.hpp"

#include <array>

namespace oneseal::http {
namespace {

// An API answer is for its reader only, is never a page and never somebody else's frame. A surface
// sets its own policy for its pages.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> security_headers{{
    {"X-Content-Type-Options", "nosniff"},
    {"Cache-Control", "no-store"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
}};

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 304:
            return "Not Modified";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 422:
            return "Unprocessable Content";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return "";
    }
}

void add(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ");
    for (const char c : value) {
        head += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    head += "\r\n";
}

}  // namespace

std::string response_head(const Response& response, const Framing& framing) {
    std::string head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(reason(response.status)).append("\r\n");
    add(head, "Date", framing.date);
    for (const auto& [name, value] : response.headers) add(head, name, value);
    for (const auto& [name, value] : security_headers) {
        if (header(response.headers, name).empty()) add(head, name, value);
    }
    add(head, "X-Request-Id", framing.request_id);
    if (framing.content_length && response.status != 204 && response.status != 304) {
        add(head, "Content-Length", std::to_string(*framing.content_length));
    }
    add(head, "Connection", framing.keep_alive ? "keep-alive" : "close");
    return head.append("\r\n");
}

}  // namespace oneseal::http

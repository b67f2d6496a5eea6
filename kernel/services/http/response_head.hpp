// The bytes before a response's body.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace oneseal::http {

struct Framing {
    std::optional<std::uint64_t> content_length = 0;  // none: the body ends with the connection
    bool keep_alive = true;
    std::string_view date{};  // as RFC 9110 writes it
    std::string_view request_id{};
};

// Status line and headers. Adds the security headers that the response does not set itself; a
// control character in a header's value becomes a space, so that no value can end its header.
std::string response_head(const Response& response, const Framing& framing);

}  // namespace oneseal::http

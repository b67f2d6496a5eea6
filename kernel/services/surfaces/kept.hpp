// A file that is answered from memory: read and compressed once, and shared by all answers.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace oneseal::surfaces {

using Bytes = std::shared_ptr<const std::string>;

struct Kept {
    std::string content_type{};
    std::string digest{};    // of the bytes; the ETag is made of it
    bool immutable = false;  // its name changes with its content
    Bytes bytes{};
    Bytes gzip{};  // null where it is not shorter
    Bytes brotli{};
};

// `path` inside the surface says type and caching. [any thread]
Kept keep(std::string_view path, std::string bytes);

// The file in the coding that the request takes, or 304 where the client has it already; under
// that Content-Security-Policy. [any thread]
http::Response answer(const Kept& kept, const http::Request& request, std::string_view policy);

}  // namespace oneseal::surfaces

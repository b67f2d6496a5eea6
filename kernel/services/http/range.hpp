// The part of a file that a request asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace oneseal::http {

struct Part {
    std::uint64_t first = 0;
    std::uint64_t size = 0;
};

// By a Range header's value (RFC 9110, 14.1.2). The whole where none is asked for, more than one,
// or something that is no range of bytes; nothing where the file ends before it begins.
std::optional<Part> part_of(std::string_view range, std::uint64_t size);

}  // namespace oneseal::http

#include "base/ids.hpp"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

namespace oneseal {

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    std::size_t filled = 0;
    while (filled < count) {
        const ssize_t got = getrandom(bytes.data() + filled, count - filled, 0);
        if (got < 0 && errno != EINTR) std::abort();
        if (got > 0) filled += static_cast<std::size_t>(got);
    }
    return bytes;
}

std::string random_id() {
    return to_hex(random_bytes(16));
}

std::string random_code(std::size_t length) {
    constexpr char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    static_assert(sizeof letters == 33);
    std::string code = random_bytes(length);
    for (char& c : code) c = letters[static_cast<unsigned char>(c) % 32];
    return code;
}

std::string to_hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace oneseal

// The addresses of clients: which proxies are believed about them, and for whom a limit counts.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace oneseal::http {

class Networks {
  public:
    // Each an address, as 127.0.0.1, or a network, as 10.0.0.0/8 or fd00::/8. Fails as
    // `invalid_input` (HTTP_NETWORK_INVALID).
    static Result<Networks> read(const std::vector<std::string>& texts);

    bool contains(std::string_view address) const;

  private:
    struct Network {
        std::array<std::uint8_t, 16> address{};  // IPv4 as it is mapped into IPv6
        int bits = 128;
    };
    std::vector<Network> networks_{};
};

bool is_address(std::string_view text);

// Whom an address stands for: itself in IPv4; in IPv6, where one household has 2^64 of them, its
// network of 64 bits. What is no address stays as it is.
std::string client_of(std::string_view address);

}  // namespace oneseal::http

#include "http/address.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <charconv>
#include <optional>

#include "http/errors.hpp"

namespace oneseal::http {
namespace {

namespace ip = boost::asio::ip;
using Bytes = std::array<std::uint8_t, 16>;

constexpr int mapped_bits = 96;  // before an IPv4 address that is mapped into IPv6

std::optional<ip::address> read_address(std::string_view text) {
    boost::system::error_code error;
    const ip::address address = ip::make_address(std::string{text}, error);
    if (error) return {};
    return address;
}

Bytes bytes_of(const ip::address& address) {
    if (address.is_v6()) return address.to_v6().to_bytes();
    return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

bool same_bits(const Bytes& a, const Bytes& b, int bits) {
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
    const int rest = bits % 8;
    return rest == 0 || (a.at(whole) ^ b.at(whole)) >> (8 - rest) == 0;
}

std::optional<int> read_bits(std::string_view text, int most) {
    int bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    if (bits < 0 || bits > most) return {};
    return bits;
}

}  // namespace

Result<Networks> Networks::read(const std::vector<std::string>& texts) {
    Networks networks;
    for (const std::string& text : texts) {
        const std::size_t slash = std::min(text.find('/'), text.size());
        const auto address = read_address(std::string_view(text).substr(0, slash));
        const int most = address && address->is_v4() ? 32 : 128;
        const auto bits =
            slash == text.size() ? most : read_bits(std::string_view(text).substr(slash + 1), most);
        if (!address || !bits) {
            return errors::http_network_invalid(text);
        }
        const int mapped = address->is_v4() ? mapped_bits : 0;
        networks.networks_.push_back({bytes_of(*address), mapped + *bits});
    }
    return networks;
}

bool Networks::contains(std::string_view text) const {
    if (networks_.empty()) return false;
    const auto address = read_address(text);
    if (!address) return false;
    const Bytes bytes = bytes_of(*address);
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        return same_bits(bytes, network.address, network.bits);
    });
}

bool is_address(std::string_view text) {
    return read_address(text).has_value();
}

std::string client_of(std::string_view text) {
    const auto address = read_address(text);
    if (!address || address->is_v4()) return std::string{text};
    const ip::address_v6 v6 = address->to_v6();
    if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6).to_string();
    return ip::make_network_v6(v6, 64).canonical().to_string();
}

}  // namespace oneseal::http

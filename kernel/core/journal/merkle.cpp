#include "journal/merkle.hpp"

#include <bit>
#include <span>

#include "base/ids.hpp"
#include "crypto/digest.hpp"

namespace oneseal::journal {
namespace {

// The depth of the recursion is the logarithm of the number of leaves.
std::string root_of(std::span<const std::string> leaves) {
    if (leaves.empty()) return crypto::sha256_bytes("");
    if (leaves.size() == 1) return crypto::sha256_bytes(std::string(1, '\0') + leaves.front());
    const std::size_t left = std::bit_floor(leaves.size() - 1);
    return crypto::sha256_bytes("\x01" + root_of(leaves.first(left)) +
                                root_of(leaves.subspan(left)));
}

}  // namespace

std::string merkle_root(const std::vector<std::string>& leaves) {
    return to_hex(root_of(leaves));
}

}  // namespace oneseal::journal

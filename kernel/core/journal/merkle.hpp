// The root of a hash tree as in RFC 6962, section 2.1: leaf = SHA-256(0x00 ‖ bytes), node =
// SHA-256(0x01 ‖ left ‖ right) over the digests' 32 bytes; a list of n is cut at the largest power
// of two below n; the root of no leaves is SHA-256 of nothing.
#pragma once

#include <string>
#include <vector>

namespace oneseal::journal {

// 64 hexadecimal digits. [any thread]
std::string merkle_root(const std::vector<std::string>& leaves);

}  // namespace oneseal::journal

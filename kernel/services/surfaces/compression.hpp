// Texts made shorter, once, for all who will ask for them. [any thread]
#pragma once

#include <string>
#include <string_view>

namespace oneseal::surfaces {

// Whole streams as the content codings gzip and br have them (RFC 1952, 7932). Empty where the
// library has no memory for it.
std::string gzip(std::string_view bytes);
std::string brotli(std::string_view bytes);

// Whether an Accept-Encoding takes that coding: named, or by *, and not with a weight of 0.
bool accepts(std::string_view accept_encoding, std::string_view coding);

}  // namespace oneseal::surfaces

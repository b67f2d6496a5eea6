// Texts made shorter: once, for all who will ask for them, or quickly, for one. [any thread]
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace oneseal::http {

// Whole streams as the content codings gzip and br have them (RFC 1952, 7932), as short as they
// get. Empty where the library has no memory for it.
std::string gzip(std::string_view bytes);
std::string brotli(std::string_view bytes);

// Whether an Accept-Encoding takes that coding: named, or by *, and not with a weight of 0.
bool accepts(std::string_view accept_encoding, std::string_view coding);

// Makes a text that is long enough for it shorter, quickly, for who takes gzip. Its tag stays: it
// names what is told, and of a text no part can be asked for.
void compress(Response& response, std::string_view accept_encoding);

}  // namespace oneseal::http

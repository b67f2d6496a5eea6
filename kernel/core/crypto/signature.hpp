// Ed25519 signatures (RFC 8032). Keys and signatures are raw bytes in strings: a public key has 32,
// a secret one 32 (its seed), a signature 64; base/ids.hpp writes them in hexadecimal.
// [any thread]
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace oneseal::crypto {

struct KeyPair {
    std::string public_key{};
    std::string secret_key{};
};

KeyPair generate_key_pair();

// The pair of a secret key. REQUIRES: 32 bytes.
KeyPair key_pair_of(std::string_view secret_key);

// The signature of `text`. REQUIRES: a secret key of 32 bytes.
std::string sign(std::string_view text, const KeyPair& key);

// False for a wrong signature and for keys or signatures of another length.
bool verify(std::string_view text, std::string_view signature, std::string_view public_key);

// The bytes of hexadecimal text in either case; nullopt for what is none.
std::optional<std::string> from_hex(std::string_view text);

}  // namespace oneseal::crypto

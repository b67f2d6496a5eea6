#include "crypto/signature.hpp"

#include <sodium.h>

#include <cassert>
#include <cstdlib>

namespace oneseal::crypto {
namespace {

static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_PUBLICKEYBYTES == 32 &&
              crypto_sign_BYTES == 64);

// libsodium chooses its code paths once; a second call answers 1.
void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) std::abort();
}

const unsigned char* data(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* data(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

// What libsodium signs with: the seed and the public key behind it.
std::string expand(std::string_view seed, std::string& public_key) {
    assert(seed.size() == crypto_sign_SEEDBYTES);
    start_sodium();
    public_key.assign(crypto_sign_PUBLICKEYBYTES, '\0');
    std::string expanded(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_seed_keypair(data(public_key), data(expanded), data(seed));
    return expanded;
}

}  // namespace

KeyPair generate_key_pair() {
    start_sodium();
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    randombytes_buf(seed.data(), seed.size());
    return key_pair_of(seed);
}

KeyPair key_pair_of(std::string_view secret_key) {
    KeyPair pair{{}, std::string(secret_key)};
    std::string expanded = expand(secret_key, pair.public_key);
    sodium_memzero(expanded.data(), expanded.size());
    return pair;
}

std::string sign(std::string_view text, const KeyPair& key) {
    std::string public_key;
    std::string expanded = expand(key.secret_key, public_key);
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(data(signature), nullptr, data(text), text.size(), data(expanded));
    sodium_memzero(expanded.data(), expanded.size());
    return signature;
}

bool verify(std::string_view text, std::string_view signature, std::string_view public_key) {
    start_sodium();
    return signature.size() == crypto_sign_BYTES &&
           public_key.size() == crypto_sign_PUBLICKEYBYTES &&
           crypto_sign_verify_detached(
               data(signature), data(text), text.size(), data(public_key)) == 0;
}

std::optional<std::string> from_hex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int status =
        sodium_hex2bin(data(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, &end);
    if (status != 0 || end != text.data() + text.size() || size * 2 != text.size()) return {};
    return bytes;
}

}  // namespace oneseal::crypto

#include "crypto/password.hpp"

#include <sodium.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>

#include "crypto/errors.hpp"

namespace oneseal::crypto {
namespace {

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) std::abort();
}

constexpr std::size_t digest_bytes = 32;  // of libsodium's texts

struct Parts {
    unsigned kibibytes = 0;
    unsigned passes = 0;
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    std::array<unsigned char, digest_bytes> digest{};
};

template <std::size_t size>
bool read_base64(const char* text, std::array<unsigned char, size>& bytes) {
    std::size_t read = 0;
    return sodium_base642bin(bytes.data(),
                             size,
                             text,
                             std::strlen(text),
                             nullptr,
                             &read,
                             nullptr,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           read == size;
}

// $argon2id$v=19$m=65536,t=2,p=1$salt$digest, as hash_password() makes it.
std::optional<Parts> read_hash(const std::string& hash) {
    Parts parts;
    char salt[23] = "";
    char digest[44] = "";
    char more = 0;
    const int read = std::sscanf(hash.c_str(),
                                 "$argon2id$v=19$m=%7u,t=%2u,p=1$%22[^$]$%43s%c",
                                 &parts.kibibytes,
                                 &parts.passes,
                                 salt,
                                 digest,
                                 &more);
    if (read != 4 || !read_base64(salt, parts.salt) || !read_base64(digest, parts.digest))
        return {};
    return parts;
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
    start_sodium();
    char hash[crypto_pwhash_STRBYTES] = {};
    const int status = crypto_pwhash_str_alg(hash,
                                             password.data(),
                                             password.size(),
                                             crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                             crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                             crypto_pwhash_ALG_ARGON2ID13);
    if (status != 0) return errors::out_of_memory();
    return std::string(hash);
}

// libsodium's own function says "no" to a wrong password and to a lack of memory alike, so the hash
// is made again from the parts of its text and compared here.
Result<bool> verify_password(std::string_view password, std::string_view hash) {
    start_sodium();
    const auto parts = read_hash(std::string{hash});
    if (!parts) return false;
    std::array<unsigned char, digest_bytes> digest{};
    const int status = crypto_pwhash(digest.data(),
                                     digest.size(),
                                     password.data(),
                                     password.size(),
                                     parts->salt.data(),
                                     parts->passes,
                                     std::size_t{parts->kibibytes} << 10,
                                     crypto_pwhash_ALG_ARGON2ID13);
    if (status != 0) return errors::out_of_memory();
    return sodium_memcmp(digest.data(), parts->digest.data(), digest.size()) == 0;
}

}  // namespace oneseal::crypto

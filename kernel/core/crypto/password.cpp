#include "crypto/password.hpp"

#include <sodium.h>

#include <cstdlib>
#include <cstring>

namespace oneseal::crypto {
namespace {

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) std::abort();
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
    if (status != 0) {
        return Error{ErrorCode::unavailable,
                     "OUT_OF_MEMORY",
                     {"内存不足,暂时无法处理密码。", "Not enough memory to handle a password."},
                     {"请稍后重试。", "Try again later."}};
    }
    return std::string(hash);
}

bool verify_password(std::string_view password, std::string_view hash) {
    start_sodium();
    // libsodium reads a fixed length.
    char text[crypto_pwhash_STRBYTES] = {};
    if (hash.size() >= sizeof text) return false;
    std::memcpy(text, hash.data(), hash.size());
    return crypto_pwhash_str_verify(text, password.data(), password.size()) == 0;
}

}  // namespace oneseal::crypto

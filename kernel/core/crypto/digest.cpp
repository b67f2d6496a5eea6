#include "crypto/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdlib>

#include "base/ids.hpp"

namespace oneseal::crypto {
namespace {

constexpr std::size_t sha256_size = 32;

// OpenSSL's digests fail only without memory or without its default provider: nothing that is
// evidence could be written then.
void require(bool ok) {
    if (!ok) std::abort();
}

const unsigned char* data(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* data(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

// Fetched once: looking the algorithm up costs more than the digest of a short text.
const EVP_MD* sha256() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    require(algorithm != nullptr);
    return algorithm;
}

}  // namespace

std::string sha256_bytes(std::string_view bytes) {
    std::string digest(sha256_size, '\0');
    require(EVP_Digest(bytes.data(), bytes.size(), data(digest), nullptr, sha256(), nullptr) == 1);
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    return to_hex(sha256_bytes(bytes));
}

std::string sha256_base64(std::string_view bytes) {
    const std::string digest = sha256_bytes(bytes);
    std::string text(4 * ((sha256_size + 2) / 3) + 1, '\0');  // with the zero that it writes
    EVP_EncodeBlock(data(text), data(std::string_view(digest)), sha256_size);
    text.pop_back();
    return text;
}

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
    std::string digest(sha256_size, '\0');
    const auto key_size = static_cast<int>(key.size());
    require(HMAC(sha256(),
                 key.empty() ? "" : key.data(),
                 key_size,
                 data(text),
                 text.size(),
                 data(digest),
                 nullptr) != nullptr);
    return to_hex(digest);
}

bool constant_time_equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    require(EVP_DigestInit_ex2(state_->context, sha256(), nullptr) == 1);
}

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    require(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish_hex() {
    std::string digest(sha256_size, '\0');
    require(EVP_DigestFinal_ex(state_->context, data(digest), nullptr) == 1);
    return to_hex(digest);
}

}  // namespace oneseal::crypto

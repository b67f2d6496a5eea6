// Digests. This folder is the only user of OpenSSL (TLS in http aside) and of libsodium.
// [any thread]
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace oneseal::crypto {

// 64 hexadecimal digits, lower case.
std::string sha256_hex(std::string_view bytes);
std::string hmac_sha256_hex(std::string_view key, std::string_view text);

// The 32 bytes themselves, for digests of digests.
std::string sha256_bytes(std::string_view bytes);
// In the usual alphabet, padded, as a Content-Security-Policy has it.
std::string sha256_base64(std::string_view bytes);

// True where both are equal; the time does not tell where they differ. Their lengths are no secret.
bool constant_time_equal(std::string_view a, std::string_view b);

// A digest in parts, for what is too long to hold. One thread at a time.
class Sha256 {
  public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void update(std::string_view bytes);
    // REQUIRES: once, last.
    std::string finish_hex();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace oneseal::crypto

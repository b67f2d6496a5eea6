#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "base/ids.hpp"
#include "crypto/digest.hpp"
#include "crypto/password.hpp"
#include "crypto/signature.hpp"

namespace oneseal::crypto {
namespace {

TEST(Sha256, GivesTheDigestsOfTheStandard) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, InPartsIsTheSameAsAtOnce) {
    Sha256 digest;
    digest.update("a");
    digest.update("");
    digest.update("bc");
    EXPECT_EQ(digest.finish_hex(), sha256_hex("abc"));
}

// RFC 4231, test cases 1 and 2.
TEST(HmacSha256, GivesTheCodesOfTheStandard) {
    EXPECT_EQ(hmac_sha256_hex(std::string(20, '\x0b'), "Hi There"),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(HmacSha256, TakesAnEmptyKey) {
    EXPECT_EQ(hmac_sha256_hex("", ""),
              "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(ConstantTimeEqual, ComparesContentAndLength) {
    EXPECT_TRUE(constant_time_equal("", ""));
    EXPECT_TRUE(constant_time_equal("token", "token"));
    EXPECT_FALSE(constant_time_equal("token", "tokeN"));
    EXPECT_FALSE(constant_time_equal("token", "toke"));
}

// RFC 8032, 7.1, test 2.
TEST(Ed25519, GivesTheSignatureOfTheStandard) {
    const KeyPair key =
        key_pair_of(*from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    EXPECT_EQ(to_hex(key.public_key),
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    EXPECT_EQ(to_hex(sign("\x72", key)),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Ed25519, VerifiesOnlyTheTextThatThisKeySigned) {
    const KeyPair key = generate_key_pair();
    const std::string signature = sign("准予", key);
    EXPECT_TRUE(verify("准予", signature, key.public_key));
    EXPECT_FALSE(verify("不予", signature, key.public_key));
    EXPECT_FALSE(verify("准予", signature, generate_key_pair().public_key));
    std::string changed = signature;
    changed[10] = static_cast<char>(changed[10] ^ 1);
    EXPECT_FALSE(verify("准予", changed, key.public_key));
}

TEST(Ed25519, RefusesKeysAndSignaturesOfAnotherLength) {
    const KeyPair key = generate_key_pair();
    const std::string signature = sign("text", key);
    EXPECT_FALSE(verify("text", signature.substr(1), key.public_key));
    EXPECT_FALSE(verify("text", signature, key.public_key.substr(1)));
    EXPECT_FALSE(verify("text", "", ""));
}

TEST(FromHex, ReadsWhatToHexWrote) {
    const std::string bytes("\x00\xffq", 3);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(from_hex("FF"), "\xff");
    EXPECT_EQ(from_hex(""), "");
}

TEST(FromHex, RefusesWhatIsNoHexadecimalText) {
    EXPECT_FALSE(from_hex("f"));
    EXPECT_FALSE(from_hex("fg"));
    EXPECT_FALSE(from_hex("0x"));
    EXPECT_FALSE(from_hex("ff "));
}

TEST(Password, IsVerifiedAgainstItsHashOnly) {
    const std::string hash = hash_password("correct horse").value();
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_TRUE(verify_password("correct horse", hash).value());
    EXPECT_FALSE(verify_password("correct horsE", hash).value());
    EXPECT_FALSE(verify_password("", hash).value());
}

TEST(Password, HasAnotherHashEachTime) {
    EXPECT_NE(hash_password("same").value(), hash_password("same").value());
}

TEST(Password, IsNotVerifiedAgainstWhatIsNoHash) {
    EXPECT_FALSE(verify_password("x", "").value());
    EXPECT_FALSE(verify_password("x", "$argon2id$v=19$m=65536").value());
    EXPECT_FALSE(verify_password("x", std::string(5000, 'a')).value());
}

#ifndef __SANITIZE_ADDRESS__  // which has its own idea of the memory that there is
// The process may take no more than it has and a little.
class ShortOfMemory {
  public:
    ShortOfMemory() {
        getrlimit(RLIMIT_AS, &before_);
        long pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        rlimit now = before_;
        now.rlim_cur = static_cast<rlim_t>(pages * sysconf(_SC_PAGESIZE) + (8 << 20));
        setrlimit(RLIMIT_AS, &now);
    }
    ~ShortOfMemory() { setrlimit(RLIMIT_AS, &before_); }

  private:
    rlimit before_{};
};

TEST(Password, IsNotCalledWrongWhereTheMemoryIsShort) {
    const std::string hash = hash_password("correct horse").value();
    {
        const ShortOfMemory shortage;
        for (const char* password : {"correct horse", "another"}) {
            const auto verified = verify_password(password, hash);
            ASSERT_FALSE(verified);
            EXPECT_EQ(verified.error().id, "OUT_OF_MEMORY");
            EXPECT_EQ(verified.error().code, ErrorCode::unavailable);
        }
        EXPECT_FALSE(hash_password("another"));
    }
    EXPECT_TRUE(verify_password("correct horse", hash).value());
}
#endif

}  // namespace
}  // namespace oneseal::crypto

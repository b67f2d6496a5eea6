#include "journal/anchor.hpp"

#include <sys/stat.h>

#include <fstream>

#include "base/ids.hpp"
#include "crypto/digest.hpp"
#include "journal/evidence_key.hpp"
#include "journal/merkle.hpp"
#include "record.hpp"

namespace oneseal::journal {
namespace {

// The published test vectors of RFC 6962 implementations.
TEST(MerkleTree, HasTheRootsOfTheStandard) {
    const auto bytes = [](const char* hex) { return *crypto::from_hex(hex); };
    std::vector<std::string> leaves;
    EXPECT_EQ(merkle_root(leaves),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    leaves = {bytes("")};
    EXPECT_EQ(merkle_root(leaves),
              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    leaves = {bytes(""), bytes("00"), bytes("10")};
    EXPECT_EQ(merkle_root(leaves),
              "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    leaves = {bytes(""),
              bytes("00"),
              bytes("10"),
              bytes("2021"),
              bytes("3031"),
              bytes("40414243"),
              bytes("5051525354555657"),
              bytes("606162636465666768696a6b6c6d6e6f")};
    EXPECT_EQ(merkle_root(leaves),
              "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

using Anchors = Record;

TEST_F(Anchors, AreSignedAndChained) {
    append("c1", "submit");
    const Anchor first = anchor();
    append("c2", "submit");
    const Anchor second = anchor();
    EXPECT_EQ(first.previous, std::string(64, '0'));
    EXPECT_EQ(second.seq, 2);
    EXPECT_EQ(second.previous, crypto::sha256_hex(first.body));
    EXPECT_EQ(second.leaves_count, 2);
    const auto read = verify_anchor(second.body, key_.public_key);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->root, root_of({{"c1", heads_["c1"]}, {"c2", heads_["c2"]}}));
    EXPECT_EQ(read->at, "2026-03-02T09:00:00.000+08:00");
}

TEST_F(Anchors, NameOnlyTheHeadsThatMoved) {
    append("c1", "submit");
    append("c2", "submit");
    anchor();
    append("c2", "accept");
    const Anchor second = anchor();
    const auto leaves = read_leaves(*database_, second).value().value();
    ASSERT_EQ(leaves.size(), 1U);
    EXPECT_EQ(leaves[0].case_id, "c2");
    EXPECT_EQ(leaves[0].head, heads_["c2"]);
    EXPECT_EQ(second.leaves_count, 2);
}

TEST_F(Anchors, KeepACaseWhoseRowIsGone) {
    append("c1", "submit");
    append("c2", "submit");
    const Anchor first = anchor();
    heads_.erase("c1");
    EXPECT_EQ(anchor().root, first.root);
}

// Two that sign at once: the second has read the chain before the first wrote to it.
TEST_F(Anchors, AreMadeOnceWhereTwoMakeThem) {
    append("c1", "submit");
    tamper(
        "CREATE TRIGGER faster BEFORE INSERT ON objects BEGIN"
        " INSERT INTO anchors VALUES (NEW.county, 1, '', '{}') ON CONFLICT DO NOTHING; END");
    const auto second = make_anchor(*database_, county_, case_heads(), at_, key_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().id, "ANCHOR_EXISTS");
    EXPECT_EQ(second.error().code, ErrorCode::conflict);
    tamper("DROP TRIGGER faster");
    EXPECT_EQ(anchor().seq, 1);
}

TEST_F(Anchors, OfACountyWithoutCasesCanBeMade) {
    const Anchor empty = anchor();
    EXPECT_EQ(empty.leaves_count, 0);
    EXPECT_TRUE(verify_anchor(empty.body, key_.public_key));
}

TEST_F(Anchors, AreRefusedWithAChangedByteAnotherKeyOrAnotherSpelling) {
    append("c1", "submit");
    const std::string body = anchor().body;
    std::string changed = body;
    changed.replace(changed.find("2026"), 4, "2025");
    EXPECT_FALSE(verify_anchor(changed, key_.public_key));
    EXPECT_FALSE(verify_anchor(body, crypto::generate_key_pair().public_key));
    EXPECT_FALSE(verify_anchor(" " + body, key_.public_key));
    EXPECT_FALSE(verify_anchor("{}", key_.public_key));
    EXPECT_FALSE(verify_anchor("", key_.public_key));
}

TEST_F(Anchors, AreNotMadeOnOneThatDoesNotHold) {
    append("c1", "submit");
    anchor();
    tamper("UPDATE anchors SET body = replace(body, '2026', '2025')");
    const auto next = make_anchor(*database_, county_, case_heads(), at_, key_);
    ASSERT_TRUE(next.has_error());
    EXPECT_EQ(next.error().id, "ANCHOR_BROKEN");
}

TEST_F(Anchors, AreNotMadeWhereLeavesAreMissing) {
    append("c1", "submit");
    const Anchor made = anchor();
    tamper("DELETE FROM objects WHERE sha256 = '" + made.leaves + "'");
    EXPECT_EQ(make_anchor(*database_, county_, case_heads(), at_, key_).error().id,
              "ANCHOR_BROKEN");
}

// A clock that once ran ahead stops no later anchor.
TEST_F(Anchors, TellWhenTheLastWasMade) {
    EXPECT_EQ(last_anchored_at(*database_, county_).value(), std::nullopt);
    const Instant ahead = at_ + std::chrono::days{400};
    ASSERT_TRUE(make_anchor(*database_, county_, {}, ahead, key_));
    EXPECT_EQ(last_anchored_at(*database_, county_).value(), ahead);
    anchor();
    EXPECT_EQ(last_anchored_at(*database_, county_).value(), at_);
}

class EvidenceKey : public Record {
  protected:
    mode_t mode() const {
        struct stat status {};
        EXPECT_EQ(stat(path_.c_str(), &status), 0);
        return status.st_mode & 0777;
    }

    support::TemporaryDirectory keys_{};
    std::string path_ = keys_.path("evidence.key");
};

TEST_F(EvidenceKey, IsMadeOnceForItsOwnerOnly) {
    const crypto::KeyPair made = evidence_key(*database_, path_, at_).value();
    EXPECT_EQ(mode(), 0600U);
    EXPECT_EQ(evidence_key(*database_, path_, at_).value().secret_key, made.secret_key);
    EXPECT_TRUE(crypto::verify("text",
                               crypto::sign("text", evidence_key(*database_, path_, at_).value()),
                               made.public_key));
    const std::filesystem::directory_iterator files(keys_.path());
    EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(EvidenceKey, IsRefusedWhereOthersMayReadIt) {
    ASSERT_TRUE(evidence_key(*database_, path_, at_));
    ASSERT_EQ(chmod(path_.c_str(), 0640), 0);
    EXPECT_EQ(evidence_key(*database_, path_, at_).error().id, "EVIDENCE_KEY_EXPOSED");
}

TEST_F(EvidenceKey, IsNeverReplacedWhereTheFileHoldsNone) {
    std::ofstream(path_) << "not a key";
    ASSERT_EQ(chmod(path_.c_str(), 0600), 0);
    EXPECT_EQ(evidence_key(*database_, path_, at_).error().id, "EVIDENCE_KEY_UNREADABLE");
    std::ifstream file(path_);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "not a key");
}

// As after a restore of the database alone.
TEST_F(EvidenceKey, IsNotMadeAnewWhereAnchorsWereSigned) {
    anchor();
    EXPECT_EQ(evidence_key(*database_, path_, at_).error().id, "EVIDENCE_KEY_UNREADABLE");
    EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(EvidenceKey, IsRefusedWhereItCannotBeMade) {
    EXPECT_EQ(evidence_key(*database_, "/proc/nowhere/evidence.key", at_).error().id,
              "EVIDENCE_KEY_UNREADABLE");
}

}  // namespace
}  // namespace oneseal::journal

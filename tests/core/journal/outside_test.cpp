// What lies outside of the database, and the chains that are no case's.
#include "journal/outside.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "journal/county_chain.hpp"
#include "journal/evidence_key.hpp"
#include "record.hpp"

namespace oneseal::journal {
namespace {

using ::testing::ElementsAre;

class OutsideRecord : public Record {
  protected:
    std::vector<std::string> faults_with(const std::vector<OutsideAnchor>& outside) {
        std::vector<std::string> lines;
        const auto report =
            verify(*database_, county_, case_heads(), key_.public_key, outside).value();
        for (const Fault& fault : report.faults) {
            lines.push_back(std::string(name_of(fault.kind)) + " " + fault.case_id + " " +
                            std::to_string(fault.first) + "-" + std::to_string(fault.last));
        }
        return lines;
    }

    void anchor_twice() {
        append("a", "submit");
        anchor();
        append("b", "submit");
        anchor();
        ASSERT_TRUE(keep_outside(*database_, county_, folder_));
    }

    support::TemporaryDirectory elsewhere_{};
    std::string folder_ = elsewhere_.path("anchors");
};

TEST_F(OutsideRecord, IsKeptOnceAndAgrees) {
    anchor_twice();
    ASSERT_TRUE(keep_outside(*database_, county_, folder_));
    const auto kept = read_outside(folder_).value();
    EXPECT_EQ(kept.size(), 2U);
    EXPECT_THAT(faults_with(kept), ElementsAre());
    EXPECT_TRUE(check_none_missing(*database_, folder_));
}

TEST_F(OutsideRecord, ShowsThatTheLastAnchorIsGone) {
    anchor_twice();
    tamper("DELETE FROM anchors WHERE seq = 2");
    EXPECT_THAT(faults_with(read_outside(folder_).value()), ElementsAre("anchor_dropped  2-2"));
    EXPECT_EQ(check_none_missing(*database_, folder_).error().id, "ANCHORS_MISSING");
}

TEST_F(OutsideRecord, ShowsACaseThatWentWithItsAnchorAndItsLeaves) {
    anchor_twice();
    tamper("DELETE FROM anchors WHERE seq = 2");
    tamper("DELETE FROM objects WHERE body LIKE '%[[\"b\"%'");
    tamper("DELETE FROM journal WHERE case_id = 'b'");
    heads_.erase("b");
    EXPECT_THAT(
        faults_with(read_outside(folder_).value()),
        ElementsAre("anchor_dropped  2-2", "object_missing  2-2", "rewritten_since_anchor b 1-1"));
}

TEST_F(OutsideRecord, ShowsAnAnchorThatWasMadeAnew) {
    anchor_twice();
    tamper("DELETE FROM anchors");
    append("c", "submit");
    anchor();
    EXPECT_THAT(faults_with(read_outside(folder_).value()),
                ElementsAre("anchor_changed  1-1", "anchor_dropped  2-2"));
}

TEST_F(OutsideRecord, NamesWhatAnotherKeyHasSigned) {
    anchor_twice();
    const auto kept = read_outside(folder_).value();
    const crypto::KeyPair other = crypto::generate_key_pair();
    const auto report = verify(*database_, county_, case_heads(), other.public_key, kept).value();
    EXPECT_EQ(report.faults.front().kind, FaultKind::anchor_foreign);
}

TEST_F(OutsideRecord, ReadsAnAnchorAsItWasPrintedAndRefusesWhatIsNone) {
    anchor_twice();
    const std::string file = elsewhere_.path("printed");
    std::ofstream(file) << read_anchors(*database_, county_).value().back().body << "\n";
    EXPECT_THAT(faults_with(read_outside(file).value()), ElementsAre());
    std::ofstream(file) << "nothing";
    EXPECT_EQ(read_outside(file).error().id, "ANCHOR_UNREADABLE");
    EXPECT_TRUE(read_outside(elsewhere_.path("nowhere")).value().empty());
}

TEST_F(OutsideRecord, SaysWhereNoCopyCanBeWritten) {
    append("a", "submit");
    anchor();
    std::ofstream(folder_) << "no folder";
    const auto kept = keep_outside(*database_, county_, folder_);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().id, "ANCHOR_NOT_KEPT");
    EXPECT_NE(kept.error().message.en.find(folder_), std::string::npos);
}

TEST_F(OutsideRecord, OfAKeyIsRefusedWhereTheDatabaseKnowsNothingOfIt) {
    const std::string path = elsewhere_.path("key");
    ASSERT_TRUE(evidence_key(*database_, path, at_));
    tamper("DELETE FROM journal");
    tamper("DELETE FROM chains");
    EXPECT_EQ(evidence_key(*database_, path, at_).error().id, "EVIDENCE_FOLDER_USED");
}

TEST_F(OutsideRecord, OfAKeyIsTakenUpFromTheAnchorsOfAnEarlierVersion) {
    const std::string path = elsewhere_.path("key");
    const auto key = evidence_key(*database_, path, at_).value();
    ASSERT_TRUE(make_anchor(*database_, county_, {}, at_, key));
    tamper("DELETE FROM journal");
    tamper("DELETE FROM chains");
    EXPECT_TRUE(evidence_key(*database_, path, at_));
    const auto said = read_said(*database_, whole_installation, evidence_chain).value();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0]["kind"], "key_found");
}

TEST_F(OutsideRecord, OfACountyIsAChainWithAHeadOfItsOwn) {
    const Act act{county_, registers_chain, "found", "system", at_};
    for (int i = 0; i < 3; ++i) {
        const auto done = journal::append(*database_, act, {make_object("found", {{"i", i}})});
        ASSERT_TRUE(done && !*done);
    }
    for (const CaseHead& head : chain_heads(*database_, county_).value()) {
        heads_[head.case_id] = head.head;
    }
    EXPECT_EQ(heads_.at(registers_chain).seq, 3);
    EXPECT_THAT(faults(), ElementsAre());
    tamper("DELETE FROM journal WHERE case_id = '~registers' AND seq = 2");
    EXPECT_THAT(faults(), ElementsAre("dropped ~registers 2-2"));
}

// As where another node is always the faster one.
TEST_F(OutsideRecord, OfACountyIsNotWaitedForWithoutEnd) {
    tamper("CREATE TRIGGER taken BEFORE INSERT ON chains BEGIN SELECT RAISE(IGNORE); END");
    const Act act{county_, registers_chain, "found", "system", at_};
    const auto done = journal::append(*database_, act, {make_object("found", {{"i", 1}})});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().id, "JOURNAL_BUSY");
    EXPECT_TRUE(read_entries(*database_, county_, registers_chain, 0, 10).value().empty());
}

}  // namespace
}  // namespace oneseal::journal

// Every way to tamper with the record is found and named.
#include "journal/verify.hpp"

#include <gmock/gmock.h>

#include "record.hpp"

namespace oneseal::journal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TamperedRecord : public Record {
  protected:
    TamperedRecord() {
        append_five("c1");
        append_five("c2");
    }
};

TEST_F(TamperedRecord, IsWholeBeforeAnybodyTouchesIt) {
    const Report report = check();
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_EQ(report.cases, 2);
    EXPECT_EQ(report.entries, 10);
    EXPECT_THAT(report.younger, ElementsAre(Younger{"c1", 1, 5}, Younger{"c2", 1, 5}));
}

TEST_F(TamperedRecord, ShowsAChangedByte) {
    tamper(
        "UPDATE journal SET entry = replace(entry, 'zhang', 'zhanG') "
        "WHERE case_id = 'c1' AND seq = 3");
    EXPECT_THAT(faults(), ElementsAre("changed c1 3-3"));
}

TEST_F(TamperedRecord, ShowsAnEntryThatIsNoJson) {
    tamper("UPDATE journal SET entry = 'x' WHERE case_id = 'c1' AND seq = 3");
    EXPECT_THAT(faults(), ElementsAre("changed c1 3-3"));
}

TEST_F(TamperedRecord, ShowsAChangedHash) {
    tamper(
        "UPDATE journal SET hash = replace(hash, substr(hash, 1, 1), 'x') "
        "WHERE case_id = 'c1' AND seq = 2");
    EXPECT_THAT(faults(), ElementsAre("changed c1 2-2"));
}

TEST_F(TamperedRecord, ShowsAColumnThatSaysAnotherThingThanTheEntry) {
    tamper("UPDATE journal SET actor = 'li' WHERE case_id = 'c1' AND seq = 2");
    EXPECT_THAT(faults(), ElementsAre("changed c1 2-2"));
}

TEST_F(TamperedRecord, ShowsAnEntryThatWasRewrittenWithItsHash) {
    const auto before = read_entries(*database_, county_, "c1", 1, 1).value().at(0);
    Act act = before.act;
    act.actor = "li";
    const auto first = read_entries(*database_, county_, "c1", 0, 1).value().at(0);
    const Entry forged = make_entry(first.head, act, {{before.objects.at(0), ""}});
    tamper("DELETE FROM journal WHERE case_id = 'c1' AND seq = 2");
    ASSERT_TRUE(database_->commit_and_wait({writes(forged, {})}).has_value());
    EXPECT_THAT(faults(), ElementsAre("changed c1 2-2"));
}

TEST_F(TamperedRecord, ShowsADroppedEntry) {
    tamper("DELETE FROM journal WHERE case_id = 'c1' AND seq IN (2, 3)");
    EXPECT_THAT(faults(), ElementsAre("dropped c1 2-3"));
}

TEST_F(TamperedRecord, ShowsThatTheFirstEntryWasDropped) {
    tamper("DELETE FROM journal WHERE case_id = 'c1' AND seq = 1");
    EXPECT_THAT(faults(), ElementsAre("dropped c1 1-1"));
}

TEST_F(TamperedRecord, ShowsADroppedEntryThatOthersMovedUpTo) {
    tamper("DELETE FROM journal WHERE case_id = 'c1' AND seq = 4");
    tamper("UPDATE journal SET seq = 4 WHERE case_id = 'c1' AND seq = 5");
    EXPECT_THAT(faults(), ElementsAre("swapped c1 4-4", "truncated c1 5-5"));
}

TEST_F(TamperedRecord, ShowsSwappedEntries) {
    tamper("UPDATE journal SET seq = seq + 100 WHERE case_id = 'c1' AND seq IN (2, 3)");
    tamper("UPDATE journal SET seq = 105 - seq WHERE case_id = 'c1' AND seq > 100");
    EXPECT_THAT(faults(), ElementsAre("swapped c1 2-2", "swapped c1 3-3"));
}

TEST_F(TamperedRecord, ShowsSwappedTexts) {
    tamper(
        "UPDATE journal SET entry = (SELECT j.entry FROM journal j WHERE j.case_id = 'c1' AND "
        "j.seq = 5 - journal.seq) WHERE case_id = 'c1' AND seq = 2");
    EXPECT_THAT(faults(), ElementsAre("swapped c1 2-2"));
}

TEST_F(TamperedRecord, ShowsAnEntryOfAnotherCase) {
    tamper("DELETE FROM journal WHERE case_id = 'c1' AND seq = 3");
    tamper("UPDATE journal SET case_id = 'c1' WHERE case_id = 'c2' AND seq = 3");
    EXPECT_THAT(faults(), ElementsAre("swapped c1 3-3", "dropped c2 3-3"));
}

TEST_F(TamperedRecord, ShowsATruncatedChain) {
    tamper("DELETE FROM journal WHERE case_id = 'c1' AND seq > 3");
    EXPECT_THAT(faults(), ElementsAre("truncated c1 4-5"));
}

TEST_F(TamperedRecord, ShowsAChainThatIsGone) {
    tamper("DELETE FROM journal WHERE case_id = 'c1'");
    EXPECT_THAT(faults(), ElementsAre("truncated c1 1-5"));
}

TEST_F(TamperedRecord, ShowsAHeadOfAnotherHash) {
    heads_["c1"].hash = std::string(64, 'a');
    EXPECT_THAT(faults(), ElementsAre("head_differs c1 5-5"));
}

TEST_F(TamperedRecord, ShowsEntriesBeyondTheHead) {
    const Head head = heads_["c1"];
    append("c1", "revoke");
    heads_["c1"] = head;
    EXPECT_THAT(faults(), ElementsAre("beyond_head c1 6-6"));
}

TEST_F(TamperedRecord, ShowsARecordWithoutItsCase) {
    heads_.erase("c1");
    EXPECT_THAT(faults(), ElementsAre("head_missing c1 1-5"));
}

TEST_F(TamperedRecord, ShowsAMissingObject) {
    const std::string said = append("c1", "deliver");
    tamper("DELETE FROM objects WHERE sha256 = '" + said + "'");
    const Report report = check();
    EXPECT_THAT(report.faults, ElementsAre(Fault{FaultKind::object_missing, "c1", 6, 6, said, 0}));
}

TEST_F(TamperedRecord, ShowsAChangedObject) {
    const std::string said = append("c1", "deliver");
    tamper("UPDATE objects SET body = replace(body, '齐全', '不全') WHERE sha256 = '" + said + "'");
    const Report report = check();
    EXPECT_THAT(report.faults, ElementsAre(Fault{FaultKind::object_changed, "c1", 6, 6, said, 0}));
}

TEST_F(TamperedRecord, OfAnotherCountyIsNotLookedAt) {
    tamper("UPDATE journal SET entry = 'x' WHERE case_id = 'c1'");
    EXPECT_THAT(verify(*database_, "511103", {}, key_.public_key).value().faults, IsEmpty());
}

using AnchoredRecord = TamperedRecord;

TEST_F(AnchoredRecord, TellsWhatIsYoungerThanTheLastAnchor) {
    EXPECT_EQ(anchor().seq, 1);
    EXPECT_THAT(check().younger, IsEmpty());
    append("c1", "deliver");
    append("c3", "submit");
    const Report report = check();
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_THAT(report.younger, ElementsAre(Younger{"c1", 6, 6}, Younger{"c3", 1, 1}));
    EXPECT_EQ(report.last_anchor, 1);
}

TEST_F(AnchoredRecord, ShowsThatItWasRewrittenWithValidHashes) {
    anchor();
    rewrite_from("c1", 2, "refuse");
    EXPECT_THAT(faults(), ElementsAre("rewritten_since_anchor c1 1-5"));
}

TEST_F(AnchoredRecord, ShowsBetweenWhichAnchorsItWasRewritten) {
    anchor();
    append("c1", "deliver");
    append("c1", "rate");
    anchor();
    append("c1", "archive");
    anchor();
    rewrite_from("c1", 7, "complain");
    const Report report = check();
    EXPECT_THAT(report.faults,
                ElementsAre(Fault{FaultKind::rewritten_since_anchor, "c1", 6, 7, "", 2}));
}

TEST_F(AnchoredRecord, RewrittenBehindTheLastAnchorIsNamedAsYounger) {
    anchor();
    append("c1", "deliver");
    rewrite_from("c1", 6, "withdraw");
    const Report report = check();
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_THAT(report.younger, ElementsAre(Younger{"c1", 6, 6}));
}

TEST_F(AnchoredRecord, ShowsATruncatedChainWhoseHeadWasMovedBack) {
    anchor();
    tamper("DELETE FROM journal WHERE case_id = 'c1' AND seq > 3");
    heads_["c1"] = read_entries(*database_, county_, "c1", 2, 1).value().at(0).head;
    EXPECT_THAT(faults(), ElementsAre("rewritten_since_anchor c1 1-5"));
}

TEST_F(AnchoredRecord, ShowsACaseThatIsGoneWithItsRow) {
    anchor();
    tamper("DELETE FROM journal WHERE case_id = 'c1'");
    heads_.erase("c1");
    EXPECT_THAT(faults(), ElementsAre("rewritten_since_anchor c1 1-5"));
}

TEST_F(AnchoredRecord, ShowsAChangedAnchor) {
    anchor();
    tamper("UPDATE anchors SET body = replace(body, '2026', '2025')");
    const Report report = check();
    EXPECT_THAT(report.faults, ElementsAre(Fault{FaultKind::anchor_changed, "", 1, 1, "", 0}));
    EXPECT_EQ(report.last_anchor, 0);
    EXPECT_THAT(report.younger, ElementsAre(Younger{"c1", 1, 5}, Younger{"c2", 1, 5}));
}

TEST_F(AnchoredRecord, ShowsAnAnchorThatAnotherKeySigned) {
    anchor();
    const auto report =
        verify(*database_, county_, case_heads(), crypto::generate_key_pair().public_key);
    EXPECT_THAT(report.value().faults,
                ElementsAre(Fault{FaultKind::anchor_changed, "", 1, 1, "", 0}));
}

TEST_F(AnchoredRecord, ShowsADroppedAnchor) {
    anchor();
    append("c1", "deliver");
    anchor();
    append("c1", "rate");
    anchor();
    tamper("DELETE FROM anchors WHERE seq = 2");
    EXPECT_THAT(faults(), ElementsAre("anchor_dropped  2-2"));
}

TEST_F(AnchoredRecord, ShowsMissingLeaves) {
    const Anchor made = anchor();
    tamper("DELETE FROM objects WHERE sha256 = '" + made.leaves + "'");
    const Report report = check();
    EXPECT_THAT(report.faults,
                ElementsAre(Fault{FaultKind::object_missing, "", 1, 1, made.leaves, 0}));
}

TEST(Fault, IsDescribedForPeopleInBothLanguages) {
    const Text changed = describe({FaultKind::changed, "c1", 3, 3, "", 0});
    EXPECT_EQ(changed.zh_cn, "案卷 c1 第 3 条：记录被改动。");
    EXPECT_EQ(changed.en, "Case c1, entry 3: the entry was changed.");
    const Text rewritten = describe({FaultKind::rewritten_since_anchor, "c1", 6, 7, "", 2});
    EXPECT_EQ(rewritten.en,
              "Case c1, entry 6–7: the record was rewritten after it was anchored, see anchor 2.");
    const Text anchor = describe({FaultKind::anchor_dropped, "", 2, 2, "", 0});
    EXPECT_EQ(anchor.zh_cn, "存证 2：存证缺失。");
}

}  // namespace
}  // namespace oneseal::journal

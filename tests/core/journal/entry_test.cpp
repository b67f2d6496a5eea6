#include "journal/entry.hpp"

#include "crypto/digest.hpp"
#include "record.hpp"

namespace oneseal::journal {
namespace {

const Act submit{"511102", "c1", "submit", "zhang", *parse_instant("2026-03-02T09:00:00+08:00")};

TEST(Entry, IsCanonicalJsonChainedByItsHash) {
    const Entry first = make_entry({}, submit, {{"aa", ""}, {"bb", ""}});
    EXPECT_EQ(first.text,
              R"({"actor":"zhang","at":"2026-03-02T09:00:00.000+08:00","case":"c1",)"
              R"("county":"511102","kind":"submit","objects":["aa","bb"],"previous":")" +
                  std::string(64, '0') + R"(","seq":1})");
    EXPECT_EQ(first.head.seq, 1);
    EXPECT_EQ(first.head.hash, crypto::sha256_hex(std::string(64, '0') + first.text));

    const Entry second = make_entry(first.head, submit, {});
    EXPECT_EQ(second.head.seq, 2);
    EXPECT_NE(second.text.find("\"previous\":\"" + first.head.hash + "\""), std::string::npos);
    EXPECT_EQ(second.head.hash, crypto::sha256_hex(first.head.hash + second.text));
}

TEST(WhatWasSaid, HasASaltSoThatItsDigestTellsNothing) {
    const storage::Object a = make_object("accept", {{"agreed", true}});
    const storage::Object b = make_object("accept", {{"agreed", true}});
    EXPECT_NE(a.sha256, b.sha256);
    EXPECT_EQ(a.sha256, crypto::sha256_hex(a.body));
    const Json body = Json::parse(a.body);
    EXPECT_EQ(body.at("kind"), "accept");
    EXPECT_EQ(body.at("data"), Json({{"agreed", true}}));
    EXPECT_EQ(body.at("salt").get<std::string>().size(), 32U);
}

using Journal = Record;

// LAW: 优化营商环境条例 第五十八条
TEST_F(Journal, GivesBackItsEntriesInOrder) {
    append("c1", "submit");
    const std::string said = append("c1", "accept");
    append("c2", "submit");
    const auto entries = read_entries(*database_, county_, "c1", 0, 10).value();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].act.kind, "submit");
    EXPECT_EQ(entries[1].act.kind, "accept");
    EXPECT_EQ(entries[1].act.at, at_);
    EXPECT_EQ(entries[1].objects, std::vector{said});
    EXPECT_EQ(entries[1].head, heads_["c1"]);
    EXPECT_EQ(read_entries(*database_, county_, "c1", 1, 10).value().size(), 1U);
    EXPECT_EQ(read_entries(*database_, county_, "c1", 0, 1).value().size(), 1U);
}

TEST_F(Journal, SaysSoWhereAnEntryCannotBeRead) {
    append("c1", "submit");
    tamper("UPDATE journal SET entry = '{}'");
    EXPECT_EQ(read_entries(*database_, county_, "c1", 0, 10).error().id, "JOURNAL_UNREADABLE");
}

TEST_F(Journal, RefusesASecondEntryInTheSamePlace) {
    append("c1", "submit");
    const Entry second = make_entry({}, submit, {});
    const auto answer = database_->commit_and_wait({writes(second, {})});
    EXPECT_TRUE(answer.value().has_value());
}

}  // namespace
}  // namespace oneseal::journal

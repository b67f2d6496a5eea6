// What a whole case leaves behind in the tables that no page shows yet: the register of the seals,
// and the outbox from which the former departments are told.
#include <gtest/gtest.h>

#include "crypto/digest.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "text/canonical.hpp"

namespace oneseal {
namespace {

// A granted and delivered case in a bureau that has stopped, with what its pages told before.
class Delivered {
  public:
    Delivered() : bureau_("2024-03-13T09:00:00+08:00") {
        Walk walk(bureau_);
        walk.file_at_the_counter(fireworks_at_the_counter())
            .accept()
            .survey(good_survey_of_fireworks())
            .propose()
            .take("decider1", "grant", {{"facts", "符合条件"}})
            .take("seal1", "seal", Json::object())
            .take("intake1",
                  "deliver",
                  {{"way", "direct"},
                   {"recipient", "张某示"},
                   {"evidence", "签收单"},
                   {"signature", "张某示"}});
        const std::string page = "/cases/" + walk.number();
        Visitor clerk = bureau_.visitor("intake1");
        now_ = walk.now();
        events_ = clerk.get(page + "/events").body["events"];
        for (const Json& paper : now_["papers"]) {
            const std::string id = paper["id"];
            contents_[id] = clerk.get(page + "/documents/" + id).body;
        }
        bureau_.close();
    }

    const Place& place() const { return *bureau_.place(); }
    const Json& now() const { return now_; }
    const Json& events() const { return events_; }
    const Json& content(const std::string& paper) const { return contents_.at(paper); }
    std::string condition() const { return " WHERE case_id = " + in_quotes(now_["id"]); }

  private:
    Bureau bureau_;
    Json now_{};
    Json events_{};
    std::map<std::string, Json> contents_{};
};

// LAW: 行政许可法 第三十二条 第二款
TEST(TheRegisterOfTheSeals, HasOneRowForEachSealedPaperWithItsDigest) {
    const Delivered delivered;
    std::multiset<std::string> expected;
    for (const Json& paper : delivered.now()["papers"]) {
        const std::string id = paper["id"];
        if (paper["seal"] == "") continue;
        const std::string digest = crypto::sha256_hex(sdk::canonical(delivered.content(id)));
        // The acceptance seal stands on its papers from the clerk's act on.
        const std::string by = paper["seal"] == "licensing" ? "seal1" : "intake1";
        expected.insert(id + " " + paper["seal"].get<std::string>() + " " + digest + " " + by +
                        " " + paper["sealed_at"].get<std::string>());
    }
    EXPECT_EQ(expected.size(), 3U) << "acceptance, decision and certificate";

    std::multiset<std::string> registered;
    Hand hand(delivered.place());
    const auto rows = hand.read("SELECT paper, seal, sha256, by_whom, at, county FROM seal_uses" +
                                delivered.condition());
    for (const storage::Row& row : rows) {
        registered.insert(row.text(0) + " " + row.text(1) + " " + row.text(2) + " " + row.text(3) +
                          " " + row.text(4));
        EXPECT_EQ(row.text(5), home_county);
    }
    EXPECT_EQ(registered, expected);
}

// LAW: 行政许可法 第六十一条 第三款
TEST(TheOutbox, HasOneRowForEachEventInItsOrder) {
    const Delivered delivered;
    std::vector<std::string> expected;
    for (const Json& event : delivered.events()) {
        expected.push_back(event["seq"].dump() + " " + event["kind"].get<std::string>() + " " +
                           event["at"].get<std::string>());
    }
    EXPECT_EQ(expected.size(), 9U);

    std::vector<std::string> written;
    std::vector<std::string> states;
    Hand hand(delivered.place());
    const auto rows = hand.read("SELECT seq, kind, at, department, state FROM outbox" +
                                delivered.condition() + " ORDER BY seq");
    for (const storage::Row& row : rows) {
        written.push_back(std::to_string(row.integer(0)) + " " + row.text(1) + " " + row.text(2));
        EXPECT_EQ(row.text(3), "fireworks_retail");
        states.push_back(row.text(4));
    }
    EXPECT_EQ(written, expected);
    EXPECT_EQ(states,
              (std::vector<std::string>{"submitted",
                                        "reviewing",
                                        "survey_assigned",
                                        "surveying",
                                        "reviewing",
                                        "deciding",
                                        "granted",
                                        "certified",
                                        "delivered"}));
}

}  // namespace
}  // namespace oneseal

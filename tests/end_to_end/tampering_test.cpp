// Somebody with the database in hand: what verification and replay find.
#include <gtest/gtest.h>

#include <filesystem>

#include "crypto/digest.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/program.hpp"
#include "journal/entry.hpp"
#include "text/canonical.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

// A bureau with one case that has gone some way, which then stopped.
class Stopped {
  public:
    Stopped() : bureau_(monday) {
        Walk walk(bureau_);
        walk.file_at_the_counter(restaurant_at_the_counter())
            .accept()
            .survey(good_survey_of_restaurant())
            .propose();
        number_ = walk.number();
        id_ = walk.now()["id"];
        bureau_.close();
    }

    const Place& place() const { return *bureau_.place(); }
    const std::shared_ptr<Place>& shared_place() const { return bureau_.place(); }
    const std::string& number() const { return number_; }
    const std::string& id() const { return id_; }
    std::string of_seq(int seq) const {
        return " WHERE case_id = '" + id_ + "' AND seq = " + std::to_string(seq);
    }

    int last_seq() const {
        Hand hand(place());
        return std::stoi(hand.text("SELECT MAX(seq) FROM journal WHERE case_id = '" + id_ + "'"));
    }

    // As somebody does who reaches the copies too.
    void forget_anchors() const {
        Hand hand(place());
        hand.write("DELETE FROM anchors");
        hand.write("DELETE FROM objects WHERE body LIKE '{\"county\":%'");
        std::filesystem::remove_all(place().database() + ".anchors");
    }

    // Changes an entry and everything behind it, hashes and the case's head included.
    void rewrite_from(int seq, const std::function<void(Json&)>& change) const {
        Hand hand(place());
        std::string previous = std::string(64, '0');
        for (int i = 1; i <= last_seq(); ++i) {
            std::string entry = hand.text("SELECT entry FROM journal" + of_seq(i));
            if (i >= seq) {
                Json json = Json::parse(entry);
                if (i == seq) change(json);
                json["previous"] = previous;
                entry = sdk::canonical(json);
            }
            previous = journal::hash_of(previous, entry);
            hand.write("UPDATE journal SET entry = " + in_quotes(entry) + ", hash = '" + previous +
                       "', actor = " + in_quotes(Json::parse(entry)["actor"]) + of_seq(i));
        }
        hand.write("UPDATE cases SET head = '" + previous + "' WHERE id = '" + id_ + "'");
    }

    // What an entry said is replaced, with every hash that follows from it.
    void forge(int seq,
               const std::string& kind,
               const std::string& text,
               const std::string& by) const {
        rewrite_from(seq, [&](Json& entry) {
            Hand hand(place());
            for (Json& digest : entry["objects"]) {
                std::string body =
                    hand.text("SELECT body FROM objects WHERE sha256 = " + in_quotes(digest));
                const auto at = body.find(text);
                if (Json::parse(body)["kind"] != kind || at == std::string::npos) continue;
                body.replace(at, text.size(), by);
                digest = crypto::sha256_hex(body);
                hand.write("INSERT INTO objects VALUES ('511102', " + in_quotes(digest) + ", " +
                           in_quotes(body) + ")");
            }
        });
    }

  private:
    Bureau bureau_;
    std::string number_{};
    std::string id_{};
};

// "kind first-last" of each fault that `oneseal journal verify` tells.
std::string faults_of(const Stopped& stopped) {
    const Outcome outcome = run_oneseal({"journal",
                                         "verify",
                                         "--json",
                                         "--county",
                                         home_county,
                                         "--settings",
                                         stopped.place().settings()});
    const Json report = Json::parse(outcome.output, nullptr, false);
    std::string told;
    if (!report.is_object()) return outcome.output;
    for (const Json& fault : report["faults"]) {
        const std::string of = fault["case"];
        if (!of.empty() && !of.starts_with("~")) {  // a county's own chains are no case
            EXPECT_EQ(fault["case"], stopped.id());
        }
        EXPECT_FALSE(fault["message"]["zh-CN"].get<std::string>().empty());
        told += (told.empty() ? "" : ", ") + fault["kind"].get<std::string>() + " " +
                fault["first"].dump() + "-" + fault["last"].dump();
    }
    EXPECT_EQ(outcome.exit_code, told.empty() ? 0 : 1);
    return told;
}

TEST(JournalVerification, IsContentWithWhatWasWritten) {
    const Stopped stopped;
    EXPECT_EQ(stopped.last_seq(), 6);
    EXPECT_EQ(faults_of(stopped), "");
}

TEST(JournalVerification, NamesAChangedByte) {
    const Stopped stopped;
    Hand(stopped.place())
        .write("UPDATE journal SET entry = replace(entry, '09:00:00', '09:00:01')" +
               stopped.of_seq(2));
    EXPECT_EQ(faults_of(stopped), "changed 2-2");
}

TEST(JournalVerification, NamesADroppedEntry) {
    const Stopped stopped;
    Hand(stopped.place()).write("DELETE FROM journal" + stopped.of_seq(3));
    EXPECT_EQ(faults_of(stopped), "dropped 3-3");
}

TEST(JournalVerification, NamesSwappedEntries) {
    const Stopped stopped;
    Hand hand(stopped.place());
    hand.write("UPDATE journal SET seq = 99" + stopped.of_seq(2));
    hand.write("UPDATE journal SET seq = 2" + stopped.of_seq(4));
    hand.write("UPDATE journal SET seq = 4" + stopped.of_seq(99));
    const std::string told = faults_of(stopped);
    EXPECT_NE(told.find("swapped 2-"), std::string::npos) << told;
    EXPECT_NE(told.find("swapped 4-"), std::string::npos) << told;
}

TEST(JournalVerification, NamesATruncatedTail) {
    const Stopped stopped;
    Hand hand(stopped.place());
    hand.write("DELETE FROM journal" + stopped.of_seq(6));
    hand.write("DELETE FROM journal" + stopped.of_seq(5));
    EXPECT_EQ(faults_of(stopped), "truncated 5-6");
}

TEST(JournalVerification, NamesWhatWasSaidAndIsOtherOrGone) {
    const Stopped stopped;
    Hand hand(stopped.place());
    const auto object_of = [&](int seq) {
        const std::string entry = hand.text("SELECT entry FROM journal" + stopped.of_seq(seq));
        return Json::parse(entry)["objects"][0].get<std::string>();
    };
    hand.write("UPDATE objects SET body = body || ' ' WHERE sha256 = '" + object_of(2) + "'");
    hand.write("DELETE FROM objects WHERE sha256 = '" + object_of(4) + "'");
    EXPECT_EQ(faults_of(stopped), "object_changed 2-2, object_missing 4-4");
}

// The one who rewrites all hashes behind it still meets the anchor.
TEST(JournalVerification, NamesATailThatWasRewrittenSinceTheAnchor) {
    const auto to_somebody_else = [](Json& entry) { entry["actor"] = "intake2"; };
    // Without any anchor the chain holds: only what else the clerk's act has left behind tells.
    const Stopped without;
    without.forget_anchors();
    without.rewrite_from(2, to_somebody_else);
    EXPECT_EQ(faults_of(without), "derived_changed 0-0");

    const Stopped stopped;
    const Outcome anchored =
        run_oneseal({"journal", "anchor", "--settings", stopped.place().settings()});
    EXPECT_EQ(anchored.exit_code, 0) << anchored.output;
    EXPECT_EQ(faults_of(stopped), "");
    stopped.rewrite_from(2, to_somebody_else);
    EXPECT_EQ(faults_of(stopped).substr(0, 22), "rewritten_since_anchor");
}

// Events of a version that is not there yet, or of somebody else's making.
TEST(JournalVerification, NamesACaseWhoseEventsItCannotRead) {
    const Stopped stopped;
    stopped.forget_anchors();
    stopped.forge(2, "events", "\"kind\":\"accepted\"", "\"kind\":\"unheard_of\"");
    const std::string faults = faults_of(stopped);
    EXPECT_NE(faults.find("derived_changed 0-0"), std::string::npos) << faults;
}

TEST(TheCommandForACase, ShowsItOrSaysThatThereIsNone) {
    const Stopped stopped;
    const auto show = [&](const std::string& number) {
        return run_oneseal({"case",
                            "show",
                            home_county,
                            number,
                            "--json",
                            "--settings",
                            stopped.place().settings()});
    };
    const Outcome shown = show(stopped.number());
    EXPECT_EQ(shown.exit_code, 0) << shown.errors;
    EXPECT_EQ(Json::parse(shown.output)["id"], stopped.id());
    const Outcome none = show("nobody");
    EXPECT_EQ(none.exit_code, 1);
    EXPECT_EQ(none.output, "");
    EXPECT_NE(none.errors.find("CASE_NOT_FOUND"), std::string::npos) << none.errors;
}

// A restore of the database alone: no anchor can be believed, nor is one accused.
TEST(JournalVerification, ChecksTheChainsWithoutTheKeyToo) {
    const Stopped stopped;
    const std::string settings = stopped.place().settings();
    ASSERT_EQ(run_oneseal({"journal", "anchor", "--settings", settings}).exit_code, 0);
    std::filesystem::remove(stopped.place().database() + ".evidence-key");
    const Outcome outcome = run_oneseal({"journal", "verify", "--settings", settings});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_NE(outcome.errors.find("EVIDENCE_KEY_UNREADABLE"), std::string::npos);
    Hand(stopped.place()).write("UPDATE objects SET body = body || ' '");
    const std::string faults = faults_of(stopped);
    EXPECT_NE(faults.find("object_changed"), std::string::npos) << faults;
    EXPECT_EQ(faults.find("anchor"), std::string::npos) << faults;
}

Json replayed(const Bureau& bureau, const std::string& number) {
    return bureau.visitor("supervisor1").post("/cases/" + number + "/replay").body;
}

TEST(AReplay, GivesTheSameBytesAndFindsAnInputThatWasChangedWithAllItsHashes) {
    const Stopped stopped;
    int receipts = 0;
    {
        const Bureau bureau(monday, stopped.shared_place());
        const Json report = replayed(bureau, stopped.number());
        receipts = report["receipts"];
        EXPECT_GE(receipts, 4);
        EXPECT_EQ(report["identical"], receipts);
        EXPECT_EQ(report["different"], Json::array());
        EXPECT_EQ(report["not_open"], Json::array());
    }
    // The server's own anchor may have come after the filing.
    stopped.forget_anchors();
    // One digit of the first input: the kitchen becomes larger than the place.
    stopped.forge(1, "receipt", "\\\"processing_area\\\":30", "\\\"processing_area\\\":90");
    // The chain holds; what it named before lies about unexplained.
    EXPECT_EQ(faults_of(stopped), "unexplained 0-0");
    const Bureau bureau(monday, stopped.shared_place());
    const Json report = replayed(bureau, stopped.number());
    EXPECT_EQ(report["identical"], receipts - 1);
    ASSERT_EQ(report["different"].size(), 1u) << report;
    EXPECT_EQ(report["different"][0]["seq"], 1);
}

}  // namespace
}  // namespace oneseal

// What was changed moves no case, what is damaged keeps no other waiting, and what is honest goes
// on.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/demo.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/problems.hpp"
#include "end_to_end/program.hpp"
#include "end_to_end/tampered.hpp"
#include "journal/entry.hpp"
#include "settings/settings.hpp"
#include "text/canonical.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

Result<std::unique_ptr<Installation>> started(const Place& place, const Clock& clock) {
    return Installation::start(*load_settings(place.settings()),
                               std::string(ONESEAL_BINARY_DIR) + "/bin/oneseal-plugin-host",
                               clock);
}

Reply grant(const Bureau& bureau, const std::string& number) {
    return bureau.visitor("decider1").act(number, "grant", {{"facts", "符合条件"}});
}

TEST(ASnapshotThatWasChanged, MovesNoCaseAndKeepsNoOtherWaiting) {
    const auto place = copied();
    Hand(*place).write(with_ids(snapshot_set("$.applicant.name", "'他人'")));
    Bureau bureau(monday, place);
    const Reply refused = grant(bureau, original().deciding_number);
    EXPECT_EQ(refused.status, 409) << refused.body;
    EXPECT_EQ(refused.code(), "CASE_TAMPERED");
    EXPECT_EQ(Hand(*place).text("SELECT count(*) FROM licences"), "1");
    Walk(bureau).file_at_the_counter(restaurant_at_the_counter()).accept();
}

TEST(DamagedRows, AreNamedAndLeaveTheOthersAtWork) {
    const auto place = copied();
    {
        Hand hand(*place);
        hand.write(
            with_ids("UPDATE cases SET snapshot = '{broken', provisional = 1 WHERE id = $O"));
        hand.write("UPDATE timers SET fires_at = '2026-03-02T00:00:00.000+08:00'");
        hand.write(
            "INSERT INTO timers VALUES ('511102', 'nobody', 'accept', "
            "'2026-03-02T00:00:00.000+08:00')");
        hand.write("UPDATE accounts SET represents = '{' WHERE username = 'li'");
        hand.write("UPDATE licences SET content = '{'");
    }
    Bureau bureau(monday, place);
    const Reply broken = bureau.visitor("intake1").get("/cases/" + original().deciding_number);
    EXPECT_EQ(broken.code(), "CASE_UNREADABLE") << broken.body;
    EXPECT_EQ(bureau.visitor("intake1").get("/licences").status, 200);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    bureau.jump_to("2026-03-10T00:00:00+08:00");
    EXPECT_TRUE(wait_until([&] { return walk.now()["accepted_by_silence"] == true; }));
    EXPECT_EQ(bureau.visitor("wang").get("/cases").status, 200);
    Visitor nobody = bureau.visitor();
    for (const char* language : languages) {
        expect_problem(nobody.in(language).post("/api/v1/session",
                                                {{"username", "li"}, {"password", demo_password}}),
                       503,
                       "ACCESS_ACCOUNT_DAMAGED",
                       language);
    }
}

TEST(AnObjectThatIsGone, IsNamedToWhoeverNeedsIt) {
    const auto place = copied();
    Hand(*place).write("DELETE FROM objects WHERE body LIKE '%\"kind\":\"receipt\"%'");
    const Bureau bureau(monday, place);
    for (const char* language : languages) {
        expect_problem(bureau.visitor("supervisor1")
                           .in(language)
                           .get("/cases/" + original().deciding_number + "/receipts"),
                       500,
                       "OBJECT_MISSING",
                       language);
    }
}

TEST(AStoredAnswer, ThatIsDamagedIsNoAnswer) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    const std::string key = fresh_key();
    ASSERT_EQ(clerk.file(restaurant_at_the_counter(), key).status, 201);
    Hand(*bureau.place()).write("UPDATE idempotency SET answer = '{'");
    for (const char* language : languages) {
        expect_problem(clerk.in(language).file(restaurant_at_the_counter(), key),
                       500,
                       "ANSWER_UNREADABLE",
                       language);
    }
    EXPECT_EQ(clerk.get("/cases").body["cases"].size(), 1U);
}

// A restore has set the counter back: the number is a case's already.
TEST(ACounterThatWasSetBack, NeverGivesTwoCasesOneNumber) {
    const auto place = std::make_shared<Place>();
    {
        const Bureau bureau(monday, place);
        ASSERT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
    }
    Hand(*place).write("DELETE FROM counters WHERE name LIKE 'cases/%'");
    const Bureau bureau(monday, place);
    Visitor clerk = bureau.visitor("intake1");
    expect_problem(clerk.in("en").file(restaurant_at_the_counter()), 503, "CASE_NOT_STORED", "en");
    EXPECT_EQ(clerk.file(restaurant_at_the_counter()).status, 201);
    EXPECT_EQ(clerk.get("/cases").body["cases"].size(), 2U);
}

TEST(ASnapshotOfANewerKernel, IsRefusedByName) {
    const auto place = copied();
    Hand(*place).write(with_ids(snapshot_set("$.snapshot_version", "99")));
    Bureau bureau(monday, place);
    EXPECT_EQ(grant(bureau, original().deciding_number).code(), "CASE_SNAPSHOT_NEWER");
}

// As a version without digests, chains of counties or copies of anchors has left it.
void make_older(const Place& place) {
    Hand hand(place);
    hand.write("DELETE FROM journal WHERE case_id LIKE '~%'");
    for (const char* table : {"chains",
                              "attachments",
                              "write_probes",
                              "licence_changes",
                              "work_items",
                              "work_counts",
                              "word_positions",
                              "word_documents",
                              "case_words",
                              "sign_in_codes",
                              "authorisations"}) {
        hand.write("DROP TABLE " + std::string(table));
    }
    for (const char* index : {"open_drafts",
                              "cases_by_due",
                              "cases_without_work",
                              "outbox_by_position",
                              "cases_by_query_code",
                              "cases_by_receipt",
                              "cases_by_acceptance",
                              "cases_by_survey",
                              "cases_by_decision",
                              "cases_by_end",
                              "cases_without_figures"}) {
        hand.write("DROP INDEX " + std::string(index));
    }
    for (const char* column : {"shown_seq",
                               "shown_version",
                               "shown_state",
                               "shown_due_on",
                               "shown_provisional",
                               "shown_at",
                               "promised_on",
                               "yellow_on",
                               "orange_on",
                               "work",
                               "query_code",
                               "accepted_on",
                               "surveyed_on",
                               "outcome",
                               "ended_on",
                               "minutes_used",
                               "statutory_due",
                               "statutory_days",
                               "days_used"}) {
        hand.write("ALTER TABLE cases DROP COLUMN " + std::string(column));
    }
    for (const char* column : {"position", "lists"}) {
        hand.write("ALTER TABLE outbox DROP COLUMN " + std::string(column));
    }
    hand.write(
        "DELETE FROM migrations WHERE number >= (SELECT number FROM migrations WHERE name LIKE "
        "'%county_chains%')");
    hand.write("DROP INDEX seal_uses_by_hash");
    hand.write("DELETE FROM anchors");
    hand.write("DELETE FROM objects WHERE body LIKE '{\"county\":%'");
    fs::remove_all(place.path("oneseal.db.anchors"));
    fs::remove(place.database() + ".evidence-key");
    for (const auto& one : hand.read("SELECT county, id FROM cases WHERE seq > 0")) {
        const std::string of_case =
            " WHERE county = '" + one.text(0) + "' AND case_id = '" + one.text(1) + "'";
        std::string previous(64, '0');
        for (const auto& row :
             hand.read("SELECT seq, entry FROM journal" + of_case + " ORDER BY seq")) {
            Json entry = Json::parse(row.text(1));
            entry.erase("after");
            entry["previous"] = previous;
            const std::string text = sdk::canonical(entry);
            previous = journal::hash_of(previous, text);
            hand.write("UPDATE journal SET entry = " + in_quotes(text) + ", hash = '" + previous +
                       "'" + of_case + " AND seq = " + row.text(0));
        }
        hand.write("UPDATE cases SET head = '" + previous +
                   "', snapshot = json_remove(snapshot, "
                   "'$.snapshot_version') WHERE id = '" +
                   one.text(1) + "'");
    }
}

// That one goes on and is verified without a false alarm: earlier_version_test.
TEST(ADatabaseOfAnEarlierVersion, IsRebuiltBeforeACaseGoesOn) {
    const auto place = copied();
    make_older(*place);
    const Outcome checked = run_oneseal({"journal", "verify", "--settings", place->settings()});
    EXPECT_EQ(checked.exit_code, 1);
    EXPECT_NE(checked.errors.find("DATABASE_OLDER"), std::string::npos) << checked.errors;
    Hand(*place).write(with_ids(snapshot_set("$.applicant.name", "'他人'")));
    Bureau bureau(monday, place);
    EXPECT_EQ(grant(bureau, original().deciding_number).code(), "CASE_TAMPERED");
}

TEST(AnHonestDatabase, HasNoFaultAfterAChangedCalendarNorAfterEdits) {
    const auto place = copied();
    fs::remove(place->path("calendars/2026.json"));
    {
        Bureau bureau("2026-03-03T09:00:00+08:00", place);
        Walk walk(bureau);
        walk.file_as_wang().accept();
        bureau.visitor("wang").file(restaurant_draft());
    }
    EXPECT_EQ(faults_of(*place), "");
}

TEST(ARegister, IsChangedByCommandsThatGoOnRecord) {
    const auto place = copied();
    const auto run = [&](std::vector<std::string> command) {
        command.insert(command.end(),
                       {"--by", "legal1", "--reason", "决定书", "--settings", place->settings()});
        return run_oneseal(command).exit_code;
    };
    const std::vector<std::string> enter{"ban",
                                         "enter",
                                         "511102",
                                         "b1",
                                         "--subject",
                                         "x",
                                         "--kind",
                                         "life",
                                         "--matter",
                                         "m",
                                         "--basis",
                                         "〔2026〕1号"};
    EXPECT_EQ(run(enter), 0);
    EXPECT_EQ(run(enter), 1);
    EXPECT_EQ(run({"list", "enter", "511102", "serious_dishonest", "y", "--basis", "〔2026〕2号"}),
              0);
    EXPECT_EQ(faults_of(*place), "");
    Hand(*place).write("UPDATE bans SET until = '2026-01-01'");
    EXPECT_EQ(faults_of(*place), "derived_changed bans b1\n");
    EXPECT_EQ(run({"ban", "lift", "511102", "b1"}), 0);
    EXPECT_EQ(run({"ban", "lift", "511102", "b1"}), 1);
    EXPECT_EQ(run({"list", "remove", "511102", "serious_dishonest", "y"}), 0);
    EXPECT_EQ(faults_of(*place), "");
}

TEST(AFolderThatWasUsed, DoesNotStartAsNew) {
    OwnedClock clock;
    clock.set(monday);
    const auto place = copied();
    fs::remove(place->database());
    auto lost = started(*place, clock);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().id, "ANCHORS_MISSING");
    // The key alone, as where copies of anchors were carried away.
    fs::rename(place->path("oneseal.db.anchors"), place->path("kept"));
    fs::remove(place->database());
    lost = started(*place, clock);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().id, "EVIDENCE_FOLDER_USED");
    // To begin anew: the key is put away too.
    fs::rename(place->database() + ".evidence-key", place->path("kept/key"));
    fs::remove(place->database());
    EXPECT_TRUE(started(*place, clock));
}

TEST(ASecondKernel, IsRefusedWhileTheFirstIsThere) {
    OwnedClock clock;
    clock.set(monday);
    const auto place = copied();
    auto first = started(*place, clock);
    ASSERT_TRUE(first);
    std::ofstream(place->path("blobs/incoming/in-flight")) << "x";
    const auto second = started(*place, clock);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().id, "STORAGE_FOLDER_IN_USE");
    EXPECT_TRUE(fs::exists(place->path("blobs/incoming/in-flight")));
    first->reset();
    EXPECT_TRUE(started(*place, clock));
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(AClockThatRanAhead, KeepsNoTimerWaitingWhenItIsSetRight) {
    const auto place = copied();
    std::string number;
    {
        Bureau bureau(monday, place);
        Walk walk(bureau);
        number = walk.file_at_the_counter(restaurant_at_the_counter()).number();
    }
    Hand hand(*place);
    hand.write("UPDATE leases SET node = 'ahead', lease_until = '2026-04-30T00:00:00.000+08:00'");
    Bureau bureau("2026-03-10T00:00:00+08:00", place);
    EXPECT_TRUE(wait_until(
        [&] { return bureau.visitor("intake1").see(number)["accepted_by_silence"] == true; }));
}

}  // namespace
}  // namespace oneseal

// Somebody with database and files in hand: every change is named, and nothing honest is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "end_to_end/applications.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/program.hpp"
#include "end_to_end/tampered.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

struct Change {
    const char* name;
    std::vector<std::string> sql;
    const char* fault;
};

const std::vector<Change>& changes() {
    static const std::vector<Change> all = {
        {"the applicant's name",
         {snapshot_set("$.applicant.name", "'他人'")},
         "derived_changed snapshot"},
        {"the form", {snapshot_set("$.form.processing_area", "99.0")}, "derived_changed snapshot"},
        {"the reviewer", {snapshot_set("$.reviewer", "'reviewer9'")}, "derived_changed snapshot"},
        {"the survey", {snapshot_set("$.survey.place", "'别处'")}, "derived_changed snapshot"},
        {"the state", {snapshot_set("$.state", "'granted'")}, "derived_changed snapshot"},
        {"a state that nobody knows",
         {snapshot_set("$.state", "'approved'")},
         "derived_changed snapshot"},
        {"papers of two cases swapped",
         {"UPDATE cases SET snapshot = json_set(snapshot, '$.papers', (SELECT "
          "json_extract(o.snapshot,"
          " '$.papers') FROM cases o WHERE o.id = $D)) WHERE id = $O"},
         "derived_changed snapshot"},
        {"list columns",
         {"UPDATE cases SET applicant_name = '他人' WHERE id = $O"},
         "derived_changed cases"},
        {"the last day in lists",
         {"UPDATE cases SET due_on = '2030-01-01' WHERE id = $O"},
         "derived_changed cases"},
        {"an assignment",
         {"DELETE FROM assignments WHERE case_id = $O"},
         "derived_missing assignments"},
        {"a licence changed",
         {"UPDATE licences SET holder_name = '他人'"},
         "derived_changed licences"},
        {"a licence forged",
         {"INSERT INTO licences SELECT county, 'FORGED', matter, department, 'x', '他人', "
          "holder_code,"
          " status, valid_from, valid_to, granted_on, content FROM licences"},
         "unexplained licences"},
        {"a licence deleted", {"DELETE FROM licences"}, "derived_missing licences"},
        {"a licence's counter",
         {"UPDATE counters SET next = next - 1 WHERE name LIKE 'licence%'"},
         "derived_changed counters licence"},
        {"a counter deleted",
         {"DELETE FROM counters WHERE name LIKE 'cases/%'"},
         "derived_changed counters cases/"},
        {"the outbox emptied", {"DELETE FROM outbox"}, "derived_missing outbox 1"},
        {"timers deleted", {"DELETE FROM timers"}, "derived_missing timers "},
        {"a timer moved",
         {"UPDATE timers SET fires_at = '2099-01-01T00:00:00.000+08:00'"},
         "derived_changed timers "},
        {"a password",
         {"UPDATE accounts SET password_hash = (SELECT password_hash FROM accounts WHERE username "
          "= 'zhang') WHERE username = 'wang'"},
         "derived_changed accounts "},
        {"who is represented",
         {"UPDATE accounts SET represents = '[]' WHERE username = 'wang'"},
         "derived_changed accounts "},
        {"an account made",
         {"INSERT INTO accounts SELECT county, 'x', 'x', person, name, id_number, mobile, "
          "verified, represents, password_hash, created_at FROM accounts WHERE username = 'wang'"},
         "unexplained accounts x"},
        {"an account deleted",
         {"DELETE FROM accounts WHERE username = 'li'"},
         "derived_missing accounts "},
        {"a use of a seal",
         {"UPDATE seal_uses SET by_whom = 'seal2' WHERE seal = 'licensing'"},
         "derived_changed seal_uses "},
        {"uses of seals deleted", {"DELETE FROM seal_uses"}, "derived_missing seal_uses "},
        {"the last anchor deleted",
         {"DELETE FROM anchors WHERE county = '511102' AND seq = (SELECT MAX(seq) FROM anchors "
          "WHERE county = '511102')"},
         "anchor_dropped "},
        {"later anchors and a whole case deleted",
         {"DELETE FROM anchors WHERE county = '511102' AND seq > 2",
          "DELETE FROM journal WHERE case_id = $O",
          "DELETE FROM cases WHERE id = $O",
          "DELETE FROM outbox WHERE case_id = $O",
          "DELETE FROM timers WHERE case_id = $O",
          "DELETE FROM assignments WHERE case_id = $O",
          "DELETE FROM seal_uses WHERE case_id = $O"},
         "rewritten_since_anchor "},
        {"all anchors deleted", {"DELETE FROM anchors"}, "anchor_dropped "},
        {"a stored answer deleted", {"DELETE FROM idempotency"}, "derived_missing idempotency "},
        {"a stored answer changed",
         {"UPDATE idempotency SET answer = replace(answer, '200', '422')"},
         "derived_missing idempotency "},
        {"a ban inserted",
         {"INSERT INTO bans VALUES ('511102', 'b1', '511102199001011234', 'life', 'food_business', "
          "NULL, '', '')"},
         "unexplained bans b1"},
        {"a list's entry inserted",
         {"INSERT INTO lists VALUES ('511102', 'serious_dishonest', 'x', '')"},
         "unexplained lists "},
        {"an object that nobody names",
         {"INSERT INTO objects VALUES ('511102', 'ab', '{}')"},
         "unexplained objects ab"},
        {"an object's text",
         {"UPDATE objects SET body = body || ' ' WHERE sha256 = (SELECT json_extract(entry, "
          "'$.objects[0]') FROM journal WHERE case_id = $O AND seq = 2)"},
         "object_changed "},
        {"who did it",
         {"UPDATE journal SET actor = 'x' WHERE case_id = $O AND seq = 2"},
         "changed "},
        {"when it was done",
         {"UPDATE journal SET at = '2026-03-01T09:00:00.000+08:00' WHERE case_id = $O AND seq = 2"},
         "changed "},
        {"a case's journal deleted", {"DELETE FROM journal WHERE case_id = $O"}, "truncated "},
        {"a journal with its case's row deleted",
         {"DELETE FROM cases WHERE id = $O"},
         "head_missing "},
        {"the accounts' record deleted",
         {"DELETE FROM journal WHERE case_id = '~accounts'",
          "DELETE FROM chains WHERE chain = '~accounts'"},
         "rewritten_since_anchor "}};
    return all;
}

TEST(Evidence, NamesEveryChangeOfTheDatabase) {
    EXPECT_EQ(faults_of(*copied()), "");
    for (const Change& change : changes()) {
        const auto place = copied();
        for (const std::string& sql : change.sql) Hand(*place).write(with_ids(sql));
        EXPECT_THAT(faults_of(*place), HasSubstr(change.fault)) << change.name;
    }
}

TEST(Evidence, NamesAFileThatWasOverwrittenOrIsGone) {
    const auto overwritten = copied();
    const auto each_file = [](const Place& place, const auto& change) {
        int files = 0;
        for (const auto& file : fs::recursive_directory_iterator(place.path("blobs/511102"))) {
            if (!file.is_regular_file()) continue;
            change(file.path());
            ++files;
        }
        EXPECT_GT(files, 0);
    };
    each_file(*overwritten, [](const fs::path& file) { std::ofstream(file) << "x"; });
    EXPECT_THAT(faults_of(*overwritten), HasSubstr("blob_changed file "));
    const auto gone = copied();
    each_file(*gone, [](const fs::path& file) { fs::remove(file); });
    EXPECT_THAT(faults_of(*gone), HasSubstr("blob_missing file "));
}

// Who can change the database may reach what lies beside it too.
TEST(Evidence, ShowsByAnAnchorKeptElsewhereWhatNothingHereShows) {
    const support::TemporaryDirectory elsewhere;
    const auto place = copied();
    fs::path last;
    for (const auto& file : fs::directory_iterator(place->path("oneseal.db.anchors"))) {
        const std::string name = file.path().filename().string();
        if (name.starts_with("511102-") && file.path() > last) last = file.path();
    }
    const std::string kept = elsewhere.path("anchor.json");
    fs::copy_file(last, kept);
    EXPECT_EQ(faults_of(*place, {"--anchor", kept}), "");
    fs::remove_all(place->path("oneseal.db.anchors"));
    Hand(*place).write("DELETE FROM anchors");
    EXPECT_THAT(faults_of(*place, {"--anchor", kept}), HasSubstr("anchor_dropped "));
    Hand(*place).write(with_ids("DELETE FROM journal WHERE case_id = $O"));
    Hand(*place).write(with_ids("DELETE FROM cases WHERE id = $O"));
    EXPECT_THAT(faults_of(*place, {"--anchor", kept}), HasSubstr("rewritten_since_anchor "));
}

TEST(Evidence, IsCheckedWithoutMakingADatabase) {
    const auto place = copied();
    fs::remove(place->database());
    const Outcome outcome = run_oneseal({"journal", "verify", "--settings", place->settings()});
    EXPECT_EQ(outcome.exit_code, 3) << outcome.output;
    EXPECT_FALSE(fs::exists(place->database()));
}

}  // namespace
}  // namespace oneseal

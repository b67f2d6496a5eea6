// Photos of a survey, and the record that cites them: who may put them, and what a wrong record is
// told.
#include <gtest/gtest.h>

#include <fstream>

#include "api/uploads.hpp"
#include "desk/attachment_repository.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string photo_bytes = "\xff\xd8\xff\xe0 a photo";

// A case whose survey has begun.
class ASurvey : public testing::Test {
  protected:
    ASurvey() {
        walk_.file_at_the_counter(restaurant_at_the_counter()).accept();
        const Json before = walk_.now();
        reviewer_ = before["reviewer"];
        walk_.take(reviewer_,
                   "assign_survey",
                   {{"planned_on", before["accepted_on"]}, {"place", "海棠街道示例巷3号"}});
        team_ = walk_.now()["surveyors"];
        walk_.take(team_[0], "start_survey", Json::object());
    }

    Reply attach(const std::string& who,
                 const std::string& bytes = photo_bytes,
                 const std::string& type = "image/jpeg") {
        return bureau_.visitor(who).send(
            "POST",
            "/cases/" + walk_.number() + "/attachments?name=" + escaped("灶台.jpg"),
            bytes,
            {{"Content-Type", type}});
    }

    Json record(const Json& results, const std::string& sha256 = "") const {
        Json body = {{"results", results},
                     {"entry_at", bureau_.instant()},
                     {"exit_at", bureau_.instant()},
                     {"present", {{{"name", "王某示"}, {"right", "经营者"}}}},
                     {"ids_shown", true},
                     {"conclusion", "现场核查完毕"},
                     {"signatures", {{"surveyors", team_}, {"applicant", "王某示"}}}};
        if (sha256.empty()) return body;
        body["photos"] = {{{"sha256", sha256},
                           {"at", bureau_.instant()},
                           {"gps", {{"latitude", 29.55}, {"longitude", 103.76}}}}};
        return body;
    }

    Reply say(const Json& body, const char* language = "en") {
        return bureau_.visitor(team_[0]).in(language).act(walk_.number(), "record_survey", body);
    }

    Bureau bureau_{monday};
    Walk walk_{bureau_};
    std::string reviewer_{};
    Json team_{};
};

TEST_F(ASurvey, TakesPhotosOfItsOwnPeopleOnly) {
    for (const std::string& who :
         {std::string("intake1"), reviewer_, team_[1].get<std::string>()}) {
        const Reply put = attach(who);
        EXPECT_EQ(put.status, 201) << who << put.body;
        EXPECT_EQ(put.body["bytes"], photo_bytes.size());
    }
    Visitor clerk = bureau_.visitor("intake1");
    const std::string attachments = "/cases/" + walk_.number() + "/attachments";
    const Json list = clerk.get(attachments).body["attachments"];
    ASSERT_EQ(list.size(), 1U) << "the same photo is one";
    EXPECT_EQ(list[0]["name"], "灶台.jpg");
    EXPECT_EQ(list[0]["by"], "intake1");
    const std::string sha256 = list[0]["sha256"];
    EXPECT_EQ(clerk.get(attachments + "/" + sha256 + "/content").header("ETag"),
              "\"" + sha256 + "\"");
    EXPECT_EQ(clerk.get(attachments + "/" + std::string(64, 'a') + "/content").code(),
              "ATTACHMENT_UNKNOWN");
    for (const char* language : languages) {
        expect_problem(bureau_.visitor("seal1").in(language).send(
                           "POST", attachments, photo_bytes, {{"Content-Type", "image/jpeg"}}),
                       404,
                       "CASE_NOT_FOUND",
                       language);
        expect_problem(
            bureau_.visitor("wang").in(language).get(attachments), 403, "STAFF_ONLY", language);
    }
    for (const char* who : {"head1", "supervisor1"}) {
        const Reply put = attach(who);
        EXPECT_EQ(put.status, 403) << who;
        EXPECT_EQ(put.code(), "NOT_ASSIGNED") << who;
    }
    EXPECT_EQ(attach("intake1", "<html>", "text/html").code(), "FILE_TYPE");
    EXPECT_EQ(attach("intake1", "<html>", "image/png").code(), "FILE_CONTENT");
}

TEST_F(ASurvey, IsRecordedWithPhotosThatAreThere) {
    Json good = record(good_survey_of_restaurant(), "aa");
    for (const char* language : languages) {
        const Reply reply = say(good, language);
        expect_problem(reply, 422, "ACTION_BODY", language);
        EXPECT_EQ(reply.pointers(), "/photos/0/sha256");
    }
    const std::string sha256 = attach(team_[0]).body["sha256"];
    EXPECT_EQ(say(record(good_survey_of_restaurant(), sha256)).status, 200);
    EXPECT_EQ(attach(team_[0]).status, 201) << "until the decision";
}

TEST_F(ASurvey, TakesNoMorePhotosThanACaseMayHave) {
    const std::string id = walk_.now()["id"];
    Hand(*bureau_.place())
        .write(
            "INSERT INTO attachments WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
            " SELECT i + 1 FROM n WHERE i < " +
            std::to_string(desk::most_attachments) + ") SELECT '511102', '" + id +
            "', printf('%064d', i), 'x.jpg', 'image/jpeg', 1, 'intake1', '2026-03-02' FROM n");
    const Reply put = attach(team_[0]);
    EXPECT_EQ(put.status, 409) << put.body;
    EXPECT_EQ(put.code(), "ATTACHMENTS_TOO_MANY");
}

TEST_F(ASurvey, TakesNoPhotoAfterTheDecision) {
    ASSERT_EQ(say(record(good_survey_of_restaurant())).status, 200);
    walk_.propose().take("decider1", "grant", {{"facts", "符合条件"}});
    const Reply put = attach(reviewer_);
    EXPECT_EQ(put.status, 409) << put.body;
    EXPECT_EQ(put.code(), "CASE_CLOSED");
}

// What came was cut on this machine's own disk.
TEST(AnUpload, ThatIsShorterThanItWasIsNotKept) {
    const support::TemporaryDirectory directory;
    const auto blobs = storage::BlobStore::open(directory.path("blobs")).value();
    http::Upload upload;
    upload.path = directory.path("upload");
    upload.size = 5;
    std::ofstream(upload.path) << "four";
    auto writer = blobs.write(home_county, 100).value();
    const auto kept = api::keep_file(upload, writer);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().id, "UPLOAD_LOST");
}

// Otherwise a surveyor on a hill would try again for ever.
TEST_F(ASurvey, NamesEachValueOfAWrongKind) {
    const std::pair<Json, std::string> wrong[] = {
        {0, "/results/fs04"},
        {"pass", "/results/fs04"},
        {Json::array(), "/results/fs04"},
        {nullptr, "/results/fs04"},
        {{{"result", "合格"}}, "/results/fs04/result"},
        {{{"result", 1}}, "/results/fs04/result"},
        {Json::object(), "/results/fs04/result"},
        {{{"result", "pass"}, {"value", 5}}, "/results/fs04/value"}};
    for (const auto& [result, pointer] : wrong) {
        Json results = good_survey_of_restaurant();
        results["fs04"] = result;
        const Reply reply = say(record(results));
        EXPECT_EQ(reply.status, 422) << result << reply.body;
        EXPECT_EQ(reply.code(), "ACTION_BODY") << result;
        EXPECT_EQ(reply.pointers(), pointer) << result;
    }
    const Json values[] = {"60", true, Json::array(), Json::object(), nullptr};
    for (const Json& value : values) {
        Json results = good_survey_of_restaurant();
        results["fs01"] = {{"result", "pass"}, {"value", value}};
        EXPECT_EQ(say(record(results)).pointers(), "/results/fs01/value") << value;
    }
    Json results = good_survey_of_restaurant();
    results["nonsense"] = {{"result", "pass"}};
    EXPECT_EQ(say(record(results)).pointers(), "/results/nonsense");
    // In any action, for any of them asks the plugin.
    EXPECT_EQ(bureau_.visitor("intake1")
                  .act(walk_.number(), "withdraw", {{"results", {{"fs04", 0}}}})
                  .status,
              422);
    EXPECT_EQ(say(record(good_survey_of_restaurant())).status, 200);
}

}  // namespace
}  // namespace oneseal

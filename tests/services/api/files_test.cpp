// Files of materials: who may put and get them, and that nothing stays of what is refused.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "crypto/digest.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/problems.hpp"
#include "services/http/raw_client.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

http::Fields as_pdf(const std::string& version) {
    return {{"If-Match", "\"" + version + "\""}, {"Content-Type", "application/pdf"}};
}

// An upload's own file goes with its request, which may be a moment after the answer.
void expect_files(const Bureau& bureau, int expected) {
    const fs::path directory = bureau.place()->path("blobs");
    int files = -1;
    wait_until([&] {
        files = 0;
        std::error_code gone;
        for (const auto& entry : fs::recursive_directory_iterator(directory, gone)) {
            files += entry.is_regular_file(gone) ? 1 : 0;
        }
        return files == expected;
    });
    EXPECT_EQ(files, expected);
}

// The answer to the head of an upload that sends no byte of its file.
std::string answer_to_head(const Bureau& bureau,
                           const std::string& path,
                           const std::string& headers) {
    http::RawClient raw(bureau.port());
    raw.send("PUT /api/v1/counties/511102/cases/" + path +
             " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n" + headers + "\r\n");
    const std::string head = raw.read_until("\r\n\r\n");
    return head.substr(std::min<std::size_t>(9, head.size()), 3) + raw.read_to_end();
}

std::string bearer(const Bureau& bureau, const std::string& who) {
    return "Authorization: Bearer " + bureau.visitor(who).token() + "\r\n";
}

TEST(AnUpload, IsRefusedBeforeItsFirstByteToWhoMayNotPutIt) {
    Bureau bureau(monday);
    const std::string draft = bureau.visitor("wang").file(restaurant_draft()).body["id"];
    const std::string seen = "If-Match: \"1\"\r\nContent-Type: application/pdf\r\n";
    const std::string fd01 = draft + "/materials/fd01/files/1";
    const std::string wang = bearer(bureau, "wang") + seen;
    const std::tuple<std::string, std::string, const char*, const char*> refusals[] = {
        {fd01, seen, "401", "ACCESS_SIGN_IN_NEEDED"},
        {fd01, "Cookie: oneseal_session=0.x\r\n" + seen, "401", "ACCESS_SESSION_ENDED"},
        {fd01, bearer(bureau, "zhang") + seen, "404", "CASE_NOT_FOUND"},
        {fd01, bearer(bureau, "511126/intake1") + seen, "403", "ACCESS_OTHER_COUNTY"},
        {fd01, bearer(bureau, "wang"), "428", "IF_MATCH_MISSING"},
        {"nothing/materials/fd01/files/1", wang, "404", "CASE_NOT_FOUND"},
        {fd01 + "?pages=0", wang, "422", "PAGES_INVALID"},
        {fd01 + "?pages=2x", wang, "422", "PAGES_INVALID"},
        {draft + "/materials/nonsense/files/1", wang, "404", "MATERIAL_UNKNOWN"}};
    for (const auto& [path, headers, status, code] : refusals) {
        const std::string answer = answer_to_head(bureau, path, headers);
        EXPECT_EQ(answer.substr(0, 3), status) << answer;
        EXPECT_NE(answer.find(code), std::string::npos) << answer;
    }
    expect_files(bureau, 0);
}

TEST(AnUpload, IsRefusedBeforeItsFirstByteWhereTheCaseTakesNoMore) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept();
    const std::string answer = answer_to_head(
        bureau,
        walk.number() + "/materials/fd01/files/1",
        bearer(bureau, "intake1") + "If-Match: \"2\"\r\n" + "Content-Type: image/png\r\n");
    EXPECT_NE(answer.find("MATERIALS_CLOSED"), std::string::npos) << answer;
}

TEST(AFile, IsGotAsItWasPut) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const std::string path = "/cases/" + draft + "/materials/fd01/files/1";
    EXPECT_EQ(wang.get(path + "/content").code(), "FILE_UNKNOWN");
    const std::string bytes = "%PDF-1.7 \r\n\xff";
    const std::string named = path + "?name=" + escaped("营业执照 \"正本\".pdf");
    ASSERT_EQ(wang.send("PUT", named, bytes, as_pdf("1")).status, 200);
    const Reply got = wang.get(path + "/content");
    EXPECT_EQ(got.header("ETag"), "\"" + crypto::sha256_hex(bytes) + "\"");
    EXPECT_EQ(got.header("Content-Length"), std::to_string(bytes.size()));
    EXPECT_EQ(got.header("Content-Type"), "application/octet-stream");
    EXPECT_EQ(got.header("Content-Disposition"),
              "attachment; filename=\"____ ____.pdf\"; filename*=UTF-8''"
              "%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%20%22%E6%AD%A3%E6%9C%AC%22.pdf");
    EXPECT_EQ(bureau.visitor("zhang").get(path + "/content").status, 404);
    const std::string tag = got.header("ETag");
    const auto part = [&](const std::string& if_range) {
        return wang.send(
            "GET", path + "/content", "", {{"Range", "bytes=1-3"}, {"If-Range", if_range}});
    };
    EXPECT_EQ(part(tag).status, 206);
    EXPECT_EQ(part(tag).text, "PDF");
    EXPECT_EQ(part("\"another\"").text, bytes);
    expect_files(bureau, 1);
    EXPECT_EQ(wang.send("PUT", path, "", as_pdf("2")).code(), "FILE_EMPTY");
}

TEST(AFile, OfARefusedCommandDoesNotStay) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const Reply stale =
        wang.send("PUT", "/cases/" + draft + "/materials/fd01/files/1", "%PDF-1.7 x", as_pdf("7"));
    EXPECT_EQ(stale.code(), "CASE_CHANGED");
    expect_files(bureau, 0);
}

// Files that are put side by side have all seen the same version; none of them is lost.
TEST(FilesOfADraft, ArePutSideBySide) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    std::vector<std::jthread> side_by_side;
    std::atomic<int> stored{0};
    for (const std::string material : {"fd01", "fd02", "fd03", "fd04"}) {
        side_by_side.emplace_back([&, material] {
            Visitor beside = Visitor::with_token(bureau.port(), wang.token());
            const std::string path = "/cases/" + draft + "/materials/" + material + "/files/1";
            const Reply put = beside.send("PUT", path, "%PDF-1.7 " + material, as_pdf("1"));
            if (put.status == 200) ++stored;
        });
    }
    side_by_side.clear();
    EXPECT_EQ(stored, 4);
    EXPECT_EQ(wang.see(draft)["materials"].size(), 4U);
    EXPECT_EQ(wang.see(draft)["version"], 5);
}

http::Fields as_seen(int version) {
    return {{"If-Match", "\"" + std::to_string(version) + "\""}};
}

// Two screens that have the same draft open choose the same free key.
TEST(AFile, IsNotPutOverAnotherNorTakenOutUnseen) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const std::string path = "/cases/" + draft + "/materials/fd03/files/f1";
    const auto put = [&](const std::string& content, const std::string& version) {
        return wang.send("PUT", path, "%PDF-1.7 " + content, as_pdf(version));
    };
    ASSERT_EQ(put("first page", "1").status, 200);
    for (const char* language : languages) {
        wang.in(language);
        expect_problem(put("second page", "1"), 409, "FILE_KEY_TAKEN", language);
    }
    EXPECT_EQ(put("first page", "1").status, 200) << "as after an answer that was lost";
    EXPECT_EQ(wang.send("DELETE", path, "", as_seen(1)).code(), "CASE_CHANGED");
    EXPECT_EQ(put("better first page", "3").status, 200);
    EXPECT_EQ(wang.send("DELETE", path, "", as_seen(4)).status, 200);
}

// A counter has paper in hand, and a scan of it.
TEST(APaper, IsRecordedInADraftOfTheCounter) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    Json application = restaurant_draft();
    const std::string draft = clerk.file(application).body["id"];
    const std::string path = "/cases/" + draft + "/materials/fd04";
    const auto put = [&](const std::string& body) {
        return clerk.send("PUT", path, body, as_seen(1));
    };
    const Reply recorded = put(R"({"kind": "original", "copies": 2, "pages": 5})");
    ASSERT_EQ(recorded.status, 200) << recorded.body;
    EXPECT_EQ(clerk.put_material(draft, "fd04").status, 200);
    const Json paper = clerk.see(draft)["materials"][1];
    EXPECT_EQ(paper["kind"], "original");
    EXPECT_EQ(paper["pages"], 5);
    EXPECT_EQ(paper["received_by"], "intake1");
    EXPECT_EQ(paper["files"][0]["key"], "1");
    for (const char* wrong : {R"({"kind": "electronic"})",
                              R"({"kind": "original", "copies": 0})",
                              R"({"kind": "original", "stamps": 1})",
                              R"({})"}) {
        EXPECT_EQ(put(wrong).code(), "BODY_INVALID") << wrong;
    }
    const Reply unknown = clerk.send(
        "PUT", "/cases/" + draft + "/materials/fd99", R"({"kind": "original"})", as_seen(1));
    EXPECT_EQ(unknown.code(), "MATERIAL_UNKNOWN");
    ASSERT_EQ(clerk.send("DELETE", path, "", as_seen(3)).status, 200);
    EXPECT_EQ(clerk.send("DELETE", path, "", as_seen(4)).code(), "FILE_UNKNOWN");
    EXPECT_EQ(clerk.see(draft)["materials"].size(), 1U) << "the application is there";
}

TEST(APaper, OfAnApplicantComesAsAFile) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const std::string path = "/cases/" + draft + "/materials/fd04";
    const Reply refused = wang.send("PUT", path, R"({"kind": "original"})", as_seen(1));
    EXPECT_EQ(refused.code(), "BODY_INVALID");
    EXPECT_EQ(refused.pointers(), "/kind");
}

TEST(AFile, OfWhatIsFiledIsNotTakenOut) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang();
    Visitor wang = bureau.visitor("wang");
    const std::string path = "/cases/" + walk.number() + "/materials/fd03";
    for (const std::string& what : {path, path + "/files/1"}) {
        EXPECT_EQ(wang.send("DELETE", what, "", as_seen(1)).code(), "NOT_A_DRAFT") << what;
    }
    EXPECT_EQ(bureau.visitor("zhang").send("DELETE", path, "", as_seen(1)).status, 404);
    EXPECT_EQ(wang.get(path + "/files/1/content").status, 200);
}

TEST(AFile, HasAKey) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const std::string files = "/cases/" + draft + "/materials/fd03/files/";
    for (const std::string& key : {std::string("Front"), escaped("正面"), std::string(33, 'a')}) {
        EXPECT_EQ(wang.send("PUT", files + key, "%PDF-1.7", as_pdf("1")).code(),
                  "FILE_KEY_INVALID");
    }
    for (const char* key : {"front", "back", "front"}) {
        const std::string bytes = "%PDF-1.7 " + std::string(key);
        ASSERT_EQ(wang.send("PUT", files + key + "?pages=2", bytes, as_pdf("1")).status, 200);
        EXPECT_EQ(wang.get(files + key + "/content").text, bytes);
    }
    EXPECT_EQ(wang.see(draft)["materials"][1]["pages"], 4);
    EXPECT_EQ(wang.get(files + "left/content").code(), "FILE_UNKNOWN");
}

TEST(AFile, IsOfAKindThatIsTakenAndWhatItSaysToBe) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const auto put = [&](const std::string& type, const std::string& bytes) {
        const std::string version = std::to_string(wang.see(draft)["version"].get<int>());
        return wang.send("PUT",
                         "/cases/" + draft + "/materials/fd01/files/1",
                         bytes,
                         {{"If-Match", "\"" + version + "\""}, {"Content-Type", type}});
    };
    const std::string png = "\x89PNG\r\n\x1a\n....";
    const std::tuple<std::string, std::string, std::string> refused[] = {
        {"text/html", "<html>", "FILE_TYPE"},
        {"image/svg+xml", "<svg>", "FILE_TYPE"},
        {"application/octet-stream", "%PDF-1.7", "FILE_TYPE"},
        {"application/pdf", "<html>%PDF-1.7", "FILE_CONTENT"},
        {"application/pdf", "%PD", "FILE_CONTENT"},
        {"image/jpeg", png, "FILE_CONTENT"},
        {"application/ofd", "PK", "FILE_CONTENT"}};
    for (const auto& [type, bytes, code] : refused) {
        for (const char* language : languages) {
            wang.in(language);
            expect_problem(put(type, bytes), 415, code, language);
        }
    }
    expect_files(bureau, 0);
    EXPECT_EQ(put("Image/PNG; x=y", png).status, 200);
    EXPECT_EQ(wang.see(draft)["materials"][0]["files"][0]["media_type"], "image/png");
    EXPECT_EQ(put("application/ofd", "PK\x03\x04...").status, 200);
}

// A content type is stored in the case, which is JSON.
TEST(AFile, WhoseContentTypeIsNoTextIsRefused) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const Reply reply = wang.send("PUT",
                                  "/cases/" + draft + "/materials/fd01/files/1",
                                  "a file",
                                  {{"If-Match", "\"1\""}, {"Content-Type", "\xff"}});
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.code(), "HTTP_HEADER_NOT_UTF8");
}

}  // namespace
}  // namespace oneseal

// Files of materials: who may put and get them, and that nothing stays of what is refused.
#include <gtest/gtest.h>

#include <filesystem>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "services/http/raw_client.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

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
    const std::string seen = "If-Match: \"1\"\r\n";
    const std::string fd01 = draft + "/materials/fd01";
    const std::string wang = bearer(bureau, "wang") + seen;
    const std::tuple<std::string, std::string, const char*, const char*> refusals[] = {
        {fd01, seen, "401", "ACCESS_SIGN_IN_NEEDED"},
        {fd01, "Cookie: oneseal_session=0.x\r\n" + seen, "401", "ACCESS_SESSION_ENDED"},
        {fd01, bearer(bureau, "zhang") + seen, "404", "CASE_NOT_FOUND"},
        {fd01, bearer(bureau, "511126/intake1") + seen, "403", "ACCESS_OTHER_COUNTY"},
        {fd01, bearer(bureau, "wang"), "428", "IF_MATCH_MISSING"},
        {"nothing/materials/fd01", wang, "404", "CASE_NOT_FOUND"},
        {fd01 + "?pages=0", wang, "422", "PAGES_INVALID"},
        {fd01 + "?pages=2x", wang, "422", "PAGES_INVALID"},
        {draft + "/materials/nonsense", wang, "404", "MATERIAL_UNKNOWN"}};
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
    const std::string answer = answer_to_head(bureau,
                                              walk.number() + "/materials/fd01",
                                              bearer(bureau, "intake1") + "If-Match: \"2\"\r\n");
    EXPECT_NE(answer.find("MATERIALS_CLOSED"), std::string::npos) << answer;
}

TEST(AFile, IsGotAsItWasPut) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const std::string path = "/cases/" + draft + "/materials/fd01";
    EXPECT_EQ(wang.get(path + "/content").code(), "FILE_UNKNOWN");
    ASSERT_EQ(wang.send("PUT", path, "\"pdf\"", {{"If-Match", "\"1\""}}).status, 200);
    const Reply got = wang.get(path + "/content");
    EXPECT_EQ(got.body, "pdf");
    EXPECT_EQ(got.header("Content-Type"), "application/octet-stream");
    EXPECT_EQ(got.header("Content-Disposition"), "attachment");
    EXPECT_EQ(bureau.visitor("zhang").get(path + "/content").status, 404);
    expect_files(bureau, 1);
    EXPECT_EQ(wang.send("PUT", path, "", {{"If-Match", "\"2\""}}).code(), "FILE_EMPTY");
}

TEST(AFile, OfARefusedCommandDoesNotStay) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const Reply stale =
        wang.send("PUT", "/cases/" + draft + "/materials/fd01", "a file", {{"If-Match", "\"7\""}});
    EXPECT_EQ(stale.code(), "CASE_CHANGED");
    expect_files(bureau, 0);
}

// A content type is stored in the case, which is JSON.
TEST(AFile, WhoseContentTypeIsNoTextIsRefused) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    const Reply reply = wang.send("PUT",
                                  "/cases/" + draft + "/materials/fd01",
                                  "a file",
                                  {{"If-Match", "\"1\""}, {"Content-Type", "\xff"}});
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.code(), "HTTP_HEADER_NOT_UTF8");
}

}  // namespace
}  // namespace oneseal

// A disk without room, as the C library tells of it: everybody is told so in his own language, and
// nothing of what was refused stays.
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/problems.hpp"

namespace {

std::atomic<bool> disk_is_full{false};

bool finds_no_room(int file) {
    if (!disk_is_full) return false;
    char path[4096];
    const auto size =
        readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path);
    if (size <= 0) return false;
    const std::string_view name(path, static_cast<std::size_t>(size));
    return name.find("/oneseal.db") != name.npos || name.find("/blobs/") != name.npos;
}

ssize_t no_room() {
    errno = ENOSPC;
    return -1;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, std::size_t size) {
    return finds_no_room(file) ? no_room() : syscall(SYS_write, file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, std::size_t size, off64_t at) {
    return finds_no_room(file) ? no_room() : syscall(SYS_pwrite64, file, bytes, size, at);
}
}

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

TEST(AFullDisk, IsToldInTheReadersLanguageAndKeepsNothingThatWasRefused) {
    const Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    const Reply before = clerk.file(restaurant_at_the_counter());
    ASSERT_EQ(before.status, 201);
    disk_is_full = true;
    for (const char* language : languages) {
        clerk.in(language);
        expect_problem(clerk.file(restaurant_at_the_counter()), 507, "STORAGE_FULL", language);
        expect_problem(clerk.act(before.body["number"], "accept"), 507, "STORAGE_FULL", language);
    }
    // No more visitors are sent here meanwhile.
    for (const char* language : languages) {
        clerk.in(language);
        ASSERT_TRUE(wait_until([&] { return clerk.get("/readyz").status == 503; }));
        expect_problem(clerk.get("/readyz"), 503, "STORAGE_FULL", language);
    }
    EXPECT_EQ(clerk.get("/cases").body["cases"].size(), 1U);
    EXPECT_EQ(clerk.see(before.body["number"])["state"], "submitted");
    disk_is_full = false;
    EXPECT_EQ(clerk.file(restaurant_at_the_counter()).status, 201);
    EXPECT_EQ(clerk.get("/cases").body["cases"].size(), 2U);
    EXPECT_TRUE(wait_until([&] { return clerk.get("/readyz").status == 200; }));
}

TEST(AFullDisk, TakesNoFileEither) {
    const Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    disk_is_full = true;
    for (const char* language : languages) {
        expect_problem(wang.in(language).put_material(draft, "fd01"),
                       507,
                       "HTTP_UPLOAD_STORAGE_FULL",
                       language);
    }
    disk_is_full = false;
    EXPECT_EQ(wang.see(draft)["materials"].size(), 1U) << "the application";
    EXPECT_EQ(wang.put_material(draft, "fd01").status, 200);
}

// Whatever writes is refused whole, and succeeds once there is room.
TEST(AFullDisk, StopsEveryRouteThatWrites) {
    const Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    Visitor clerk = bureau.visitor("intake1");
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const std::string draft = clerk.file(restaurant_draft()).body["id"];
    const std::string of_draft = "/cases/" + draft;
    const std::string of_case = "/cases/" + walk.number();
    const Json form = {{"variant", "new"}, {"form", restaurant_form()}};
    const Json authorisation = {{"handler", "li"},
                                {"party", restaurant_form()["uscc"]},
                                {"until", "2027-03-02"},
                                {"power_of_attorney", "第1号"}};
    const std::string pdf = "%PDF-1.7 a file";
    const std::string json = "application/json";
    const std::tuple<Visitor&, std::string, std::string, std::string, std::string> writes[] = {
        {clerk, "PUT", of_draft + "/form", form.dump(), json},
        {clerk, "PUT", of_draft + "/materials/fd04", R"({"kind": "original"})", json},
        {clerk, "PUT", of_draft + "/materials/fd03/files/2", pdf, "application/pdf"},
        {clerk, "POST", of_case + "/attachments", pdf, "application/pdf"},
        {clerk, "POST", of_case + "/actions/accept", "{}", json},
        {clerk, "DELETE", of_draft, "", json},
        {wang, "POST", "/api/v1/authorisations", authorisation.dump(), json},
        {wang, "POST", "/api/v1/codes", R"({"mobile": "15900000099"})", json}};
    for (const bool is_full : {true, false}) {
        disk_is_full = is_full;
        for (const auto& [who, method, path, body, type] : writes) {
            const bool of_the_draft = path.starts_with(of_draft);
            disk_is_full = false;
            const Json seen = clerk.see(of_the_draft ? draft : walk.number());
            disk_is_full = is_full;
            const http::Fields headers{
                {"If-Match", "\"" + std::to_string(seen.value("version", 0)) + "\""},
                {"Idempotency-Key", fresh_key()},
                {"Content-Type", type}};
            const Reply reply = who.send(method, path, body, headers);
            if (is_full) {
                EXPECT_EQ(reply.status, 507) << method << " " << path << reply.text;
            } else {
                EXPECT_EQ(reply.status / 100, 2) << method << " " << path << reply.text;
            }
        }
    }
}

}  // namespace
}  // namespace oneseal

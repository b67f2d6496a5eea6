// Each material says when it came and who took it in, whatever way it came.
#include <gtest/gtest.h>

#include <set>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string thursday = "2024-02-08T09:00:00.000+08:00";
const std::string friday = "2024-02-09T10:30:00.000+08:00";

// "fd03 2024-02-08T09:00:00.000+08:00 intake1", in the order of their ids.
std::set<std::string> taken_in(const Json& now) {
    std::set<std::string> lines;
    for (const Json& one : now["materials"]) {
        lines.insert(one["id"].get<std::string>() + " " + one["received_at"].get<std::string>() +
                     " " + one["received_by"].get<std::string>());
    }
    return lines;
}

std::set<std::string> all_of_them(const std::string& at, const std::string& by) {
    std::set<std::string> lines;
    for (const char* id : {"fd01", "fd02", "fd03", "fd04"})
        lines.insert(id + (" " + at + " " + by));
    return lines;
}

Json without_fd03() {
    Json application = restaurant_at_the_counter();
    application["materials"].erase(2);
    return application;
}

TEST(AMaterialOfAFilingAtTheCounter, IsTakenInByTheClerkThen) {
    const Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    EXPECT_EQ(taken_in(walk.now()), all_of_them(thursday, "intake1"));
}

TEST(AMaterialOfAClerksDraft, IsTakenInWhenItWasRecordedNotWhenItWasFiled) {
    Bureau bureau(thursday);
    Json application = restaurant_at_the_counter();
    application.erase("submission");
    application["draft"] = true;
    const Reply draft = bureau.visitor("intake1").file(application);
    ASSERT_EQ(draft.status, 201) << draft.body;
    EXPECT_EQ(taken_in(draft.body), all_of_them(thursday, "intake1"));
    bureau.jump_to(friday);
    Walk walk(bureau, draft.body["id"]);
    walk.take("intake1", "submit", submission());
    EXPECT_EQ(taken_in(walk.now()), all_of_them(thursday, "intake1"));
}

TEST(AMaterialThatIsAFile, IsTakenInWhenItWasPutByWhoPutIt) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_as_wang();
    for (const std::string& line : taken_in(walk.now())) {
        EXPECT_EQ(line.substr(4, thursday.size() + 2), " " + thursday + " ") << line;
        EXPECT_GT(line.size(), thursday.size() + 6) << line;
    }
}

TEST(AMaterialOfASupplement, IsTakenInByTheClerkThen) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(without_fd03()).take("intake1", "request_supplement", Json::object());
    bureau.jump_to(friday);
    walk.take(
        "intake1",
        "supplement",
        {{"signature", "签收单1号"}, {"materials", {{{"id", "fd03"}, {"kind", "original"}}}}});
    EXPECT_TRUE(taken_in(walk.now()).contains("fd03 " + friday + " intake1")) << walk.now();
    EXPECT_TRUE(taken_in(walk.now()).contains("fd01 " + thursday + " intake1")) << walk.now();
}

TEST(AMaterialAfterASilence, IsTakenInByTheClerkThen) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(without_fd03());
    const std::string later = "2024-02-22T11:00:00.000+08:00";
    bureau.jump_to(later);
    ASSERT_TRUE(wait_until([&] { return walk.now()["accepted_by_silence"] == true; }));
    walk.take(
        "intake1",
        "provide_materials",
        {{"signature", "签收单2号"}, {"materials", {{{"id", "fd03"}, {"kind", "original"}}}}});
    EXPECT_TRUE(taken_in(walk.now()).contains("fd03 " + later + " intake1")) << walk.now();
}

}  // namespace
}  // namespace oneseal

// Nine in the morning: every counter files at once, while the disk is slow.
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace {

std::atomic<bool> disk_waits{false};
std::atomic<int> held{0};

bool is_log_of_database(int file) {
    char path[4096];
    const auto size =
        readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path);
    return size > 0 &&
           std::string(path, static_cast<std::size_t>(size)).ends_with("oneseal.db-wal");
}

}  // namespace

extern "C" int fdatasync(int file) {
    if (disk_waits && is_log_of_database(file)) {
        ++held;
        disk_waits.wait(true);
    }
    return static_cast<int>(syscall(SYS_fdatasync, file));
}

namespace oneseal {
namespace {

constexpr std::size_t counters = 40;
const std::string monday = "2026-03-02T09:00:00+08:00";

Json draft_at_the_counter() {
    Json draft = restaurant_at_the_counter();
    draft.erase("submission");
    draft["draft"] = true;
    return draft;
}

// Whether somebody else's command gets a thread to run on; it is only asked how full the house is.
bool has_a_free_thread(const Bureau& bureau) {
    http::Client client("127.0.0.1", bureau.port(), std::chrono::milliseconds{300});
    return static_cast<bool>(client.send("GET", "/metrics"));
}

// After a restart the next numbers are reserved anew, while those who wait for one hold every
// thread that commands run on.
TEST(CountersThatSubmitAtOnceAfterARestart, AllGetANumberOfTheirOwn) {
    std::shared_ptr<Place> place;
    std::vector<Json> drafts;
    {
        const Bureau bureau(monday);
        place = bureau.place();
        Walk(bureau).file_at_the_counter(restaurant_at_the_counter());
        Visitor clerk = bureau.visitor("intake1");
        for (std::size_t i = 0; i < counters; ++i) {
            const Reply kept = clerk.file(draft_at_the_counter());
            ASSERT_EQ(kept.status, 201) << kept.body;
            drafts.push_back(kept.body);
        }
    }
    const Bureau bureau(monday, place);
    const std::string token = bureau.visitor("intake1").token();
    std::vector<Reply> replies(counters);
    {
        disk_waits = true;
        std::jthread other([&] {
            Visitor clerk = Visitor::with_token(bureau.port(), token);
            EXPECT_EQ(clerk.file(fireworks_at_the_counter()).status, 201);
        });
        EXPECT_TRUE(wait_until([] { return held > 0; }));
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < counters; ++i) {
            threads.emplace_back([&, i] {
                Visitor clerk = Visitor::with_token(bureau.port(), token);
                replies[i] =
                    clerk.act_on(drafts[i]["id"], drafts[i]["version"], "submit", submission());
            });
        }
        EXPECT_TRUE(wait_until([&] { return !has_a_free_thread(bureau); }));
        disk_waits = false;
        disk_waits.notify_all();
    }
    std::set<std::string> numbers;
    for (const Reply& reply : replies) {
        EXPECT_EQ(reply.status, 200) << reply.body;
        numbers.insert(reply.body.value("number", ""));
    }
    EXPECT_EQ(numbers.size(), counters);
    EXPECT_FALSE(numbers.contains(""));
}

}  // namespace
}  // namespace oneseal

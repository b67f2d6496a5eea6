// Which timers are due, page by page: verdicts that do not come keep nothing waiting, nor each
// other.
#include <gtest/gtest.h>

#include <set>

#include "desk/case_repository.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::desk {
namespace {

const Instant noon = *parse_instant("2026-03-02T12:00:00+08:00");

struct Timers {
    support::TemporaryDirectory directory{};
    std::unique_ptr<storage::Database> database = open();

    std::unique_ptr<storage::Database> open() {
        storage::DatabaseOptions options;
        options.connection = directory.path("timers.db");
        auto opened = storage::Database::open(options);
        EXPECT_TRUE(opened);
        EXPECT_TRUE((*opened)->migrate());
        return std::move(*opened);
    }
    void add(const std::string& id, cases::TimerKind kind, Instant at) {
        cases::Case now;
        now.county = "511102";
        now.id = id;
        const auto stored = database->commit_and_wait({{insert_timer(now, {kind, {}, at})}});
        ASSERT_TRUE(stored && !*stored);
    }
    // As a look goes through them: "kind case" each.
    std::vector<std::string> pages() {
        std::vector<std::string> seen;
        DueTimer last;
        for (;;) {
            const auto due = due_timers(*database, "511102", noon, last);
            EXPECT_TRUE(due);
            if (!due || due->empty()) return seen;
            for (const DueTimer& timer : *due) seen.push_back(timer.kind + " " + timer.case_id);
            last = due->back();
        }
    }
};

TEST(DueTimers, AreEachSeenOnceHoweverManyVerdictsAreAwaited) {
    Timers timers;
    for (int i = 0; i < 450; ++i) {
        const std::string id = std::to_string(1000 + i);
        timers.add(id, cases::TimerKind::evaluate, noon - std::chrono::minutes{i % 7});
        if (i % 2 == 0) timers.add(id, cases::TimerKind::accept, noon - std::chrono::seconds{i});
    }
    timers.add("9999", cases::TimerKind::evaluate, noon + std::chrono::seconds{1});
    const auto seen = timers.pages();
    EXPECT_EQ(seen.size(), 675U);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 675U);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i].starts_with("evaluate"), i >= 225) << i;
    }
}

}  // namespace
}  // namespace oneseal::desk

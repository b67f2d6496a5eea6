#include "base/work_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace oneseal {
namespace {

TEST(WorkPool, DoesWorkOnAnotherThread) {
    std::promise<std::thread::id> ran;
    WorkPool pool(2, 8);
    ASSERT_TRUE(pool.post([&] { ran.set_value(std::this_thread::get_id()); }));
    EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST(WorkPool, RefusesWhatItsQueueCannotHold) {
    // They outlive the pool, whose thread may still be at them.
    std::promise<void> started;
    std::promise<void> release;
    WorkPool pool(1, 1);
    ASSERT_TRUE(pool.post([&] {
        started.set_value();
        release.get_future().wait();
    }));
    started.get_future().wait();
    EXPECT_TRUE(pool.post([] {}));
    EXPECT_EQ(pool.waiting(), 1U);
    EXPECT_FALSE(pool.post([] {}));
    release.set_value();
}

TEST(WorkPool, DoesWhatIsQueuedBeforeItEnds) {
    std::atomic<int> done{0};
    {
        WorkPool pool(1, 100);
        for (int i = 0; i < 100; ++i) ASSERT_TRUE(pool.post([&] { ++done; }));
    }
    EXPECT_EQ(done, 100);
}

}  // namespace
}  // namespace oneseal

#include "base/limiter.hpp"

#include <gtest/gtest.h>

namespace oneseal {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class TestClock : public Clock {
  public:
    Instant now() const override { return at_; }
    void pass(std::chrono::milliseconds time) { at_ += time; }

  private:
    Instant at_{hours{24}};
};

TEST(ALimiter, GivesWhatItHoldsAndThenAtItsRate) {
    TestClock clock;
    Limiter limiter(clock, {3, seconds{30}});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take("a"), 0);
    EXPECT_EQ(limiter.take("a"), 10);
    clock.pass(seconds{9});
    EXPECT_EQ(limiter.take("a"), 1) << "what had to wait is not counted";
    clock.pass(seconds{1});
    EXPECT_EQ(limiter.take("a"), 0);
    EXPECT_EQ(limiter.take("a"), 10);
    EXPECT_EQ(limiter.take("b"), 0) << "another's bucket is another";
}

TEST(ALimiter, HoldsNoMoreHoweverLongNobodyCame) {
    TestClock clock;
    Limiter limiter(clock, {2, seconds{10}});
    limiter.take("a");
    clock.pass(hours{9});
    EXPECT_EQ(limiter.take("a", 2), 0);
    EXPECT_EQ(limiter.take("a"), 5);
}

TEST(ALimiter, FillsInManySmallSteps) {
    TestClock clock;
    Limiter limiter(clock, {5, seconds{600}});
    for (int i = 0; i < 5; ++i) limiter.take("a");
    for (int second = 1; second < 120; ++second) {
        clock.pass(seconds{1});
        EXPECT_EQ(limiter.take("a"), 120 - second);
    }
    clock.pass(seconds{1});
    EXPECT_EQ(limiter.take("a"), 0);
}

TEST(ALimiter, TakesAFullBucketForWhatIsMoreThanThat) {
    TestClock clock;
    Limiter limiter(clock, {100, seconds{100}});
    EXPECT_EQ(limiter.take("a", 1000), 0);
    EXPECT_EQ(limiter.take("a", 1000), 100);
}

TEST(ALimiter, GivesBackAndForgets) {
    TestClock clock;
    Limiter limiter(clock, {2, seconds{10}});
    for (int i = 0; i < 9; ++i) {
        EXPECT_EQ(limiter.take("a"), 0);
        limiter.give_back("a");
    }
    limiter.give_back("a", 50);
    EXPECT_EQ(limiter.take("a", 2), 0);
    EXPECT_GT(limiter.take("a"), 0);
    limiter.forget("a");
    EXPECT_EQ(limiter.size(), 0U);
    EXPECT_EQ(limiter.take("a", 2), 0);
}

TEST(ALimiter, SurvivesAClockThatIsPutBack) {
    TestClock clock;
    Limiter limiter(clock, {1, seconds{10}});
    limiter.take("a");
    clock.pass(-hours{20});
    EXPECT_EQ(limiter.take("a"), 10);
    clock.pass(seconds{10});
    EXPECT_EQ(limiter.take("a"), 0);
}

TEST(ALimiter, ForgetsFirstWhoCameLongestAgo) {
    TestClock clock;
    Limiter limiter(clock, {1, seconds{10}}, 3);
    for (const char* key : {"a", "b", "c", "a", "d"}) limiter.take(key);
    EXPECT_EQ(limiter.size(), 3U);
    EXPECT_GT(limiter.take("a"), 0) << "came again before d";
    EXPECT_EQ(limiter.take("b"), 0) << "forgotten";
}

}  // namespace
}  // namespace oneseal

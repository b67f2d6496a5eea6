#include "host/circuit.hpp"

#include <gtest/gtest.h>

namespace oneseal::host {
namespace {

using namespace std::chrono_literals;

class SetClock : public Clock {
  public:
    Instant now() const override { return now_; }
    void pass(std::chrono::milliseconds time) { now_ += time; }

  private:
    Instant now_{Instant::duration{1'700'000'000'000}};
};

class CircuitTest : public testing::Test {
  protected:
    void fail(int times) {
        for (int i = 0; i < times; ++i) circuit.failed();
    }

    SetClock clock;
    Circuit circuit{{3, 60s, 1s, 3s}, clock};
};

TEST_F(CircuitTest, IsClosedAtFirst) {
    EXPECT_FALSE(circuit.refuse());
    EXPECT_FALSE(circuit.is_open());
    EXPECT_FALSE(circuit.open_until());
}

TEST_F(CircuitTest, OpensAtTheLastFailureAllowed) {
    EXPECT_FALSE(circuit.failed());
    EXPECT_FALSE(circuit.failed());
    EXPECT_TRUE(circuit.failed());
    EXPECT_EQ(circuit.refuse(), 1s);
    EXPECT_EQ(circuit.open_until(), clock.now() + 1s);
}

TEST_F(CircuitTest, ForgetsFailuresOfLongAgo) {
    fail(2);
    clock.pass(60s);
    fail(2);
    EXPECT_EQ(circuit.recent_failures(), 2U);
    EXPECT_FALSE(circuit.is_open());
}

TEST_F(CircuitTest, SuccessesAmongFailuresDoNotKeepItClosed) {
    fail(2);
    circuit.succeeded();
    fail(1);
    EXPECT_TRUE(circuit.is_open());
}

TEST_F(CircuitTest, LetsOneProbeThroughAfterThePause) {
    fail(3);
    clock.pass(400ms);
    EXPECT_EQ(circuit.refuse(), 600ms);
    clock.pass(600ms);
    EXPECT_FALSE(circuit.refuse());
    EXPECT_EQ(circuit.refuse(), 1s);
}

TEST_F(CircuitTest, ClosesWhenTheProbeSucceeds) {
    fail(3);
    clock.pass(1s);
    circuit.refuse();
    circuit.succeeded();
    EXPECT_FALSE(circuit.refuse());
    EXPECT_FALSE(circuit.failed());
    EXPECT_EQ(circuit.recent_failures(), 1U);
}

TEST_F(CircuitTest, DoublesThePauseWhenTheProbeFails) {
    fail(3);
    for (const auto pause : {2s, 3s, 3s}) {
        clock.pass(10s);
        EXPECT_FALSE(circuit.refuse());
        EXPECT_TRUE(circuit.failed());
        EXPECT_EQ(circuit.refuse(), pause);
    }
}

TEST_F(CircuitTest, AnswersOfCallsFromBeforeChangeNothing) {
    fail(3);
    circuit.succeeded();
    fail(3);
    EXPECT_EQ(circuit.refuse(), 1s);
}

TEST_F(CircuitTest, AProbeWithoutAnAnswerIsFollowedByAnother) {
    fail(3);
    clock.pass(1s);
    EXPECT_FALSE(circuit.refuse());
    EXPECT_TRUE(circuit.refuse());
    clock.pass(1s);
    EXPECT_FALSE(circuit.refuse());
}

}  // namespace
}  // namespace oneseal::host

// A slow plugin is slow for those who ask it, not for anybody else, and for them within bounds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "core/host/hosts_fixture.hpp"

namespace oneseal::host {
namespace {

using Clocks = std::chrono::steady_clock;

std::string slow(std::size_t number) {
    return "{\"n\":" + std::to_string(number) + ",\"say\":\"slow\"}";
}

template <typename Work>
std::chrono::milliseconds time_of(Work work) {
    const auto begin = Clocks::now();
    work();
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clocks::now() - begin);
}

TEST_F(HostsTest, ASlowPluginHoldsFewThreadsAndNoNeighbour) {
    const Package package = open("slow");
    TemporaryPackage other("good_echo");
    const Package good = load_package(other.directory().string()).value();
    ASSERT_TRUE(hosts().open(good, context_digest, context_json));
    std::atomic<int> answered{0};
    std::atomic<int> refused{0};
    std::vector<std::jthread> officers;
    for (std::size_t i = 0; i < 16; ++i) {
        officers.emplace_back([&, i] {
            const auto verdict = ask(package, slow(i));
            if (verdict) ++answered;
            if (!verdict && verdict.error().id == "PLUGIN_BUSY") {
                EXPECT_GT(verdict.error().retry_after_s, 0);
                ++refused;
            }
        });
    }
    eventually([&] { return refused == 12; });
    EXPECT_LT(answered, 4);
    for (int i = 0; i < 10; ++i) {
        EXPECT_LT(time_of([&] { EXPECT_EQ(outcome(good, "{}"), echo("{}")); }),
                  std::chrono::milliseconds{300});
    }
    officers.clear();
    EXPECT_EQ(answered, 4);
}

TEST_F(HostsTest, NobodyWaitsLongerThanIsBearable) {
    options_.longest_wait = std::chrono::milliseconds{300};
    options_.call_deadline = options_.call_cpu = std::chrono::seconds{60};
    const Package package = open("hangs_in_evaluate");
    Answers answers(3);
    const auto took = time_of([&] {
        send(0, package, {"{\"say\":\"hang\"}", "{\"n\":1}", "{\"n\":2}"}, answers);
        answers.wait_for(3);
    });
    EXPECT_THAT(answers.errors(), testing::Each("PLUGIN_BUSY"));
    EXPECT_EQ(answers.errors().size(), 3U);
    EXPECT_LT(took, std::chrono::seconds{3});
}

TEST_F(HostsTest, WhereTheWaitWouldBeTooLongACallerIsToldAtOnce) {
    options_.longest_wait = std::chrono::seconds{1};
    const Package package = open("slow");
    EXPECT_EQ(outcome(package, slow(0)), echo(slow(0)));
    Answers answers(20);
    std::vector<std::string> inputs;
    for (std::size_t i = 1; i <= 20; ++i) inputs.push_back(slow(i));
    const auto took = time_of([&] {
        send(0, package, inputs, answers);
        answers.wait_for(15);
    });
    // Those who cannot be answered in time have not waited for it.
    EXPECT_LT(took, std::chrono::milliseconds{900});
    answers.wait_for(20);
}

TEST_F(HostsTest, TheBureausWorkComesBeforeChecks) {
    const Package package = open("slow");
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < 12; ++i) inputs.push_back(slow(i));
    Answers checks(12);
    send(0, package, inputs, checks, {0, Urgency::check});
    Answers work(1);
    send(0, package, {"{}"}, work);
    EXPECT_LT(time_of([&] { work.wait_for(1); }), std::chrono::milliseconds{2'500});
    EXPECT_TRUE(work.errors().empty());
    checks.wait_for(12);
    EXPECT_TRUE(checks.errors().empty());
}

TEST_F(HostsTest, ACallHasItsTimeOfTheProcessorAndOfTheClock) {
    options_.call_deadline = std::chrono::seconds{20};
    options_.call_cpu = std::chrono::milliseconds{100};
    const Package package = open("slow");
    EXPECT_EQ(outcome(package, slow(1)), echo(slow(1)));
    EXPECT_EQ(outcome(package, "{\"say\":\"busy\"}"), "PLUGIN_TOO_SLOW");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, WaitingForOthersIsNoTimeOfACall) {
    options_.call_deadline = std::chrono::seconds{2};
    const Package package = open("slow");
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < 8; ++i) inputs.push_back(slow(i));
    Answers answers(8);
    send(0, package, inputs, answers);
    answers.wait_for(8);
    EXPECT_TRUE(answers.errors().empty());
    EXPECT_EQ(status().failures, 0U);
}

TEST_F(HostsTest, SlowCallsOpenTheCircuit) {
    options_.circuit = {
        2, std::chrono::seconds{60}, std::chrono::seconds{10}, std::chrono::seconds{60}};
    options_.call_deadline = std::chrono::milliseconds{100};
    const Package package = open("slow");
    EXPECT_EQ(outcome(package, slow(1)), "PLUGIN_TOO_SLOW");
    EXPECT_EQ(outcome(package, slow(2)), "PLUGIN_TOO_SLOW");
    EXPECT_EQ(outcome(package, slow(3)), "PLUGIN_UNAVAILABLE");
}

}  // namespace
}  // namespace oneseal::host

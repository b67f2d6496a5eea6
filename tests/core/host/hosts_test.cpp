// Plugins that do what they should, in real processes.
#include "host/hosts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <sstream>

#include "core/host/hosts_fixture.hpp"

namespace oneseal::host {
namespace {

TEST_F(HostsTest, AnInputBecomesAVerdict) {
    const Package package = open("good_echo");
    EXPECT_EQ(outcome(package, "{\"a\":1}"), echo("{\"a\":1}"));
    const HostStatus now = status();
    EXPECT_EQ(now.package, "echo");
    EXPECT_EQ(now.version, "1.2.0");
    EXPECT_EQ(now.state, HostState::running);
    EXPECT_GT(now.pid, 0);
    EXPECT_EQ(now.contexts, 1U);
    EXPECT_EQ(now.calls, 1U);
    EXPECT_EQ(now.failures, 0U);
    EXPECT_FALSE(now.circuit_open_until);
}

TEST_F(HostsTest, AnInputThatCannotBeEvaluatedIsThePluginsError) {
    const Package package = open("good_echo");
    const auto result = ask(package, "[]");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(result.error().id, "NOT_AN_OBJECT");
    EXPECT_EQ(result.error().message.en, "No object.");
    EXPECT_EQ(result.error().findings.at(0).pointer, "/form");
    EXPECT_EQ(status().failures, 0U);
}

TEST_F(HostsTest, EachContextHasItsInstance) {
    const Package package = open("good_echo");
    ASSERT_TRUE(hosts().open(package, "c2", "{\"context\":2}"));
    EXPECT_EQ(hosts().evaluate_and_wait(package.digest, "c2", "{}").value(),
              echo("{}", "{\"context\":2}"));
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().contexts, 2U);
}

TEST_F(HostsTest, OpeningTwiceIsOpeningOnce) {
    const Package package = open("good_echo");
    const pid_t pid = status().pid;
    ASSERT_TRUE(hosts().open(package, context_digest, context_json));
    EXPECT_EQ(status().contexts, 1U);
    EXPECT_EQ(status().pid, pid);
}

TEST_F(HostsTest, AClosedContextTakesNoCallsAndTheLastOneEndsTheProcess) {
    const Package package = open("good_echo");
    ASSERT_TRUE(hosts().open(package, "c2", "{\"context\":2}"));
    const pid_t pid = status().pid;
    hosts().close_context(package.digest, context_digest);
    EXPECT_EQ(outcome(package, "{}"), "PLUGIN_NOT_OPEN");
    EXPECT_TRUE(hosts().evaluate_and_wait(package.digest, "c2", "{}"));
    hosts().close_context(package.digest, "c2");
    EXPECT_TRUE(hosts().status().empty());
    eventually([&] { return ::kill(pid, 0) != 0; });
    ASSERT_TRUE(hosts().open(package, context_digest, context_json));
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, CallsUnderWayAreAnsweredAlthoughTheirContextWasClosed) {
    const Package package = open("good_echo");
    Answers answers(2000);
    send(0, package, numbered(1000), answers);
    send(1, package, numbered(1000), answers, {1000});
    answers.wait_for(1);
    hosts().close_context(package.digest, context_digest);
    answers.wait_for(2000);
    EXPECT_TRUE(answers.each_once());
    for (const std::string& error : answers.errors()) EXPECT_EQ(error, "PLUGIN_NOT_OPEN");
}

TEST_F(HostsTest, WhatIsNotOpenIsNotFound) {
    const auto result = hosts().evaluate_and_wait("unknown", context_digest, "{}");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::not_found);
}

TEST_F(HostsTest, TwoChannelsGetTheirOwnAnswersInTheirOrder) {
    const Package package = open("good_echo");
    const auto inputs = numbered(1000);
    std::vector<std::string> verdicts;
    for (const std::string& input : inputs) verdicts.push_back(echo(input));
    Answers first(1000), second(1000);
    send(0, package, inputs, first);
    send(1, package, {inputs.rbegin(), inputs.rend()}, second);
    first.wait_for(1000);
    second.wait_for(1000);
    EXPECT_EQ(first.verdicts(), verdicts);
    EXPECT_EQ(second.verdicts(), std::vector<std::string>(verdicts.rbegin(), verdicts.rend()));
}

TEST_F(HostsTest, ALargeInputPassesUpToTheLimit) {
    const Package package = open("good_echo");
    const std::string input = "{\"a\":\"" + std::string(1 << 20, 'a') + "\"}";
    EXPECT_EQ(outcome(package, input), echo(input));
    const auto result = ask(package, std::string(5 << 20, 'a'));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::too_large);
}

TEST_F(HostsTest, TooManyWaitingCallsAreRefused) {
    options_.most_waiting = 10;
    const Package package = open("good_echo");
    Answers answers(30);
    send(0, package, numbered(30), answers);
    answers.wait_for(30);
    EXPECT_TRUE(answers.each_once());
    EXPECT_EQ(answers.verdicts().size(), 10U);
    EXPECT_THAT(answers.errors(), testing::Each("PLUGIN_BUSY"));
}

TEST_F(HostsTest, TooManyWaitingBytesAreRefusedUntilTheyAreAnswered) {
    const std::string input = "{\"text\":\"" + std::string(1000, 'x') + "\"}";
    options_.most_waiting_bytes = 3 * input.size();
    const Package package = open("good_echo");
    for (int round = 0; round < 2; ++round) {
        Answers answers(5);
        send(0, package, std::vector<std::string>(5, input), answers);
        answers.wait_for(5);
        EXPECT_EQ(answers.verdicts().size(), 3U);
        EXPECT_THAT(answers.errors(), testing::ElementsAre("PLUGIN_BUSY", "PLUGIN_BUSY"));
    }
}

TEST_F(HostsTest, WhatChangesOnDiskAfterTheLoadChangesNothing) {
    const Package package = open("good_echo");
    on_disk().write("lib/echo.so", "no library any more", false);
    ::kill(status().pid, SIGKILL);
    EXPECT_EQ(outcome(package, "{\"a\":1}"), echo("{\"a\":1}"));
    eventually([&] { return status().restarts == 1; });
}

// The loads that fail, each with a word of the reason.
TEST_F(HostsTest, AVerdictDoesNotDependOnWhatCameBefore) {
    const Package package = open("good_echo");
    const std::string alone = outcome(package, "{\"a\":1}");
    for (const std::string& input : numbered(50)) outcome(package, input);
    EXPECT_EQ(outcome(package, "{\"a\":1}"), alone);
}

TEST_F(HostsTest, EachOfManyCallsGetsItsOwnAnswerWhateverHappensToOne) {
    const Package package = open("aborts_in_evaluate");
    std::vector<std::string> inputs = numbered(1000);
    inputs[300] = "{\"say\":\"abort\"}";
    inputs[600] = "[]";
    Answers answers(inputs.size());
    send(0, package, inputs, answers);
    answers.wait_for(inputs.size());
    EXPECT_TRUE(answers.each_once());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const std::string expected = i == 300   ? "PLUGIN_CALL_DIED"
                                     : i == 600 ? "NOT_AN_OBJECT"
                                                : echo(inputs[i]);
        EXPECT_EQ(answers.of(i), expected) << i;
    }
}

TEST_F(HostsTest, ContextsClosedDuringAPauseLeaveAHostThatCanBeOpenedAgain) {
    options_.restart_pause = 1h;
    const Package package = open("aborts_in_open");
    ::kill(status().pid, SIGKILL);
    eventually([&] { return status().restarts == 1 && status().state == HostState::running; });
    ::kill(status().pid, SIGKILL);
    eventually([&] { return status().state == HostState::pausing; });
    hosts().close_context(package.digest, context_digest);
    EXPECT_TRUE(hosts().status().empty());
    EXPECT_TRUE(hosts().open(package, context_digest, context_json));
}

TEST_F(HostsTest, CallsThatAreNeverAnsweredAreForgottenAtTheEnd) {
    const Package package = open("hangs_in_evaluate");
    const pid_t pid = status().pid;
    Answers answers(10);
    send(0, package, std::vector<std::string>(10, "{\"say\":\"hang\"}"), answers);
    eventually([&] { return status().calls == 10; });
    stop();
    EXPECT_EQ(answers.count(), 0U);
    EXPECT_NE(::kill(pid, 0), 0);
}

}  // namespace
}  // namespace oneseal::host

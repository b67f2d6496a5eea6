// One faulty plugin after the other, in real processes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>

#include "core/host/hosts_fixture.hpp"

namespace oneseal::host {
namespace {

class LoadTest : public HostsTest,
                 public testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(LoadTest, ALibraryThatCannotBeUsedIsRefusedWithTheReason) {
    const Package package = load(GetParam().first);
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(opened.error().id, "PLUGIN_CANNOT_LOAD");
    EXPECT_THAT(opened.error().message.en, testing::HasSubstr(GetParam().second));
    EXPECT_TRUE(hosts().status().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Faults,
    LoadTest,
    testing::Values(std::pair{"no_entry", "exports no oneseal_plugin_entry"},
                    std::pair{"wrong_magic", "no OneSeal entry"},
                    std::pair{"wrong_abi_major", "needs ABI 77.9, this host speaks 0.9"},
                    std::pair{"needs_newer_host", "needs ABI 0.99"},
                    std::pair{"no_interface", "no interface oneseal.department/1"}),
    [](const auto& fault) { return std::string(fault.param.first); });

TEST_F(HostsTest, AFileThatIsNoLibraryIsRefused) {
    TemporaryPackage on_disk("good_echo");
    on_disk.write("lib/echo.so", "no library", true);
    on_disk.save();
    const Package package = load_package(on_disk.directory().string()).value();
    EXPECT_EQ(hosts().open(package, context_digest, context_json).error().id, "PLUGIN_CANNOT_LOAD");
}

TEST_F(HostsTest, APackageWithoutLibraryCannotBeOpened) {
    Package package = load("good_echo");
    package.library.reset();
    EXPECT_EQ(hosts().open(package, context_digest, context_json).error().id, "PLUGIN_CANNOT_LOAD");
}

TEST_F(HostsTest, DocumentsThatDoNotHoldAreNamedPlaceByPlace) {
    const Package package = load("refuses_documents");
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(opened.error().id, "PLUGIN_DOCUMENTS_INVALID");
    const Finding finding = opened.error().findings.at(0);
    EXPECT_EQ(finding.pointer, "matters/echo.json#/rules/0/when");
    EXPECT_EQ(finding.rule, "CEL_SYNTAX");
    EXPECT_EQ(finding.message.en, "3:14: An operand is missing.");
    EXPECT_EQ(finding.message.zh_cn, "3:14: 缺少操作数。");
}

TEST_F(HostsTest, AnExceptionOutOfOpenIsAFailedOpen) {
    const Package package = load("throws_in_open");
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
    EXPECT_EQ(opened.error().id, "PLUGIN_OPEN_FAILED");
    EXPECT_TRUE(hosts().status().empty());
}

TEST_F(HostsTest, ADeathInOpenLeavesTheOtherContextsAlive) {
    const Package package = open("aborts_in_open");
    const auto opened = hosts().open(package, "c2", "{\"say\":\"abort\"}");
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message.en, testing::HasSubstr("signal 6"));
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().contexts, 1U);
}

TEST_F(HostsTest, AnOpenThatTakesTooLongIsEnded) {
    options_.open_deadline = 20ms;
    const Package package = load("slow_start");
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message.en, testing::HasSubstr("longer than 20 ms"));
}

TEST_F(HostsTest, CallsWaitWhileTheHostOpensAContextAndKeepTheirDeadline) {
    options_.call_deadline = 300ms;
    const Package package = open("slow_start");
    std::thread second([&] { EXPECT_TRUE(hosts().open(package, "c2", "{\"context\":2}")); });
    eventually([&] { return outcome(package, "{}") == echo("{}") && status().contexts == 2; });
    second.join();
    EXPECT_EQ(status().failures, 0U);
}

TEST_F(HostsTest, AHostProgramThatIsMissingIsSaid) {
    options_.program = "/nonexistent/oneseal-plugin-host";
    const Package package = load("good_echo");
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().id, "PLUGIN_HOST_CANNOT_START");
}

TEST_F(HostsTest, ACallThatKillsTwiceFailsAndTheOthersAreAnswered) {
    const Package package = open("aborts_in_evaluate");
    auto inputs = numbered(200);
    inputs[100] = "{\"say\":\"abort\"}";
    Answers answers(200);
    send(0, package, inputs, answers);
    answers.wait_for(200);
    EXPECT_TRUE(answers.each_once());
    EXPECT_EQ(answers.verdicts().size(), 199U);
    EXPECT_THAT(answers.errors(), testing::ElementsAre("PLUGIN_CALL_DIED"));
    EXPECT_EQ(status().restarts, 2U);
    EXPECT_EQ(status().failures, 2U);
}

TEST_F(HostsTest, ADeathOnOneChannelIsNotFeltOnTheOther) {
    const Package package = open("aborts_in_evaluate");
    Answers deadly(1), others(500);
    send(0, package, {"{\"say\":\"abort\"}"}, deadly);
    send(1, package, numbered(500), others);
    deadly.wait_for(1);
    others.wait_for(500);
    EXPECT_TRUE(others.each_once());
    EXPECT_TRUE(others.errors().empty());
    EXPECT_THAT(deadly.errors(), testing::ElementsAre("PLUGIN_CALL_DIED"));
}

TEST_F(HostsTest, AnExitInEvaluateIsADeath) {
    const Package package = open("exits_in_evaluate");
    EXPECT_EQ(outcome(package, "{\"say\":\"exit\"}"), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, AHangEndsAtTheDeadline) {
    options_.call_deadline = 300ms;
    const Package package = open("hangs_in_evaluate");
    auto inputs = numbered(20);
    inputs[10] = "{\"say\":\"hang\"}";
    Answers answers(20);
    send(0, package, inputs, answers);
    answers.wait_for(20);
    EXPECT_TRUE(answers.each_once());
    EXPECT_THAT(answers.errors(), testing::ElementsAre("PLUGIN_TOO_SLOW"));
}

TEST_F(HostsTest, GrowingBeyondTheLimitIsADeath) {
    options_.call_deadline = options_.call_cpu = 60s;
    options_.memory_limit = 200u << 20;
    const Package package = open("grows_in_evaluate");
    EXPECT_EQ(outcome(package, "{\"say\":\"grow\"}"), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, AnAnswerBeyondTheLimitIsAFailureOfThePlugin) {
    const Package package = open("floods_output");
    const auto result = ask(package, "{\"say\":\"flood\"}");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::unavailable);
    EXPECT_EQ(result.error().id, "PLUGIN_ANSWER_TOO_LARGE");
    EXPECT_GT(result.error().retry_after_s, 0);
    EXPECT_THAT(result.error().message.en, testing::HasSubstr("4 MiB"));
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().failures, 1U);
}

TEST_F(HostsTest, GarbageIsAFailureOfThePlugin) {
    const Package package = open("writes_garbage");
    EXPECT_EQ(outcome(package, "{\"say\":\"garbage\"}"), "PLUGIN_BROKE_CONTRACT");
    EXPECT_EQ(outcome(package, "{\"say\":\"garbage error\"}"), "PLUGIN_BROKE_CONTRACT");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().failures, 2U);
}

TEST_F(HostsTest, AFaultThatThePluginOwnsUpToIsAFailure) {
    const Package package = open("answers_internal");
    EXPECT_EQ(outcome(package, "{\"say\":\"fail\"}"), "PLUGIN_BROKE_CONTRACT");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, TheLogIsCleanedAndLimited) {
    options_.most_log_lines = 40;
    const Package package = open("floods_log");
    // What a call logs follows its answer: the last answer comes after the lines of four calls.
    Answers answers(5);
    send(0, package, std::vector<std::string>(5, "{}"), answers);
    answers.wait_for(5);
    EXPECT_TRUE(answers.errors().empty());
    stop();
    const auto lines = log();
    ASSERT_EQ(lines.size(), 40U);
    EXPECT_EQ(lines[0].first, 3);
    EXPECT_EQ(lines[0].second, std::string(1000, '?'));
    EXPECT_EQ(lines[16].second, "9984 more lines of this call dropped");
    EXPECT_THAT(lines[39].second, testing::HasSubstr("the rest of this minute is dropped"));
}

TEST_F(HostsTest, WhatAPluginPrintsIsLoggedAndLimited) {
    options_.most_log_lines = 40;
    const Package package = open("floods_stderr");
    EXPECT_EQ(outcome(package, "{\"say\":\"flood\"}"), echo("{\"say\":\"flood\"}"));
    eventually([&] { return log().size() == 40; });
    EXPECT_EQ(outcome(package, "{\"say\":\"die\"}"), "PLUGIN_CALL_DIED");
    const auto lines = log();
    ASSERT_EQ(lines.size(), 40U);
    EXPECT_EQ(lines[0], (std::pair<int, std::string>{2, "printed ? line"}));
    EXPECT_THAT(lines[39].second, testing::HasSubstr("the rest of this minute is dropped"));
}

TEST_F(HostsTest, TheLastWordsOfAProcessAreLogged) {
    const Package package = open("floods_stderr");
    EXPECT_EQ(outcome(package, "{\"say\":\"die\"}"), "PLUGIN_CALL_DIED");
    eventually([&] { return log().size() == 2; });
    EXPECT_EQ(log()[0].second, "last words");
}

// The child holds the other ends of the process's sockets.
TEST_F(HostsTest, AChildLeftBehindKeepsNoProcessFromBeingStartedAgain) {
    const Package package = open("forks_and_dies");
    EXPECT_EQ(outcome(package, "{\"say\":\"fork\"}"), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().failures, 2U);
}

#ifdef __SANITIZE_ADDRESS__
// The fence as it is shipped lets none be made (fence_test).
TEST_F(HostsTest, AThreadLeftBehindEndsWithTheProcess) {
    const Package package = open("leaves_thread");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    const pid_t pid = status().pid;
    hosts().close_context(package.digest, context_digest);
    eventually([&] { return ::kill(pid, 0) != 0; });
}
#endif

TEST_F(HostsTest, KillingTheHostUnderLoadLosesNoCall) {
    const Package package = open("good_echo");
    constexpr std::size_t calls = 4000;
    const auto inputs = numbered(calls / 2);
    Answers answers(calls);
    send(0, package, inputs, answers);
    send(1, package, inputs, answers, {calls / 2});
    for (std::size_t part = 1; part < 5; ++part) {
        answers.wait_for(calls / 6 * part);
        const HostStatus before = status();
        if (before.pid != 0) ::kill(before.pid, SIGKILL);
    }
    answers.wait_for(calls);
    EXPECT_TRUE(answers.each_once());
    EXPECT_TRUE(answers.errors().empty());
    EXPECT_GE(status().restarts, 1U);
}

TEST_F(HostsTest, RepeatedFailuresOpenTheCircuitUntilAProbeSucceeds) {
    options_.circuit = {4, 60s, 10s, 60s};
    const Package package = open("aborts_in_evaluate");
    for (const char* input : {"{\"say\":\"abort\"}", "{\"abort\":2}", "{\"abort\":3}"}) {
        EXPECT_EQ(outcome(package, input), "PLUGIN_CALL_DIED");
        EXPECT_EQ(outcome(package, input), "PLUGIN_CALL_DIED");
    }
    EXPECT_FALSE(status().circuit_open_until);
    EXPECT_EQ(outcome(package, "{\"abort\":4}"), "PLUGIN_CALL_DIED");
    ASSERT_TRUE(status().circuit_open_until);
    const auto refused = ask(package, "{}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_EQ(refused.error().id, "PLUGIN_UNAVAILABLE");
    EXPECT_EQ(refused.error().retry_after_s, 10);

    // Each input kills two processes. Whether the last is followed by another before the probe
    // hangs on who heard of its death first.
    eventually([&] {
        const HostStatus now = status();
        return now.failures == 8 && (now.state == HostState::stopped ||
                                     (now.state == HostState::running && now.pid != 0));
    });
    clock_.pass(10s);
    EXPECT_EQ(outcome(package, "{\"abort\":5}"), "PLUGIN_UNAVAILABLE");
    eventually([&] { return status().circuit_open_until == clock_.now() + 20s; });
    eventually([&] { return status().state == HostState::stopped; });
    clock_.pass(20s);
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_FALSE(status().circuit_open_until);
    EXPECT_EQ(status().state, HostState::running);
}

TEST_F(HostsTest, TheCircuitOfOnePackageIsNotAnothers) {
    options_.circuit = {1, 60s, 10s, 60s};
    const Package broken = open("writes_garbage");
    TemporaryPackage other("good_echo");
    const Package good = load_package(other.directory().string()).value();
    ASSERT_TRUE(hosts().open(good, context_digest, context_json));
    EXPECT_EQ(outcome(broken, "{\"say\":\"garbage\"}"), "PLUGIN_BROKE_CONTRACT");
    EXPECT_EQ(outcome(broken, "{}"), "PLUGIN_UNAVAILABLE");
    EXPECT_EQ(outcome(good, "{}"), echo("{}"));
}

TEST(PluginHost, TheProgramIsNotForPeopleAndServesOnlyItsParent) {
    EXPECT_EQ(WEXITSTATUS(std::system(ONESEAL_PLUGIN_HOST " 2>/dev/null")), 2);
    EXPECT_EQ(WEXITSTATUS(std::system(ONESEAL_PLUGIN_HOST " 1 1 1 needed")), 3);
}

}  // namespace
}  // namespace oneseal::host

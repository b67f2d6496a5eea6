// What one input does to its plugin is held against that input: not against the department, and
// least of all where nobody but a passer-by asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/host/hosts_fixture.hpp"
#include "host/bad_inputs.hpp"

namespace oneseal::host {
namespace {

using testing::HasSubstr;

std::string flood(int number) {
    return "{\"n\":" + std::to_string(number) + ",\"say\":\"flood\"}";
}

std::string abort_by(int number) {
    return "{\"n\":" + std::to_string(number) + ",\"say\":\"abort\"}";
}

TEST_F(HostsTest, OneInputAskedManyTimesCountsOnceAndOthersAreAnswered) {
    options_.circuit = {3, 60s, 10s, 60s};
    const Package package = open("floods_output");
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(outcome(package, flood(1)), "PLUGIN_ANSWER_TOO_LARGE");
        EXPECT_EQ(checked(package, flood(1)), "PLUGIN_ANSWER_TOO_LARGE");
        EXPECT_EQ(checked(package, "{}"), echo("{}"));
    }
    EXPECT_EQ(status().failures, 1U);
    EXPECT_FALSE(status().circuit_open_until);
}

TEST_F(HostsTest, ADeadlyInputIsGivenToNoFurtherProcess) {
    options_.circuit = {3, 60s, 10s, 60s};
    const Package package = open("aborts_in_evaluate");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(outcome(package, abort_by(1)), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().restarts, 2U);
}

TEST_F(HostsTest, WhatIsHeldAgainstAnInputIsSaidWithARemedyAndAnEnd) {
    const Package package = open("floods_output");
    EXPECT_EQ(outcome(package, flood(1)), "PLUGIN_ANSWER_TOO_LARGE");
    clock_.pass(4min);
    const Error error = ask(package, flood(1)).error();
    EXPECT_TRUE(is_held_against_input(error));
    EXPECT_EQ(error.code, ErrorCode::unavailable);
    EXPECT_EQ(error.retry_after_s, 360);
    EXPECT_THAT(error.remedy.en, HasSubstr("file it as it is"));
    EXPECT_THAT(error.remedy.zh_cn, HasSubstr("人工审查"));
    EXPECT_EQ(status().failures, 1U);
    clock_.pass(6min);
    EXPECT_EQ(outcome(package, flood(1)), "PLUGIN_ANSWER_TOO_LARGE");
    EXPECT_EQ(status().failures, 2U);
}

TEST_F(HostsTest, AnotherContextIsAnotherInput) {
    const Package package = open("floods_output");
    ASSERT_TRUE(hosts().open(package, "c2", "{\"context\":2}"));
    EXPECT_EQ(outcome(package, flood(1)), "PLUGIN_ANSWER_TOO_LARGE");
    EXPECT_FALSE(hosts().evaluate_and_wait(package.digest, "c2", flood(1)));
    EXPECT_EQ(status().failures, 2U);
}

TEST_F(HostsTest, ChecksThatAreTooMuchRefuseNothingButChecks) {
    options_.circuit = {3, 60s, 10s, 60s};
    const Package package = open("floods_output");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(checked(package, flood(i)), "PLUGIN_ANSWER_TOO_LARGE");
    }
    EXPECT_EQ(checked(package, "{}"), "PLUGIN_UNAVAILABLE");
    EXPECT_TRUE(status().checks_refused_until);
    EXPECT_FALSE(status().circuit_open_until);
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    clock_.pass(10s);
    EXPECT_EQ(checked(package, "{}"), echo("{}"));
    EXPECT_FALSE(status().checks_refused_until);
}

TEST_F(HostsTest, AStreamOfDifferentDeadlyChecksStopsNoCaseWork) {
    options_.circuit = {5, 60s, 10s, 60s};
    const Package package = open("aborts_in_evaluate");
    std::vector<std::string> attack;
    for (int i = 0; i < 200; ++i) attack.push_back(abort_by(i));
    Answers attacked(400);
    Answers worked(400);
    for (std::size_t channel = 0; channel < 2; ++channel) {
        send(channel, package, attack, attacked, {200 * channel, Urgency::check});
        send(channel, package, numbered(200), worked, {200 * channel});
    }
    worked.wait_for(400);
    attacked.wait_for(400);
    EXPECT_TRUE(worked.errors().empty());
    EXPECT_TRUE(attacked.each_once());
    EXPECT_TRUE(status().checks_refused_until);
    EXPECT_FALSE(status().circuit_open_until);
    // Twice for each input that counted, and what was under way on the other channel.
    EXPECT_LE(status().restarts, 24U);
}

TEST_F(HostsTest, AMereCheckIsNotTheProbeOfTheDepartment) {
    options_.circuit = {1, 60s, 10s, 60s};
    const Package package = open("writes_garbage");
    EXPECT_EQ(outcome(package, "{\"say\":\"garbage\"}"), "PLUGIN_BROKE_CONTRACT");
    clock_.pass(10s);
    EXPECT_EQ(checked(package, "{\"say\":\"garbage\",\"n\":2}"), "PLUGIN_UNAVAILABLE");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(checked(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, AMereCheckIsTheProbeWhereNobodyElseComes) {
    options_.circuit = {1, 60s, 10s, 60s};
    const Package package = open("writes_garbage");
    EXPECT_EQ(outcome(package, "{\"say\":\"garbage\"}"), "PLUGIN_BROKE_CONTRACT");
    EXPECT_EQ(checked(package, "{}"), "PLUGIN_UNAVAILABLE");
    clock_.pass(70s);
    EXPECT_EQ(checked(package, "{}"), echo("{}"));
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, AnErrorThatIsNoDocumentOfAReasonableSizeIsNotRead) {
    const Package package = open("writes_garbage");
    EXPECT_EQ(outcome(package, "{\"say\":\"garbage huge error\"}"), "PLUGIN_BROKE_CONTRACT");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST(BadInputs, AreFewAndTheOldestIsLetGoFirst) {
    const SetClock clock;
    BadInputs inputs(clock);
    EXPECT_FALSE(inputs.find(1, "0"));
    for (int i = 0; i < 1001; ++i) EXPECT_TRUE(inputs.hold(1, std::to_string(i), Error{}));
    EXPECT_FALSE(inputs.hold(1, "1000", Error{}));
    EXPECT_FALSE(inputs.find(1, "0"));
    EXPECT_TRUE(inputs.find(1, "1"));
    EXPECT_FALSE(inputs.find(2, "1"));
}

}  // namespace
}  // namespace oneseal::host

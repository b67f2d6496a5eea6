// What a plugin shares with the kernel: a page, sockets, a process group. None of it may harm the
// kernel.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/host/hosts_fixture.hpp"

namespace oneseal::host {
namespace {

TEST_F(HostsTest, ThePageOfProgressCannotBeTakenAway) {
    const Package package = open("shrinks_progress");
    EXPECT_EQ(outcome(package, "{\"say\":\"shrink\"}"), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    eventually([&] { return !log().empty(); });
    EXPECT_EQ(log()[0].second, "sealed");
}

TEST_F(HostsTest, APluginThatClosesItsChannelsIsEnded) {
    options_.call_deadline = options_.call_cpu = 60s;
    const Package package = open("closes_channels");
    EXPECT_EQ(outcome(package, "{\"say\":\"close\"}"), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, ASignalToItsGroupReachesNobodyElse) {
    const Package package = open("signals_its_group");
    EXPECT_EQ(outcome(package, "{\"say\":\"signal\"}"), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(HostsTest, WhatAPluginIsAskedIsReadByNoOtherProcess) {
    const Package package = open("shows_dumpable");
#ifdef __SANITIZE_ADDRESS__
    EXPECT_EQ(outcome(package, "{}"), "{\"dumpable\":1}");
#else
    EXPECT_EQ(outcome(package, "{}"), "{\"dumpable\":0}");
#endif
}

TEST_F(HostsTest, WhatAPluginIsAskedLiesInNoCoreFile) {
    open("good_echo");
    std::ifstream limits("/proc/" + std::to_string(status().pid) + "/limits");
    const std::string text{std::istreambuf_iterator<char>(limits), {}};
    EXPECT_THAT(text, testing::ContainsRegex("Max core file size +0 +0 "));
}

TEST_F(HostsTest, ADeathInAConstructorIsSaid) {
    const Package package = load("dies_in_load");
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().id, "PLUGIN_OPEN_FAILED");
    EXPECT_THAT(opened.error().message.en, testing::HasSubstr("while its library was loaded"));
}

TEST_F(HostsTest, WhatThePluginLoggedAboutAFaultIsToldWithIt) {
    const Package package = open("answers_internal");
    const auto result = ask(package, "{\"say\":\"fail\"}");
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message.en, testing::HasSubstr("status -3: no more paper"));
}

}  // namespace
}  // namespace oneseal::host

// A system without Landlock.
#include <gtest/gtest.h>
#include <sys/syscall.h>

#include <thread>

#include "core/host/hosts_fixture.hpp"
#include "core/host/take_away.hpp"

namespace oneseal::host {
namespace {

TEST_F(HostsTest, WithoutLandlockNoPluginIsStarted) {
    options_.without_landlock = false;
    const Package package = load("good_echo");
    std::thread([&] {
        take_away(SYS_landlock_create_ruleset);
        const auto opened = hosts().open(package, context_digest, context_json);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().id, "PLUGIN_NOT_FENCED");
    }).join();
    EXPECT_TRUE(hosts().status().empty());
}

TEST_F(HostsTest, WithoutLandlockAPluginIsStartedWhereTheSettingsSaySo) {
    options_.without_landlock = true;
    std::thread([&] {
        take_away(SYS_landlock_create_ruleset);
        const Package package = open("good_echo");
        EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    }).join();
    EXPECT_TRUE(status().fence.stands);
    EXPECT_EQ(status().fence.landlock, 0);
}

}  // namespace
}  // namespace oneseal::host

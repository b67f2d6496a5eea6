// Hostile plugins behind the fence as it is shipped: what one tries fails, or ends its process. The
// kernel, which is this test, lives on, and the plugin's other calls are answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "core/host/hosts_fixture.hpp"
#include "core/host/take_away.hpp"

namespace oneseal::host {
namespace {

const std::string attempt = "{\"say\":\"try\"}";

class FenceTest : public HostsTest {
  protected:
    FenceTest() {
        options_.call_deadline = options_.call_cpu = 1s;
        options_.longest_wait = 10s;
        options_.open_deadline = 2s;
        options_.without_landlock = false;
    }
};

std::string failed(int error) {
    return "{\"failed\":" + std::to_string(error) + "}";
}

using Fault = std::pair<const char*, int>;

class HarmlessTest : public FenceTest, public testing::WithParamInterface<Fault> {};

TEST_P(HarmlessTest, WhatItTriesFails) {
    const Package package = open(GetParam().first);
    EXPECT_EQ(outcome(package, attempt), failed(GetParam().second));
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().failures, 0U);
}

INSTANTIATE_TEST_SUITE_P(Faults,
                         HarmlessTest,
                         testing::Values(Fault{"reads_a_file", EACCES},
                                         Fault{"reads_a_file_late", EPERM},
                                         Fault{"writes_a_file", EACCES},
                                         Fault{"lists_a_folder", EACCES},
                                         Fault{"deletes_a_file", EPERM},
                                         Fault{"opens_the_kernels_memory", EACCES},
                                         Fault{"opens_the_kernels_environment", EACCES},
                                         Fault{"shrinks_its_library", EPERM},
                                         Fault{"maps_its_library", EPERM},
                                         Fault{"raises_its_limits", EPERM},
                                         Fault{"outlives_the_kernel", EPERM},
                                         Fault{"lets_itself_be_read", EPERM},
                                         Fault{"takes_more_files", EPERM},
                                         Fault{"leaves_its_group", EPERM},
                                         Fault{"reserves_memory", ENOMEM}),
                         [](const auto& fault) { return std::string(fault.param.first); });

class DeadlyTest : public FenceTest, public testing::WithParamInterface<const char*> {};

TEST_P(DeadlyTest, WhatItTriesIsItsEnd) {
    const Package package = open(GetParam());
    EXPECT_EQ(outcome(package, attempt), "PLUGIN_CALL_DIED");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_EQ(status().last_error, "PLUGIN_CALL_DIED");
}

INSTANTIATE_TEST_SUITE_P(Faults,
                         DeadlyTest,
                         testing::Values("copies_the_kernels_memory",
                                         "traces_its_parent",
                                         "connects",
                                         "executes",
                                         "forks",
                                         "starts_a_thread",
                                         "kills_its_parent",
                                         "stops_its_parent",
                                         "signals_everybody",
                                         "calls_as_another_machine",
                                         "closes_everything",
                                         "writes_to_the_sockets",
                                         "answers_another_call",
                                         "answers_the_wrong_kind",
                                         "answers_where_nobody_asked",
                                         "claims_a_fence",
                                         "writes_over_its_library",
                                         "overflows_the_stack",
                                         "throws_in_evaluate"),
                         [](const auto& fault) { return std::string(fault.param); });

class EndlessTest : public FenceTest, public testing::WithParamInterface<const char*> {};

TEST_P(EndlessTest, IsEndedAtTheDeadline) {
    const Package package = open(GetParam());
    EXPECT_EQ(outcome(package, attempt), "PLUGIN_TOO_SLOW");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

INSTANTIATE_TEST_SUITE_P(
    Faults,
    EndlessTest,
    testing::Values("sleeps", "stops_itself", "floods_the_sockets", "floods_the_control_socket"),
    [](const auto& fault) { return std::string(fault.param); });

class ConstructorTest : public FenceTest, public testing::WithParamInterface<const char*> {};

TEST_P(ConstructorTest, KeepsThePackageFromOpening) {
    const Package package = load(GetParam());
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().id, "PLUGIN_OPEN_FAILED");
    EXPECT_TRUE(hosts().status().empty());
}

INSTANTIATE_TEST_SUITE_P(Faults,
                         ConstructorTest,
                         testing::Values("connects_in_constructor",
                                         "grows_in_constructor",
                                         "throws_in_constructor",
                                         "sleeps_in_constructor",
                                         "exits_in_constructor"),
                         [](const auto& fault) { return std::string(fault.param); });

TEST_F(FenceTest, WhatItForbidsIsSaid) {
    const Package package = load("connects_in_constructor");
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message.en, testing::HasSubstr("it tried what its fence forbids"));
}

TEST_F(FenceTest, NoThreadIsLeftBehind) {
    const Package package = load("leaves_thread");
    EXPECT_FALSE(hosts().open(package, context_digest, context_json));
}

// Nobody is blamed for a call that the process was never in; who waits is told in the end.
TEST_F(FenceTest, WhoBlamesAnotherCallHarmsItself) {
    options_.longest_wait = 500ms;
    const Package package = open("blames_another_call");
    EXPECT_EQ(outcome(package, attempt), "PLUGIN_BUSY");
    eventually([&] { return outcome(package, "{}") == echo("{}"); });
}

TEST_F(FenceTest, WhoNeverEndsAContextIsEndedAtTheNextCall) {
    const Package package = open("hangs_in_close");
    ASSERT_TRUE(hosts().open(package, "c2", context_json));
    hosts().close_context(package.digest, "c2");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
}

TEST_F(FenceTest, NothingOfTheKernelsEnvironmentIsPassedOn) {
    ::setenv("ONESEAL_SECRET", "open sesame", 1);
    const Package package = open("shows_its_environment");
    EXPECT_EQ(outcome(package, "{}"), "{\"environment\":\"LC_ALL=C.UTF-8\"}");
    ::unsetenv("ONESEAL_SECRET");
}

TEST_F(FenceTest, LimitsStandAroundTheProcess) {
    open("good_echo");
    std::ifstream limits("/proc/" + std::to_string(status().pid) + "/limits");
    const std::string text{std::istreambuf_iterator<char>(limits), {}};
    for (const char* none : {"Max core file size", "Max file size", "Max processes"}) {
        EXPECT_THAT(text, testing::ContainsRegex(std::string(none) + " +0 +0 "));
    }
    EXPECT_THAT(text, testing::ContainsRegex("Max open files +9 +9 "));
    const std::string most = std::to_string(options_.memory_limit + (128u << 20));
    EXPECT_THAT(text, testing::ContainsRegex("Max address space +" + most + " +" + most + " "));
}

TEST_F(FenceTest, ItsLevelIsShown) {
    open("good_echo");
    const Fence fence = status().fence;
    EXPECT_TRUE(fence.stands);
    EXPECT_TRUE(fence.seccomp);
    // By a kernel that has it, and that lets this machine's containers use it.
    constexpr int version = 1;
    EXPECT_EQ(fence.landlock,
              std::max(0L, ::syscall(SYS_landlock_create_ruleset, nullptr, 0, version)));
}

// Also in a call that never ends, where it does not see that its sockets have closed.
TEST_F(FenceTest, AProcessDiesWithTheKernel) {
    options_.call_deadline = options_.call_cpu = 60s;
    options_.longest_wait = 100ms;
    ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t kernel = ::fork();
    if (kernel == 0) {
        const Package package = open("sleeps");
        const pid_t pid = outcome(package, attempt) == "PLUGIN_BUSY" ? status().pid : 0;
        if (::write(ends[1], &pid, sizeof pid) == sizeof pid) ::raise(SIGKILL);
        ::_exit(1);
    }
    pid_t pid = 0;
    ASSERT_EQ(::read(ends[0], &pid, sizeof pid), ssize_t{sizeof pid});
    ASSERT_GT(pid, 0);
    EXPECT_EQ(::waitpid(kernel, nullptr, 0), kernel);
    int how = 0;
    EXPECT_EQ(::waitpid(pid, &how, 0), pid);
    EXPECT_TRUE(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
}

TEST_F(FenceTest, WithoutSeccompNoPluginIsStarted) {
    const Package package = load("good_echo");
    std::thread([&] {
        take_away(SYS_seccomp);
        take_away(SYS_prctl, PR_SET_SECCOMP);
        ASSERT_FALSE(hosts().open(package, context_digest, context_json));
    }).join();
    eventually([&] { return !log().empty(); });
    EXPECT_EQ(log()[0].second, "seccomp cannot be had here");
}

}  // namespace
}  // namespace oneseal::host

// The plugin host with real processes, and one faulty plugin after the other.
#include "host/hosts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <mutex>
#include <sstream>
#include <thread>

#include "core/host/temporary_package.hpp"
#include "host/lines.hpp"

namespace oneseal::host {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

class SetClock : public Clock {
  public:
    Instant now() const override { return Instant(Instant::duration(milliseconds_)); }
    void pass(std::chrono::milliseconds time) { milliseconds_ += time.count(); }

  private:
    std::atomic<std::int64_t> milliseconds_{1'700'000'000'000};
};

// Waits until it holds, as long as a test may take.
void eventually(const std::function<bool()>& holds) {
    while (!holds()) std::this_thread::yield();
}

// Answers counted as they come in; the test waits for the last.
class Answers {
  public:
    explicit Answers(std::size_t expected) : times_(expected, 0) {}

    void take(std::size_t call, Result<std::string> result) {
        const std::lock_guard lock(mutex_);
        ++times_[call];
        ++count_;
        (result ? verdicts_ : errors_).push_back(result ? *result : result.error().id);
        changed_.notify_all();
    }
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return count_ >= count; });
    }
    std::size_t count() {
        const std::lock_guard lock(mutex_);
        return count_;
    }
    bool each_once() const {
        return std::all_of(times_.begin(), times_.end(), [](int times) { return times == 1; });
    }
    // In the order of their arrival. REQUIRES: all have arrived.
    const std::vector<std::string>& verdicts() const { return verdicts_; }
    const std::vector<std::string>& errors() const { return errors_; }

  private:
    std::mutex mutex_{};
    std::condition_variable changed_{};
    std::vector<int> times_;
    std::size_t count_ = 0;
    std::vector<std::string> verdicts_{};
    std::vector<std::string> errors_{};
};

// The kernel's side: two I/O threads, each with its channel.
class HostsTest : public testing::Test {
  protected:
    static constexpr const char* context_digest = "c1";
    static constexpr const char* context_json = "{\"context\":1}";

    HostsTest() {
        options.program = ONESEAL_PLUGIN_HOST;
        options.restart_pause = 1ms;
        options.circuit.failures = 1000;
        options.plugin_log = [this](std::string_view, int level, std::string_view text) {
            const std::lock_guard lock(log_mutex_);
            log_.emplace_back(level, text);
        };
    }
    ~HostsTest() override { stop(); }

    // REQUIRES: once, after the options are set.
    Hosts& hosts() {
        if (hosts_) return *hosts_;
        hosts_ = std::make_unique<Hosts>(
            options, std::vector<asio::io_context*>{&io_[0], &io_[1]}, clock);
        for (asio::io_context& io : io_) threads_.emplace_back([&io] { io.run(); });
        return *hosts_;
    }
    void stop() {
        for (auto& guard : guards_) guard.reset();
        for (asio::io_context& io : io_) io.stop();
        for (std::thread& thread : threads_) thread.join();
        threads_.clear();
        hosts_.reset();
    }

    Package load(const std::string& plugin) {
        on_disk_ = std::make_unique<TemporaryPackage>(plugin);
        return load_package(on_disk_->directory().string()).value();
    }
    Package open(const std::string& plugin) {
        Package package = load(plugin);
        const auto opened = hosts().open(package, context_digest, context_json);
        EXPECT_TRUE(opened) << opened.error().message.en;
        return package;
    }
    Result<std::string> ask(const Package& package, const std::string& input) {
        return hosts().evaluate_and_wait(package.digest, context_digest, input);
    }
    // The id of the error; the verdict where there is none.
    std::string outcome(const Package& package, const std::string& input) {
        const auto result = ask(package, input);
        return result ? *result : result.error().id;
    }
    // Sends the inputs at once on one channel.
    void send(std::size_t channel,
              const Package& package,
              const std::vector<std::string>& inputs,
              Answers& answers,
              std::size_t first = 0) {
        asio::post(io_[channel], [=, this, &answers] {
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                hosts_->evaluate(channel,
                                 package.digest,
                                 context_digest,
                                 inputs[i],
                                 [&answers, call = first + i](Result<std::string> result) {
                                     answers.take(call, std::move(result));
                                 });
            }
        });
    }
    HostStatus status() { return hosts().status().at(0); }
    TemporaryPackage& on_disk() { return *on_disk_; }
    std::vector<std::pair<int, std::string>> log() {
        const std::lock_guard lock(log_mutex_);
        return log_;
    }

    SetClock clock;
    HostOptions options;

  private:
    std::mutex log_mutex_{};
    std::vector<std::pair<int, std::string>> log_{};
    std::unique_ptr<TemporaryPackage> on_disk_{};
    asio::io_context io_[2]{asio::io_context{1}, asio::io_context{1}};
    asio::executor_work_guard<asio::io_context::executor_type> guards_[2]{
        asio::make_work_guard(io_[0]), asio::make_work_guard(io_[1])};
    std::vector<std::thread> threads_{};
    std::unique_ptr<Hosts> hosts_{};
};

std::string echo(const std::string& input, const std::string& context = "{\"context\":1}") {
    return "{\"context\":" + context + ",\"echo\":" + input + "}";
}

std::vector<std::string> numbered(std::size_t count) {
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < count; ++i) {
        inputs.push_back("{\"n\":" + std::to_string(i) + ",\"text\":\"" +
                         std::string(i % 3000, 'x') + "\"}");
    }
    return inputs;
}

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
    send(1, package, numbered(1000), answers, 1000);
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

TEST_F(HostsTest, AnInputOfSomeMegabytesPasses) {
    const Package package = open("good_echo");
    const std::string input = "{\"a\":\"" + std::string(3 << 20, 'a') + "\"}";
    EXPECT_EQ(outcome(package, input), echo(input));
    const auto result = ask(package, std::string(5 << 20, 'a'));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::too_large);
}

TEST_F(HostsTest, TooManyWaitingCallsAreRefused) {
    options.most_waiting = 10;
    const Package package = open("good_echo");
    Answers answers(30);
    send(0, package, numbered(30), answers);
    answers.wait_for(30);
    EXPECT_TRUE(answers.each_once());
    EXPECT_EQ(answers.verdicts().size(), 10U);
    EXPECT_THAT(answers.errors(), testing::Each("PLUGIN_BUSY"));
}

TEST_F(HostsTest, WhatChangesOnDiskAfterTheLoadChangesNothing) {
    const Package package = open("good_echo");
    on_disk().write("lib/echo.so", "no library any more", false);
    ::kill(status().pid, SIGKILL);
    EXPECT_EQ(outcome(package, "{\"a\":1}"), echo("{\"a\":1}"));
    eventually([&] { return status().restarts == 1; });
}

// The loads that fail, each with a word of the reason.
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
    options.open_deadline = 20ms;
    const Package package = load("slow_start");
    const auto opened = hosts().open(package, context_digest, context_json);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message.en, testing::HasSubstr("longer than 20 ms"));
}

TEST_F(HostsTest, CallsWaitWhileTheHostOpensAContextAndKeepTheirDeadline) {
    options.call_deadline = 300ms;
    const Package package = open("slow_start");
    std::thread second([&] { EXPECT_TRUE(hosts().open(package, "c2", "{\"context\":2}")); });
    eventually([&] { return outcome(package, "{}") == echo("{}") && status().contexts == 2; });
    second.join();
    EXPECT_EQ(status().failures, 0U);
}

TEST_F(HostsTest, AHostProgramThatIsMissingIsSaid) {
    options.program = "/nonexistent/oneseal-plugin-host";
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
    options.call_deadline = 300ms;
    const Package package = open("hangs_in_evaluate");
    auto inputs = numbered(20);
    inputs[10] = "{\"say\":\"hang\"}";
    Answers answers(20);
    send(0, package, inputs, answers);
    answers.wait_for(20);
    EXPECT_TRUE(answers.each_once());
    EXPECT_THAT(answers.errors(), testing::ElementsAre("PLUGIN_CALL_DIED"));
}

TEST_F(HostsTest, AnAnswerBeyondTheLimitIsAFailureOfThePlugin) {
    const Package package = open("floods_output");
    const auto result = ask(package, "{\"say\":\"flood\"}");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::unavailable);
    EXPECT_EQ(result.error().id, "PLUGIN_BROKE_CONTRACT");
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
    options.most_log_lines = 40;
    const Package package = open("floods_log");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    stop();
    const auto lines = log();
    ASSERT_EQ(lines.size(), 40U);
    EXPECT_EQ(lines[0].first, 3);
    EXPECT_EQ(lines[0].second, std::string(1000, '?'));
    EXPECT_EQ(lines[16].second, "9984 more lines of this call dropped");
    EXPECT_THAT(lines[39].second, testing::HasSubstr("the rest of this minute is dropped"));
}

TEST_F(HostsTest, AThreadLeftBehindEndsWithTheProcess) {
    const Package package = open("leaves_thread");
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    const pid_t pid = status().pid;
    hosts().close_context(package.digest, context_digest);
    eventually([&] { return ::kill(pid, 0) != 0; });
}

TEST_F(HostsTest, KillingTheHostUnderLoadLosesNoCall) {
    const Package package = open("good_echo");
    constexpr std::size_t calls = 4000;
    const auto inputs = numbered(calls / 2);
    Answers answers(calls);
    send(0, package, inputs, answers);
    send(1, package, inputs, answers, calls / 2);
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
    options.circuit = {4, 60s, 10s, 60s};
    const Package package = open("aborts_in_evaluate");
    EXPECT_EQ(outcome(package, "{\"say\":\"abort\"}"), "PLUGIN_CALL_DIED");
    EXPECT_THAT(outcome(package, "{\"say\":\"abort\"}"),
                testing::AnyOf("PLUGIN_CALL_DIED", "PLUGIN_UNAVAILABLE"));
    eventually([&] { return status().circuit_open_until.has_value(); });
    const auto refused = ask(package, "{}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_EQ(refused.error().id, "PLUGIN_UNAVAILABLE");
    EXPECT_EQ(refused.error().retry_after_s, 10);

    eventually([&] { return status().state == HostState::stopped; });
    clock.pass(10s);
    EXPECT_EQ(outcome(package, "{\"say\":\"abort\"}"), "PLUGIN_UNAVAILABLE");
    eventually([&] { return status().circuit_open_until == clock.now() + 20s; });
    clock.pass(20s);
    EXPECT_EQ(outcome(package, "{}"), echo("{}"));
    EXPECT_FALSE(status().circuit_open_until);
    EXPECT_EQ(status().state, HostState::running);
}

TEST_F(HostsTest, TheCircuitOfOnePackageIsNotAnothers) {
    options.circuit = {1, 60s, 10s, 60s};
    const Package broken = open("writes_garbage");
    TemporaryPackage other("good_echo");
    const Package good = load_package(other.directory().string()).value();
    ASSERT_TRUE(hosts().open(good, context_digest, context_json));
    EXPECT_EQ(outcome(broken, "{\"say\":\"garbage\"}"), "PLUGIN_BROKE_CONTRACT");
    EXPECT_EQ(outcome(broken, "{}"), "PLUGIN_UNAVAILABLE");
    EXPECT_EQ(outcome(good, "{}"), echo("{}"));
}

TEST_F(HostsTest, AVerdictDoesNotDependOnWhatCameBefore) {
    const Package package = open("good_echo");
    const std::string alone = outcome(package, "{\"a\":1}");
    for (const std::string& input : numbered(50)) outcome(package, input);
    EXPECT_EQ(outcome(package, "{\"a\":1}"), alone);
}

TEST_F(HostsTest, LinesAreAnsweredInTheirOrderWhateverHappens) {
    const Package package = load("aborts_in_evaluate");
    asio::io_context io(1);
    Hosts hosts(options, {&io}, clock);
    ASSERT_TRUE(hosts.open(package, context_digest, context_json));
    std::stringstream in, expected, out;
    for (int line = 0; line < 3000; ++line) {
        const std::string input = "{\"n\":" + std::to_string(line) + "}";
        in << (line == 1000 ? "{\"say\":\"abort\"}" : line == 2000 ? "[]" : input) << "\n";
        if (line == 1000) {
            expected << R"({"error":{"code":"PLUGIN_CALL_DIED","message":{"en":"Plugin echo died )"
                     << R"(twice in this call.","zh-CN":"插件 echo 处理此请求时两次中断。"},)"
                     << R"("pointer":""}})"
                     << "\n";
        } else if (line == 2000) {
            expected << R"({"error":{"code":"NOT_AN_OBJECT","message":{"en":"No object.",)"
                     << R"("zh-CN":"不是对象。"},"pointer":"/form"}})"
                     << "\n";
        } else {
            expected << echo(input) << "\n";
        }
    }
    const auto evaluated = evaluate_lines(hosts, io, package.digest, context_digest, in, out);
    EXPECT_EQ(evaluated.lines, 3000U);
    EXPECT_EQ(evaluated.unanswered, 1U);
    EXPECT_EQ(out.str(), expected.str());
}

TEST_F(HostsTest, ContextsClosedDuringAPauseLeaveAHostThatCanBeOpenedAgain) {
    options.restart_pause = 1h;
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

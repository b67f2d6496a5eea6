// The kernel's side of real plugin processes: two I/O threads, each with its channel, and a clock
// that stands still.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/host/temporary_package.hpp"
#include "host/hosts.hpp"

namespace oneseal::host {

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
inline void eventually(const std::function<bool()>& holds) {
    while (!holds()) std::this_thread::yield();
}

struct Numbered {
    std::size_t first = 0;  // the call that the first input is, in the answers
    Urgency urgency = Urgency::case_work;
};

// Answers counted as they come in; the test waits for the last.
class Answers {
  public:
    explicit Answers(std::size_t expected) : times_(expected, 0), by_call_(expected) {}

    void take(std::size_t call, Result<std::string> result) {
        const std::lock_guard lock(mutex_);
        ++times_[call];
        ++count_;
        by_call_[call] = result ? *result : result.error().id;
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
    // Its verdict, or the id of its error. REQUIRES: all have arrived.
    const std::string& of(std::size_t call) const { return by_call_[call]; }
    // In the order of their arrival. REQUIRES: all have arrived.
    const std::vector<std::string>& verdicts() const { return verdicts_; }
    const std::vector<std::string>& errors() const { return errors_; }

  private:
    std::mutex mutex_{};
    std::condition_variable changed_{};
    std::vector<int> times_;
    std::vector<std::string> by_call_;
    std::size_t count_ = 0;
    std::vector<std::string> verdicts_{};
    std::vector<std::string> errors_{};
};

class HostsTest : public testing::Test {
  protected:
    static constexpr const char* context_digest = "c1";
    static constexpr const char* context_json = "{\"context\":1}";

    HostsTest() {
        options_.program = ONESEAL_PLUGIN_HOST;
        options_.without_landlock = true;
        options_.restart_pause = 1ms;
        options_.circuit.failures = 1000;
        options_.longest_wait = 60s;  // a busy machine
        options_.plugin_log = [this](std::string_view, int level, std::string_view text) {
            const std::lock_guard lock(log_mutex_);
            log_.emplace_back(level, text);
        };
    }
    ~HostsTest() override { stop(); }

    // REQUIRES: once, after the options are set.
    Hosts& hosts() {
        if (hosts_) return *hosts_;
        hosts_ = std::make_unique<Hosts>(
            options_, std::vector<asio::io_context*>{&io_[0], &io_[1]}, clock_);
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
    // The same of a mere check.
    std::string checked(const Package& package, const std::string& input) {
        Answers answer(1);
        send(0, package, {input}, answer, {0, Urgency::check});
        answer.wait_for(1);
        return answer.errors().empty() ? answer.verdicts()[0] : answer.errors()[0];
    }
    // Sends the inputs at once on one channel.
    void send(std::size_t channel,
              const Package& package,
              const std::vector<std::string>& inputs,
              Answers& answers,
              Numbered as = {}) {
        asio::post(io_[channel], [=, this, &answers] {
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                hosts_->evaluate(
                    channel,
                    package.digest,
                    context_digest,
                    inputs[i],
                    [&answers, call = as.first + i](Result<std::string> result) {
                        answers.take(call, std::move(result));
                    },
                    as.urgency);
            }
        });
    }
    HostStatus status() { return hosts().status().at(0); }
    TemporaryPackage& on_disk() { return *on_disk_; }
    std::vector<std::pair<int, std::string>> log() {
        const std::lock_guard lock(log_mutex_);
        return log_;
    }

    SetClock clock_;
    HostOptions options_;

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

// What good_echo answers.
inline std::string echo(const std::string& input, const std::string& context = "{\"context\":1}") {
    return "{\"context\":" + context + ",\"echo\":" + input + "}";
}

// Inputs that differ in number and length.
inline std::vector<std::string> numbered(std::size_t count) {
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < count; ++i) {
        inputs.push_back("{\"n\":" + std::to_string(i) + ",\"text\":\"" +
                         std::string(i % 3000, 'x') + "\"}");
    }
    return inputs;
}

}  // namespace oneseal::host

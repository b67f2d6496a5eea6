// A whole installation in a directory of its own, with real plugin processes, a real database, real
// HTTP and a clock that the test owns.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "app/installation.hpp"
#include "base/json.hpp"
#include "http/client.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal {

class OwnedClock : public Clock {
  public:
    Instant now() const override { return Instant{std::chrono::milliseconds{at_.load()}}; }
    void set(const std::string& instant) {
        at_ = parse_instant(instant).value_or(Instant{}).time_since_epoch().count();
    }

  private:
    std::atomic<std::int64_t> at_{0};
};

class Running {
  public:
    explicit Running(const std::string& now);

    struct Answer {
        int status = 0;
        Json body{};
        std::string etag{};
    };
    Answer send(const std::string& method,
                const std::string& path,
                const std::string& body = {},
                const std::string& who = {},
                http::Fields headers = {});
    // Files a food business application at the counter; answers the case's number.
    std::string file();
    // Asks again until `done` holds, or ten seconds have passed.
    template <typename Done>
    bool wait_until(Done done) {
        for (int i = 0; i < 1000; ++i) {
            if (done()) return true;
            pause();
        }
        return false;
    }

    // Sessions do not outlive such a jump: the next request signs in anew.
    void jump_to(const std::string& instant) {
        clock_.set(instant);
        tokens_.clear();
    }

  private:
    static void pause();
    std::string token(const std::string& who);

    OwnedClock clock_{};
    support::TemporaryDirectory directory_{};
    std::unique_ptr<Installation> installation_{};
    std::map<std::string, std::string> tokens_{};
    int keys_ = 0;
};

}  // namespace oneseal

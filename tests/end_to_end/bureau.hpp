// A whole installation in a directory of its own: real plugin processes, a real database, real
// HTTP. It runs inside the test program, with a clock that the test owns, or as the real program
// that can be killed. Nothing here sleeps for a fixed time: it waits until something is so.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "app/installation.hpp"
#include "base/json.hpp"
#include "desk/desk.hpp"
#include "end_to_end/visitor.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal {

class OwnedClock : public Clock {
  public:
    Instant now() const override { return Instant{std::chrono::milliseconds{at_.load()}}; }
    void set(const std::string& instant);
    void advance(std::chrono::milliseconds by) { at_ += by.count(); }

  private:
    std::atomic<std::int64_t> at_{0};
};

// Wherein an installation differs from the demonstration.
struct Changes {
    std::function<void(Json&)> county{};         // the configuration of 511102
    std::function<void(Json&)> holidays_2024{};  // the calendar of that year
    std::string packages = std::string(ONESEAL_BINARY_DIR) + "/packages";
};

// Its files: settings, database with the demonstration's accounts, blobs.
class Place {
  public:
    explicit Place(const Changes& changes = {});

    std::string path(const std::string& name) const { return directory_.path(name); }
    std::string settings() const { return path("oneseal.json"); }
    std::string database() const { return path("oneseal.db"); }
    // Rewrites one of the settings.
    void set(const std::string& key, const Json& value) const;

  private:
    support::TemporaryDirectory directory_{};
};

class Bureau {
  public:
    explicit Bureau(const std::string& now, const Changes& changes = {});
    // In a place where another one has been before.
    Bureau(const std::string& now, std::shared_ptr<Place> place);

    // Lets time jump. Sessions do not outlive that, so everybody signs in anew.
    void jump_to(const std::string& instant);
    void advance(std::chrono::milliseconds by) { clock_.advance(by); }
    std::string instant() const { return format_instant(clock_.now()); }
    const std::shared_ptr<Place>& place() const { return place_; }
    std::uint16_t port() const { return installation_->port(); }
    // A new connection of somebody; who that can be, Visitor's constructor says.
    Visitor visitor(const std::string& who = {}) const;
    std::vector<host::HostStatus> plugins() const { return installation_->desk().hosts().status(); }
    // Puts in force what its files say now.
    Result<void> reload();
    // Ends the installation; its files stay.
    void close() { installation_.reset(); }

  private:
    void open();

    OwnedClock clock_{};
    std::shared_ptr<Place> place_;
    std::unique_ptr<Installation> installation_{};
    mutable std::map<std::string, std::string> tokens_{};
};

// Asks again and again until `done` holds; false where it does not within a minute.
bool wait_until(const std::function<bool()>& done);

}  // namespace oneseal

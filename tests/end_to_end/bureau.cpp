#include "end_to_end/bureau.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "app/demo.hpp"
#include "settings/settings.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const fs::path config = fs::path(ONESEAL_SOURCE_DIR) / "config";

Json read_json(const fs::path& file) {
    std::ifstream in(file);
    return Json::parse(in);
}

// The demonstration's database, made once in a program: its passwords are slow to hash.
const support::TemporaryDirectory& demonstration() {
    static const support::TemporaryDirectory directory;
    static const bool made = [] {
        DemoOptions options;
        options.data = directory.path();
        options.config = config.string();
        options.packages = std::string(ONESEAL_BINARY_DIR) + "/packages";
        const auto prepared = prepare_demo(options);
        EXPECT_TRUE(prepared) << (prepared ? "" : prepared.error().message.en);
        return true;
    }();
    (void)made;
    return directory;
}

void rewrite(const fs::path& file, const std::function<void(Json&)>& change) {
    if (!change) return;
    Json json = read_json(file);
    change(json);
    std::ofstream(file) << json.dump(2);
}

std::string places_of(const Error& error) {
    std::string places;
    for (const Finding& one : error.findings) places += "\n" + one.pointer + " " + one.message.en;
    return places;
}

}  // namespace

void OwnedClock::set(const std::string& instant) {
    const auto parsed = parse_instant(instant);
    ASSERT_TRUE(parsed) << instant;
    at_ = parsed->time_since_epoch().count();
}

Place::Place(const Changes& changes) {
    fs::copy(config / "counties", path("counties"));
    fs::copy(config / "calendars", path("calendars"));
    rewrite(path("counties/511102.json"), changes.county);
    rewrite(path("calendars/2024.json"), changes.holidays_2024);
    for (const auto& file : fs::directory_iterator(demonstration().path())) {
        if (file.is_regular_file()) fs::copy(file, path(file.path().filename().string()));
    }
    Json settings = read_json(path("oneseal.json"));
    settings["listen"] = {{"address", "127.0.0.1"}, {"port", 0}};
    settings["storage"]["path"] = database();
    settings["blobs"] = path("blobs");
    settings["plugins"] = changes.packages;
    settings["plugins_without_landlock"] = true;
    settings["counties"] = {path("counties/511102.json"), path("counties/511126.json")};
    settings["calendars"] = path("calendars");
    // What a test does in a moment, people do in hours.
    settings["limits"].update({{"checks_per_minute", 1'000'000},
                               {"check_bytes_per_minute", 1 << 30},
                               {"sign_ins_per_minute", 10'000}});
    std::ofstream(path("oneseal.json")) << settings.dump(2);
}

void Place::set(const std::string& key, const Json& value) const {
    rewrite(settings(), [&](Json& json) { json[key] = value; });
}

Bureau::Bureau(const std::string& now, const Changes& changes)
    : Bureau(now, std::make_shared<Place>(changes)) {}

Bureau::Bureau(const std::string& now, std::shared_ptr<Place> place) : place_(std::move(place)) {
    clock_.set(now);
    open();
}

void Bureau::open() {
    const auto settings = load_settings(place_->settings());
    ASSERT_TRUE(settings) << settings.error().message.en;
    auto started = Installation::start(
        *settings, std::string(ONESEAL_BINARY_DIR) + "/bin/oneseal-plugin-host", clock_);
    ASSERT_TRUE(started) << started.error().message.en << places_of(started.error());
    installation_ = std::move(*started);
}

Result<void> Bureau::reload() {
    const auto settings = load_settings(place_->settings());
    if (!settings) return settings.error();
    return installation_->reload(*settings);
}

void Bureau::jump_to(const std::string& instant) {
    clock_.set(instant);
    tokens_.clear();
}

Visitor Bureau::visitor(const std::string& who) const {
    const auto known = tokens_.find(who);
    if (known != tokens_.end()) return Visitor::with_token(port(), known->second);
    Visitor visitor(port(), who);
    tokens_[who] = visitor.token();
    return visitor;
}

bool wait_until(const std::function<bool()>& done) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    while (std::chrono::steady_clock::now() < end) {
        if (done()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return done();
}

}  // namespace oneseal

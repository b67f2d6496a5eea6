#include "storage/watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <mutex>

#include "log/log.hpp"
#include "storage/session.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::storage {
namespace {

using testing::HasSubstr;
using testing::Not;

class AStorageWatch : public testing::Test {
  protected:
    AStorageWatch() {
        configure_log({.sink = [this](std::string_view line) {
            const std::lock_guard lock(mutex_);
            log_.append(line).append("\n");
        }});
        database_ = Database::open({Engine::sqlite, path()}).value();
        EXPECT_TRUE(database_->migrate());
        std::filesystem::create_directory(directory_.path("blobs"));
        options_ = {.database = path(),
                    .blobs = directory_.path("blobs"),
                    .least_free = 1,
                    .interval = std::chrono::milliseconds{5},
                    .longest_write = std::chrono::milliseconds{50}};
    }
    ~AStorageWatch() override { configure_log({}); }

    std::string path() const { return directory_.path("db"); }
    std::string log() {
        const std::lock_guard lock(mutex_);
        return log_;
    }
    // Another program at the same file.
    std::unique_ptr<Session> stranger() const {
        return Session::open({Engine::sqlite, path()}, Purpose::writing).value();
    }
    // At once, or within half a minute.
    static bool becomes(const std::function<bool()>& so) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (!so()) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        return true;
    }
    static std::string trouble(const StorageWatch& watch) {
        const auto health = watch.health();
        return health.trouble ? health.trouble->id : "";
    }

    std::mutex mutex_{};
    std::string log_{};
    support::TemporaryDirectory directory_{};
    std::unique_ptr<Database> database_{};
    WatchOptions options_{};
};

TEST_F(AStorageWatch, FindsNothingWhereAllIsWell) {
    const StorageWatch watch(*database_, options_);
    EXPECT_EQ(trouble(watch), "");
    EXPECT_GT(watch.health().database_free, 0U);
    EXPECT_GT(watch.health().blobs_free, 0U);
    EXPECT_THAT(log(), Not(HasSubstr("STORAGE_")));
}

TEST_F(AStorageWatch, SaysThatTheDiskIsLow) {
    options_.least_free = std::uint64_t{1} << 60;
    const StorageWatch watch(*database_, options_);
    EXPECT_EQ(trouble(watch), "DISK_LOW");
    EXPECT_THAT(log(), HasSubstr("STORAGE_IN_TROUBLE"));
}

TEST_F(AStorageWatch, SaysThatSomebodyLocksTheDatabaseAndThatItIsOver) {
    const StorageWatch watch(*database_, options_);
    auto other = stranger();
    ASSERT_FALSE(other->run("BEGIN IMMEDIATE"));
    EXPECT_TRUE(becomes([&] { return trouble(watch) == "STORAGE_STALLED"; }));
    ASSERT_FALSE(other->run("ROLLBACK"));
    EXPECT_TRUE(becomes([&] { return trouble(watch).empty(); }));
    EXPECT_TRUE(becomes([&] { return log().find("STORAGE_WELL_AGAIN") != std::string::npos; }));
}

TEST_F(AStorageWatch, WarnsOnceOfAReaderThatLetsTheLogGrow) {
    options_.largest_log = 2 << 20;
    const StorageWatch watch(*database_, options_);
    auto reader = stranger();
    ASSERT_FALSE(reader->run("BEGIN"));
    std::vector<Value> none;
    ASSERT_TRUE(reader->query({"read", "SELECT count(*) FROM cases"}, none));
    ASSERT_FALSE(stranger()->run("CREATE TABLE filler (x TEXT)"));
    static const Statement fill{"fill", "INSERT INTO filler VALUES (:p1)"};
    for (int i = 0; i < 40; ++i) {
        ASSERT_TRUE(database_->commit_and_wait({{{&fill, {std::string(200'000, 'x')}}}}));
    }
    EXPECT_TRUE(becomes([&] { return log().find("STORAGE_LOG_GROWS") != std::string::npos; }));
    EXPECT_GT(watch.health().write_ahead_log, 2U << 20);
    const std::string told = log();
    const auto first = told.find("STORAGE_LOG_GROWS");
    EXPECT_EQ(told.find("STORAGE_LOG_GROWS", first + 1), std::string::npos);
    EXPECT_EQ(trouble(watch), "") << "it still takes writes";
}

}  // namespace
}  // namespace oneseal::storage

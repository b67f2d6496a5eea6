#include "storage/watch.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "log/log.hpp"
#include "storage/errors.hpp"

namespace oneseal::storage {
namespace {

constexpr Message in_trouble{
    "STORAGE_IN_TROUBLE",
    Level::error,
    "Nothing can be stored: {} ({} bytes free for the database, {} for files).",
    "Make room on the disk, or find out who locks the database; /readyz "
    "says 503 until then."};
constexpr Message well_again{
    "STORAGE_WELL_AGAIN", Level::info, "What is stored can be stored again.", ""};
constexpr Message log_grows{
    "STORAGE_LOG_GROWS",
    Level::warning,
    "The write-ahead log has {} bytes and cannot be cut back.",
    "A program keeps a reading transaction open on the database file, as a backup or an SQL shell: "
    "end it. The disk fills otherwise."};
constexpr Message log_shrank{
    "STORAGE_LOG_SHRANK", Level::info, "The write-ahead log was cut back to {} bytes.", ""};
constexpr Message look_failed{"STORAGE_WATCH_FAILED",
                              Level::warning,
                              "Looking after the storage met {}; it is tried again.",
                              "Give the program more memory."};

Error disk_low(std::uint64_t free) {
    return errors::disk_low(free >> 20);
}

// 0 where it cannot be asked: a folder that is gone has no room either.
std::uint64_t free_bytes(const std::string& path) {
    struct statvfs status {};
    if (statvfs(path.c_str(), &status) != 0) return 0;
    return std::uint64_t{status.f_bavail} * status.f_frsize;
}

std::uint64_t size_of(const std::string& path) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(path, missing);
    return missing ? 0 : size;
}

}  // namespace

// Outlives the watch where a write is still under way.
struct StorageWatch::Shared {
    mutable std::mutex mutex{};
    StorageHealth health{};
    std::optional<Time> writing_since{};
    std::optional<Error> write_failed{};
};

StorageWatch::StorageWatch(Database& database, WatchOptions options)
    : database_(database), options_(std::move(options)), shared_(std::make_shared<Shared>()) {
    look();
    thread_.emplace(
        options_.interval,
        options_.interval,
        [this] { look(); },
        [](const char* type) { log(look_failed, type); });
}

StorageHealth StorageWatch::health() const {
    const std::lock_guard lock(shared_->mutex);
    StorageHealth now = shared_->health;
    if (shared_->write_failed) now.trouble = shared_->write_failed;
    const auto since = shared_->writing_since;
    if (!now.trouble && since &&
        std::chrono::steady_clock::now() - *since > options_.longest_write) {
        now.trouble = errors::storage_stalled();
    }
    return now;
}

void StorageWatch::look() {
    begin_write();
    measure();
    tell(health());
}

// Only a write tells whether writing works.
void StorageWatch::begin_write() {
    static const Statement statement{
        "probe",
        "INSERT INTO write_probes (county, count) VALUES ('0', 1)"
        " ON CONFLICT (county) DO UPDATE SET count = write_probes.count + 1"};
    {
        const std::lock_guard lock(shared_->mutex);
        if (shared_->writing_since) return;
        shared_->writing_since = std::chrono::steady_clock::now();
    }
    database_.commit({{{&statement}}}, [shared = shared_](const Committed& committed) {
        const std::lock_guard lock(shared->mutex);
        shared->writing_since.reset();
        shared->write_failed.reset();
        if (!committed) shared->write_failed = committed.error();
    });
}

void StorageWatch::measure() {
    StorageHealth now;
    now.blobs_free = free_bytes(options_.blobs);
    std::uint64_t least = now.blobs_free;
    if (!options_.database.empty()) {
        const auto folder = std::filesystem::path(options_.database).parent_path();
        now.database_free = free_bytes(folder.empty() ? "." : folder.string());
        now.write_ahead_log = size_of(options_.database + "-wal");
        least = std::min(least, now.database_free);
    }
    const std::lock_guard lock(shared_->mutex);
    if (least < options_.least_free) now.trouble = disk_low(least);
    shared_->health = std::move(now);
}

// Once when it begins and once when it ends.
void StorageWatch::tell(const StorageHealth& now) {
    const std::string trouble = now.trouble ? now.trouble->id : "";
    if (trouble != told_) {
        if (now.trouble) {
            log(in_trouble, trouble, now.database_free, now.blobs_free);
        } else {
            log(well_again);
        }
        told_ = trouble;
    }
    const bool grows = now.write_ahead_log > options_.largest_log;
    if (grows == log_told_) return;
    grows ? log(log_grows, now.write_ahead_log) : log(log_shrank, now.write_ahead_log);
    log_told_ = grows;
}

}  // namespace oneseal::storage

// Whether what is stored can be stored: room on the disks, a database that takes writes, and a
// write-ahead log that does not grow for ever. Looked at now and then on a thread of its own, so
// that asking costs nothing and waits for nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/repeating.hpp"
#include "storage/database.hpp"

namespace oneseal::storage {

struct WatchOptions {
    std::string database{};                // SQLite's file; empty where the database is elsewhere
    std::string blobs{};                   // the directory
    std::uint64_t least_free = 64 << 20;   // bytes; below, nothing more is to come here
    std::uint64_t largest_log = 64 << 20;  // bytes of the write-ahead log without a warning
    std::chrono::milliseconds interval{5'000};
    std::chrono::milliseconds longest_write{3'000};
};

struct StorageHealth {
    std::uint64_t database_free = 0;  // bytes; 0 too where the database is elsewhere
    std::uint64_t blobs_free = 0;
    std::uint64_t write_ahead_log = 0;
    // Why nothing may come now: `storage_full` (DISK_LOW, STORAGE_FULL) or `unavailable`
    // (STORAGE_UNAVAILABLE, STORAGE_STALLED).
    std::optional<Error> trouble{};
};

class StorageWatch {
  public:
    // Looks once before it returns. `database`, migrated, outlives the watch. [blocks]
    StorageWatch(Database& database, WatchOptions options);
    StorageWatch(const StorageWatch&) = delete;
    StorageWatch& operator=(const StorageWatch&) = delete;

    // [any thread]
    StorageHealth health() const;

  private:
    using Time = std::chrono::steady_clock::time_point;
    struct Shared;

    void look();
    void begin_write();
    void measure();
    void tell(const StorageHealth& now);

    Database& database_;
    const WatchOptions options_;
    std::shared_ptr<Shared> shared_;
    std::string told_{};  // the trouble that was last logged
    bool log_told_ = false;
    std::optional<Repeating> thread_{};  // last: it uses the others
};

}  // namespace oneseal::storage

// The one writer: drains the queue and commits what waits as one group in one transaction. Internal
// to this folder.
//
// A group is first run bare, because a savepoint for each set costs a tenth of the throughput and
// guards seldom fail. Where a set fails, everything is rolled back and the group is run again with
// savepoints, so that the failed set alone is undone.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "storage/session.hpp"

namespace oneseal::storage {

class Writer {
  public:
    explicit Writer(std::unique_ptr<Session> session);
    // Finishes what waits.
    ~Writer();

    // [any thread]
    void put(WriteSet set, std::function<void(Committed)> done);
    GroupStatistics statistics() const;
    // Counts when a group begins to be committed and when it is: odd in between.
    unsigned long long commits() const { return commits_; }

  private:
    struct Pending {
        WriteSet set{};
        std::function<void(Committed)> done{};
        Committed answer{std::nullopt};
    };
    using Group = std::span<Pending>;

    void work();
    void tell(Pending& pending);
    void commit_or_fail(Group group);
    void roll_back();
    void commit(Group group);
    bool commit_bare(Group group);
    void commit_guarded(Group group);
    void apply_guarded(Pending& pending);
    Committed apply(WriteSet& set);
    void fail(Group group, const Error& error);

    std::unique_ptr<Session> session_;
    mutable std::mutex mutex_{};
    std::condition_variable wake_{};
    std::vector<Pending> queue_{};
    bool idle_ = false;
    bool stopping_ = false;
    GroupStatistics statistics_{};
    std::atomic<unsigned long long> commits_{0};
    std::thread thread_{};
};

}  // namespace oneseal::storage

#include "storage/writer.hpp"

#include <algorithm>
#include <iterator>
#include <typeinfo>
#include <utility>

#include "log/log.hpp"
#include "storage/errors.hpp"

namespace oneseal::storage {
namespace {

// Bounds how long the first of a group waits for the last, and what a failed guard repeats.
constexpr std::size_t largest_group = 256;

constexpr Message answer_threw{"STORAGE_ANSWER_THREW",
                               Level::error,
                               "What was to follow a commit threw {}; the writer goes on.",
                               "Report this line to the vendor; what was committed is safe."};

constexpr Message group_failed{
    "STORAGE_GROUP_FAILED",
    Level::error,
    "A group of commands could not be stored: {}.",
    "Give the program more memory; who sent them was asked to try again."};

// After these the transaction is lost, for every set in it.
bool ends_group(const Committed& answer) {
    return answer.has_error() && (answer.error().code == ErrorCode::storage_full ||
                                  answer.error().code == ErrorCode::unavailable);
}

bool is_stored(const Committed& answer) {
    return answer.has_value() && !answer->has_value();
}

}  // namespace

Writer::Writer(std::unique_ptr<Session> session) : session_(std::move(session)) {
    thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Writer::put(WriteSet set, std::function<void(Committed)> done) {
    bool wake = false;
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back({std::move(set), std::move(done)});
        wake = std::exchange(idle_, false);
    }
    // A writer that works looks at the queue again by itself; waking it costs a system call.
    if (wake) wake_.notify_one();
}

GroupStatistics Writer::statistics() const {
    const std::lock_guard lock(mutex_);
    return statistics_;
}

void Writer::work() {
    std::vector<Pending> taken;
    std::unique_lock lock(mutex_);
    while (true) {
        while (queue_.empty() && !stopping_) {
            idle_ = true;
            wake_.wait(lock);
        }
        idle_ = false;
        if (queue_.empty()) return;
        taken.swap(queue_);
        lock.unlock();
        for (std::size_t first = 0; first < taken.size(); first += largest_group) {
            const std::size_t size = std::min(largest_group, taken.size() - first);
            const Group group(taken.data() + first, size);
            commit_or_fail(group);
            for (Pending& pending : group) tell(pending);
        }
        taken.clear();
        lock.lock();
    }
}

// Short of memory, the group is not stored; or it is, and the answer is lost on the way: as after a
// broken connection, a repetition under the same Idempotency-Key tells.
void Writer::commit_or_fail(Group group) {
    ++commits_;
    try {
        commit(group);
    } catch (const std::exception& failed) {
        // No more than this needs no memory.
        for (Pending& pending : group) {
            pending.answer = Error{ErrorCode::unavailable, "OUT_OF_MEMORY", {}, {}};
        }
        log(group_failed, typeid(failed).name());
        roll_back();
    }
    ++commits_;
}

void Writer::roll_back() {
    try {
        session_->roll_back_if_open();
    } catch (const std::exception& failed) {
        // The next BEGIN fails, and that group is rolled back.
        log(group_failed, typeid(failed).name());
    }
}

// A fault of ours in what follows costs that command its answer, never the others the writer.
void Writer::tell(Pending& pending) {
    try {
        pending.done(std::move(pending.answer));
    } catch (const std::exception& failed) {
        log(answer_threw, typeid(failed).name());
    }
}

void Writer::commit(Group group) {
    if (!commit_bare(group)) commit_guarded(group);
    const auto stored = std::count_if(
        group.begin(), group.end(), [](const Pending& p) { return is_stored(p.answer); });
    if (stored == 0) return;
    const std::lock_guard lock(mutex_);
    ++statistics_.groups;
    statistics_.write_sets += static_cast<unsigned long long>(stored);
    statistics_.largest =
        std::max(statistics_.largest, static_cast<unsigned long long>(group.size()));
}

// False where the group has to be run again with savepoints.
bool Writer::commit_bare(Group group) {
    if (const auto error = session_->run("BEGIN IMMEDIATE")) {
        fail(group, *error);
        return true;
    }
    for (Pending& pending : group) {
        pending.answer = apply(pending.set);
        if (is_stored(pending.answer)) continue;
        session_->roll_back_if_open();
        if (ends_group(pending.answer)) {
            fail(group, Error(pending.answer.error()));
            return true;
        }
        return group.size() == 1;
    }
    if (const auto error = session_->run("COMMIT")) fail(group, *error);
    return true;
}

void Writer::commit_guarded(Group group) {
    if (const auto error = session_->run("BEGIN IMMEDIATE")) return fail(group, *error);
    for (Pending& pending : group) {
        apply_guarded(pending);
        if (ends_group(pending.answer)) return fail(group, Error(pending.answer.error()));
    }
    if (const auto error = session_->run("COMMIT")) fail(group, *error);
}

void Writer::apply_guarded(Pending& pending) {
    if (const auto error = session_->run("SAVEPOINT write_set")) {
        pending.answer = *error;
        return;
    }
    pending.answer = apply(pending.set);
    if (!is_stored(pending.answer)) {
        if (const auto error = session_->run("ROLLBACK TO write_set")) {
            pending.answer = errors::storage_unavailable("savepoint");
        }
    }
    if (const auto error = session_->run("RELEASE write_set")) {
        pending.answer = errors::storage_unavailable("savepoint");
    }
}

Committed Writer::apply(WriteSet& set) {
    for (std::size_t i = 0; i < set.writes.size(); ++i) {
        Write& write = set.writes[i];
        const Executed executed = session_->execute(*write.statement, write.values);
        if (executed.error) return *executed.error;
        if (executed.duplicate || (write.rows >= 0 && executed.rows != write.rows)) {
            return std::optional(GuardFailed{i});
        }
    }
    return std::optional<GuardFailed>();
}

// Nothing of the group is stored. The answers that a set had before are void: a guard may have
// failed on what another set of the group had written.
void Writer::fail(Group group, const Error& error) {
    session_->roll_back_if_open();
    for (Pending& pending : group) pending.answer = error;
}

}  // namespace oneseal::storage

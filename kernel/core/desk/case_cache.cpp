#include "desk/case_cache.hpp"

namespace oneseal::desk {
namespace {

constexpr std::size_t most_marks = 10'000;

std::string key_of(const std::string& county, const std::string& id) {
    return county + "/" + id;
}

bool is_as(const StoredCase& stored, const CaseMark& mark) {
    return stored.now.version == mark.version && stored.head == mark.head;
}

}  // namespace

// The entry, where it is of this version; it is asked for last now. REQUIRES: the lock.
CaseCache::Entry* CaseCache::current(const std::string& county, const CaseMark& mark) {
    const auto found = by_key_.find(key_of(county, mark.id));
    if (found == by_key_.end() || !is_as(*found->second->stored, mark)) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &*found->second;
}

std::optional<CaseMark> CaseCache::mark(const std::string& county,
                                        const std::string& reference,
                                        unsigned long long commits) {
    const std::lock_guard lock(mutex_);
    if (marked_at_ != commits) return {};
    const auto found = marks_.find(key_of(county, reference));
    return found == marks_.end() ? std::nullopt : std::optional(found->second);
}

void CaseCache::put_mark(const std::string& county,
                         const std::string& reference,
                         unsigned long long commits,
                         const CaseMark& mark) {
    const std::lock_guard lock(mutex_);
    if (commits < marked_at_) return;
    if (commits > marked_at_ || marks_.size() == most_marks) marks_.clear();
    marked_at_ = commits;
    marks_[key_of(county, reference)] = mark;
}

std::shared_ptr<const StoredCase> CaseCache::find(const std::string& county, const CaseMark& mark) {
    const std::lock_guard lock(mutex_);
    const Entry* entry = current(county, mark);
    return entry != nullptr ? entry->stored : nullptr;
}

void CaseCache::put(std::shared_ptr<const StoredCase> stored) {
    const std::string key = key_of(stored->now.county, stored->now.id);
    // The case itself takes a few times the bytes of its snapshot.
    const std::size_t bytes = 4 * stored->snapshot.size();
    const std::lock_guard lock(mutex_);
    if (const auto old = by_key_.find(key); old != by_key_.end()) {
        bytes_ -= old->second->bytes;
        entries_.erase(old->second);
        by_key_.erase(old);
    }
    entries_.push_front({key, std::move(stored), {}, bytes});
    by_key_[key] = entries_.begin();
    bytes_ += bytes;
    make_room();
}

std::shared_ptr<const std::string> CaseCache::answer(const std::string& county,
                                                     const CaseMark& mark,
                                                     const std::string& reader,
                                                     Instant now) {
    const std::lock_guard lock(mutex_);
    const Entry* entry = current(county, mark);
    if (entry == nullptr) return nullptr;
    const auto found = entry->answers.find(reader);
    return found != entry->answers.end() && now < found->second.until ? found->second.text
                                                                      : nullptr;
}

void CaseCache::put_answer(const std::string& county,
                           const CaseMark& mark,
                           const std::string& reader,
                           std::shared_ptr<const std::string> answer,
                           Instant until) {
    const std::lock_guard lock(mutex_);
    Entry* entry = current(county, mark);
    if (entry == nullptr) return;
    Answer& kept = entry->answers[reader];
    const std::size_t before = kept.text != nullptr ? kept.text->size() : 0;
    entry->bytes += answer->size() - before;
    bytes_ += answer->size() - before;
    kept = {std::move(answer), until};
    make_room();
}

// REQUIRES: the lock.
void CaseCache::make_room() {
    while (bytes_ > most_ && entries_.size() > 1) {
        bytes_ -= entries_.back().bytes;
        by_key_.erase(entries_.back().key);
        entries_.pop_back();
    }
}

}  // namespace oneseal::desk

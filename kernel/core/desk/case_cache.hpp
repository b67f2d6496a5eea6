// Cases as they were last read, with the answers that were made of them: reading a snapshot and
// making a view take most of what a read costs. Never stale: an entry counts only for the version
// and the head that the case's row has now, and an answer only until the next instant at which time
// alone changes what it says. What a row has now need not be asked again while nothing was
// committed.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "desk/case_repository.hpp"

namespace oneseal::desk {

class CaseCache {
  public:
    // So many bytes of snapshots and answers are kept; what was not asked for longest goes first.
    explicit CaseCache(std::size_t bytes) : most_(bytes) {}

    // What a case's row had, by its number or id; nothing once something was committed since.
    // [any thread]
    std::optional<CaseMark> mark(const std::string& county,
                                 const std::string& reference,
                                 unsigned long long commits);
    // `commits` as it stood before the row was read.
    void put_mark(const std::string& county,
                  const std::string& reference,
                  unsigned long long commits,
                  const CaseMark& mark);

    // Null where it is not kept as it stands now. [any thread]
    std::shared_ptr<const StoredCase> find(const std::string& county, const CaseMark& mark);
    void put(std::shared_ptr<const StoredCase> stored);

    // An answer of the case for one kind of reader. Null where there is none for this instant.
    // [any thread]
    std::shared_ptr<const std::string> answer(const std::string& county,
                                              const CaseMark& mark,
                                              const std::string& reader,
                                              Instant now);
    void put_answer(const std::string& county,
                    const CaseMark& mark,
                    const std::string& reader,
                    std::shared_ptr<const std::string> answer,
                    Instant until);

  private:
    struct Answer {
        std::shared_ptr<const std::string> text{};
        Instant until{};
    };
    struct Entry {
        std::string key{};
        std::shared_ptr<const StoredCase> stored{};
        std::map<std::string, Answer> answers{};
        std::size_t bytes = 0;
    };

    Entry* current(const std::string& county, const CaseMark& mark);
    void make_room();

    const std::size_t most_;
    std::mutex mutex_{};
    std::list<Entry> entries_{};  // what was asked for last stands first
    std::map<std::string, std::list<Entry>::iterator> by_key_{};
    std::size_t bytes_ = 0;
    std::unordered_map<std::string, CaseMark> marks_{};  // by county and reference
    unsigned long long marked_at_ = 0;                   // commits, when they were read
};

}  // namespace oneseal::desk

// What outlives a generation: the database, the plugins' processes, and what the desk keeps in
// memory.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>

#include "base/work_pool.hpp"
#include "desk/case_cache.hpp"
#include "desk/case_numbers.hpp"
#include "desk/registers.hpp"
#include "desk/row_cache.hpp"
#include "host/hosts.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// Commands of a county go one after another through the last step, so that counters without gaps
// rarely collide within this process; between processes their guards decide. [any thread]
class CountyLocks {
  public:
    std::mutex& of(const std::string& county) {
        const std::lock_guard lock(mutex_);
        return locks_[county];
    }

  private:
    std::mutex mutex_{};
    std::map<std::string, std::mutex> locks_{};
};

// What the thread that fires timers remembers from one look to the next. [that thread]
struct TimersMemory {
    // When a verdict that did not come is asked for again.
    struct Retry {
        Instant at{};
        std::chrono::milliseconds pause{0};
    };
    std::map<std::string, Retry> retries{};  // by county and case
    std::map<std::string, int> failing{};    // verdicts that did not come in this look, by package
    std::set<std::string> missing{};         // versions that timers wait for, said once
};

struct Lasting {
    // All of them outlive it.
    Lasting(storage::Database& in, host::Hosts& asked, const Clock& told, WorkPool& at)
        : database(in), hosts(asked), clock(told), pool(at) {}

    storage::Database& database;
    host::Hosts& hosts;
    const Clock& clock;
    WorkPool& pool;
    Registers registers{database};
    CaseCache cases{64u << 20};
    RowCache rows{};
    CaseNumbers numbers{database};
    CountyLocks locks{};
    TimersMemory timers{};
    // Of effective matters that are no longer in force, by county and digest.
    std::mutex promises_mutex{};
    std::map<std::string, std::map<std::string, int>> promises{};
    std::mutex damaged_mutex{};
    std::set<std::string> damaged{};  // cases whose damage was said
};

}  // namespace oneseal::desk

// Case numbers: area 6, receipt date 8, matter short code 4, daily sequence 6, check digit, as
// 511102-20240415-1102-000001-0. They come from blocks that are reserved ahead, so that a filing
// waits for no counter; a block that is not used up leaves a gap, which case numbers may have.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

std::string format_case_number(const std::string& county,
                               Day received,
                               const std::string& short_code,
                               std::int64_t sequence);

class CaseNumbers {
  public:
    using Done = std::function<void(Result<std::string>)>;

    explicit CaseNumbers(storage::Database& database) : database_(database) {}
    // Waits for the reservations under way: they call back.
    ~CaseNumbers();
    CaseNumbers(const CaseNumbers&) = delete;
    CaseNumbers& operator=(const CaseNumbers&) = delete;

    // Calls `done` with the next number: at once while the block lasts, otherwise from the thread
    // that reserves the next block. Never blocks. [any thread]
    void next(const std::string& county, Day received, const std::string& short_code, Done done);

  private:
    struct Block {
        std::int64_t next = 0;
        std::int64_t end = 0;   // the first number that is not reserved
        std::int64_t seen = 1;  // the counter's value as this node last saw it
        bool reserving = false;
        std::vector<Done> waiting{};
    };
    struct Series {
        std::string county{};
        Day received{};
        std::string short_code{};
        std::string counter() const;
    };

    void reserve(const Series& series, std::int64_t seen);
    void read_and_reserve(const Series& series);
    void reserved(const Series& series, std::int64_t seen, storage::Committed committed);
    void fail(const Series& series, const Error& error);

    // Under way is what will call back: a commit, or a read that comes before one.
    void begin();
    void end();
    struct Ending;

    storage::Database& database_;
    std::mutex mutex_{};
    std::condition_variable idle_{};
    std::size_t under_way_ = 0;
    std::map<std::string, Block> blocks_{};  // by county and counter
    // A thread of its own: those who wait for a number may hold all that the others run on.
    WorkPool reader_{1, 10'000};
};

}  // namespace oneseal::desk

#include "desk/case_numbers.hpp"

#include <algorithm>
#include <cstdio>

#include "desk/answer.hpp"
#include "desk/case_repository.hpp"
#include "desk/counter_repository.hpp"
#include "desk/errors.hpp"
#include "identifiers/identifiers.hpp"

namespace oneseal::desk {
namespace {

constexpr std::int64_t block_size = 1000;

std::string compact(Day day) {
    std::string text = sdk::format_day(day);
    std::erase(text, '-');
    return text;
}

}  // namespace

std::string format_case_number(const std::string& county,
                               Day received,
                               const std::string& short_code,
                               std::int64_t sequence) {
    char digits[24];
    std::snprintf(digits, sizeof digits, "%06lld", static_cast<long long>(sequence));
    const std::string date = compact(received);
    const char check = sdk::mod11_10(county + date + short_code + digits);
    return county + "-" + date + "-" + short_code + "-" + digits + "-" + check;
}

std::string CaseNumbers::Series::counter() const {
    return "cases/" + sdk::format_day(received) + "/" + short_code;
}

void CaseNumbers::next(const std::string& county,
                       Day received,
                       const std::string& short_code,
                       Done done) {
    const Series series{county, received, short_code};
    std::unique_lock lock(mutex_);
    Block& block = blocks_[county + "/" + series.counter()];
    if (block.next < block.end) {
        const std::int64_t sequence = block.next++;
        lock.unlock();
        done(format_case_number(county, received, short_code, sequence));
        return;
    }
    block.waiting.push_back(std::move(done));
    if (block.reserving) return;
    block.reserving = true;
    const std::int64_t seen = block.seen;
    lock.unlock();
    reserve(series, seen);
}

// Also where memory is short in between.
struct CaseNumbers::Ending {
    CaseNumbers& numbers;
    ~Ending() { numbers.end(); }
};

CaseNumbers::~CaseNumbers() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return under_way_ == 0; });
}

void CaseNumbers::begin() {
    const std::lock_guard lock(mutex_);
    ++under_way_;
}

void CaseNumbers::end() {
    const std::lock_guard lock(mutex_);
    if (--under_way_ == 0) idle_.notify_all();
}

void CaseNumbers::reserve(const Series& series, std::int64_t seen) {
    storage::WriteSet set{{take_counter(series.county, series.counter(), seen, seen + block_size)}};
    begin();
    database_.commit(std::move(set), [this, series, seen](storage::Committed committed) {
        const Ending ending{*this};
        reserved(series, seen, std::move(committed));
    });
}

// Another node, or this one before it was restarted, has taken numbers: the counter is read anew.
void CaseNumbers::read_and_reserve(const Series& series) {
    const auto next = read_counter(database_, series.county, series.counter());
    if (!next) return fail(series, next.error());
    reserve(series, *next);
}

// Runs on the writer's thread, which must not wait for a read.
void CaseNumbers::reserved(const Series& series, std::int64_t seen, storage::Committed committed) {
    if (!committed) return fail(series, committed.error());
    if (*committed) {
        begin();
        const bool posted = reader_.post([this, series] {
            const Ending ending{*this};
            read_and_reserve(series);
        });
        if (posted) return;
        end();
        return fail(series, errors::desk_busy());
    }
    std::vector<std::pair<Done, std::string>> ready;
    bool more = false;
    {
        const std::lock_guard lock(mutex_);
        Block& block = blocks_[series.county + "/" + series.counter()];
        block.next = seen;
        block.end = block.seen = seen + block_size;
        while (!block.waiting.empty() && block.next < block.end) {
            ready.emplace_back(
                std::move(block.waiting.front()),
                format_case_number(
                    series.county, series.received, series.short_code, block.next++));
            block.waiting.erase(block.waiting.begin());
        }
        more = !block.waiting.empty();
        block.reserving = more;
    }
    for (auto& [done, number] : ready) done(std::move(number));
    if (more) reserve(series, seen + block_size);
}

void CaseNumbers::fail(const Series& series, const Error& error) {
    std::vector<Done> waiting;
    {
        const std::lock_guard lock(mutex_);
        Block& block = blocks_[series.county + "/" + series.counter()];
        waiting.swap(block.waiting);
        block.reserving = false;
    }
    for (Done& done : waiting) done(error);
}

}  // namespace oneseal::desk

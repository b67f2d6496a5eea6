// Memory that is not to be had: whoever asked is told to try again, and the program goes on.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <set>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

// The JSON library leaks where an allocation inside a copy fails.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming): the runtime's name
extern "C" const char* __asan_default_options() {
    return "detect_leaks=0";
}

namespace {

// Small ones are had from the program's reserve (kernel/app/memory_reserve.cpp).
constexpr std::size_t large_bytes = 4096;

// How many large allocations of other threads succeed before one fails; below 0, none fails.
std::atomic<long> until_failure{-1};
thread_local bool is_the_tester = false;

bool fails(std::size_t size) {
    if (size < large_bytes || is_the_tester || until_failure < 0) return false;
    return until_failure.fetch_sub(1) == 0;
}

}  // namespace

void* operator new(std::size_t size) {
    void* memory = fails(size) ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

// The sanitizer brings a pair of its own: what one of ours frees, one of ours must have given.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return fails(size) ? nullptr : std::malloc(size == 0 ? 1 : size);
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace oneseal {
namespace {

TEST(ShortMemory, CostsARequestAndNothingElse) {
    is_the_tester = true;
    const Bureau bureau("2026-03-02T09:00:00+08:00");
    Visitor clerk = bureau.visitor("intake1");
    Json filing = restaurant_at_the_counter();
    filing["form"]["premises"] = std::string(20'000, 'x');
    int stored = 0;
    int told = 0;
    long failures = 0;
    // Each time another allocation fails, until a filing is through without any.
    for (long nth = 0; nth < 500; ++nth) {
        until_failure = nth;
        const Reply reply = clerk.file(filing);
        const bool failed = until_failure.exchange(-1) < 0;
        EXPECT_TRUE(reply.status == 201 || reply.status == 503 || reply.status == 500 ||
                    reply.status == 0)
            << reply.status << reply.body;
        if (reply.status == 201) ++stored;
        if (reply.status == 503) ++told;
        failures += failed ? 1 : 0;
        if (!failed) break;
    }
    EXPECT_GT(failures, 10);
    EXPECT_GT(told, 0);
    for (int i = 0; i < 3; ++i) {
        const Reply filed = clerk.file(restaurant_at_the_counter());
        EXPECT_EQ(filed.status, 201) << filed.body;
    }
    EXPECT_EQ(clerk.get("/readyz").status, 200);
    EXPECT_GE(clerk.get("/cases?limit=200").body["cases"].size(), std::size_t(stored) + 3);
}

TEST(ShortMemory, IsToldToWhoReadsACase) {
    is_the_tester = true;
    const Bureau bureau("2026-03-02T09:00:00+08:00");
    Visitor clerk = bureau.visitor("intake1");
    Json filing = restaurant_at_the_counter();
    filing["form"]["premises"] = std::string(20'000, 'x');
    const std::string path = "/cases/" + clerk.file(filing).body["number"].get<std::string>();
    std::set<std::string> told;
    for (long nth = 0; nth < 500; ++nth) {
        until_failure = nth;
        const Reply reply = clerk.get(path);
        if (until_failure.exchange(-1) >= 0) break;
        told.insert(reply.code());
    }
    EXPECT_TRUE(told.contains("API_OUT_OF_MEMORY"));
    EXPECT_EQ(clerk.get(path).status, 200);
}

}  // namespace
}  // namespace oneseal

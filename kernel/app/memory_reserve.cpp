// A reserve of memory for the way out. Where memory is short, a large allocation fails and costs
// its request; but to give up a request takes small ones (a JSON tree needs some while it is
// destroyed), and they must not fail, for no destructor may throw: the program would end. Replaces
// the global operator new of the program `oneseal`.
#include <atomic>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t reserve_bytes = 16 << 20;
// What is needed to destroy a JSON list of some 20,000 entries: its library moves them aside first.
constexpr std::size_t small_bytes = 384 << 10;

std::atomic<void*> reserve{std::malloc(reserve_bytes)};

// Puts back what was given, as soon as there is memory again.
void refill() {
    void* fresh = std::malloc(reserve_bytes);
    void* none = nullptr;
    if (fresh != nullptr && !reserve.compare_exchange_strong(none, fresh)) std::free(fresh);
}

}  // namespace

void* operator new(std::size_t size) {
    if (size == 0) size = 1;
    if (void* memory = std::malloc(size)) {
        // A large one that succeeds tells that the shortage is over.
        if (size > small_bytes && reserve.load(std::memory_order_relaxed) == nullptr) refill();
        return memory;
    }
    if (size <= small_bytes) {
        std::free(reserve.exchange(nullptr));
        if (void* memory = std::malloc(size)) return memory;
    }
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

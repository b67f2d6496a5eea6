// The fence around vendor code, of the process itself and for good: before the library is loaded,
// no path, no network, no program, no process or thread, nobody else's memory, no signal to others;
// after that only reading, writing, memory and the end. The only user of libseccomp.
#pragma once

#include <cstddef>

namespace oneseal::plugin_host {

struct Fence {
    int landlock = 0;      // the version of Landlock that denies the paths; 0: none does
    bool seccomp = false;  // false only with the sanitizers, which need more than it lets through
};

// Of memory in bytes, and of open files; no core file, no child, no byte into a file. The
// sanitizers' builds set only the core file's. Returns false where a limit cannot be set.
bool set_limits(std::size_t memory, std::size_t files);

// Before the library is loaded. Returns false where seccomp cannot be had; whether to go on without
// Landlock is the caller's to say. REQUIRES: one thread; all libraries that plugins may use are
// loaded.
bool raise_fence(Fence& fence);

// After the library was loaded. Returns false where seccomp cannot be had.
bool narrow_fence();

}  // namespace oneseal::plugin_host

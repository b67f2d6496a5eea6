// oneseal-plugin-host PARENT CHANNELS MEMORY LANDLOCK: runs one plugin for the kernel, process
// PARENT, which starts it with the file descriptors of host/protocol.hpp. MEMORY is a limit in
// bytes; LANDLOCK is `needed`, or anything else where it may be missing. Not for people.
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fence.hpp"
#include "host/protocol.hpp"
#include "library.hpp"
#include "serve.hpp"

namespace {

using oneseal::host::FrameType;
using oneseal::host::Progress;
using namespace std::string_view_literals;

// The host must not outlive the kernel. The kernel may have died before the request took effect:
// then the parent is another process already.
bool tie_to_parent(pid_t parent) {
    return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == parent;
}

Progress* map_progress() {
    void* page = ::mmap(nullptr,
                        sizeof(Progress),
                        PROT_READ | PROT_WRITE,
                        MAP_SHARED,
                        oneseal::host::progress_fd,
                        0);
    return page == MAP_FAILED ? nullptr : static_cast<Progress*>(page);
}

// A short frame always fits into the empty socket buffer.
bool tell(FrameType type, std::uint32_t number, const std::string& payload) {
    std::string frame;
    oneseal::host::append_frame(frame, type, number, payload);
    return ::write(oneseal::host::control_fd, frame.data(), frame.size()) > 0;
}

// One more than the kernel has placed, for the library while it is loaded.
std::size_t most_files(std::size_t channels) {
    return static_cast<std::size_t>(oneseal::host::first_channel_fd) + channels + 1;
}

// The last moment before vendor code runs, its constructors included.
bool before_load(std::size_t channels, std::size_t memory, bool needs_landlock) {
    std::signal(SIGPIPE, SIG_IGN);
    if (!oneseal::plugin_host::set_limits(memory, most_files(channels))) return false;
#ifndef __SANITIZE_ADDRESS__
    // Other processes of the same user read none of the personal data that it is asked.
    if (::prctl(PR_SET_DUMPABLE, 0) != 0) return false;
#endif
    oneseal::plugin_host::Fence fence;
    if (!oneseal::plugin_host::raise_fence(fence)) {
        std::fputs("seccomp cannot be had here\n", stderr);
        return false;
    }
    const std::string seccomp(1, fence.seccomp ? '\1' : '\0');
    return tell(FrameType::fenced, static_cast<std::uint32_t>(fence.landlock), seccomp) &&
           (fence.landlock > 0 || !needs_landlock);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fputs("oneseal-plugin-host is started by oneseal, not by people.\n", stderr);
        return 2;
    }
    if (!tie_to_parent(std::atoi(argv[1]))) return 3;
    Progress* progress = map_progress();
    if (progress == nullptr) return 3;
    const auto channels = static_cast<std::size_t>(std::atoi(argv[2]));
    if (!before_load(channels, std::strtoull(argv[3], nullptr, 10), argv[4] == "needed"sv)) {
        return 3;
    }
    progress->executing.store(Progress::loading, std::memory_order_release);
    const auto library = oneseal::plugin_host::load_library(oneseal::host::library_fd);
    // The process ends without exit handlers: the plugin's destructors have no say in it.
    progress->executing.store(Progress::idle, std::memory_order_release);
    if (!oneseal::plugin_host::narrow_fence()) ::_exit(3);
    if (library.department == nullptr) {
        ::_exit(tell(FrameType::load_failed, 0, library.refusal) ? 0 : 3);
    }
    oneseal::plugin_host::serve(*library.department, channels, *progress);
    ::_exit(0);
}

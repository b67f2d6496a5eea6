// oneseal-plugin-host PARENT CHANNELS: runs one plugin for the kernel, process PARENT, which starts
// it with the file descriptors of host/protocol.hpp. Not for people.
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "host/protocol.hpp"
#include "library.hpp"
#include "serve.hpp"

namespace {

using oneseal::host::Progress;

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

// The last moment before vendor code runs, its constructors included: the limits of the process are
// set here.
bool before_load(Progress& progress) {
    std::signal(SIGPIPE, SIG_IGN);
    // What it is asked is personal data, which must not lie about in core files nor be read by
    // other processes of the same user.
    const rlimit no_core{0, 0};
    if (::setrlimit(RLIMIT_CORE, &no_core) != 0) return false;
#ifndef __SANITIZE_ADDRESS__
    if (::prctl(PR_SET_DUMPABLE, 0) != 0) return false;
#endif
    progress.executing.store(Progress::loading, std::memory_order_release);
    return true;
}

// A short frame always fits into the empty socket buffer.
bool tell_refusal(const std::string& why) {
    std::string frame;
    oneseal::host::append_frame(frame, oneseal::host::FrameType::load_failed, 0, why);
    return ::write(oneseal::host::control_fd, frame.data(), frame.size()) > 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("oneseal-plugin-host is started by oneseal, not by people.\n", stderr);
        return 2;
    }
    if (!tie_to_parent(std::atoi(argv[1]))) return 3;
    Progress* progress = map_progress();
    if (progress == nullptr) return 3;
    if (!before_load(*progress)) return 3;
    const auto library = oneseal::plugin_host::load_library(oneseal::host::library_fd);
    // The process ends without exit handlers: the plugin's destructors have no say in it.
    progress->executing.store(Progress::idle, std::memory_order_release);
    if (library.department == nullptr) ::_exit(tell_refusal(library.refusal) ? 0 : 3);
    const auto channels = static_cast<std::size_t>(std::atoi(argv[2]));
    oneseal::plugin_host::serve(*library.department, channels, *progress);
    ::_exit(0);
}

#include "host/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>

// The header of glibc 2.36 does not say that it is C.
extern "C" {
#include <sys/pidfd.h>
}

#include "host/errors.hpp"

namespace oneseal::host {
namespace {

// posix_spawn's two objects, with what a host needs: its file descriptors from 3 on and no others,
// no input, no output but errors, no blocked and no ignored signals, and a process group of its
// own, so that a signal to "all of the group" does not mean the kernel.
class SpawnPlan {
  public:
    SpawnPlan(const std::vector<Fd>& fds, const Fd& errors) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, errors.get(), 2);
        int place = library_fd;
        for (const Fd& fd : fds) ::posix_spawn_file_actions_adddup2(&actions_, fd.get(), place++);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, place);

        ::posix_spawnattr_init(&attributes_);
        sigset_t signals;
        ::sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes_, &signals);
        ::sigfillset(&signals);
        ::posix_spawnattr_setsigdefault(&attributes_, &signals);
        ::posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnPlan() {
        ::posix_spawnattr_destroy(&attributes_);
        ::posix_spawn_file_actions_destroy(&actions_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    const posix_spawn_file_actions_t* actions() const { return &actions_; }
    const posix_spawnattr_t* attributes() const { return &attributes_; }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

// Nothing of the kernel's environment, which may hold passwords; the sanitizers' options are no
// secret and make their builds usable.
std::vector<std::string> host_environment() {
    std::vector<std::string> environment{"LC_ALL=C.UTF-8"};
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
        if (const char* value = ::getenv(name)) {
            environment.push_back(std::string(name) + "=" + value);
        }
    }
    return environment;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// A copy high enough not to lie where another is about to be placed.
Fd high_copy(int fd, std::size_t places) {
    return Fd(::fcntl(fd, F_DUPFD_CLOEXEC, library_fd + static_cast<int>(places)));
}

// Its size is fixed: nobody can take the page away under whoever maps it.
Fd progress_page() {
    const Progress begins{};
    Fd page(::memfd_create("progress", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    constexpr int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (!page || ::write(page.get(), &begins, sizeof begins) != sizeof begins ||
        ::fcntl(page.get(), F_ADD_SEALS, seals) != 0) {
        return {};
    }
    return page;
}

}  // namespace

Result<std::shared_ptr<Process>> Process::start(const std::string& program,
                                                int library,
                                                std::size_t channels,
                                                const Limits& limits) {
    std::shared_ptr<Process> process(new Process);
    const std::size_t places = static_cast<std::size_t>(first_channel_fd - library_fd) + channels;
    std::vector<Fd> theirs;
    theirs.push_back(high_copy(library, places));
    if (!theirs[0] || !process->prepare(channels, theirs))
        return errors::plugin_host_cannot_start(::strerror(errno));
    for (Fd& fd : theirs) {
        fd = high_copy(fd.get(), places);
        if (!fd) return errors::plugin_host_cannot_start(::strerror(errno));
    }
    if (!process->spawn(program, limits, theirs))
        return errors::plugin_host_cannot_start(::strerror(errno));
    process->progressed(std::chrono::steady_clock::now());
    return process;
}

// Makes the page and the sockets; the host's ends are added to `theirs`.
bool Process::prepare(std::size_t channels, std::vector<Fd>& theirs) {
    Fd page = progress_page();
    if (!page) return false;
    progress_ = high_copy(page.get(), 0);
    if (!progress_) return false;
    theirs.push_back(std::move(page));
    for (std::size_t i = 0; i <= channels; ++i) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0) {
            return false;
        }
        (i == 0 ? control_ : channels_.emplace_back()) = Fd(ends[0]);
        theirs.emplace_back(ends[1]);
    }
    return true;
}

bool Process::spawn(const std::string& program,
                    const Limits& limits,
                    const std::vector<Fd>& theirs) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    errors_ = Fd(ends[0]);
    const Fd their_errors(ends[1]);
    const SpawnPlan plan(theirs, their_errors);
    std::vector<std::string> arguments{program,
                                       std::to_string(::getpid()),
                                       std::to_string(channels_.size()),
                                       std::to_string(limits.memory),
                                       limits.needs_landlock ? "needed" : "may be missing"};
    std::vector<std::string> environment = host_environment();
    const int failed = ::posix_spawn(&pid_,
                                     program.c_str(),
                                     plan.actions(),
                                     plan.attributes(),
                                     pointers_to(arguments).data(),
                                     pointers_to(environment).data());
    if (failed != 0) {
        pid_ = -1;
        errno = failed;
        return false;
    }
    pidfd_ = Fd(::pidfd_open(pid_, 0));
    return pidfd_ && ::clock_getcpuclockid(pid_, &cpu_clock_) == 0;
}

Process::~Process() {
    if (pid_ > 0 && !reaped_) {
        kill();
        reap();
    }
}

std::uint64_t Process::executing() const {
    std::uint64_t call = Progress::idle;
    if (::pread(progress_.get(), &call, sizeof call, 0) != sizeof call) return Progress::idle;
    return call;
}

std::chrono::nanoseconds Process::cpu_time() const {
    timespec time{};
    if (::clock_gettime(cpu_clock_, &time) != 0) return {};
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

std::size_t Process::resident_bytes() const {
    std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void Process::kill() {
    // Unlike a pid, a pidfd never comes to mean another process.
    if (pidfd_) {
        ::pidfd_send_signal(pidfd_.get(), SIGKILL, nullptr, 0);
    } else {
        ::kill(pid_, SIGKILL);
    }
}

std::string Process::reap() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    if (!WIFSIGNALED(status)) return "exit status " + std::to_string(WEXITSTATUS(status));
    const int signal = WTERMSIG(status);
    if (signal == SIGSYS) return "it tried what its fence forbids (signal 31)";
    return "signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
}

}  // namespace oneseal::host

#include "fence.hpp"

#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <initializer_list>
#include <memory>

namespace oneseal::plugin_host {
namespace {

// As the kernel's own header has it today; that of Debian 12 ends after the first member.
struct Ruleset {
    std::uint64_t files;
    std::uint64_t network;
    std::uint64_t scopes;
};

constexpr std::uint64_t first_bits(int count) {
    return (std::uint64_t{1} << count) - 1;
}

// All rights that a version of Landlock knows. A right that it doesn't know would be refused.
constexpr Ruleset everything(int version) {
    const int files = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
    return {first_bits(files), first_bits(version >= 4 ? 2 : 0), first_bits(version >= 6 ? 2 : 0)};
}
static_assert(everything(1).files == 0x1fff && everything(1).network == 0);
static_assert(everything(7).files == 0xffff && everything(7).scopes == 3);

// Denies every path by a set of rules that allows none. Returns the version, 0 without Landlock.
int deny_paths() {
    constexpr unsigned ask_version = 1;
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, ask_version);
    if (version < 1) return 0;
    const Ruleset rules = everything(static_cast<int>(version));
    const long fd = ::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (fd < 0) return 0;
    const bool denied = ::syscall(SYS_landlock_restrict_self, fd, 0) == 0;
    ::close(static_cast<int>(fd));
    return denied ? static_cast<int>(version) : 0;
}

bool limit(__rlimit_resource resource, rlim_t most) {
    rlimit now{};
    if (::getrlimit(resource, &now) != 0) return false;
    now.rlim_cur = now.rlim_max = std::min(now.rlim_max, most);
    return ::setrlimit(resource, &now) == 0;
}

#ifndef __SANITIZE_ADDRESS__

// Beside what it may have in RAM: programs, libraries, and memory that was only reserved.
constexpr std::size_t address_space = 128u << 20;

using Calls = std::initializer_list<int>;

// What the host itself and an honest plugin need. The rest fails with EPERM, for libraries try many
// a thing and go on without it.
constexpr Calls work{SCMP_SYS(read),         SCMP_SYS(write),          SCMP_SYS(writev),
                     SCMP_SYS(close),        SCMP_SYS(poll),           SCMP_SYS(ppoll),
                     SCMP_SYS(mmap),         SCMP_SYS(munmap),         SCMP_SYS(mremap),
                     SCMP_SYS(mprotect),     SCMP_SYS(madvise),        SCMP_SYS(brk),
                     SCMP_SYS(futex),        SCMP_SYS(clock_gettime),  SCMP_SYS(clock_nanosleep),
                     SCMP_SYS(gettid),       SCMP_SYS(getpid),         SCMP_SYS(rt_sigaction),
                     SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall),
                     SCMP_SYS(exit),         SCMP_SYS(exit_group)};

// Loading a library, and the second filter. Boost.DLL looks for the file where a load has failed.
constexpr Calls loading{SCMP_SYS(openat),
                        SCMP_SYS(readlink),
                        SCMP_SYS(readlinkat),
                        SCMP_SYS(statx),
                        SCMP_SYS(newfstatat),
                        SCMP_SYS(fstat),
                        SCMP_SYS(lseek),
                        SCMP_SYS(pread64),
                        SCMP_SYS(getrandom),
                        SCMP_SYS(seccomp)};

// What no honest plugin tries: whoever does is ended, so that it is seen.
constexpr Calls hostile{SCMP_SYS(socket),
                        SCMP_SYS(socketpair),
                        SCMP_SYS(connect),
                        SCMP_SYS(bind),
                        SCMP_SYS(listen),
                        SCMP_SYS(accept),
                        SCMP_SYS(accept4),
                        SCMP_SYS(sendto),
                        SCMP_SYS(sendmsg),
                        SCMP_SYS(sendmmsg),
                        SCMP_SYS(io_uring_setup),
                        SCMP_SYS(execve),
                        SCMP_SYS(execveat),
                        SCMP_SYS(fork),
                        SCMP_SYS(vfork),
                        SCMP_SYS(clone),
                        SCMP_SYS(clone3),
                        SCMP_SYS(ptrace),
                        SCMP_SYS(process_vm_readv),
                        SCMP_SYS(process_vm_writev),
                        SCMP_SYS(pidfd_open),
                        SCMP_SYS(pidfd_getfd),
                        SCMP_SYS(pidfd_send_signal),
                        SCMP_SYS(tkill),
                        SCMP_SYS(rt_sigqueueinfo),
                        SCMP_SYS(rt_tgsigqueueinfo)};

// A filter that is built up and then loaded; a step that fails makes the whole fail.
class Filter {
  public:
    Filter() : filter_(::seccomp_init(SCMP_ACT_ERRNO(EPERM)), ::seccomp_release) {
        // no_new_privs is set already, and setting it again needs prctl.
        holds_ =
            filter_ && ::seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_NNP, 0) == 0 &&
            ::seccomp_attr_set(filter_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
    }

    Filter& add(std::uint32_t action, Calls calls) {
        for (const int call : calls) {
            holds_ = holds_ && ::seccomp_rule_add(filter_.get(), action, call, 0) == 0;
        }
        return *this;
    }
    // Where its first argument compares so with `value`.
    Filter& add(std::uint32_t action, int call, scmp_compare compares, scmp_datum_t value) {
        const scmp_arg_cmp first{0, compares, value, 0};
        holds_ = holds_ && ::seccomp_rule_add_array(filter_.get(), action, call, 1, &first) == 0;
        return *this;
    }
    // abort() signals to itself.
    Filter& allow_signals_to_itself() {
        const auto pid = static_cast<scmp_datum_t>(::getpid());
        for (const int call : {SCMP_SYS(kill), SCMP_SYS(tgkill)}) {
            add(SCMP_ACT_ALLOW, call, SCMP_CMP_EQ, pid);
            add(SCMP_ACT_KILL_PROCESS, call, SCMP_CMP_NE, pid);
        }
        return *this;
    }
    bool load() { return holds_ && ::seccomp_load(filter_.get()) == 0; }

  private:
    std::unique_ptr<void, decltype(&::seccomp_release)> filter_;
    bool holds_ = false;
};

#endif

}  // namespace

bool set_limits(std::size_t memory, std::size_t files) {
    // What a plugin is asked is personal data, which must not lie about in core files.
    if (!limit(RLIMIT_CORE, 0)) return false;
#ifdef __SANITIZE_ADDRESS__
    return memory > 0 && files > 0;
#else
    return limit(RLIMIT_AS, memory + address_space) && limit(RLIMIT_NOFILE, files) &&
           limit(RLIMIT_NPROC, 0) && limit(RLIMIT_FSIZE, 0);
#endif
}

bool raise_fence(Fence& fence) {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    fence.landlock = deny_paths();
#ifdef __SANITIZE_ADDRESS__
    return true;
#else
    fence.seccomp = Filter()
                        .add(SCMP_ACT_ALLOW, work)
                        .add(SCMP_ACT_ALLOW, loading)
                        .add(SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_CMP_EQ, PR_GET_DUMPABLE)
                        .add(SCMP_ACT_KILL_PROCESS, hostile)
                        .allow_signals_to_itself()
                        .load();
    return fence.seccomp;
#endif
}

// The first filter stays: what ends the process still does.
bool narrow_fence() {
#ifdef __SANITIZE_ADDRESS__
    return true;
#else
    return Filter().add(SCMP_ACT_ALLOW, work).allow_signals_to_itself().load();
#endif
}

}  // namespace oneseal::plugin_host

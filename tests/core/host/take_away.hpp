// A system without a call that it has.
#pragma once

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace oneseal::host {

// For the thread and what it starts; where `first` is given, only with this first argument.
inline void take_away(std::uint32_t call, std::optional<std::uint32_t> first = std::nullopt) {
    const sock_filter any = BPF_STMT(BPF_JMP | BPF_JA, 0);
    const sock_filter one = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, first.value_or(0), 0, 1);
    std::array<sock_filter, 6> program{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 3),
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)),
        first ? one : any,
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog filter{program.size(), program.data()};
    ASSERT_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    ASSERT_EQ(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter), 0);
}

}  // namespace oneseal::host

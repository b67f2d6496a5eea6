// An answer leaves only when the disk has what it acknowledges. The calls of this process that
// matter are watched at the C library's door, as a tracer would see them.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <mutex>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/write_ahead_log.hpp"

namespace {

std::mutex mutex;
std::vector<std::string> seen;

void note(const char* what) {
    const std::lock_guard lock(mutex);
    seen.emplace_back(what);
}

void note_answer(const void* bytes, std::size_t size) {
    const std::string_view text(static_cast<const char*>(bytes), size);
    if (text.starts_with("HTTP/1.1 201")) note("answer");
}

}  // namespace

extern "C" {

int fdatasync(int file) {
    const auto result = static_cast<int>(syscall(SYS_fdatasync, file));
    if (is_log_of_database(file)) note("sync");
    return result;
}

ssize_t send(int socket, const void* bytes, std::size_t size, int flags) {
    note_answer(bytes, size);
    return syscall(SYS_sendto, socket, bytes, size, flags, nullptr, 0);
}

ssize_t sendmsg(int socket, const msghdr* message, int flags) {
    if (message->msg_iovlen > 0)
        note_answer(message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
    return syscall(SYS_sendmsg, socket, message, flags);
}
}

namespace oneseal {
namespace {

TEST(AnAcknowledgement, LeavesAfterTheDiskHasTheFiling) {
    const Bureau bureau("2026-03-02T09:00:00+08:00");
    Visitor clerk = bureau.visitor("intake1");
    ASSERT_EQ(clerk.file(restaurant_at_the_counter()).status, 201);
    for (int i = 0; i < 20; ++i) {
        {
            const std::lock_guard lock(mutex);
            seen.clear();
        }
        ASSERT_EQ(clerk.file(restaurant_at_the_counter()).status, 201);
        const std::lock_guard lock(mutex);
        const auto answer = std::ranges::find(seen, "answer");
        ASSERT_NE(answer, seen.end());
        EXPECT_NE(std::find(seen.begin(), answer, "sync"), answer);
    }
}

}  // namespace
}  // namespace oneseal

#include "storage/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "storage/faults.hpp"

namespace oneseal::storage {
namespace {

Error in_use(const std::string& database) {
    return {ErrorCode::conflict,
            "STORAGE_FOLDER_IN_USE",
            {"另一个 OneSeal 进程正在使用数据库 " + database + "。",
             "Another OneSeal process is at work on the database " + database + "."},
            {"请先停止那个进程;一个 SQLite 数据库只能由一个内核使用。",
             "Stop that process first: one SQLite database serves one kernel."}};
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::string& database) {
    const std::string path = database + ".lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0) return system_fault("open " + path, errno);
    FolderLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return in_use(database);
    return system_fault("flock " + path, errno);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

FolderLock::~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace oneseal::storage

// Who works on an embedded database: one kernel at a time, so that a second one never deletes what
// the first has in flight. The lock is the process's and ends with it, however it ends.
#pragma once

#include <string>

#include "base/error.hpp"

namespace oneseal::storage {

class FolderLock {
  public:
    // Takes the lock of the database with this path, in the file `path`.lock. Fails as `conflict`
    // (STORAGE_FOLDER_IN_USE) where another process has it, as `unavailable` where the file cannot
    // be made.
    static Result<FolderLock> take(const std::string& database);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

  private:
    explicit FolderLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace oneseal::storage

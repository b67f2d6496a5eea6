// Attachments and packages: a content-addressed directory <dir>/<county>/<2 hex>/<sha256>. A file
// is never changed; what is stored twice is stored once. The name is given out only when file and
// directories are on the disk, so a commit may name it.
// [any thread, except those of an I/O context; a writer belongs to one thread at a time]
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "crypto/digest.hpp"

namespace oneseal::storage {

struct BlobName {
    std::string sha256{};  // 64 hex digits, lower case
    std::uint64_t size = 0;
};

// Takes one file in parts. What is not finished leaves nothing behind.
class BlobWriter {
  public:
    BlobWriter(BlobWriter&& other) noexcept;
    BlobWriter& operator=(BlobWriter&&) = delete;
    ~BlobWriter();

    // Fails as `too_large` (BLOB_TOO_LARGE), `storage_full` (STORAGE_FULL) or `unavailable`
    // (STORAGE_UNAVAILABLE). After a failure only the destructor may follow.
    Result<void> write(std::string_view bytes);
    // Fails as write() does. REQUIRES: once, last.
    Result<BlobName> finish();
    // After finish(), where the command that was to name the file is refused: removes it, unless
    // somebody else has written the same before or since, whose command may name it.
    void discard();

  private:
    friend class BlobStore;
    BlobWriter(int fd,
               std::string part,
               std::string store,
               std::string_view county,
               std::uint64_t size_limit,
               std::shared_ptr<std::mutex> names);

    int fd_;
    std::string part_;    // the file while it is written; empty when it has its name
    std::string made_{};  // its path with its name, where there was no file of that name before
    std::string store_;
    std::string county_;
    std::uint64_t size_limit_;
    std::uint64_t size_ = 0;
    std::shared_ptr<std::mutex> names_;
    crypto::Sha256 digest_{};
};

class BlobStore {
  public:
    // Makes the directory where there is none, and removes what a killed program left unfinished
    // more than a day ago. Fails as `unavailable` or `storage_full`.
    static Result<BlobStore> open(std::string directory);

    // Fails as `unavailable` or `storage_full`. REQUIRES: a county's code, letters and digits only.
    Result<BlobWriter> write(std::string_view county, std::uint64_t size_limit) const;
    // The path of a file. Fails as `not_found` (BLOB_UNKNOWN), also for what is no digest.
    Result<std::string> path(std::string_view county, std::string_view sha256) const;

  private:
    explicit BlobStore(std::string directory) : directory_(std::move(directory)) {}
    std::string directory_;
    // Held while a name is given or taken away.
    std::shared_ptr<std::mutex> names_ = std::make_shared<std::mutex>();
};

// Every file of a county by the name it has, with whether its bytes are what that says. Reads them
// all, and makes nothing. Fails as `unavailable` where a file cannot be read.
Result<std::map<std::string, bool>> check_blobs(const std::string& directory,
                                                std::string_view county);

}  // namespace oneseal::storage

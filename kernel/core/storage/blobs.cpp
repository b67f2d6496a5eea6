#include "storage/blobs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

#include "base/ids.hpp"
#include "storage/errors.hpp"
#include "storage/faults.hpp"

namespace oneseal::storage {
namespace {

const char* const incoming = "/.incoming";

// What stands in a path may not lead out of the store.
bool is_county(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
}

bool is_digest(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string shelf(const std::string& store, std::string_view county, std::string_view sha256) {
    return store + "/" + std::string(county) + "/" + std::string(sha256.substr(0, 2));
}

// The name of a new file is on the disk when its directory is.
std::optional<Error> sync_directory(const std::string& directory) {
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return system_fault("open", errno);
    const int status = ::fsync(fd);
    const int error_number = errno;
    ::close(fd);
    if (status != 0) return system_fault("fsync", error_number);
    return {};
}

std::optional<Error> make_directory(const std::string& directory) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) return system_fault("mkdir", error.value());
    return {};
}

void remove_unfinished(const std::string& directory) {
    const auto yesterday = std::filesystem::file_time_type::clock::now() - std::chrono::hours(24);
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
        const auto written = entry.last_write_time(error);
        if (!error && written < yesterday) std::filesystem::remove(entry.path(), error);
    }
}

}  // namespace

BlobWriter::BlobWriter(int fd,
                       std::string part,
                       std::string store,
                       std::string_view county,
                       std::uint64_t size_limit,
                       std::shared_ptr<std::mutex> names)
    : fd_(fd),
      part_(std::move(part)),
      store_(std::move(store)),
      county_(county),
      size_limit_(size_limit),
      names_(std::move(names)) {}

BlobWriter::BlobWriter(BlobWriter&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      part_(std::exchange(other.part_, {})),
      made_(std::move(other.made_)),
      store_(std::move(other.store_)),
      county_(std::move(other.county_)),
      size_limit_(other.size_limit_),
      size_(other.size_),
      names_(std::move(other.names_)),
      digest_(std::move(other.digest_)) {}

BlobWriter::~BlobWriter() {
    if (fd_ >= 0) ::close(fd_);
    if (!part_.empty()) ::unlink(part_.c_str());
}

Result<void> BlobWriter::write(std::string_view bytes) {
    if (bytes.size() > size_limit_ - size_) return errors::blob_too_large(size_limit_);
    digest_.update(bytes);
    size_ += bytes.size();
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_fault("write", errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<BlobName> BlobWriter::finish() {
    if (::fsync(fd_) != 0) return system_fault("fsync", errno);
    BlobName name{digest_.finish_hex(), size_};
    const std::string directory = shelf(store_, county_, name.sha256);
    if (auto error = make_directory(directory)) return *error;
    {
        const std::string path = directory + "/" + name.sha256;
        const std::lock_guard lock(*names_);
        const bool is_new = ::access(path.c_str(), F_OK) != 0;
        if (::rename(part_.c_str(), path.c_str()) != 0) return system_fault("rename", errno);
        if (is_new) made_ = path;
    }
    part_.clear();
    // All three, whoever made them: another writer may have made one and not yet synced it.
    for (const std::string& made : {directory, store_ + "/" + county_, store_}) {
        if (auto error = sync_directory(made)) return *error;
    }
    return name;
}

// While the descriptor is open, no other file can have this one's number.
void BlobWriter::discard() {
    if (made_.empty()) return;
    struct stat ours {};
    struct stat named {};
    const std::lock_guard lock(*names_);
    if (::fstat(fd_, &ours) == 0 && ::stat(made_.c_str(), &named) == 0 &&
        ours.st_ino == named.st_ino) {
        ::unlink(made_.c_str());
    }
}

Result<BlobStore> BlobStore::open(std::string directory) {
    if (auto error = make_directory(directory + incoming)) return *error;
    remove_unfinished(directory + incoming);
    return BlobStore(std::move(directory));
}

Result<BlobWriter> BlobStore::write(std::string_view county, std::uint64_t size_limit) const {
    if (!is_county(county)) return errors::storage_unavailable("county");
    std::string part = directory_ + incoming + "/" + random_id();
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd < 0) return system_fault("open", errno);
    return BlobWriter(fd, std::move(part), directory_, county, size_limit, names_);
}

Result<std::string> BlobStore::path(std::string_view county, std::string_view sha256) const {
    if (!is_county(county) || !is_digest(sha256)) return errors::blob_unknown();
    std::string path = shelf(directory_, county, sha256) + "/" + std::string(sha256);
    if (::access(path.c_str(), R_OK) != 0) return errors::blob_unknown();
    return path;
}

Result<std::map<std::string, bool>> check_blobs(const std::string& directory,
                                                std::string_view county) {
    std::map<std::string, bool> checked;
    std::error_code error;
    const std::string shelves = directory + "/" + std::string(county);
    for (const auto& file : std::filesystem::recursive_directory_iterator(shelves, error)) {
        const std::string name = file.path().filename().string();
        if (!is_digest(name)) continue;
        std::ifstream stream(file.path(), std::ios::binary);
        if (!stream) return errors::storage_unavailable("read " + name);
        crypto::Sha256 digest;
        std::string part(1 << 16, '\0');
        while (stream.read(part.data(), static_cast<std::streamsize>(part.size())),
               stream.gcount() > 0) {
            digest.update(
                std::string_view(part).substr(0, static_cast<std::size_t>(stream.gcount())));
        }
        checked[name] = digest.finish_hex() == name;
    }
    return checked;
}

}  // namespace oneseal::storage

#include "http/upload_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/ids.hpp"
#include "http/faults.hpp"

namespace oneseal::http {

UploadFile::UploadFile(int fd, std::shared_ptr<Upload> upload)
    : fd_(fd), upload_(std::move(upload)) {}

UploadFile::~UploadFile() {
    ::close(fd_);
}

std::unique_ptr<UploadFile> UploadFile::create(const std::filesystem::path& directory,
                                               int& error_number) {
    const std::filesystem::path path = directory / (random_id() + ".upload");
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        error_number = errno;
        return nullptr;
    }
    auto upload = std::make_shared<Upload>();
    upload->path = path;
    return std::unique_ptr<UploadFile>(new UploadFile(fd, std::move(upload)));
}

std::optional<Fault> UploadFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return faults::upload_failed(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        upload_->size += static_cast<std::uint64_t>(written);
    }
    return {};
}

std::shared_ptr<const Upload> UploadFile::finish(std::string_view content_type) {
    upload_->content_type = content_type;
    return std::move(upload_);
}

}  // namespace oneseal::http

// The file that an upload is streamed into while it arrives.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "http/message.hpp"
#include "http/request_reader.hpp"

namespace oneseal::http {

class UploadFile {
  public:
    // A new file with an unguessable name, readable by this user only. Null where it cannot be
    // made; `error_number` then says why.
    static std::unique_ptr<UploadFile> create(const std::filesystem::path& directory,
                                              int& error_number);
    // Closes the file, and removes it unless finish() was called.
    ~UploadFile();
    UploadFile(const UploadFile&) = delete;
    UploadFile& operator=(const UploadFile&) = delete;

    // 507 where the disk is full, 503 where the file can't be written for another reason.
    std::optional<Fault> write(std::string_view bytes);
    // Hands the file over to the request. REQUIRES: once, last.
    std::shared_ptr<const Upload> finish(std::string_view content_type);

  private:
    UploadFile(int fd, std::shared_ptr<Upload> upload);

    int fd_;
    std::shared_ptr<Upload> upload_;
};

}  // namespace oneseal::http

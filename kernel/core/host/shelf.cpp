#include "host/shelf.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "host/errors.hpp"
#include "host/fd.hpp"

namespace oneseal::host {
namespace {

namespace fs = std::filesystem;

bool sync_directory(const fs::path& directory) {
    const Fd opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened && ::fsync(opened.get()) == 0;
}

bool write_file(const fs::path& path, std::string_view bytes) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    const Fd file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    while (file && !bytes.empty()) {
        const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return file && ::fsync(file.get()) == 0 && sync_directory(path.parent_path());
}

}  // namespace

Result<void> Shelf::keep(const Package& package) const {
    const fs::path kept = directory_ / package.digest;
    std::error_code failed;
    if (fs::exists(kept, failed)) return {};
    const fs::path part = directory_ / ("part-" + std::to_string(::getpid()));
    fs::remove_all(part, failed);
    std::size_t bytes = 0;
    for (const auto& [file, digest] : package.files) {
        const auto content = read_file(package, file);
        if (!content) return content.error();
        bytes += content->size();
        if (bytes > largest_kept_package) {
            fs::remove_all(part, failed);
            return errors::package_not_kept(package.id + " " + package.version, "> 256 MiB");
        }
        if (!write_file(part / file, *content))
            return errors::package_not_kept(package.id + " " + package.version, file);
    }
    // Only what is whole gets the name; where another program was first, its copy is the same.
    if (!write_file(part / "manifest.json", package.manifest)) {
        return errors::package_not_kept(package.id + " " + package.version, "manifest.json");
    }
    fs::rename(part, kept, failed);
    const bool there = fs::exists(kept / "manifest.json");
    fs::remove_all(part, failed);
    if (!there || !sync_directory(directory_))
        return errors::package_not_kept(package.id + " " + package.version, package.digest);
    return {};
}

Result<Package> Shelf::load(const std::string& digest) const {
    auto package = load_package((directory_ / digest).string());
    if (package && package->digest == digest) return package;
    if (!package && package.error().id != "PACKAGE_NOT_FOUND") return package;
    return errors::package_gone(digest);
}

}  // namespace oneseal::host

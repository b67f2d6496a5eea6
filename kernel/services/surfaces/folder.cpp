#include "surfaces/folder.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "surfaces/errors.hpp"

namespace oneseal::surfaces {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_mebibytes = 8;

// A link may lead to another file of the folder and nowhere else: what else lies on the disk is
// nobody's to read, and a folder could lead to itself.
bool is_own_file(const fs::path& root, const fs::path& file) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    if (error || !fs::is_regular_file(real, error)) return false;
    const auto [end, unused] = std::ranges::mismatch(root, real);
    return end == root.end();
}

Result<std::string> read_file(const fs::path& root, const fs::path& file) {
    if (!is_own_file(root, file)) return errors::surface_not_a_file(file.string());
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) return errors::surface_unreadable(file.string());
    if (size > most_mebibytes << 20) {
        return errors::surface_file_too_large(file.string(), most_mebibytes);
    }
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(size, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!stream) return errors::surface_unreadable(file.string());
    return bytes;
}

}  // namespace

Result<Files> read_folder(const fs::path& folder) {
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    fs::recursive_directory_iterator entry;
    if (!error) entry = fs::recursive_directory_iterator(root, error);
    if (error) return errors::surface_unreadable(folder.string());
    Files files;
    while (entry != fs::recursive_directory_iterator()) {
        const fs::path& path = entry->path();
        if (path.filename().string().starts_with('.')) {
            return errors::surface_hidden_file(path.string());
        }
        const bool is_folder = !entry->is_symlink(error) && entry->is_directory(error);
        if (!is_folder) {
            auto bytes = read_file(root, path);
            if (!bytes) return bytes.error();
            const std::string name = path.lexically_relative(root).generic_string();
            files.emplace(name, keep(name, std::move(*bytes)));
        }
        entry.increment(error);
        if (error) return errors::surface_unreadable(folder.string());
    }
    if (!files.contains("index.html")) return errors::surface_without_index(folder.string());
    return files;
}

}  // namespace oneseal::surfaces

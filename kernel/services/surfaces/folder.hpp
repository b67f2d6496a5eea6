// A built surface as it lies in its folder.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "base/error.hpp"
#include "surfaces/kept.hpp"

namespace oneseal::surfaces {

using Files = std::map<std::string, Kept, std::less<>>;  // by their paths in the folder

// Reads all of it, so that no request ever touches a file system. Whatever lies in the folder is
// served: a deployment leaves the assets of the build before beside the new ones, for pages that
// are open. Fails as `invalid_input`, with the file: what cannot be read (SURFACE_UNREADABLE), a
// link that leads to no file of the folder, or what is no file (SURFACE_NOT_A_FILE), a name that
// begins with a dot (SURFACE_HIDDEN_FILE), more than 8 MiB (SURFACE_FILE_TOO_LARGE), no index.html
// (SURFACE_WITHOUT_INDEX).
Result<Files> read_folder(const std::filesystem::path& folder);

}  // namespace oneseal::surfaces

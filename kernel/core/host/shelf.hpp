// Packages kept by their digest in the data folder. A case finds the very bytes that it was decided
// by for as long as anybody may ask, whatever becomes of the folder that packages are installed in;
// so nothing is ever removed here. [any thread, but not an I/O context's]
#pragma once

#include <filesystem>
#include <string>

#include "host/package.hpp"

namespace oneseal::host {

// All files of one package together.
constexpr std::size_t largest_kept_package = 256u << 20;

class Shelf {
  public:
    explicit Shelf(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // Copies the verified files, once. Fails as `unavailable` (PACKAGE_NOT_KEPT) where they cannot
    // be written or are more than largest_kept_package, as read_file() does where they have
    // changed.
    Result<void> keep(const Package& package) const;
    // Fails as `not_found` (PACKAGE_GONE) where no such package is kept, otherwise as
    // load_package() does.
    Result<Package> load(const std::string& digest) const;

  private:
    std::filesystem::path directory_;
};

}  // namespace oneseal::host

// Which packages were ever opened here: the register that keeps one version to one digest.
// [not on an I/O thread]
#pragma once

#include <string>
#include <vector>

#include "storage/database.hpp"

namespace oneseal::desk {

struct KnownPackage {
    std::string digest{};
    std::string plugin{};
    std::string version{};
};

// In the order of plugin, version and digest. Where none was registered yet, as after an upgrade
// from a kernel that kept no register, those that the counties' cases are pinned to.
Result<std::vector<KnownPackage>> known_packages(storage::Database& database,
                                                 const std::vector<std::string>& counties);
Result<void> register_package(storage::Database& database, const KnownPackage& package);
// Whether a case that has not ended is pinned to it.
Result<bool> is_needed(storage::Database& database,
                       const std::vector<std::string>& counties,
                       const std::string& digest);

}  // namespace oneseal::desk

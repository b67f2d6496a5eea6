// An installation's database without its server: for the commands, and to prepare a demonstration.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "settings/settings.hpp"
#include "storage/database.hpp"
#include "storage/folder_lock.hpp"

namespace oneseal {

enum class Offline {
    reads,    // one state, and makes no database where there is none
    appends,  // writes as a kernel that may run beside it does
    // Keeps a kernel from starting meanwhile. Beside one that runs, it goes by the guards of the
    // database, which that kernel has brought to its own version.
    changes
};

struct OfflineDatabase {
    Settings settings{};
    std::optional<storage::FolderLock> lock{};
    std::unique_ptr<storage::Database> database{};
};

// Fails as load_settings(), FolderLock::take() and Database::open() do.
Result<OfflineDatabase> open_offline(const std::string& settings_file, Offline purpose);

}  // namespace oneseal

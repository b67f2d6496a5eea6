#include "app/offline.hpp"

namespace oneseal {

Result<OfflineDatabase> open_offline(const std::string& settings_file, Offline purpose) {
    OfflineDatabase offline;
    auto settings = load_settings(settings_file);
    if (!settings) return settings.error();
    offline.settings = std::move(*settings);
    if (purpose == Offline::changes) {
        auto lock = storage::FolderLock::take(offline.settings.database);
        if (!lock && lock.error().id != "STORAGE_FOLDER_IN_USE") return lock.error();
        if (lock) offline.lock.emplace(std::move(*lock));
    }
    storage::DatabaseOptions options;
    options.connection = offline.settings.database;
    options.one_state = purpose == Offline::reads;
    auto database = storage::Database::open(options);
    if (!database) return database.error();
    offline.database = std::move(*database);
    if (offline.lock) {
        if (auto migrated = offline.database->migrate(); !migrated) return migrated.error();
    }
    return offline;
}

}  // namespace oneseal

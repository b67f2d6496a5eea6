#include "app/options.hpp"

#include <sys/resource.h>

#include <algorithm>

#include "log/log.hpp"

namespace oneseal {
namespace {

// For the database, blobs, plugins and what the libraries open.
constexpr std::size_t own_files = 256;

constexpr Message plugin_said{"APP_PLUGIN_SAID", Level::info, "{}: {}", ""};

// So few that connections never take the files that everything else needs.
std::size_t most_connections() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) files.rlim_cur = 1024;
    const std::size_t limit = files.rlim_cur;
    return std::min(limit - std::min(own_files, limit / 2), http::Options{}.max_connections);
}

}  // namespace

http::Options server_options(const Settings& settings) {
    http::Options options;
    options.address = settings.address;
    options.port = settings.port;
    options.trusted_proxies = settings.trusted_proxies;
    options.io_threads = settings.io_threads;
    options.max_connections = most_connections();
    options.body_bytes = settings.body_bytes;
    options.upload_bytes = settings.upload_bytes;
    options.upload_directory = settings.blobs / "incoming";
    return options;
}

host::HostOptions host_options(const Settings& settings, const std::string& program) {
    host::HostOptions options;
    options.program = program;
    options.without_landlock = settings.plugins_without_landlock;
    options.plugin_log = [](std::string_view package, int, std::string_view text) {
        log(plugin_said, package, text);
    };
    return options;
}

storage::DatabaseOptions database_options(const Settings& settings) {
    storage::DatabaseOptions options;
    options.engine = settings.postgresql ? storage::Engine::postgresql : storage::Engine::sqlite;
    options.connection = settings.database;
    return options;
}

storage::WatchOptions watch_options(const Settings& settings) {
    storage::WatchOptions options;
    if (!settings.postgresql) options.database = settings.database;
    options.blobs = settings.blobs.string();
    return options;
}

}  // namespace oneseal

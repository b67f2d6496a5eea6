// The settings as each part of the installation takes them.
#pragma once

#include <string>

#include "host/hosts.hpp"
#include "http/server.hpp"
#include "settings/settings.hpp"
#include "storage/database.hpp"
#include "storage/watch.hpp"

namespace oneseal {

http::Options server_options(const Settings& settings);
// `program` is oneseal-plugin-host.
host::HostOptions host_options(const Settings& settings, const std::string& program);
storage::DatabaseOptions database_options(const Settings& settings);
storage::WatchOptions watch_options(const Settings& settings);

}  // namespace oneseal

// What a generation is made of, as the files say now: counties, laws, calendars, and packages that
// were read, verified and opened.
#pragma once

#include <optional>
#include <vector>

#include "desk/generation.hpp"
#include "host/hosts.hpp"
#include "host/shelf.hpp"
#include "settings/settings.hpp"
#include "storage/database.hpp"

namespace oneseal {

struct Opened {
    desk::GenerationSources sources{};
    desk::PluginContext context{};
    std::vector<desk::LeftOut> left_out{};
    std::vector<host::Package> to_be_kept{};
};

// A package that does not hold is left out and logged; what is open already stays so. From the
// shelf comes what is installed no longer, but open cases are pinned to; and, as it was, a version
// whose bytes have changed. Fails as desk::plugin_context() and the database do. [blocks]
Result<Opened> open_sources(const Settings& settings,
                            storage::Database& database,
                            host::Hosts& hosts,
                            const host::Shelf& shelf);

// Those of the packages that are not in `opened` go on for the cases pinned to them.
void carry_over(std::vector<desk::InstalledPackage> packages, Opened& opened);

// Without what goes on only for cases pinned to it, where there are none any more; nothing where
// all of it is needed. Fails as the database does. [blocks]
Result<std::optional<Opened>> without_unneeded(const Opened& opened, storage::Database& database);

// Registers the packages and puts them on the shelf. A data folder that takes no copy stops nothing
// today: the packages are there. Fails as the database does. [blocks]
Result<void> keep_packages(storage::Database& database,
                           const host::Shelf& shelf,
                           std::vector<host::Package> packages);

// A line for each thing that is wrong with it.
void log_left_out(const desk::LeftOut& one);

}  // namespace oneseal

#include "app/opened.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "app/errors.hpp"
#include "app/packages.hpp"
#include "desk/package_repository.hpp"
#include "log/log.hpp"

namespace oneseal {
namespace {

constexpr int open_attempts = 3;

constexpr Message package_left_out{
    "APP_PACKAGE_LEFT_OUT",
    Level::error,
    "{} takes no filings: {} {}",
    "The others work. Mend it or put its last version back (oneseal plugin check), then reload."};

constexpr Message package_not_kept{"APP_PACKAGE_NOT_KEPT",
                                   Level::error,
                                   "{}: {}",
                                   "Check the data folder's space and rights, then reload."};

// At once, for what comes after may stop the start.
void leave_out(std::vector<desk::LeftOut>& left_out, const std::string& package, const Error& why) {
    left_out.push_back({package, why});
    log_left_out(left_out.back());
}

std::vector<std::string> codes_of(const std::vector<Json>& counties) {
    std::vector<std::string> codes;
    for (const Json& county : counties) codes.push_back(text_at(county, "code"));
    return codes;
}

Error gone(const desk::KnownPackage& package) {
    const std::string name = package.plugin + " " + package.version;
    return errors::package_gone(name, package.digest);
}

// Reads it all once.
class Opening {
  public:
    Opening(const Settings& settings,
            storage::Database& database,
            host::Hosts& hosts,
            const host::Shelf& shelf)
        : settings_(settings), database_(database), hosts_(hosts), shelf_(shelf) {}

    Result<Opened> run() {
        desk::GenerationSources& sources = opened_.sources;
        sources.counties = settings_.counties;
        sources.laws = settings_.laws;
        sources.calendars = settings_.calendars;
        sources.remedies = *settings_.remedies;
        auto context = desk::plugin_context(sources.calendars);
        if (!context) return context.error();
        opened_.context = std::move(*context);
        auto known = desk::known_packages(database_, codes_of(settings_.counties));
        if (!known) return known.error();
        known_ = std::move(*known);
        for (const std::string& folder : package_folders(settings_.plugins.string())) {
            auto opened = open_package(folder);
            if (opened) sources.packages.push_back(std::move(*opened));
        }
        if (auto pinned = open_pinned(); !pinned) return pinned.error();
        return std::move(opened_);
    }

  private:
    std::optional<desk::InstalledPackage> open_package(const std::string& folder);
    std::optional<desk::InstalledPackage> open_documents(const std::string& name,
                                                         const host::Package& package);
    Result<void> open_pinned();
    Result<void> open_process(const host::Package& package);

    const Settings& settings_;
    storage::Database& database_;
    host::Hosts& hosts_;
    const host::Shelf& shelf_;
    Opened opened_{};
    std::vector<desk::KnownPackage> known_{};  // before this
    std::set<std::string> replaced_{};         // versions whose bytes have changed
};

// Nothing where it cannot be read, or has changed under its version: then the version goes on as it
// was, from the shelf.
std::optional<desk::InstalledPackage> Opening::open_package(const std::string& folder) {
    const std::string name = std::filesystem::path(folder).filename().string();
    auto package = host::load_package(folder);
    if (!package) {
        leave_out(opened_.left_out, name, package.error());
        return {};
    }
    if (const auto changed = changed_bytes(*package, known_)) {
        leave_out(opened_.left_out, name, *changed);
        replaced_.insert(package->id + " " + package->version);
        return {};
    }
    auto installed = open_documents(name, *package);
    if (installed) opened_.to_be_kept.push_back(std::move(*package));
    return installed;
}

// One that only does not open is there for the cases pinned to it: their papers and clocks need no
// plugin.
std::optional<desk::InstalledPackage> Opening::open_documents(const std::string& name,
                                                              const host::Package& package) {
    const bool is_known = std::ranges::any_of(
        known_, [&](const desk::KnownPackage& one) { return one.digest == package.digest; });
    auto installed = is_known ? read_documents(package) : check_documents(package);
    if (!installed) {
        leave_out(opened_.left_out, name, installed.error());
        return {};
    }
    const auto opened = open_process(package);
    installed->opens = opened.has_value();
    if (!opened) leave_out(opened_.left_out, name, opened.error());
    return std::move(*installed);
}

// From the shelf comes what is installed no longer, but open cases are pinned to; and, as it was, a
// version whose bytes have changed.
Result<void> Opening::open_pinned() {
    const std::vector<std::string> codes = codes_of(settings_.counties);
    for (const desk::KnownPackage& one : known_) {
        const auto same = [&](const auto& opened) { return opened.digest == one.digest; };
        if (std::ranges::any_of(opened_.sources.packages, same)) continue;
        const std::string name = one.plugin + " " + one.version;
        const bool installed = replaced_.contains(name);
        const auto needed = desk::is_needed(database_, codes, one.digest);
        if (!needed) return needed.error();
        if (!installed && !*needed) continue;
        const auto kept = shelf_.load(one.digest);
        if (!kept && *needed) leave_out(opened_.left_out, name, gone(one));
        auto opened = kept ? open_documents(name, *kept) : std::nullopt;
        if (!opened) continue;
        opened->kept = !installed;
        if (installed) replaced_.erase(name);  // one of them is in force
        opened_.sources.packages.push_back(std::move(*opened));
    }
    return {};
}

// A process that died or took too long may do better; documents that do not hold never will.
Result<void> Opening::open_process(const host::Package& package) {
    for (int attempt = 1;; ++attempt) {
        auto opened = hosts_.open(package, opened_.context.digest, opened_.context.json);
        if (opened || attempt == open_attempts) return opened;
        if (opened.error().code != ErrorCode::unavailable) return opened;
    }
}

}  // namespace

void log_left_out(const desk::LeftOut& one) {
    const Error& why = one.why;
    if (why.findings.empty()) log(package_left_out, one.package, why.id, why.message.en);
    int lines = 0;
    for (const Finding& finding : why.findings) {
        if (++lines > 20) break;  // the rest shows when these are mended
        const std::string place = finding.pointer.empty() ? "" : finding.pointer + ": ";
        log(package_left_out, one.package, why.id, place + finding.message.en);
    }
}

Result<Opened> open_sources(const Settings& settings,
                            storage::Database& database,
                            host::Hosts& hosts,
                            const host::Shelf& shelf) {
    return Opening(settings, database, hosts, shelf).run();
}

void carry_over(std::vector<desk::InstalledPackage> packages, Opened& opened) {
    auto& there = opened.sources.packages;
    for (desk::InstalledPackage& package : packages) {
        if (std::ranges::find(there, package.digest, &desk::InstalledPackage::digest) !=
            there.end()) {
            continue;
        }
        package.kept = true;
        there.push_back(std::move(package));
    }
}

Result<std::optional<Opened>> without_unneeded(const Opened& opened, storage::Database& database) {
    const auto codes = codes_of(opened.sources.counties);
    std::set<std::string> unneeded;
    for (const desk::InstalledPackage& package : opened.sources.packages) {
        if (!package.kept) continue;
        const auto needed = desk::is_needed(database, codes, package.digest);
        if (!needed) return needed.error();
        if (!*needed) unneeded.insert(package.digest);
    }
    if (unneeded.empty()) return std::optional<Opened>{};
    Opened left = opened;
    std::erase_if(left.sources.packages, [&](const desk::InstalledPackage& package) {
        return unneeded.contains(package.digest);
    });
    return std::optional(std::move(left));
}

Result<void> keep_packages(storage::Database& database,
                           const host::Shelf& shelf,
                           std::vector<host::Package> packages) {
    for (const host::Package& package : packages) {
        const desk::KnownPackage one{package.digest, package.id, package.version};
        if (auto done = desk::register_package(database, one); !done) return done;
        if (auto kept = shelf.keep(package); !kept) {
            log(package_not_kept, kept.error().id, kept.error().message.en);
        }
    }
    return {};
}

}  // namespace oneseal

#include "app/installation.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "access/access.hpp"
#include "api/api.hpp"
#include "app/errors.hpp"
#include "app/options.hpp"
#include "app/packages.hpp"
#include "base/ids.hpp"
#include "base/repeating.hpp"
#include "base/work_pool.hpp"
#include "desk/assembly.hpp"
#include "desk/desk.hpp"
#include "desk/search_loop.hpp"
#include "desk/timer_loop.hpp"
#include "host/hosts.hpp"
#include "host/shelf.hpp"
#include "http/server.hpp"
#include "journal/evidence_key.hpp"
#include "journal/outside.hpp"
#include "log/log.hpp"
#include "papers/page.hpp"
#include "settings/settings.hpp"
#include "storage/blobs.hpp"
#include "storage/folder_lock.hpp"
#include "surfaces/surfaces.hpp"

namespace oneseal {
namespace {

// Commands wait for the disk and for plugins, not for the processor: more threads than cores.
constexpr std::size_t work_threads = 16;
constexpr std::size_t work_queue = 2000;
constexpr std::chrono::seconds sessions_refresh{2};
constexpr int open_attempts = 3;

constexpr Message sessions_stale{
    "APP_SESSIONS_STALE",
    Level::warning,
    "Sessions could not be compared with the database ({}); it is tried again in a moment.",
    "If it stays so, have the database and its disk checked."};
constexpr Message package_left_out{
    "APP_PACKAGE_LEFT_OUT",
    Level::error,
    "{} takes no filings: {} {}",
    "The others work. Mend it or put its last version back (oneseal plugin check), then restart."};

constexpr Message package_not_kept{"APP_PACKAGE_NOT_KEPT",
                                   Level::error,
                                   "{}: {}",
                                   "Check the data folder's space and rights, then restart."};

// A line for each thing that is wrong with it.
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

// A lost key is the administrator's to find while the counter is open; a database that is not the
// one that the evidence was made for is not served.
Result<void> check_evidence(storage::Database& database,
                            const Settings& settings,
                            const Clock& clock) {
    if (auto none = journal::check_none_missing(database, settings.anchors); !none) return none;
    const auto key = journal::evidence_key(database, settings.evidence_key, clock.now());
    if (!key && key.error().code == ErrorCode::conflict) return key.error();
    return {};
}

}  // namespace

// Members are destroyed from the last to the first: the server stops before what it stands on.
struct Installation::State {
    std::optional<storage::FolderLock> at_work{};
    std::unique_ptr<storage::Database> database{};
    std::optional<storage::BlobStore> blobs{};
    std::unique_ptr<access::Access> access{};
    surfaces::Surfaces surfaces{};
    desk::PluginContext context{};
    desk::Assembly assembly{};
    std::shared_ptr<const host::Shelf> shelf{};
    std::vector<desk::KnownPackage> known{};  // before this start
    std::vector<desk::LeftOut> left_out{};    // by this start, so far
    std::set<std::string> replaced{};         // versions whose bytes have changed
    std::vector<host::Package> to_be_kept{};
    std::unique_ptr<http::Server> server{};
    std::unique_ptr<host::Hosts> hosts{};
    std::unique_ptr<WorkPool> pool{};
    std::unique_ptr<desk::Desk> desk{};
    std::unique_ptr<api::Doorway> doorway{};
    std::unique_ptr<api::Limits> limits{};
    std::unique_ptr<api::Changes> changes{};
    std::unique_ptr<storage::StorageWatch> watch{};
    std::unique_ptr<api::Foundation> foundation{};
    std::unique_ptr<desk::TimerLoop> timers{};
    std::unique_ptr<desk::SearchLoop> search{};
    std::optional<Repeating> sessions{};

    ~State() {
        sessions.reset();
        search.reset();
        timers.reset();
        if (server) server->stop();
        pool.reset();
        limits.reset();
        changes.reset();
        // Without threads that run its contexts, the server only keeps them alive for the hosts.
        desk.reset();
        hosts.reset();
    }

    Result<void> open_storage(const Settings& settings, const Clock& clock, bool synced);
    Result<void> open_assembly(const Settings& settings,
                               const std::string& plugin_host,
                               const Clock& clock);
    std::optional<desk::InstalledPackage> open_package(const std::string& folder);
    std::optional<desk::InstalledPackage> open_documents(const std::string& name,
                                                         const host::Package& package);
    Result<void> open_pinned(const Settings& settings, desk::AssemblySources& sources);
    Result<void> keep_packages();
    Result<void> open_process(const host::Package& package);
    Result<void> open_desk(const Clock& clock);
    Result<void> serve(const Settings& settings, const Clock& clock);
};

Result<void> Installation::State::open_storage(const Settings& settings,
                                               const Clock& clock,
                                               bool synced) {
    if (!settings.postgresql) {
        auto taken = storage::FolderLock::take(settings.database);
        if (!taken) return taken.error();
        at_work.emplace(std::move(*taken));
    }
    storage::DatabaseOptions options = database_options(settings);
    options.synced = synced;
    auto opened = storage::Database::open(options);
    if (!opened) return opened.error();
    database = std::move(*opened);
    if (auto migrated = database->migrate(); !migrated) return migrated.error();
    if (auto checked = check_evidence(*database, settings, clock); !checked) return checked;
    auto store = storage::BlobStore::open(settings.blobs.string());
    if (!store) return store.error();
    blobs.emplace(std::move(*store));
    auto accounts = access::Access::open(*database, clock);
    if (!accounts) return accounts.error();
    access = std::move(*accounts);
    if (auto begun = access->begin_record(std::string{access::applicants}); !begun) return begun;
    for (const Json& county : settings.counties) {
        if (auto set = access->set_county(county); !set) return set.error();
        if (auto begun = access->begin_record(county["code"]); !begun) return begun;
    }
    return {};
}

Result<void> Installation::State::open_assembly(const Settings& settings,
                                                const std::string& plugin_host,
                                                const Clock& clock) {
    desk::AssemblySources sources;
    sources.counties = settings.counties;
    sources.laws = settings.laws;
    sources.calendars = settings.calendars;
    sources.remedies = *settings.remedies;
    sources.today = legal_day(clock.now());
    auto made = desk::plugin_context(sources.calendars);
    if (!made) return made.error();
    context = std::move(*made);
    server = std::make_unique<http::Server>(server_options(settings));
    hosts = std::make_unique<host::Hosts>(
        host_options(settings, plugin_host), server->contexts(), clock);
    shelf = std::make_shared<const host::Shelf>(settings.kept_packages);
    auto opened_before = desk::known_packages(*database, codes_of(settings.counties));
    if (!opened_before) return opened_before.error();
    known = std::move(*opened_before);
    for (const std::string& folder : package_folders(settings.plugins.string())) {
        auto opened = open_package(folder);
        if (opened) sources.packages.push_back(std::move(*opened));
    }
    if (auto opened = open_pinned(settings, sources); !opened) return opened.error();
    auto assembled = desk::assemble(sources);
    if (!assembled) return assembled.error();
    assembly = std::move(*assembled);
    assembly.shelf = shelf;
    for (const desk::LeftOut& one : assembly.left_out) log_left_out(one);
    assembly.left_out.insert(assembly.left_out.begin(), left_out.begin(), left_out.end());
    return keep_packages();
}

// Nothing where it cannot be read, or has changed under its version: then the version goes on as it
// was, from the shelf.
std::optional<desk::InstalledPackage> Installation::State::open_package(const std::string& folder) {
    const std::string name = std::filesystem::path(folder).filename().string();
    auto package = host::load_package(folder);
    if (!package) {
        leave_out(left_out, name, package.error());
        return {};
    }
    if (const auto changed = changed_bytes(*package, known)) {
        leave_out(left_out, name, *changed);
        replaced.insert(package->id + " " + package->version);
        return {};
    }
    auto installed = open_documents(name, *package);
    if (installed) to_be_kept.push_back(std::move(*package));
    return installed;
}

// One that only does not open is there for the cases pinned to it: their papers and clocks need no
// plugin.
std::optional<desk::InstalledPackage> Installation::State::open_documents(
    const std::string& name, const host::Package& package) {
    const bool is_known = std::ranges::any_of(
        known, [&](const desk::KnownPackage& one) { return one.digest == package.digest; });
    auto installed = is_known ? read_documents(package) : check_documents(package);
    if (!installed) {
        leave_out(left_out, name, installed.error());
        return {};
    }
    const auto opened = open_process(package);
    installed->opens = opened.has_value();
    if (!opened) leave_out(left_out, name, opened.error());
    return std::move(*installed);
}

// From the shelf comes what is installed no longer, but open cases are pinned to; and, as it was, a
// version whose bytes have changed.
Result<void> Installation::State::open_pinned(const Settings& settings,
                                              desk::AssemblySources& sources) {
    const std::vector<std::string> codes = codes_of(settings.counties);
    for (const desk::KnownPackage& one : known) {
        const auto same = [&](const auto& opened) { return opened.digest == one.digest; };
        if (std::ranges::any_of(sources.packages, same)) continue;
        const std::string name = one.plugin + " " + one.version;
        const bool installed = replaced.contains(name);
        const auto needed = desk::is_needed(*database, codes, one.digest);
        if (!needed) return needed.error();
        if (!installed && !*needed) continue;
        const auto kept = shelf->load(one.digest);
        if (!kept && *needed) leave_out(left_out, name, gone(one));
        auto opened = kept ? open_documents(name, *kept) : std::nullopt;
        if (!opened) continue;
        opened->kept = !installed;
        if (installed) replaced.erase(name);  // one of them is in force
        sources.packages.push_back(std::move(*opened));
    }
    return {};
}

// A data folder that takes no copy stops nothing today: the packages are there.
Result<void> Installation::State::keep_packages() {
    for (const host::Package& package : to_be_kept) {
        const desk::KnownPackage one{package.digest, package.id, package.version};
        if (auto done = desk::register_package(*database, one); !done) return done;
        if (auto kept = shelf->keep(package); !kept) {
            log(package_not_kept, kept.error().id, kept.error().message.en);
        }
    }
    to_be_kept.clear();
    return {};
}

// A process that died or took too long may do better; documents that do not hold never will.
Result<void> Installation::State::open_process(const host::Package& package) {
    for (int attempt = 1;; ++attempt) {
        auto opened = hosts->open(package, context.digest, context.json);
        if (opened || attempt == open_attempts) return opened;
        if (opened.error().code != ErrorCode::unavailable) return opened;
    }
}

Result<void> Installation::State::open_desk(const Clock& clock) {
    pool = std::make_unique<WorkPool>(work_threads, work_queue);
    desk = std::make_unique<desk::Desk>(assembly, *database, *hosts, clock, *pool);
    return desk->start();
}

Result<void> Installation::State::serve(const Settings& settings, const Clock& clock) {
    if (auto opened = open_desk(clock); !opened) return opened;
    doorway = std::make_unique<api::Doorway>(*access, assembly, *pool);
    limits = std::make_unique<api::Limits>(clock, settings.limits);
    changes = std::make_unique<api::Changes>(*desk, *access);
    watch = std::make_unique<storage::StorageWatch>(*database, watch_options(settings));
    foundation = std::make_unique<api::Foundation>(
        api::Foundation{*access,
                        *desk,
                        *blobs,
                        *pool,
                        *limits,
                        *changes,
                        *watch,
                        settings.upload_bytes,
                        [&server = *server](std::size_t thread, std::function<void()> work) {
                            server.run_on(thread, std::move(work));
                        }});
    foundation->demonstration = settings.demonstration;
    if (!settings.message_sink.empty()) foundation->send = messages::sink(settings.message_sink);
    http::Router router = api::make_router(*foundation, *doorway);
    surfaces::add_routes(router, std::move(surfaces), assembly, papers::style_source());
    if (auto started = server->start(std::move(router)); !started) return started.error();
    timers = std::make_unique<desk::TimerLoop>(
        *desk, random_id(), desk::Evidence{settings.evidence_key, settings.anchors});
    search = std::make_unique<desk::SearchLoop>(*desk);
    sessions.emplace(
        sessions_refresh,
        sessions_refresh,
        [this] {
            if (const auto done = access->refresh(); !done) log(sessions_stale, done.error().id);
        },
        [](const char* type) { log(sessions_stale, type); });
    return {};
}

Installation::Installation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Installation::~Installation() = default;

Result<std::unique_ptr<Installation>> Installation::start(const Settings& settings,
                                                          const std::string& plugin_host,
                                                          const Clock& clock) {
    auto state = std::make_unique<State>();
    auto surfaces = surfaces::read_surfaces(settings.surfaces);
    if (!surfaces) return surfaces.error();
    state->surfaces = std::move(*surfaces);
    if (auto opened = state->open_storage(settings, clock, true); !opened) return opened.error();
    if (auto opened = state->open_assembly(settings, plugin_host, clock); !opened)
        return opened.error();
    if (auto served = state->serve(settings, clock); !served) return served.error();
    return std::unique_ptr<Installation>(new Installation(std::move(state)));
}

// The server's threads carry what plugins answer; it has no routes.
Result<std::unique_ptr<Installation>> Installation::start_closed(const Settings& settings,
                                                                 const std::string& plugin_host,
                                                                 const Clock& clock) {
    auto state = std::make_unique<State>();
    if (auto opened = state->open_storage(settings, clock, false); !opened) return opened.error();
    if (auto opened = state->open_assembly(settings, plugin_host, clock); !opened)
        return opened.error();
    if (auto opened = state->open_desk(clock); !opened) return opened.error();
    if (auto started = state->server->start({}); !started) return started.error();
    return std::unique_ptr<Installation>(new Installation(std::move(state)));
}

std::uint16_t Installation::port() const {
    return state_->server->port();
}

desk::Desk& Installation::desk() {
    return *state_->desk;
}

access::Access& Installation::access() {
    return *state_->access;
}

const storage::BlobStore& Installation::blobs() const {
    return *state_->blobs;
}

}  // namespace oneseal

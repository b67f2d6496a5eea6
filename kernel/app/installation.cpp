#include "app/installation.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "access/access.hpp"
#include "api/api.hpp"
#include "app/errors.hpp"
#include "app/opened.hpp"
#include "app/options.hpp"
#include "base/ids.hpp"
#include "base/repeating.hpp"
#include "base/work_pool.hpp"
#include "desk/generations.hpp"
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
constexpr std::chrono::seconds look{1};
constexpr std::chrono::hours look_for_unneeded{1};

constexpr Message sessions_stale{
    "APP_SESSIONS_STALE",
    Level::warning,
    "Sessions could not be compared with the database ({}); it is tried again in a moment.",
    "If it stays so, have the database and its disk checked."};
constexpr Message day_not_begun{"APP_DAY_NOT_BEGUN",
                                Level::error,
                                "What is in force from today on could not be put in force ({}); "
                                "what was in force yesterday goes "
                                "on, and it is tried again in a moment.",
                                "If it stays so, restart: the start names what is wrong."};
constexpr Message packages_not_ended{
    "APP_PACKAGES_NOT_ENDED",
    Level::warning,
    "Versions that no case needs any more could not be ended ({}); it is tried again in an hour.",
    "If it stays so, have the database and its disk checked."};

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
    std::shared_ptr<const host::Shelf> shelf{};
    std::mutex making{};           // of generations, with what follows
    Opened opened{};               // what the one in force was made of
    std::set<std::string> told{};  // what every day's leaves out, said once
    std::set<std::pair<std::string, std::string>> running{};  // packages with their contexts
    std::chrono::steady_clock::time_point next_look_for_unneeded{};
    std::unique_ptr<http::Server> server{};
    std::unique_ptr<host::Hosts> hosts{};
    std::unique_ptr<WorkPool> pool{};
    std::unique_ptr<desk::Lasting> lasting{};
    std::unique_ptr<desk::Generations> generations{};
    std::unique_ptr<api::Doorway> doorway{};
    std::unique_ptr<api::Limits> limits{};
    std::unique_ptr<api::Changes> changes{};
    std::unique_ptr<storage::StorageWatch> watch{};
    std::unique_ptr<api::Foundation> foundation{};
    std::unique_ptr<desk::TimerLoop> timers{};
    std::unique_ptr<desk::SearchLoop> search{};
    std::optional<Repeating> sessions{};
    std::optional<Repeating> looks{};

    ~State() {
        looks.reset();
        sessions.reset();
        search.reset();
        timers.reset();
        if (server) server->stop();
        pool.reset();
        limits.reset();
        changes.reset();
        // Without threads that run its contexts, the server only keeps them alive for the hosts.
        generations.reset();
        lasting.reset();
        hosts.reset();
    }

    Result<void> open_storage(const Settings& settings, const Clock& clock, bool synced);
    Result<void> open_desk(const Settings& settings,
                           const std::string& plugin_host,
                           const Clock& clock);
    Result<void> load(const Settings& settings);
    Result<void> put_in_force(Opened next);
    void begin_day();
    void end_unneeded();
    void end_unused();
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
    auto connected = storage::Database::open(options);
    if (!connected) return connected.error();
    database = std::move(*connected);
    if (auto migrated = database->migrate(); !migrated) return migrated.error();
    if (auto checked = check_evidence(*database, settings, clock); !checked) return checked;
    auto store = storage::BlobStore::open(settings.blobs.string());
    if (!store) return store.error();
    blobs.emplace(std::move(*store));
    auto accounts = access::Access::open(*database, clock);
    if (!accounts) return accounts.error();
    access = std::move(*accounts);
    return access->begin_record(std::string{access::applicants});
}

Result<void> Installation::State::open_desk(const Settings& settings,
                                            const std::string& plugin_host,
                                            const Clock& clock) {
    server = std::make_unique<http::Server>(server_options(settings));
    hosts = std::make_unique<host::Hosts>(
        host_options(settings, plugin_host), server->contexts(), clock);
    shelf = std::make_shared<const host::Shelf>(settings.kept_packages);
    pool = std::make_unique<WorkPool>(work_threads, work_queue);
    lasting = std::make_unique<desk::Lasting>(*database, *hosts, clock, *pool);
    generations = std::make_unique<desk::Generations>(*lasting);
    return load(settings);
}

Result<void> Installation::State::load(const Settings& settings) {
    const std::lock_guard lock(making);
    auto next = open_sources(settings, *database, *hosts, *shelf);
    if (!next) return next.error();
    auto to_be_kept = std::exchange(next->to_be_kept, {});
    carry_over(opened.sources.packages, *next);
    if (auto put = put_in_force(std::move(*next)); !put) return put;
    next_look_for_unneeded = {};
    for (const Json& county : settings.counties) {
        if (auto set = access->set_county(county); !set) return set.error();
        if (auto begun = access->begin_record(county["code"]); !begun) return begun;
    }
    return keep_packages(*database, *shelf, std::move(to_be_kept));
}

// The laws of the day decide which packages take filings. REQUIRES: the lock.
Result<void> Installation::State::put_in_force(Opened next) {
    next.sources.today = legal_day(lasting->clock.now());
    auto made = desk::assemble(next.sources);
    if (!made) return made.error();
    made->shelf = shelf;
    for (const desk::LeftOut& one : made->left_out) {
        if (told.insert(one.package + " " + one.why.id).second) log_left_out(one);
    }
    made->left_out.insert(made->left_out.begin(), next.left_out.begin(), next.left_out.end());
    if (auto put = generations->put(std::move(*made)); !put) return put;
    for (const desk::InstalledPackage& package : next.sources.packages) {
        running.emplace(package.digest, next.context.digest);
    }
    opened = std::move(next);
    return {};
}

// A clock that was put back makes a day begin too.
void Installation::State::begin_day() {
    const std::lock_guard lock(making);
    if (opened.sources.today == legal_day(lasting->clock.now())) return;
    if (auto put = put_in_force(opened); !put) log(day_not_begun, put.error().id);
}

// Looked for while nobody works under an earlier generation: who does may still pin a case to what
// is in force there.
void Installation::State::end_unneeded() {
    const std::lock_guard lock(making);
    const auto now = std::chrono::steady_clock::now();
    if (generations->alive() > 1 || now < next_look_for_unneeded) return;
    next_look_for_unneeded = now + look_for_unneeded;
    auto left = without_unneeded(opened, *database);
    if (!left) return log(packages_not_ended, left.error().id);
    if (!*left) return;
    if (auto put = put_in_force(std::move(**left)); !put) log(packages_not_ended, put.error().id);
}

// What no generation asks any more is closed; a process ends with its package's last context.
void Installation::State::end_unused() {
    const std::lock_guard lock(making);
    if (generations->alive() > 1) return;
    std::erase_if(running, [&](const auto& one) {
        const auto& [package, context] = one;
        const auto& all = opened.sources.packages;
        const bool asked =
            context == opened.context.digest &&
            std::ranges::find(all, package, &desk::InstalledPackage::digest) != all.end();
        if (!asked) hosts->close_context(package, context);
        return !asked;
    });
}

Result<void> Installation::State::serve(const Settings& settings, const Clock& clock) {
    doorway = std::make_unique<api::Doorway>(*access, *generations, *pool);
    limits = std::make_unique<api::Limits>(clock, settings.limits);
    changes = std::make_unique<api::Changes>(*generations, *access);
    watch = std::make_unique<storage::StorageWatch>(*database, watch_options(settings));
    foundation = std::make_unique<api::Foundation>(
        api::Foundation{*access,
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
    surfaces::add_routes(router, std::move(surfaces), *generations, papers::style_source());
    if (auto started = server->start(std::move(router)); !started) return started.error();
    timers = std::make_unique<desk::TimerLoop>(
        *generations, random_id(), desk::Evidence{settings.evidence_key, settings.anchors});
    search = std::make_unique<desk::SearchLoop>(*generations);
    sessions.emplace(
        sessions_refresh,
        sessions_refresh,
        [this] {
            if (const auto done = access->refresh(); !done) log(sessions_stale, done.error().id);
        },
        [](const char* type) { log(sessions_stale, type); });
    looks.emplace(
        look,
        look,
        [this] {
            begin_day();
            end_unneeded();
            end_unused();
        },
        [](const char* type) { log(day_not_begun, type); });
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
    if (auto opened = state->open_desk(settings, plugin_host, clock); !opened)
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
    if (auto opened = state->open_desk(settings, plugin_host, clock); !opened)
        return opened.error();
    if (auto started = state->server->start({}); !started) return started.error();
    return std::unique_ptr<Installation>(new Installation(std::move(state)));
}

Result<void> Installation::reload(const Settings& settings) {
    return state_->load(settings);
}

std::uint16_t Installation::port() const {
    return state_->server->port();
}

desk::Desk Installation::desk() const {
    return state_->generations->desk();
}

access::Access& Installation::access() {
    return *state_->access;
}

const storage::BlobStore& Installation::blobs() const {
    return *state_->blobs;
}

}  // namespace oneseal

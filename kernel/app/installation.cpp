#include "app/installation.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "access/access.hpp"
#include "api/api.hpp"
#include "app/packages.hpp"
#include "base/ids.hpp"
#include "base/work_pool.hpp"
#include "desk/bureau.hpp"
#include "desk/desk.hpp"
#include "desk/timer_loop.hpp"
#include "host/hosts.hpp"
#include "http/server.hpp"
#include "log/log.hpp"
#include "settings/settings.hpp"
#include "storage/blobs.hpp"

namespace oneseal {
namespace {

// Commands wait for the disk and for plugins, not for the processor: more threads than cores.
constexpr std::size_t work_threads = 16;
constexpr std::size_t work_queue = 2000;
// For the database, blobs, plugins and what the libraries open.
constexpr std::size_t own_files = 256;
constexpr std::chrono::seconds sessions_refresh{2};
constexpr int open_attempts = 3;

constexpr Message plugin_said{"APP_PLUGIN_SAID", Level::info, "{}: {}", ""};
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

// So few that connections never take the files that everything else needs.
std::size_t most_connections() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) files.rlim_cur = 1024;
    const std::size_t limit = files.rlim_cur;
    return std::min(limit - std::min(own_files, limit / 2), http::Options{}.max_connections);
}

http::Options server_options(const Settings& settings) {
    http::Options options;
    options.address = settings.address;
    options.port = settings.port;
    options.io_threads = settings.io_threads;
    options.max_connections = most_connections();
    options.body_bytes = settings.body_bytes;
    options.upload_bytes = settings.upload_bytes;
    options.upload_directory = settings.blobs / "incoming";
    return options;
}

host::HostOptions host_options(const std::string& program) {
    host::HostOptions options;
    options.program = program;
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

}  // namespace

// Members are destroyed from the last to the first: the server stops before what it stands on.
struct Installation::State {
    std::unique_ptr<storage::Database> database{};
    std::optional<storage::BlobStore> blobs{};
    std::unique_ptr<access::Access> access{};
    desk::Bureau bureau{};
    std::unique_ptr<http::Server> server{};
    std::unique_ptr<host::Hosts> hosts{};
    std::unique_ptr<WorkPool> pool{};
    std::unique_ptr<desk::Desk> desk{};
    std::unique_ptr<api::Doorway> doorway{};
    std::unique_ptr<api::Foundation> foundation{};
    std::unique_ptr<desk::TimerLoop> timers{};
    std::jthread sessions{};

    ~State() {
        sessions = {};
        timers.reset();
        if (server) server->stop();
        pool.reset();
        // Without threads that run its contexts, the server only keeps them alive for the hosts.
        desk.reset();
        hosts.reset();
    }

    Result<void> open_storage(const Settings& settings, const Clock& clock);
    Result<void> open_bureau(const Settings& settings,
                             const std::string& plugin_host,
                             const Clock& clock);
    std::optional<desk::InstalledPackage> open_package(const std::string& folder,
                                                       std::vector<desk::LeftOut>& left_out);
    Result<void> open_process(const host::Package& package);
    Result<void> serve(const Settings& settings, const Clock& clock);
    void refresh_sessions(const std::stop_token& stop) const;
};

// Until the end, now and then.
void Installation::State::refresh_sessions(const std::stop_token& stop) const {
    std::mutex mutex;  // nobody shares it: it is only what a wait needs
    std::condition_variable_any wake;
    // cppcheck-suppress localMutex
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, stop, sessions_refresh, [&] { return stop.stop_requested(); })) {
        if (const auto done = access->refresh(); !done) log(sessions_stale, done.error().id);
    }
}

Result<void> Installation::State::open_storage(const Settings& settings, const Clock& clock) {
    auto opened = storage::Database::open(database_options(settings));
    if (!opened) return opened.error();
    database = std::move(*opened);
    if (auto migrated = database->migrate(); !migrated) return migrated.error();
    auto store = storage::BlobStore::open(settings.blobs.string());
    if (!store) return store.error();
    blobs.emplace(std::move(*store));
    auto accounts = access::Access::open(*database, clock);
    if (!accounts) return accounts.error();
    access = std::move(*accounts);
    for (const Json& county : settings.counties) {
        if (auto set = access->set_county(county); !set) return set.error();
    }
    return {};
}

Result<void> Installation::State::open_bureau(const Settings& settings,
                                              const std::string& plugin_host,
                                              const Clock& clock) {
    desk::BureauSources sources;
    sources.counties = settings.counties;
    sources.laws = settings.laws;
    sources.calendars = settings.calendars;
    sources.remedies = *settings.remedies;
    sources.today = legal_day(clock.now());
    // First without packages, for the context that they are opened with.
    auto assembled = desk::assemble(sources);
    if (!assembled) return assembled.error();
    bureau = std::move(*assembled);
    server = std::make_unique<http::Server>(server_options(settings));
    hosts = std::make_unique<host::Hosts>(host_options(plugin_host), server->contexts(), clock);
    std::vector<desk::LeftOut> left_out;
    for (const std::string& folder : package_folders(settings.plugins.string())) {
        auto opened = open_package(folder, left_out);
        if (opened) sources.packages.push_back(std::move(*opened));
    }
    assembled = desk::assemble(sources);
    if (!assembled) return assembled.error();
    bureau = std::move(*assembled);
    for (const desk::LeftOut& one : bureau.left_out) log_left_out(one);
    bureau.left_out.insert(bureau.left_out.begin(), left_out.begin(), left_out.end());
    return {};
}

// Nothing where it cannot be read. One that only does not open is there for the cases pinned to it:
// their papers and clocks need no plugin.
std::optional<desk::InstalledPackage> Installation::State::open_package(
    const std::string& folder, std::vector<desk::LeftOut>& left_out) {
    const std::string name = std::filesystem::path(folder).filename().string();
    const auto package = host::load_package(folder);
    auto installed = package ? read_documents(*package, Demands::of_landed) : package.error();
    if (!installed) {
        leave_out(left_out, name, installed.error());
        return {};
    }
    const auto opened = open_process(*package);
    installed->opens = opened.has_value();
    if (!opened) leave_out(left_out, name, opened.error());
    return std::move(*installed);
}

// A process that died or took too long may do better; documents that do not hold never will.
Result<void> Installation::State::open_process(const host::Package& package) {
    for (int attempt = 1;; ++attempt) {
        auto opened = hosts->open(package, bureau.context_digest, bureau.context_json);
        if (opened || attempt == open_attempts) return opened;
        if (opened.error().code != ErrorCode::unavailable) return opened;
    }
}

Result<void> Installation::State::serve(const Settings& settings, const Clock& clock) {
    pool = std::make_unique<WorkPool>(work_threads, work_queue);
    desk = std::make_unique<desk::Desk>(bureau, *database, *hosts, clock, *pool);
    if (auto started = desk->start(); !started) return started.error();
    doorway = std::make_unique<api::Doorway>(*access, bureau, *pool);
    foundation = std::make_unique<api::Foundation>(
        api::Foundation{*access, *desk, *blobs, *pool, settings.upload_bytes});
    if (auto started = server->start(api::make_router(*foundation, *doorway)); !started) {
        return started.error();
    }
    timers = std::make_unique<desk::TimerLoop>(*desk, random_id(), settings.evidence_key);
    sessions = std::jthread([this](const std::stop_token& stop) { refresh_sessions(stop); });
    return {};
}

Installation::Installation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Installation::~Installation() = default;

Result<std::unique_ptr<Installation>> Installation::start(const Settings& settings,
                                                          const std::string& plugin_host,
                                                          const Clock& clock) {
    auto state = std::make_unique<State>();
    if (auto opened = state->open_storage(settings, clock); !opened) return opened.error();
    if (auto opened = state->open_bureau(settings, plugin_host, clock); !opened)
        return opened.error();
    if (auto served = state->serve(settings, clock); !served) return served.error();
    return std::unique_ptr<Installation>(new Installation(std::move(state)));
}

std::uint16_t Installation::port() const {
    return state_->server->port();
}

}  // namespace oneseal

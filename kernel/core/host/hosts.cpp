#include "host/hosts.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <typeinfo>
#include <unordered_map>

#include "host/answers.hpp"
#include "host/errors.hpp"
#include "host/host.hpp"
#include "host/keeper.hpp"
#include "log/log.hpp"

namespace oneseal::host {
namespace {

// Beyond longest_wait: a channel answers everything by then, only one that has stopped does not.
constexpr std::chrono::seconds grace{2};

namespace asio = boost::asio;

constexpr Message supervisor_threw{"HOST_SUPERVISOR_THREW",
                                   Level::error,
                                   "The thread that supervises the plugins threw {} and went on.",
                                   "Report it; if it is for want of memory, give it more."};

struct TextHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the library's name
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

// The open contexts of one package by their digests.
using Contexts = std::map<std::string, std::shared_ptr<const Instance>, std::less<>>;
// The open packages by their digests.
using Packages = std::unordered_map<std::string, Contexts, TextHash, std::equal_to<>>;

std::shared_ptr<const Instance> find(const Packages& packages,
                                     std::string_view package,
                                     std::string_view context) {
    const auto contexts = packages.find(package);
    if (contexts == packages.end()) return nullptr;
    const auto found = contexts->second.find(context);
    return found == contexts->second.end() ? nullptr : found->second;
}

// What the plugin's open takes: [{"file", "text"}].
std::string documents_json(const Package& package) {
    nlohmann::json documents = nlohmann::json::array();
    for (const Document& document : package.documents) {
        documents.push_back({{"file", document.file}, {"text", document.text}});
    }
    return documents.dump();
}

}  // namespace

struct Hosts::State {
    State(HostOptions its_options,
          std::vector<asio::io_context*> its_channels,
          const Clock& its_clock)
        : options(std::move(its_options)), channels(std::move(its_channels)), clock(its_clock) {
        for (std::size_t i = 0; i < channels.size(); ++i) {
            caches.push_back(std::make_shared<Packages>());
        }
    }

    std::shared_ptr<Host> host_of(const Package& package);
    void forget_caches();
    Result<std::string> wait_for(std::shared_ptr<const Instance> instance, std::string input);

    const HostOptions options;
    const std::vector<asio::io_context*> channels;
    const Clock& clock;

    mutable std::mutex mutex{};
    Packages open_packages{};
    // Also those whose last calls are still under way.
    std::map<std::string, std::weak_ptr<Host>> hosts{};
    std::uint32_t last_number = 0;

    // What each channel's thread has looked up so far, so that a call takes no lock.
    std::vector<std::shared_ptr<Packages>> caches{};
    std::atomic<std::size_t> next_channel{0};

    asio::io_context supervisor{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{supervisor.get_executor()};
    std::thread thread{[this] { supervise(); }};
    void supervise();
};

// What one package's answer throws, as for want of memory, ends no other package's processes.
void Hosts::State::supervise() {
    for (bool ended = false; !ended;) {
        try {
            supervisor.run();
            ended = true;
        } catch (const std::exception& error) {
            log(supervisor_threw, typeid(error).name());
        }
    }
}

// REQUIRES: the mutex is held.
std::shared_ptr<Host> Hosts::State::host_of(const Package& package) {
    if (auto host = hosts[package.digest].lock()) return host;
    auto host = std::make_shared<Host>(package, options, clock);
    for (std::size_t i = 0; i < channels.size(); ++i) {
        host->channels.push_back(std::make_unique<Channel>(*host, *channels[i], i));
    }
    host->keeper = std::make_unique<Keeper>(*host, documents_json(package), supervisor);
    hosts[package.digest] = host;
    return host;
}

void Hosts::State::forget_caches() {
    for (std::size_t i = 0; i < channels.size(); ++i) {
        asio::post(*channels[i], [cache = caches[i]] { cache->clear(); });
    }
}

Hosts::Hosts(HostOptions options, std::vector<asio::io_context*> contexts, const Clock& clock)
    : state_(std::make_unique<State>(std::move(options), std::move(contexts), clock)) {}

Hosts::~Hosts() {
    state_->supervisor.stop();
    state_->thread.join();
    for (const auto& cache : state_->caches) cache->clear();
    state_->open_packages.clear();
    for (const auto& [digest, weak] : state_->hosts) {
        const auto host = weak.lock();
        if (!host) continue;
        for (const auto& channel : host->channels) channel->abandon();
        // Handlers that never run may hold the host longer than the io_contexts live.
        host->channels.clear();
        host->keeper.reset();
    }
}

Result<void> Hosts::open(const Package& package,
                         const std::string& context_digest,
                         const std::string& context_json) {
    if (!package.library) return errors::plugin_cannot_load(package.id, "it has no library");
    Keeper::Opened promise;
    auto opened = promise.get_future();
    std::shared_ptr<Host> host;
    std::uint32_t number = 0;
    {
        const std::lock_guard lock(state_->mutex);
        if (find(state_->open_packages, package.digest, context_digest)) return {};
        host = state_->host_of(package);
        number = ++state_->last_number;
    }
    host->keeper->open(number, context_json, std::move(promise));
    Result<void> result = opened.get();
    if (!result) return result;
    auto instance = std::make_shared<const Instance>(host, number);
    const std::lock_guard lock(state_->mutex);
    // Where another thread opened the same meanwhile, this one's instance closes again.
    state_->open_packages[package.digest].try_emplace(context_digest, std::move(instance));
    return {};
}

void Hosts::close_context(std::string_view package_digest, std::string_view context_digest) {
    std::shared_ptr<const Instance> instance;
    {
        const std::lock_guard lock(state_->mutex);
        const auto contexts = state_->open_packages.find(package_digest);
        if (contexts == state_->open_packages.end()) return;
        const auto found = contexts->second.find(context_digest);
        if (found == contexts->second.end()) return;
        instance = found->second;
        contexts->second.erase(found);
        if (contexts->second.empty()) state_->open_packages.erase(contexts);
    }
    state_->forget_caches();
}

void Hosts::evaluate(std::size_t channel,
                     std::string_view package_digest,
                     std::string_view context_digest,
                     std::string input,
                     Done done,
                     Urgency urgency) {
    Packages& cache = *state_->caches[channel];
    auto instance = find(cache, package_digest, context_digest);
    if (!instance) {
        const std::lock_guard lock(state_->mutex);
        instance = find(state_->open_packages, package_digest, context_digest);
        if (instance) cache[std::string(package_digest)][std::string(context_digest)] = instance;
    }
    if (!instance) {
        asio::post(*state_->channels[channel],
                   [done = std::move(done),
                    error = errors::plugin_not_open(std::string(package_digest))] { done(error); });
        return;
    }
    Channel& calls = *instance->host->channels[channel];
    calls.evaluate(std::move(instance), std::move(input), std::move(done), urgency);
}

Result<std::string> Hosts::evaluate_and_wait(std::string_view package_digest,
                                             std::string_view context_digest,
                                             std::string input) {
    std::shared_ptr<const Instance> instance;
    {
        const std::lock_guard lock(state_->mutex);
        instance = find(state_->open_packages, package_digest, context_digest);
    }
    if (!instance) return errors::plugin_not_open(std::string(package_digest));
    // The context may be closed meanwhile, and with the last one the host would go.
    const std::shared_ptr<Host> host = instance->host;
    if (!host->turns.take(host->options.turn)) return errors::plugin_busy(host->id);
    Result<std::string> answer = state_->wait_for(std::move(instance), std::move(input));
    host->turns.give_back();
    return answer;
}

Result<std::string> Hosts::State::wait_for(std::shared_ptr<const Instance> instance,
                                           std::string input) {
    // The call may outlive this wait, so it shares what it answers into.
    const auto promise = std::make_shared<std::promise<Result<std::string>>>();
    auto answer = promise->get_future();
    const std::size_t channel = next_channel++ % channels.size();
    const std::string package = instance->host->id;
    asio::post(
        *channels[channel],
        [channel, promise, instance = std::move(instance), input = std::move(input)]() mutable {
            Channel& calls = *instance->host->channels[channel];
            calls.evaluate(
                std::move(instance),
                std::move(input),
                [promise](auto result) { promise->set_value(std::move(result)); },
                Urgency::case_work);
        });
    if (answer.wait_for(options.longest_wait + grace) != std::future_status::ready) {
        return errors::plugin_busy(package);
    }
    return answer.get();
}

std::vector<HostStatus> Hosts::status() const {
    std::vector<HostStatus> all;
    const std::lock_guard lock(state_->mutex);
    for (const auto& [digest, contexts] : state_->open_packages) {
        const Host& host = *contexts.begin()->second->host;
        HostStatus status{host.id,
                          host.version,
                          host.digest,
                          host.pid,
                          host.state,
                          contexts.size(),
                          host.restarts,
                          0,
                          host.failures,
                          host.circuit.open_until(),
                          host.checks.open_until()};
        status.fence = host.fence;
        std::tie(status.last_error, status.last_error_at) = host.last_error();
        for (const auto& channel : host.channels) status.calls += channel->calls();
        all.push_back(std::move(status));
    }
    std::sort(all.begin(), all.end(), [](const HostStatus& a, const HostStatus& b) {
        return std::tie(a.package, a.version) < std::tie(b.package, b.version);
    });
    return all;
}

}  // namespace oneseal::host

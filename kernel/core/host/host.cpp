#include "host/host.hpp"

#include <algorithm>

#include "host/answers.hpp"
#include "host/fd.hpp"
#include "host/keeper.hpp"
#include "log/log.hpp"
#include "oneseal/plugin.h"

namespace oneseal::host {
namespace {

constexpr Message circuit_opened{
    "HOST_CIRCUIT_OPENED",
    Level::error,
    "Plugin {} {} failed for too many different inputs; for {} ms its calls are refused.",
    "Roll the package back, or tell the vendor; filings are taken and wait for their verdict."};
constexpr Message checks_refused{
    "HOST_CHECKS_REFUSED",
    Level::error,
    "Plugin {} {} failed for too many different checks; for {} ms checks are refused.",
    "Filings and the work on cases go on. Tell the vendor; see whether somebody attacks."};

}  // namespace

Host::Host(const Package& package, const HostOptions& its_options, const Clock& its_clock)
    : id(package.id),
      version(package.version),
      digest(package.digest),
      library(package.library),
      options(its_options),
      clock(its_clock),
      circuit(options.circuit, clock),
      checks(options.circuit, clock),
      bad_inputs(clock),
      turns(options.most_blocked) {}

Host::~Host() = default;

void Host::log_line(int level, std::string_view text) {
    if (!options.plugin_log) return;
    const std::int64_t minute =
        std::chrono::floor<std::chrono::minutes>(clock.now()).time_since_epoch().count();
    if (log_minute_.exchange(minute) != minute) log_lines_ = 0;
    const std::size_t line = ++log_lines_;
    if (line < options.most_log_lines) {
        options.plugin_log(id, level, clean_text(text.substr(0, log_line_bytes)));
    } else if (line == options.most_log_lines) {
        options.plugin_log(id, level, "(more lines; the rest of this minute is dropped)");
    }
}

void Host::log_printed(std::string_view bytes, std::string& begun) {
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        begun.append(bytes.substr(0, std::min(end, log_line_bytes)));
        if (end == bytes.size() && begun.size() < log_line_bytes) return;
        log_line(ONESEAL_LOG_WARNING, begun);
        begun.clear();
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
}

// A check is the probe of the common circuit only where nobody else has come for long, for whoever
// sends a deadly one would otherwise keep the department shut.
std::optional<Error> Host::refuse(Urgency urgency) {
    const bool check = urgency == Urgency::check;
    if (check) {
        if (const auto pause = checks.refuse()) return unavailable_error(id, *pause);
    }
    const auto unfit = check ? options.circuit.longest_pause : std::chrono::milliseconds{0};
    if (const auto pause = circuit.refuse(unfit)) return unavailable_error(id, *pause);
    return std::nullopt;
}

void Host::succeeded(Urgency urgency) {
    if (urgency == Urgency::check) checks.succeeded();
    circuit.succeeded();
}

bool Host::failed(Urgency urgency) {
    Circuit& its = urgency == Urgency::check ? checks : circuit;
    const bool was_open = its.is_open();
    if (!its.failed()) return false;
    if (was_open) return true;
    const auto until = its.open_until().value_or(Instant{});
    const auto pause = std::max(until - clock.now(), std::chrono::milliseconds{0});
    log(urgency == Urgency::check ? checks_refused : circuit_opened, id, version, pause.count());
    for (const auto& channel : channels) channel->refuse_waiting(urgency, pause);
    return true;
}

std::pair<std::string, std::optional<Instant>> Host::last_error() const {
    const std::lock_guard lock(error_mutex_);
    return {error_, error_at_};
}

void Host::hold_against(const Call& call, const Error& error) {
    {
        const std::lock_guard lock(error_mutex_);
        error_ = error.id;
        error_at_ = clock.now();
    }
    if (bad_inputs.hold(call.instance->number, call.input, error)) failed(call.urgency);
}

Instance::~Instance() {
    // Without a keeper all of it is about to end.
    if (host->keeper) host->keeper->close(number);
}

}  // namespace oneseal::host

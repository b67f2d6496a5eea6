#include "host/host.hpp"

#include "host/answers.hpp"
#include "host/fd.hpp"
#include "host/keeper.hpp"

namespace oneseal::host {

Host::Host(const Package& package, const HostOptions& its_options, const Clock& its_clock)
    : id(package.id),
      version(package.version),
      digest(package.digest),
      library(package.library),
      options(its_options),
      clock(its_clock),
      circuit(options.circuit, clock) {}

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

bool Host::failed() {
    ++failures;
    return circuit.failed();
}

Context::~Context() {
    // Without a keeper all of it is about to end.
    if (host->keeper) host->keeper->close(number);
}

}  // namespace oneseal::host

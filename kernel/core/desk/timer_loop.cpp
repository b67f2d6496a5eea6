#include "desk/timer_loop.hpp"

#include "desk/case_repository.hpp"
#include "desk/lease_repository.hpp"
#include "journal/anchor.hpp"
#include "journal/county_chain.hpp"
#include "journal/evidence_key.hpp"
#include "journal/outside.hpp"
#include "log/log.hpp"

namespace oneseal::desk {
namespace {

using namespace std::chrono_literals;

constexpr auto pause = 200ms;
constexpr auto lease_length = 30s;
constexpr auto lease_renewal = 10s;
// A lease beyond this was taken while some clock ran ahead. Clocks of nodes differ by seconds.
constexpr auto longest_lease = 2 * lease_length;
constexpr auto answers_kept = std::chrono::days{7};
constexpr auto anchor_retry = 1h;

constexpr Message timer_failed{"DESK_TIMER_FAILED",
                               Level::error,
                               "A timer of county {} could not be fired: {}.",
                               "It stays due and is tried again; if this goes on, look at the "
                               "database's disk."};
constexpr Message lease_ahead{"DESK_LEASE_AHEAD",
                              Level::error,
                              "The lease of county {} lasts until {}, but it is {}: a clock was "
                              "wrong. The lease is not trusted, and timers run.",
                              "Set the clocks of all nodes by NTP; look at what was fired while "
                              "the clock ran ahead (oneseal journal verify, the events by "
                              "\"system\")."};
constexpr Message look_failed{"DESK_TIMERS_FAILED",
                              Level::error,
                              "Looking for timers that are due met {}; it is tried again.",
                              "If it stays so, run oneseal journal verify and report this line."};
constexpr Message anchor_failed{"DESK_ANCHOR_FAILED",
                                Level::error,
                                "The day's anchor of county {} could not be made: {}.",
                                "It is tried again in an hour; run oneseal journal verify."};

}  // namespace

TimerLoop::TimerLoop(const Generations& generations, std::string node, Evidence evidence)
    : generations_(generations),
      node_(std::move(node)),
      evidence_(std::move(evidence)),
      // Damage in one place, or too little memory: what is due stays due.
      thread_(
          std::chrono::milliseconds{0},
          pause,
          [this] { look(); },
          [](const char* type) { log(look_failed, type); }) {}

void TimerLoop::look() {
    const Desk desk = generations_.desk();
    for (const auto& [code, county] : desk.generation().counties) {
        const Instant now = desk.clock().now();
        if (!holds_lease(desk, code, now)) continue;
        const auto fired = desk.fire_due(code, now);
        if (!fired) log(timer_failed, code, fired.error().id);
        anchor_daily(desk, code, now);
    }
    // The chain of the applicants' accounts is no county's.
    const Instant now = desk.clock().now();
    if (holds_lease(desk, journal::whole_installation, now)) {
        anchor_daily(desk, journal::whole_installation, now);
    }
}

// After what was due at the day's beginning, so that it is in.
void TimerLoop::anchor_daily(const Desk& desk, const std::string& county, Instant now) {
    Instant& next = next_anchors_[county];
    // A clock that ran ahead and was set right again keeps no anchor waiting.
    if (now < next && next - now <= std::chrono::days{1}) return;
    const auto made = anchor_of_the_day(desk.database(), county, evidence_, now);
    if (!made) log(anchor_failed, county, made.error().id);
    next = made ? start_of(legal_day(now) + std::chrono::days{1}) : now + anchor_retry;
}

Result<void> anchor_of_the_day(storage::Database& database,
                               const std::string& county,
                               const Evidence& evidence,
                               Instant now) {
    const auto last = journal::last_anchored_at(database, county);
    if (!last) return last.error();
    if (*last && legal_day(**last) == legal_day(now)) {
        return journal::keep_outside(database, county, evidence.anchors);
    }
    const auto key = journal::evidence_key(database, evidence.key, now);
    if (!key) return key.error();
    const auto heads = list_heads(database, county);
    if (!heads) return heads.error();
    const auto made = journal::make_anchor(database, county, *heads, now, *key);
    if (!made) return made.error();
    return journal::keep_outside(database, county, evidence.anchors);
}

bool TimerLoop::holds_lease(const Desk& desk, const std::string& county, Instant now) {
    Instant& until = leases_[county];
    const bool ahead = until > now + longest_lease;
    if (now + lease_length - lease_renewal < until && !ahead) return true;
    const Lease lease{county, node_, now, now + lease_length, now + longest_lease};
    if (until == Instant{} || ahead) {
        const auto stored = read_lease(desk.database(), county);
        const auto held = stored ? parse_instant(*stored) : std::nullopt;
        if (held && *held > lease.longest) log(lease_ahead, county, *stored, format_instant(now));
    }
    storage::WriteSet set{{take_lease(lease), forget_answers(county, now - answers_kept)}};
    const auto taken = desk.database().commit_and_wait(std::move(set));
    const bool ours = taken && !*taken;
    until = ours ? now + lease_length : Instant{};
    return ours;
}

}  // namespace oneseal::desk

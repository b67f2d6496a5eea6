// What happens by itself: timers after their legal instants, verdicts that are awaited, last days
// that a notice of holidays moves.
#include <algorithm>

#include "cases/clocks.hpp"
#include "desk/answer.hpp"
#include "desk/desk.hpp"
#include "desk/errors.hpp"
#include "desk/views.hpp"
#include "log/log.hpp"

namespace oneseal::desk {
namespace {

constexpr std::chrono::milliseconds shortest_retry_pause{std::chrono::seconds{1}};
constexpr std::chrono::milliseconds longest_retry_pause{std::chrono::minutes{5}};

// What one look spends on verdicts at most, so that the next timers are not late for them; and how
// many of one package that did not come are enough for it.
constexpr std::chrono::milliseconds longest_asking{500};
constexpr int most_failing = 3;

using Steady = std::chrono::steady_clock;

constexpr Message timers_wait{"DESK_TIMERS_WAIT",
                              Level::warning,
                              "Timers of county {} wait: {}",
                              "Install that version of the package again."};

constexpr Message case_damaged{"DESK_CASE_DAMAGED",
                               Level::error,
                               "Case {} is left alone ({}); the others go on.",
                               "Run oneseal journal verify, find out who changed the database, and "
                               "restore the case from a backup."};

}  // namespace

Desk::Stored Desk::fire(const StoredCase& stored, const cases::Timer& timer, Instant at) const {
    Attempt attempt;
    attempt.command.action = timer.action();
    attempt.command.body = timer.body();
    attempt.actor = "system";
    attempt.instant = at;
    // What an awaited verdict leaves in the case is what the applicant may know of it.
    attempt.may_ask = [](const std::string&) { return false; };
    return perform(stored, attempt, nullptr);
}

// Each overdue timer is an event of its own, in their legal order, before any other command. It is
// dated when it is made; the day that the law reckons from is the case's own.
Result<StoredCase> Desk::apply_overdue(StoredCase stored, Instant now) const {
    for (int fired = 0; fired < 32; ++fired) {
        auto due = cases::timers(stored.now, context_of(stored.now, now));
        std::erase_if(due, [&](const cases::Timer& timer) {
            return timer.fires_at > now || timer.kind == cases::TimerKind::evaluate;
        });
        if (due.empty()) return stored;
        const auto first = std::ranges::min_element(due, {}, &cases::Timer::fires_at);
        auto after = fire(stored, *first, now);
        if (!after) return after.error();
        if (*after) {
            stored = std::move(**after);
            continue;
        }
        // Another came first, as one who fires the same timer.
        auto again = find(stored.now.county, stored.now.id);
        if (!again) return again.error();
        stored = std::move(*again);
    }
    return stored;
}

Result<void> Desk::recount(const std::string& county) const {
    const auto provisional = provisional_cases(database(), county);
    if (!provisional) return provisional.error();
    const Instant now = clock().now();
    for (const ProvisionalCase& one : *provisional) {
        auto found = find(county, one.id);
        if (!found) name_damage(county, one.id, found.error());
        if (!found) continue;  // damaged, or its package is not installed
        const auto stored = apply_overdue(std::move(*found), now);
        if (!stored && name_damage(county, one.id, stored.error())) continue;
        if (!stored) return stored.error();
        const auto columns = columns_of(stored->now, context_of(stored->now, now));
        if (columns.provisional && columns.due_on == one.due_on) continue;
        const Attempt attempt{{"recount", {}, {{"before", one.due_on}}}, "system", now};
        const auto done = perform(*stored, attempt, nullptr);
        if (!done && !name_damage(county, one.id, done.error())) return done.error();
    }
    return {};
}

bool Desk::name_damage(const std::string& county,
                       const std::string& case_id,
                       const Error& error) const {
    if (!is_damage(error)) return false;
    const std::lock_guard lock(lasting_->damaged_mutex);
    if (lasting_->damaged.insert(county + "/" + case_id + "/" + error.id).second) {
        log(case_damaged, county + "/" + case_id, error.id);
    }
    return true;
}

// A filing that its plugin dies of is asked about ever more rarely, so that its department's
// circuit stays closed for the others. Where a package answers nothing, its other cases wait for
// the next look.
Result<bool> Desk::evaluate_pending(const StoredCase& stored, Instant now) const {
    TimersMemory::Retry& retry = lasting_->timers.retries[stored.now.county + "/" + stored.now.id];
    int& failing = lasting_->timers.failing[stored.now.pin.package_digest];
    if (failing >= most_failing) {
        retry.at = now + shortest_retry_pause;
        return false;
    }
    const auto asked = Steady::now();
    const auto done = fire(stored, {cases::TimerKind::evaluate, {}, now}, now);
    if (done && *done) {
        lasting_->timers.retries.erase(stored.now.county + "/" + stored.now.id);
        return true;
    }
    failing += Steady::now() - asked < longest_asking ? 1 : most_failing;
    retry.pause = std::clamp(retry.pause * 2, shortest_retry_pause, longest_retry_pause);
    retry.at = now + retry.pause;
    return false;
}

Result<bool> Desk::fire_timer(const DueTimer& timer, Instant now) const {
    const auto retry = lasting_->timers.retries.find(timer.county + "/" + timer.case_id);
    if (timer.kind == "evaluate" && retry != lasting_->timers.retries.end() &&
        now < retry->second.at)
        return false;
    auto stored = find(timer.county, timer.case_id);
    if (!stored && stored.error().id == "MATTER_NOT_INSTALLED") {
        if (lasting_->timers.missing.insert(stored.error().message.en).second) {
            log(timers_wait, timer.county, stored.error().message.en);
        }
        return false;
    }
    if (!stored) return stored.error();
    if (timer.kind == "evaluate") return evaluate_pending(*stored, now);
    const auto version = stored->now.version;
    const auto after = apply_overdue(std::move(*stored), now);
    if (!after) return after.error();
    return after->now.version != version;
}

// A case that cannot go on keeps no other one waiting, nor do many of them.
Result<int> Desk::fire_due(const std::string& county, Instant now) const {
    int fired = 0;
    std::optional<Error> failed;
    DueTimer last;
    lasting_->timers.failing.clear();
    const auto begin = Steady::now();
    for (bool more = true; more;) {
        const auto due = due_timers(database(), county, now, last);
        if (!due) return due.error();
        more = !due->empty();
        for (const DueTimer& timer : *due) {
            if (timer.kind == "evaluate" && Steady::now() - begin > longest_asking) {
                more = false;
                break;
            }
            const auto done = fire_timer(timer, now);
            if (!done && !name_damage(county, timer.case_id, done.error())) failed = done.error();
            fired += done && *done ? 1 : 0;
            last = timer;
        }
    }
    // A case that is no longer awaited is not looked at again.
    std::erase_if(lasting_->timers.retries,
                  [&](const auto& one) { return one.second.at + 2 * longest_retry_pause < now; });
    if (failed) return *failed;
    return fired;
}

}  // namespace oneseal::desk

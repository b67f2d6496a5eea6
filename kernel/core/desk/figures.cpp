#include "desk/figures.hpp"

#include "desk/desk.hpp"
#include "desk/figures_repository.hpp"
#include "desk/snapshot.hpp"

namespace oneseal::desk {
namespace {

// As a clock on the wall counts them.
std::optional<long long> minutes_between(const std::string& from, const std::string& to) {
    using std::chrono::floor;
    using std::chrono::minutes;
    const auto first = parse_instant(from);
    const auto last = parse_instant(to);
    if (!first || !last) return {};
    return (floor<minutes>(*last) - floor<minutes>(*first)).count();
}

}  // namespace

Figures figures_of(const cases::Case& now) {
    Figures figures;
    figures.accepted_on = day_text(now.intake.accepted_on);
    if (now.survey) {
        if (const auto recorded = parse_instant(now.survey->recorded_at)) {
            figures.surveyed_on = sdk::format_day(legal_day(*recorded));
        }
    }
    if (!now.decision.outcome) {
        figures.ended_on = day_text(now.decision.ended_on);
        return figures;
    }
    const cases::Outcome& outcome = *now.decision.outcome;
    figures.outcome = cases::decision_kinds.of(outcome.kind);
    if (now.accepted() && now.intake.accepted_on == outcome.on) {
        figures.minutes_used = minutes_between(now.intake.accepted_at, outcome.at);
    }
    return figures;
}

Figures figures_of(const cases::Case& now,
                   const std::vector<cases::CaseClock>& clocks,
                   const cases::Context& context) {
    Figures figures = figures_of(now);
    if (!now.accepted()) return figures;
    const Day accepted = *now.intake.accepted_on;
    const auto days_until = [&](Day day) {
        return context.calendar->workdays_between(accepted, day).workdays;
    };
    for (const cases::CaseClock& clock : clocks) {
        if (clock.kind != cases::ClockKind::decision || !clock.proof.due) continue;
        figures.statutory_due = sdk::format_day(*clock.proof.due);
        figures.statutory_days = days_until(*clock.proof.due);
    }
    if (now.decision.outcome) figures.days_used = days_until(*now.decision.outcome->on);
    return figures;
}

Result<void> fill_figures(const Desk& desk, const std::string& county) {
    const County& here = desk.county(county);
    const Instant instant = desk.clock().now();
    std::string last;
    for (;;) {
        const auto page = cases_without_figures(desk.database(), county, last);
        if (!page) return page.error();
        if (page->empty()) return {};
        storage::WriteSet set;
        for (const UnreckonedCase& one : *page) {
            last = one.id;
            const auto now = read_snapshot(one.snapshot, one.id);
            if (!now || here.matter_of(*now) == nullptr) continue;
            const cases::Context context = desk.context_of(*now, instant);
            const Figures figures = figures_of(*now, cases::clocks(*now, context), context);
            set.writes.push_back(write_figures(*now, figures));
        }
        if (set.writes.empty()) continue;
        const auto committed = desk.database().commit_and_wait(std::move(set));
        if (!committed) return committed.error();
    }
}

}  // namespace oneseal::desk

#include "cases/clocks.hpp"

#include <algorithm>

#include "cases/clauses.hpp"
#include "cases/papers.hpp"
#include "cases/words.hpp"

namespace oneseal::cases {
namespace {

constexpr int serving_days = 10;  // as article 44 gives for certificates

Term working_days(int count) {
    return {Term::Unit::working_days, count};
}

class ClockList {
  public:
    ClockList(const Case& now, const Context& context) : case_(now), context_(context) {}

    void intake() {
        if (!case_.intake.intake_from) return;
        list_.push_back({ClockKind::intake,
                         clock_title("intake"),
                         clock_article("intake"),
                         count(*case_.intake.intake_from, working_days(intake_days)),
                         waits_for_acceptance()});
    }

    void supplement() {
        const SupplementNotice* notice = case_.supplement.open_notice();
        if (notice == nullptr || notice->served_at.empty() ||
            case_.state != State::supplement_wait) {
            return;
        }
        list_.push_back(
            {ClockKind::supplement,
             clock_title("supplement"),
             clock_article("supplement"),
             answer_period(notice->served_at, notice->days, notice->answer_by, *context_.calendar),
             true});
    }

    void survey() {
        if (!case_.survey || !case_.survey->assigned_on || !context_.matter->survey) return;
        if (context_.matter->survey->days == 0) return;
        // LAW: 优化营商环境条例 第三十六条
        list_.push_back(
            {ClockKind::survey,
             clock_title("survey"),
             clock_article("survey"),
             count(*case_.survey->assigned_on, working_days(context_.matter->survey->days)),
             case_.survey->recorded_at.empty() && case_.undecided()});
    }

    // LAW: 行政许可法 第四十二条 第一款
    void decision() {
        // A draft's variant may be gone from the newest version.
        const Variant* variant = context_.matter->variant(case_.filing.variant);
        if (variant == nullptr) return;
        const Limit& limit = variant->limit;
        // Some laws count from receipt: then the five days and this clock run together.
        if (!case_.intake.accepted_on && !(limit.from_receipt && case_.intake.intake_from)) return;
        const Day from = limit.from_receipt ? *case_.intake.intake_from : *case_.intake.accepted_on;
        list_.push_back({ClockKind::decision,
                         clock_title("decision"),
                         limit.basis.empty() ? clock_article("decision")
                                             : basis_text(limit.basis, context_.county->law_titles),
                         count(from, limit.term),
                         decision_is_awaited()});
        promise(*variant, from);
    }

    // The county's promise, else the department's; never later than the law.
    // LAW: 优化营商环境条例 第三十六条
    void promise(const Variant& variant, Day from) {
        int days = variant.promised_days;
        const int county = context_.promised_days;
        if (county > 0 && (days == 0 || county < days)) days = county;
        if (days == 0) return;
        DeadlineProof proof = count(from, working_days(days));
        const DeadlineProof& statutory = list_.back().proof;
        if (proof.due > statutory.due) proof = statutory;
        list_.push_back({ClockKind::promise,
                         clock_title("promise"),
                         clock_article("promise"),
                         std::move(proof),
                         decision_is_awaited()});
    }

    // On the day on which the oldest paper that waits for the licensing seal was made; the bureau's
    // own rule.
    void sealing() {
        const auto unsealed = std::ranges::find_if(case_.papers, [](const PaperRecord& paper) {
            return paper.seal == "licensing" && paper.sealed_at.empty();
        });
        const bool waits = unsealed != case_.papers.end();
        if (!waits && !case_.decision.outcome) return;
        const Day from =
            waits ? legal_day(*parse_instant(unsealed->issued_at)) : *case_.decision.outcome->on;
        list_.push_back({ClockKind::sealing,
                         clock_title("sealing"),
                         clock_article("sealing"),
                         count(from, working_days(0)),
                         waits});
    }

    // Article 44 is about certificates; a refusal is served by the bureau's own rule.
    void delivery() {
        const Variant* variant = context_.matter->variant(case_.filing.variant);
        if (!case_.decision.outcome || variant == nullptr) return;
        const char* words = case_.decision.outcome->kind == DecisionKind::grant
                                ? "delivery"
                                : "delivery_of_refusal";
        // LAW: 行政许可法 第四十四条
        list_.push_back(
            {ClockKind::delivery,
             clock_title(words),
             clock_article(words),
             count(*case_.decision.outcome->on, working_days(variant->limit.delivery_days)),
             case_.decision.delivered_at.empty()});
    }

    // The other papers to the applicant; also the bureau's own rule. A supplement notice has the
    // five days, receipts are handed over at once, decisions are delivered.
    void serving() {
        const auto unserved = std::ranges::find_if(case_.papers, [](const PaperRecord& paper) {
            return paper.served_at.empty() && needs_proof_of_service(paper.kind) &&
                   !is_decision(paper.kind);
        });
        if (unserved == case_.papers.end() || case_.state == State::archived) return;
        const Day from = legal_day(*parse_instant(unserved->issued_at));
        list_.push_back({ClockKind::serving,
                         clock_title("serving"),
                         clock_article("serving"),
                         count(from, working_days(serving_days)),
                         true});
    }

    std::vector<CaseClock> finish() { return std::move(list_); }

  private:
    DeadlineProof count(Day from, Term term) const {
        return count_deadline(from, term, 0, {}, *context_.calendar);
    }

    bool decision_is_awaited() const {
        return case_.intake.accepted_on ? case_.undecided() : waits_for_acceptance();
    }

    bool waits_for_acceptance() const {
        if (case_.intake.accepted_on || !case_.undecided()) return false;
        // A served notice stops the five days; one that is not served has not happened.
        const SupplementNotice* notice = case_.supplement.open_notice();
        return case_.state != State::supplement_wait || notice == nullptr ||
               notice->served_at.empty();
    }

    const Case& case_;
    const Context& context_;
    std::vector<CaseClock> list_{};
};

const CaseClock* running(const std::vector<CaseClock>& all, ClockKind kind) {
    const auto found = std::ranges::find_if(
        all, [&](const CaseClock& clock) { return clock.running && clock.kind == kind; });
    return found == all.end() ? nullptr : &*found;
}

Instant after(Day day) {
    return start_of(day + std::chrono::days{1});
}

bool raised(const Case& now, const CaseClock& clock) {
    const auto found = now.alarms.find(clock_kinds.of(clock.kind));
    return found != now.alarms.end() && found->second == *clock.proof.due;
}

// The day on which the last paper joined the file.
Day last_day_of_file(const Case& now) {
    Day last = *now.decision.ended_on;
    for (const PaperRecord& paper : now.papers) {
        last = std::max(last, legal_day(*parse_instant(paper.issued_at)));
    }
    return last;
}

void add_alarms(const Case& now, const std::vector<CaseClock>& all, std::vector<Timer>& timers) {
    for (const CaseClock& clock : all) {
        // The end of the five days is no alarm but the acceptance itself.
        if (!clock.running || !clock.proof.due || clock.kind == ClockKind::intake) continue;
        if (raised(now, clock)) continue;
        timers.push_back({TimerKind::alarm, clock.kind, after(*clock.proof.due)});
    }
}

}  // namespace

// LAW: 民法典 第二百零三条
DeadlineProof answer_period(const std::string& served_at,
                            int days,
                            const std::optional<Day>& told,
                            const sdk::WorkCalendar& calendar) {
    const Day served = legal_day(*parse_instant(served_at));
    DeadlineProof proof =
        count_deadline(served, {Term::Unit::calendar_days, days}, 0, {}, calendar);
    if (told) proof.due = std::max(*proof.due, *told);
    return proof;
}

std::vector<CaseClock> clocks(const Case& now, const Context& context) {
    ClockList list(now, context);
    list.intake();
    list.supplement();
    list.survey();
    list.decision();
    list.sealing();
    list.delivery();
    list.serving();
    return list.finish();
}

const CaseClock* leading_clock(const std::vector<CaseClock>& all) {
    for (const ClockKind kind :
         {ClockKind::intake, ClockKind::decision, ClockKind::supplement, ClockKind::delivery}) {
        if (const CaseClock* clock = running(all, kind)) return clock;
    }
    return nullptr;
}

std::optional<Day> promised_due(const std::vector<CaseClock>& all) {
    const CaseClock* promised = running(all, ClockKind::promise);
    const CaseClock* measure = promised != nullptr ? promised : leading_clock(all);
    return measure != nullptr ? measure->proof.due : std::nullopt;
}

LightDays light_days(const std::vector<CaseClock>& all, const sdk::WorkCalendar& calendar) {
    constexpr std::chrono::days one_day{1};
    const CaseClock* statutory = leading_clock(all);
    if (statutory == nullptr || !statutory->proof.due) return {};
    const CaseClock* promised = running(all, ClockKind::promise);
    const DeadlineProof& measure = promised != nullptr ? promised->proof : statutory->proof;
    const Day due = *measure.due;
    const int whole = calendar.workdays_between(measure.day_zero, due).workdays;
    // The first day, counted back from the last, on which no more workdays are left.
    const auto first_with = [&](int left) {
        Day day = due;
        while (calendar.workdays_between(day - one_day, due).workdays <= left) day -= one_day;
        return day;
    };
    return {first_with(whole / 2), first_with(1), *statutory->proof.due + one_day};
}

std::string light_on(const LightDays& days, Day today) {
    if (!days.red) return "";
    if (today >= *days.red) return "red";
    if (days.orange && today >= *days.orange) return "orange";
    return days.yellow && today >= *days.yellow ? "yellow" : "green";
}

std::string light(const std::vector<CaseClock>& all, const Context& context) {
    return light_on(light_days(all, *context.calendar), context.today());
}

std::string Timer::name() const {
    return kind == TimerKind::alarm ? std::string("alarm/") + clock_kinds.of(*clock) : action();
}

std::string Timer::action() const {
    static constexpr EnumNames<TimerKind, 6> actions{
        {"accept", "terminate", "complete_supplement", "archive", "evaluate", "raise_alarm"}};
    return actions.of(kind);
}

Json Timer::body() const {
    return kind == TimerKind::alarm ? Json{{"kind", clock_kinds.of(*clock)}} : Json::object();
}

std::vector<Timer> timers(const Case& now, const Context& context) {
    return timers(now, clocks(now, context), context);
}

std::vector<Timer> timers(const Case& now,
                          const std::vector<CaseClock>& all,
                          const Context& context) {
    std::vector<Timer> list;
    if (const CaseClock* intake = running(all, ClockKind::intake)) {
        list.push_back({TimerKind::accept, {}, after(*intake->proof.due)});
    }
    const CaseClock* supplement = running(all, ClockKind::supplement);
    const std::string papers_in = now.asked_papers_in_at();
    if (!papers_in.empty() && now.state == State::supplement_wait) {
        // A material may have more pages: a day for them, which the bureau's clock pays for.
        const Day last_page = legal_day(*parse_instant(papers_in)) + std::chrono::days{1};
        list.push_back({TimerKind::complete_supplement, {}, after(last_page)});
    } else if (supplement != nullptr &&
               context.matter->variant(now.filing.variant)->terminates_by_law) {
        list.push_back({TimerKind::terminate, {}, after(*supplement->proof.due)});
    }
    if (now.intake.verdict_pending && now.undecided())
        list.push_back({TimerKind::evaluate, {}, context.now});
    if (has_ended(now.state) && now.state != State::archived && now.file_is_complete()) {
        list.push_back({TimerKind::archive, {}, after(last_day_of_file(now))});
    }
    add_alarms(now, all, list);
    return list;
}

}  // namespace oneseal::cases

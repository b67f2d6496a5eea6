// Reading a case: who is given it, in which state, and what is said where it has changed.
#include <algorithm>

#include "cases/action.hpp"
#include "cases/clocks.hpp"
#include "desk/desk.hpp"
#include "desk/errors.hpp"
#include "desk/replay.hpp"
#include "desk/views.hpp"
#include "journal/entry.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

Text name_of(const std::string& actor, const access::Principal& reader, const County& county) {
    if (actor == "system") return errors::the_system();
    if (actor == actor_name(&reader)) return errors::you();
    const auto officer = std::ranges::find(county.officers, actor, &cases::Officer::id);
    if (officer == county.officers.end()) return errors::applicants_side();
    if (!sees_course(reader)) return errors::the_bureau();
    return {officer->name, officer->name};
}

}  // namespace

// Says who changed what since: to an applicant the side, to staff the name.
Error Desk::stale(const Caller& caller, const StoredCase& stored) const {
    Error error = errors::case_changed(stored.now.version);
    const auto entries =
        journal::read_entries(database(), stored.now.county, stored.now.id, stored.head.seq - 1, 1);
    if (!entries || entries->empty()) return error;
    const journal::Act& act = entries->front().act;
    const Text title = cases::action_title(act.kind);
    const std::string at = format_instant(act.at);
    const std::string when = at.substr(0, 10) + " " + at.substr(11, 5);
    const Text who = name_of(act.actor, *caller.who, *generation_->county(stored.now.county));
    error.message = errors::who_changed_the_case(who, when, title);
    return error;
}

Result<StoredCase> Desk::find(const std::string& county, const std::string& reference) const {
    auto found = find_case(database(), county, reference);
    if (!found) return found.error();
    if (!*found) return errors::case_not_found();
    if (generation_->county(county)->matter_of((*found)->now) == nullptr) {
        return not_installed((*found)->now);
    }
    return std::move(**found);
}

Standings Desk::reader(const Caller& caller, const cases::Case& now) const {
    return standings(*caller.who, now, *generation_->county(now.county));
}

Result<StoredCase> Desk::read(const Caller& caller, const std::string& reference) const {
    auto found = read_kept(caller, reference);
    if (!found) return found.error();
    if (generation_->county(caller.county)->matter_of(found->now) == nullptr) {
        return not_installed(found->now);
    }
    return found;
}

Result<StoredCase> Desk::read_kept(const Caller& caller, const std::string& reference) const {
    auto stored = find_case(database(), caller.county, reference);
    if (!stored) return stored.error();
    if (!*stored) return errors::case_not_found();
    StoredCase& found = **stored;
    if (reader(caller, found.now).empty()) return errors::case_not_found();
    if (found.before_decision && caller.who->is_applicant()) {
        return before_decision(database(), found);
    }
    return std::move(found);
}

namespace {

// Whatever a view hangs on besides the case: what is in force; for an applicant the account, for
// staff the standing.
std::string key_of_reader(const Generation& generation,
                          const access::Principal& who,
                          const Standings& reader) {
    std::string key = std::to_string(generation.number) + " ";
    if (who.is_applicant()) return key + "account " + who.account;
    for (const Standing standing : reader) key += static_cast<char>('a' + int(standing));
    return key;
}

}  // namespace

// Reading never fires a timer; it shows what is overdue.
Desk::View Desk::view_at(const Caller& caller, const cases::Case& now, Instant instant) const {
    View view{view_of(caller, now, instant),
              start_of(legal_day(instant) + std::chrono::days{1})};  // then the light may change
    Json overdue = Json::array();
    for (const cases::Timer& timer : cases::timers(now, context_of(now, instant))) {
        if (timer.fires_at > instant) {
            view.holds_until = std::min(view.holds_until, timer.fires_at);
            continue;
        }
        overdue.push_back({{"kind", timer.name()}, {"fires_at", format_instant(timer.fires_at)}});
    }
    view.json["overdue_timers"] = std::move(overdue);
    return view;
}

// Where it is kept as it stands, for a reader who may see it so.
std::optional<Desk::Shown> Desk::show_at_hand(const Caller& caller,
                                              const std::string& reference) const {
    const auto commits = database().commits();
    const auto mark = commits ? lasting_->cases.mark(caller.county, reference, *commits)
                              : std::optional<CaseMark>{};
    const auto stored = mark ? lasting_->cases.find(caller.county, *mark) : nullptr;
    if (stored == nullptr) return {};
    const Standings reader = this->reader(caller, stored->now);
    const bool veiled = stored->before_decision && caller.who->is_applicant();
    if (reader.empty() || veiled) return {};
    auto body = lasting_->cases.answer(
        caller.county, *mark, key_of_reader(*generation_, *caller.who, reader), clock().now());
    if (body == nullptr) return {};
    return Shown{std::move(body), stored->now.version};
}

Result<std::optional<Desk::Shown>> Desk::show_kept(const Caller& caller,
                                                   const std::string& reference) const {
    const auto commits = database().commits();
    const auto mark = find_mark(database(), caller.county, reference);
    if (!mark) return mark.error();
    if (!*mark) return errors::case_not_found();
    if (commits) lasting_->cases.put_mark(caller.county, reference, *commits, **mark);
    auto stored = lasting_->cases.find(caller.county, **mark);
    if (stored == nullptr) {
        auto found = find_case(database(), caller.county, (*mark)->id);
        if (!found) return found.error();
        if (!*found) return errors::case_not_found();
        stored = std::make_shared<const StoredCase>(std::move(**found));
        lasting_->cases.put(stored);
    }
    const cases::Case& now = stored->now;
    const Standings reader = this->reader(caller, now);
    if (reader.empty()) return errors::case_not_found();
    if (stored->before_decision && caller.who->is_applicant()) return std::optional<Shown>{};
    if (generation_->county(caller.county)->matter_of(now) == nullptr) return not_installed(now);
    const std::string key = key_of_reader(*generation_, *caller.who, reader);
    const CaseMark as_read{now.id, now.version, stored->head};
    const Instant instant = clock().now();
    auto body = lasting_->cases.answer(caller.county, as_read, key, instant);
    if (body == nullptr) {
        const View view = view_at(caller, now, instant);
        body = std::make_shared<const std::string>(sdk::canonical(view.json));
        lasting_->cases.put_answer(caller.county, as_read, key, body, view.holds_until);
    }
    return std::optional(Shown{std::move(body), now.version});
}

Result<Desk::Shown> Desk::show(const Caller& caller, const std::string& reference) const {
    auto kept = show_kept(caller, reference);
    if (!kept) return kept.error();
    if (*kept) return std::move(**kept);
    const auto stored = read(caller, reference);
    if (!stored) return stored.error();
    const View view = view_at(caller, stored->now, clock().now());
    return Shown{std::make_shared<const std::string>(sdk::canonical(view.json)),
                 stored->now.version};
}

// Of an applicant's case under the veil a version does not tell what a row says.
std::string Desk::list_text(const Caller& caller,
                            const std::vector<CaseListRow>& rows,
                            Day today) const {
    const County& county = *generation_->county(caller.county);
    if (!caller.who->is_applicant())
        return lasting_->rows.text_of(rows, *generation_, county, *caller.who, today);
    Json views = Json::array();
    for (const CaseListRow& row : rows) {
        views.push_back(list_view(row, county, *caller.who, today));
    }
    return sdk::canonical(views);
}

Json Desk::view_of(const Caller& caller, const cases::Case& now, Instant instant) const {
    return case_view(now, context_of(now, instant), *caller.who, *generation_->county(now.county));
}

// What would have been refused before the decision is refused as then, the rest in neutral words.
Error Desk::refused_under_veil(const Caller& caller,
                               const StoredCase& stored,
                               Attempt attempt) const {
    if (auto may = check_applicants_step(caller, stored.now, attempt.command); !may) {
        return may.error();
    }
    const auto gathered = gather(stored, attempt);
    if (!gathered) return gathered.error();
    const auto decision = cases::decide(stored.now, attempt.command, gathered->context);
    return decision ? errors::review_is_over() : decision.error();
}

}  // namespace oneseal::desk

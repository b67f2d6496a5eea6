// One step of a case: gather what it rests on, decide, store; and the timers that are steps too.
#include <algorithm>
#include <future>

#include "base/ids.hpp"
#include "base/text_normal.hpp"
#include "cases/action.hpp"
#include "cases/clocks.hpp"
#include "cases/grounds.hpp"
#include "catalogue/effective_form.hpp"
#include "desk/answer.hpp"
#include "desk/attachments.hpp"
#include "desk/counter_repository.hpp"
#include "desk/desk.hpp"
#include "desk/errors.hpp"
#include "desk/evaluation.hpp"
#include "desk/evidence.hpp"
#include "desk/feed_repository.hpp"
#include "desk/figures_repository.hpp"
#include "desk/register_repository.hpp"
#include "desk/seal_repository.hpp"
#include "desk/snapshot.hpp"
#include "desk/survey_check.hpp"
#include "desk/views.hpp"
#include "desk/work_repository.hpp"
#include "journal/entry.hpp"

namespace oneseal::desk {
namespace {

constexpr int attempts_for_a_counter = 8;
constexpr int attempts_for_a_verdict = 8;

// Only what is decided by rules needs a verdict; a timer never waits for a plugin to do what people
// do too. Without an action it is asked what could be done.
bool needs_verdict(const cases::Case& after, const cases::Command& command) {
    if (command.action.empty()) return after.undecided();
    const cases::Action* action = cases::find_action(command.action);
    if (action == nullptr || !action->needs_verdict) return false;
    return !command.actor.roles.contains(Role::system) || action->place == "system";
}

bool needs_licence(const cases::Command& command) {
    const cases::Action* action = cases::find_action(command.action);
    return action != nullptr && action->needs_licence;
}

}  // namespace

// Asked again while the verdict ignores an answer that names somebody: nobody is looked up by it.
Desk::Asked Desk::ask(const cases::Case& now,
                      const MatterInForce& matter,
                      const std::string& stage,
                      Day today,
                      const Registers::MayAsk& may_ask) const {
    using Licences = Registers::Licences;
    const auto licences = stage == "filing" ? Licences::sealed : Licences::granted;
    cases::Case asked = now;
    std::vector<std::string> left_out;
    for (;;) {
        const auto facts = lasting_->registers.facts(
            now.county, *matter.matter, asked.filing.form, licences, may_ask);
        if (!facts) return {};
        const std::string input = input_document(asked, *matter.matter, stage, today, *facts);
        const auto verdict =
            hosts().evaluate_and_wait(matter.package_digest, generation_->context.digest, input);
        if (!verdict) return {};
        auto read = cases::read_verdict(*verdict);
        if (!read) return {};
        if (leave_out_parties(*matter.matter, read->ignored, asked.filing.form, left_out)) continue;
        read->ignored.insert(read->ignored.end(), left_out.begin(), left_out.end());
        const County& county = *generation_->county(now.county);
        cases::fill_grounds(*read, *matter.matter, input, county.terms.law_titles);
        const cases::Pin pin{matter.plugin, matter.version, matter.package_digest, ""};
        return {std::move(*read), receipt(pin, generation_->context.digest, input, *verdict)};
    }
}

// A norm may have changed since the filing: what only the newest version denies stands beside what
// the pinned one finds, until legal settles it. Without its answer nothing is decided.
// LAW: 最高人民法院关于审理行政许可案件若干问题的规定 第九条
void Desk::check_by_newest(const cases::Case& now,
                           cases::Context& context,
                           Json& receipts,
                           const Registers::MayAsk& may_ask) const {
    const MatterInForce* newest = generation_->county(now.county)->newer_than(now);
    if (newest == nullptr || !context.verdict) return;
    Asked asked = ask(now, *newest, "decision", context.today(), may_ask);
    if (!asked.verdict) return context.verdict.reset();
    receipts.push_back(std::move(asked.receipt));
    for (const cases::VerdictFinding* denied :
         asked.verdict->with_outcome(cases::VerdictOutcome::deny)) {
        if (context.verdict->has(denied->rule)) continue;
        cases::VerdictFinding finding = *denied;
        finding.message = errors::by_version_in_force(finding.message, newest->version);
        if (!finding.ground.zh_cn.empty()) {
            finding.ground = errors::by_version_in_force(finding.ground, newest->version);
        }
        context.verdict->findings.push_back(std::move(finding));
    }
}

// Verdicts, officers with their loads, a seed: what the decision rests on.
Result<Desk::Gathered> Desk::gather(const StoredCase& before, const Attempt& attempt) const {
    Gathered gathered{context_of(before.now, attempt.instant)};
    cases::Context& context = gathered.context;
    const cases::Case after = cases::preview(before.now, attempt.command);
    if (context.matter->variant(after.filing.variant) == nullptr) return gathered;
    const MatterInForce& matter = *generation_->county(after.county)->matter_of(after);
    auto keys = Registers::licence_keys(*matter.matter, after.filing.form);
    if (const MatterInForce* newest = generation_->county(after.county)->newer_than(after)) {
        keys.merge(Registers::licence_keys(*newest->matter, after.filing.form));
    }
    auto changes = read_licence_changes(database(), after.county, keys);
    if (!changes) return changes.error();
    gathered.licence_changes = std::move(*changes);
    if (needs_verdict(after, attempt.command)) {
        const char* stage = after.accepted() ? "decision" : "filing";
        Asked asked = ask(after, matter, stage, context.today(), attempt.may_ask);
        context.verdict = std::move(asked.verdict);
        if (context.verdict) gathered.receipts.push_back(std::move(asked.receipt));
        if (after.accepted()) check_by_newest(after, context, gathered.receipts, attempt.may_ask);
    }
    if (needs_licence(attempt.command)) {
        Asked asked = ask(after, matter, "licence", context.today(), attempt.may_ask);
        context.licence = std::move(asked.verdict);
        if (context.licence) gathered.receipts.push_back(std::move(asked.receipt));
    }
    auto previous = previous_surveyors(database(), after);
    if (!previous) return previous.error();
    context.previous_surveyors = std::move(*previous);
    context.seed = to_hex(random_bytes(32));
    return gathered;
}

// What a decision says of a holder's licences must still hold when it is stored, and a grant is a
// change to whoever looks at the holder or the number. The keys are in one order, so that two
// decisions never wait for each other.
std::vector<storage::Write> Desk::licence_guards(const Change& change) {
    const cases::Case& now = change.after.now;
    std::vector<storage::Write> writes;
    if (change.before.now.decision.outcome || !now.decision.outcome) return writes;
    std::map<std::string, std::optional<std::int64_t>> keys;
    for (const auto& [key, seen] : change.licence_changes) keys.emplace(key, seen);
    if (!now.decision.licence_number.empty()) {
        keys.emplace(normal_code(now.decision.licence_number), std::nullopt);
        keys.emplace(normal_code(now.filing.applicant.code), std::nullopt);
    }
    for (const auto& [key, seen] : keys) {
        writes.push_back(seen ? count_licence_change(now.county, key, *seen)
                              : count_licence_change(now.county, key));
    }
    return writes;
}

storage::WriteSet Desk::write_set(const Change& change,
                                  std::vector<storage::Object> objects) const {
    const auto& [before, after, decision, derived, entry, licence_changes] = change;
    const cases::Case& now = after.now;
    const Instant instant = entry.act.at;
    storage::WriteSet set;
    auto& writes = set.writes;
    const CaseColumns& columns = derived.columns;
    const bool is_new = before.now.version == 0;
    writes.push_back(is_new ? insert_case(after, columns)
                            : update_case(after, columns, before.now.version));
    for (storage::Write& write : licence_guards(change)) writes.push_back(std::move(write));
    // A case that has only been filed has none.
    if (derived.figures != Figures{}) writes.push_back(write_figures(now, derived.figures));
    for (storage::Write& write : journal::writes(entry, std::move(objects))) {
        writes.push_back(std::move(write));
    }
    if (!is_new) writes.push_back(clear_timers(now));
    for (const cases::Timer& timer : derived.timers) {
        writes.push_back(insert_timer(now, timer));
    }
    if (!is_new) writes.push_back(clear_assignments(now));
    if (!now.people.intake.empty())
        writes.push_back(insert_assignment(now, now.people.intake, Role::intake));
    if (!now.people.reviewer.empty())
        writes.push_back(insert_assignment(now, now.people.reviewer, Role::reviewer));
    for (const std::string& surveyor : now.people.surveyors) {
        writes.push_back(insert_assignment(now, surveyor, Role::surveyor));
    }
    for (storage::Write& write : work_writes(now, derived)) {
        writes.push_back(std::move(write));
    }
    writes.push_back(insert_outbox(now, after.head.seq, entry.act.kind, instant, derived));
    for (const cases::PaperRecord& paper : now.papers) {
        const cases::PaperRecord* then = before.now.paper(paper.id);
        if (paper.sealed_at.empty() || (then != nullptr && !then->sealed_at.empty())) continue;
        writes.push_back(insert_seal_use(now, paper, entry.act.actor));
    }
    if (!before.now.decision.outcome && now.decision.outcome &&
        !now.decision.licence_number.empty()) {
        writes.push_back(insert_licence(now, columns.department));
    }
    // Counters last: their rows are locked for the shortest time.
    for (const auto& [name, next] : decision.counters) {
        writes.push_back(take_counter(now.county, counter_name(name), next - 1, next));
    }
    return set;
}

// Gathers, decides and stores, anew where what was gathered is no longer so. Nothing where another
// command came first.
Desk::Stored Desk::perform(const StoredCase& before, Attempt attempt, const Caller* caller) const {
    const auto last = check_untampered(database(), before);
    if (!last) {
        name_damage(before.now.county, before.now.id, last.error());
        return last.error();
    }
    // A clock that was put back makes no entry that lies before the one before it.
    attempt.instant = std::max(attempt.instant, *last);
    for (int tried = 0; tried < attempts_for_a_verdict; ++tried) {
        auto gathered = gather(before, attempt);
        if (!gathered) return gathered.error();
        if (auto may = check_effective_party(caller, before.now, attempt, *gathered); !may) {
            return may.error();
        }
        gathered->context.case_number = attempt.case_number;
        gathered->context.query_code = random_code(query_code_length);
        auto stored = decide_and_store(before, attempt, caller, *gathered);
        if (stored) return std::move(*stored);
    }
    return errors::desk_busy();
}

std::optional<Desk::Stored> Desk::decide_and_store(const StoredCase& before,
                                                   const Attempt& attempt,
                                                   const Caller* caller,
                                                   const Gathered& gathered) const {
    const cases::Context& context = gathered.context;
    const std::lock_guard lock(lasting_->locks.of(before.now.county));
    for (int tried = 0; tried < attempts_for_a_counter; ++tried) {
        auto counters = read_counters(database(), before.now.county);
        if (!counters) return counters.error();
        auto loads = read_loads(database(), before.now.county);
        if (!loads) return loads.error();
        std::vector<cases::Officer> officers = *context.officers;
        for (cases::Officer& officer : officers) officer.load = (*loads)[officer.id];
        cases::Context with_state = context;
        with_state.officers = &officers;
        for (const auto& [name, next] : *counters) {
            with_state.counters[before.now.county + "/" + name] = next;
        }
        auto decision = cases::decide(before.now, attempt.command, with_state);
        if (!decision) return decision.error();

        std::vector<storage::Object> objects{journal::make_object("events", events_of(*decision))};
        for (const Json& one : gathered.receipts)
            objects.push_back(journal::make_object("receipt", one));
        decision->after.version = before.now.version + 1;
        StoredCase after = stored_of(decision->after);
        const cases::Context shown = context_of(after.now, attempt.instant);
        const Derived derived = derived_of(before.now, after.now, shown);
        const bool keeps_answer = caller != nullptr && !caller->key.empty();
        StoredAnswer kept;
        if (keeps_answer) {
            const Json view = view_of(*caller, after.now, attempt.instant);
            kept = {caller->request_hash, stored_text(answer_of(200, after, view))};
        }
        const Json said = after_of(after,
                                   derived,
                                   generation_->context.digest,
                                   *decision,
                                   keeps_answer ? answer_digest(key_of(*caller), kept) : "");
        const journal::Entry entry = journal::make_entry(before.head,
                                                         {before.now.county,
                                                          before.now.id,
                                                          attempt.command.action,
                                                          attempt.actor,
                                                          attempt.instant},
                                                         objects,
                                                         &said);
        after.head = entry.head;
        const Change change{before, after, *decision, derived, entry, gathered.licence_changes};
        const std::size_t guards = licence_guards(change).size();
        storage::WriteSet set = write_set(change, std::move(objects));
        if (keeps_answer) {
            set.writes.push_back(insert_answer(key_of(*caller), kept, attempt.instant));
        }
        auto committed = database().commit_and_wait(std::move(set));
        if (!committed) return committed.error();
        if (!*committed) return Stored(std::optional(std::move(after)));
        if ((*committed)->write == 0) return Stored(std::optional<StoredCase>{});
        if ((*committed)->write <= guards) return std::nullopt;
    }
    return errors::desk_busy();
}

Result<void> Desk::check_survey_step(const cases::Case& before,
                                     const cases::Command& command) const {
    const MatterInForce& matter = *generation_->county(before.county)->matter_of(before);
    const bool records = command.body.contains("results") || command.body.contains("photos");
    if (!before.survey || !matter.matter->survey || !records) return {};
    const auto attachments = list_attachments(database(), before);
    if (!attachments) return attachments.error();
    std::set<std::string> digests;
    for (const Attachment& attachment : *attachments) digests.insert(attachment.sha256);
    return check_survey(*matter.matter->survey, command.body, digests);
}

Result<std::string> Desk::next_case_number(const cases::Case& now, Day received) const {
    const MatterInForce& in_force = *generation_->county(now.county)->matter_of(now);
    // It outlives this call until the writer's thread is done with it.
    const auto promise = std::make_shared<std::promise<Result<std::string>>>();
    lasting_->numbers.next(
        now.county, received, in_force.short_code, [promise](Result<std::string> number) {
            promise->set_value(std::move(number));
        });
    return promise->get_future().get();
}

}  // namespace oneseal::desk

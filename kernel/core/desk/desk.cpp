#include "desk/desk.hpp"

#include <algorithm>

#include "cases/action.hpp"
#include "cases/case_json.hpp"
#include "cases/clocks.hpp"
#include "cases/errors.hpp"
#include "catalogue/effective_form.hpp"
#include "catalogue/normal_form.hpp"
#include "desk/answer.hpp"
#include "desk/county_record.hpp"
#include "desk/errors.hpp"
#include "desk/figures.hpp"
#include "desk/filing.hpp"
#include "desk/snapshot.hpp"
#include "desk/views.hpp"
#include "desk/work_repository.hpp"
#include "journal/entry.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

storage::Object effective_of(const MatterInForce& matter) {
    return storage::object_of(effective_matter(matter));
}

}  // namespace

Json take_form(Json& form, const cases::Case& before, const Matter& matter) {
    Json typed = normalise_form(form, matter);
    for (const auto& [pointer, text] : before.filing.typed.items()) {
        const std::string now = form_text(form, pointer);
        if (!now.empty() && now == form_text(before.filing.form, pointer))
            typed.emplace(pointer, text);
    }
    return typed;
}

// The day on which the applicant's side handed it in, as whoever took it in tells; what is wrong
// with that day the engine says.
Day receipt_day(const Caller& caller, const Json& submission, Instant now) {
    const auto told = sdk::parse_day(text_at(submission, "received_on"));
    const Day today = legal_day(now);
    return told && *told < today && !caller.who->is_applicant() ? *told : today;
}

// Only a verified person files, and only for itself or for whom it represents; an agent brings its
// authority. LAW: 行政许可法 第二十九条 第二款
Result<void> may_file(const access::Principal& who,
                      const cases::Case& now,
                      const cases::Context& context) {
    if (!who.is_applicant()) return {};
    if (!who.verified) {
        return errors::identity_not_verified();
    }
    const std::string code = context.matter->applicant_code(now.filing.form);
    if (code.empty() || who.may_act_for({code, now.county, now.matter}) ||
        flag_at(now.filing.form, "by_agent"))
        return {};
    return errors::applicant_not_represented();
}

bool may_ask_about(const access::Principal* who, const access::Subject& subject) {
    if (who == nullptr) return false;
    if (!who->is_applicant()) return access::may(*who, Role::intake);
    return who->verified && who->may_act_for(subject);
}

// Staff step by step have them all, but what is filed at a counter is shown to its applicant too.
Registers::MayAsk facts_for(const access::PrincipalPointer& who,
                            const std::string& action,
                            const cases::Case& now) {
    static const std::set<std::string> leaves_an_outcome{"submit", "correct", "supplement"};
    if (!who->is_applicant() && !leaves_an_outcome.contains(action)) return {};
    return [who, county = now.county, matter = now.matter](const std::string& code) {
        return who->is_applicant() && may_ask_about(who.get(), {code, county, matter});
    };
}

cases::Actor actor_of(const access::Principal* who) {
    cases::Actor actor;
    if (who == nullptr) return actor;
    actor.id = actor_name(who);
    actor.roles = who->is_applicant() ? std::set{Role::applicant} : who->roles;
    return actor;
}

CommandKey key_of(const Caller& caller) {
    return {caller.county, actor_name(caller.who.get()), caller.route, caller.key};
}

std::string actor_name(const access::Principal* who) {
    if (who == nullptr) return "system";
    return who->is_applicant() ? who->account : who->person;
}

Result<void> Desk::prepare() const {
    for (const auto& [code, county] : generation_->counties) {
        if (auto loaded = lasting_->registers.load(code); !loaded) return loaded;
        // A receipt names its context by digest; the context itself lies beside the cases.
        std::vector<storage::Object> documents{storage::object_of(generation_->context.json)};
        for (const auto& [id, matter] : county.matters) {
            documents.push_back(effective_of(matter));
        }
        for (const MatterInForce& matter : county.others) {
            documents.push_back(effective_of(matter));
        }
        const Instant now = clock().now();
        if (auto begun = begin_registers(database(), code, now); !begun) return begun;
        if (auto put = put_on_record(database(), code, county, documents, now); !put) return put;
        if (auto noted = note_work(code); !noted) return noted;
        if (auto filled = fill_figures(*this, code); !filled) return filled;
        if (auto counted = recount(code); !counted) return counted;
    }
    return {};
}

// Of cases that a version without work lists has written last; a page in one commit.
Result<void> Desk::note_work(const std::string& county) const {
    std::string last;
    for (;;) {
        const auto ids = cases_without_work(database(), county, last);
        if (!ids) return ids.error();
        if (ids->empty()) return {};
        storage::WriteSet page;
        for (const std::string& id : *ids) {
            const auto stored = find(county, id);
            if (!stored) name_damage(county, id, stored.error());
            if (!stored) continue;  // damaged, or its package is not installed
            const Instant now = clock().now();
            const CaseColumns columns = columns_of(stored->now, context_of(stored->now, now));
            for (storage::Write& write : desk::note_work(*stored, columns).writes) {
                page.writes.push_back(std::move(write));
            }
        }
        last = ids->back();
        auto written = database().commit_and_wait(std::move(page));
        if (!written) return written.error();
    }
}

Result<const MatterInForce*> Desk::matter_in_force(const std::string& county,
                                                   const std::string& matter) const {
    const County* here = generation_->county(county);
    if (here == nullptr) {
        return errors::county_unknown(county);
    }
    const MatterInForce* found = here->matter(matter);
    if (found == nullptr) {
        return errors::matter_unknown(matter);
    }
    return found;
}

cases::Context Desk::context_of(const cases::Case& now, Instant instant) const {
    const County& county = *generation_->county(now.county);
    const MatterInForce& in_force = *county.matter_of(now);
    cases::Context context;
    context.now = instant;
    context.calendar = &generation_->calendar;
    context.matter = in_force.matter.get();
    context.county = &county.terms;
    context.officers = &county.officers;
    const auto promises = promised_to(now, in_force);
    const auto promised = promises.find(now.filing.variant);
    if (promised != promises.end()) context.promised_days = promised->second;
    context.pin = {
        in_force.plugin, in_force.version, in_force.package_digest, in_force.matter->digest};
    return context;
}

Result<std::optional<Answer>> Desk::repeated(const Caller& caller) const {
    if (caller.key.empty()) return std::optional<Answer>{};
    const auto found = find_answer(database(), key_of(caller));
    if (!found) return found.error();
    if (!*found) return std::optional<Answer>{};
    if ((*found)->request != caller.request_hash) return errors::idempotency_key_reused();
    auto answer = answer_from((*found)->answer);
    if (!answer) return answer.error();
    return std::optional(std::move(*answer));
}

// The same command may have been sent twice at once: then it was itself that came first.
Result<Answer> Desk::repeated_or_stale(const Caller& caller, const StoredCase& stored) const {
    auto before = repeated(caller);
    if (!before) return before.error();
    if (*before) return **before;
    return stale(caller, stored);
}

namespace {

// A handler withdraws only with that power of its authorisation, and whoever filed as an agent with
// that of the application. LAW: 行政许可法 第二十九条 第二款
Result<void> check_withdrawal(const access::Principal& who,
                              const cases::Case& before,
                              cases::Actor& actor) {
    const access::Subject party{before.filing.applicant.code, before.county, before.matter};
    const bool itself = who.acts_itself_for(party.code);
    const bool handler = !itself && who.may_act_for(party);
    const bool agent = !before.filing.submission.agent.empty();
    actor.as_agent = !itself && (handler || agent);
    actor.may_withdraw = handler && who.may_withdraw_for(party);
    const bool filed_it = agent && before.filing.applicant.account == who.account;
    if (handler && !actor.may_withdraw && !filed_it) return cases::errors::agent_power();
    return {};
}

}  // namespace

// Who acts for whom is not the caller's word, whatever form the step brings.
// LAW: 行政许可法 第二十九条 第二款
Result<void> Desk::check_applicants_step(const Caller& caller,
                                         const cases::Case& before,
                                         cases::Command& command) const {
    const access::Principal& who = *caller.who;
    if (command.action == "withdraw" && who.is_applicant()) {
        if (auto may = check_withdrawal(who, before, command.actor); !may) return may;
    }
    const bool submits = command.action == "submit";
    if (!submits && !command.body.contains("form")) return {};
    if (command.body.contains("form")) {
        const MatterInForce& in_force = *generation_->county(before.county)->matter_of(before);
        command.typed = take_form(command.body["form"], before, *in_force.matter);
    }
    const cases::Case after = cases::preview(before, command);
    auto checked =
        submits ? check_application(before.county, after) : check_shape(before.county, after);
    if (!checked) return checked;
    return check_party(caller, before, after, submits);
}

// LAW: 行政许可法 第二十九条 第二款
Result<void> Desk::check_party(const Caller& caller,
                               const cases::Case& before,
                               const cases::Case& after,
                               bool submits) const {
    const access::Principal& who = *caller.who;
    const cases::Context context = context_of(after, clock().now());
    // Whom an agent files for is said when filing, with the power; only the agent corrects that.
    const std::string code = context.matter->applicant_code(after.filing.form);
    const bool another = !submits && code != before.filing.applicant.code &&
                         !who.may_act_for({code, after.county, after.matter});
    const bool agent =
        !before.filing.submission.agent.empty() && before.filing.applicant.account == who.account;
    if (who.is_applicant() && another && !agent) {
        return errors::applicant_not_represented();
    }
    return may_file(who, after, context);
}

Result<void> Desk::check_effective_party(const Caller* caller,
                                         const cases::Case& before,
                                         const Attempt& attempt,
                                         const Gathered& gathered) const {
    const auto& verdict = gathered.context.verdict;
    const bool submits = attempt.command.action == "submit";
    if (caller == nullptr || !verdict || verdict->ignored.empty()) return {};
    if (!submits && !attempt.command.body.contains("form")) return {};
    cases::Case after = cases::preview(before, attempt.command);
    after.filing.form = effective_form(std::move(after.filing.form), verdict->ignored);
    return check_party(*caller, before, after, submits);
}

Result<Answer> Desk::act(const Caller& caller,
                         const std::string& reference,
                         const std::string& action,
                         const Json& body,
                         std::int64_t seen) const {
    auto before = repeated(caller);
    if (!before) return before.error();
    if (*before) return **before;
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    // A file is put as a file: what is said of it would prove nothing.
    const cases::Action* known = cases::find_action(action);
    if (known == nullptr || known->place == "upload") return cases::errors::action_unknown(action);
    const Instant now = clock().now();
    if (seen != stored->now.version) return repeated_or_stale(caller, *stored);
    Attempt attempt{{action, actor_of(caller.who.get()), body}, actor_name(caller.who.get()), now};
    attempt.may_ask = facts_for(caller.who, action, stored->now);
    if (stored->veiled) return refused_under_veil(caller, *stored, std::move(attempt));
    auto current = apply_overdue(std::move(*stored), now);
    if (!current) return current.error();
    if (auto may = check_applicants_step(caller, current->now, attempt.command); !may) {
        return may.error();
    }
    if (auto fits = check_survey_step(current->now, attempt.command); !fits) return fits.error();
    if (action == "submit") {
        auto number = next_case_number(current->now, receipt_day(caller, body, now));
        if (!number) return number.error();
        attempt.case_number = std::move(*number);
    }
    Stored after = perform(*current, attempt, &caller);
    if (!after) return after.error();
    if (!*after) {
        auto fresh = read(caller, reference);
        if (!fresh) return fresh.error();
        if (fresh->veiled && fresh->now.version == seen) return errors::review_is_over();
        return repeated_or_stale(caller, *fresh);
    }
    return answer_of(200, **after, view_of(caller, (**after).now, now));
}

}  // namespace oneseal::desk

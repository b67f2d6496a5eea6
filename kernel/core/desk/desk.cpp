#include "desk/desk.hpp"

#include <algorithm>
#include <future>

#include "base/ids.hpp"
#include "cases/case_json.hpp"
#include "cases/clocks.hpp"
#include "desk/evaluation.hpp"
#include "desk/views.hpp"
#include "journal/entry.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

constexpr int attempts_for_a_counter = 8;

Error case_not_found() {
    return {ErrorCode::not_found,
            "CASE_NOT_FOUND",
            {"没有该办件,或者您无权查看。", "There is no such case, or you may not see it."},
            {"请核对办件编号。", "Check the number."}};
}

Error busy() {
    return {ErrorCode::unavailable,
            "DESK_BUSY",
            {"同一时刻有太多办理在进行。", "Too many commands at this moment."},
            {"请稍后重试。", "Try again shortly."}};
}

// Only what is decided by rules needs a verdict; a timer never waits for a plugin.
bool needs_verdict(const cases::Case& after, const cases::Command& command) {
    if (command.action == "evaluate" || command.action == "submit") return true;
    return after.undecided() && command.actor.kind != cases::Actor::Kind::system;
}

CaseColumns columns_of(const cases::Case& now, const cases::Context& context, Instant instant) {
    CaseColumns columns;
    columns.department = context.matter->department;
    columns.updated_at = format_instant(instant);
    const auto all = cases::clocks(now, context);
    if (const cases::CaseClock* clock = cases::leading_clock(all)) {
        if (clock->proof.due) columns.due_on = sdk::format_day(*clock->proof.due);
        columns.provisional = clock->proof.provisional;
    }
    return columns;
}

Json events_of(const cases::Decision& decision) {
    Json events = Json::array();
    for (const cases::Event& event : decision.events) {
        events.push_back({{"kind", event.kind}, {"data", event.data}});
    }
    return events;
}

std::string etag_of(std::int64_t version) {
    return "\"" + std::to_string(version) + "\"";
}

Answer answer_of(int status, const StoredCase& stored, Json view) {
    return {status,
            etag_of(stored.now.version),
            "/api/v1/counties/" + stored.now.county + "/cases/" +
                (stored.now.number.empty() ? stored.now.id : stored.now.number),
            sdk::canonical(view)};
}

std::string stored_text(const Answer& answer) {
    return Json{{"status", answer.status},
                {"etag", answer.etag},
                {"location", answer.location},
                {"body", answer.body}}
        .dump();
}

Answer answer_from(const std::string& text) {
    const Json json = Json::parse(text);
    return {json.value("status", 200),
            json.value("etag", ""),
            json.value("location", ""),
            json.value("body", "")};
}

// The day that a counter says the papers came, else today. What is wrong with it the engine tells.
Day receipt_day(const Json& submission, Instant now) {
    const std::string given = submission.is_object() ? submission.value("received_on", "") : "";
    return sdk::parse_day(given).value_or(legal_day(now));
}

Error key_reused() {
    return {
        ErrorCode::conflict,
        "IDEMPOTENCY_KEY_REUSED",
        {"该 Idempotency-Key 已用于另一内容。", "This Idempotency-Key was used with another body."},
        {"每个新操作请使用新的 Idempotency-Key。", "Use a new key for each new command."}};
}

}  // namespace

// Only a verified person files, and only for itself or for whom it represents; an agent brings its
// authority. LAW: 行政许可法 第二十九条 第二款
Result<void> may_file(const access::Principal& who,
                      const cases::Case& now,
                      const cases::Context& context) {
    if (!who.is_applicant()) return {};
    if (!who.verified) {
        return Error{ErrorCode::forbidden,
                     "IDENTITY_NOT_VERIFIED",
                     {"您的身份尚未核验,可以保存草稿,暂不能提交。",
                      "Your identity is not verified: you may draft, but not file yet."},
                     {"请到窗口核验身份,或使用实名认证登录。",
                      "Have it checked at a counter, or sign in with a real-name account."}};
    }
    const std::string code = context.matter->applicant_code(now.form);
    if (code.empty() || who.may_act_for(code) || now.form.value("by_agent", false)) return {};
    return Error{ErrorCode::forbidden,
                 "APPLICANT_NOT_REPRESENTED",
                 {"您的账户不代表该申请人。", "Your account does not represent this applicant."},
                 {"请以代理人身份提交并附授权委托书,或先绑定该主体。",
                  "File as an agent with a power of attorney, or have the organisation added."}};
}

cases::Actor actor_of(const access::Principal* who) {
    cases::Actor actor;
    if (who == nullptr) return actor;
    actor.kind = who->is_applicant() ? cases::Actor::Kind::applicant : cases::Actor::Kind::officer;
    actor.id = actor_name(who);
    actor.roles = {who->roles.begin(), who->roles.end()};
    return actor;
}

std::string actor_name(const access::Principal* who) {
    if (who == nullptr) return "system";
    return who->is_applicant() ? who->account : who->person;
}

Desk::Desk(const Bureau& bureau,
           storage::Database& database,
           host::Hosts& hosts,
           const Clock& clock,
           WorkPool& pool)
    : bureau_(bureau),
      database_(database),
      hosts_(hosts),
      clock_(clock),
      pool_(pool),
      registers_(database),
      case_numbers_(database, pool) {
    for (const auto& [code, county] : bureau_.counties) county_locks_[code];
}

Result<void> Desk::start() {
    for (const auto& [code, county] : bureau_.counties) {
        if (auto loaded = registers_.load(code); !loaded) return loaded;
        // A receipt names its context by digest; the context itself lies beside the cases.
        storage::WriteSet set{{storage::store(code, storage::object_of(bureau_.context_json))}};
        for (const auto& [id, matter] : county.matters) {
            set.writes.push_back(
                storage::store(code, storage::object_of(sdk::canonical(matter.matter->document))));
        }
        if (auto stored = database_.commit_and_wait(std::move(set)); !stored) return stored.error();
    }
    return {};
}

Result<const MatterInForce*> Desk::matter_in_force(const std::string& county,
                                                   const std::string& matter) const {
    const County* here = bureau_.county(county);
    if (here == nullptr) {
        return Error{
            ErrorCode::not_found,
            "COUNTY_UNKNOWN",
            {"没有该县区:" + county, "There is no county " + county + "."},
            {"请使用六位行政区划代码,例如 511102。", "Use the six-digit code, as 511102."}};
    }
    const auto found = here->matters.find(matter);
    if (found == here->matters.end()) {
        return Error{ErrorCode::not_found,
                     "MATTER_UNKNOWN",
                     {"没有该事项:" + matter, "There is no matter " + matter + "."},
                     {"请查看 …/matters 列出的事项。", "See …/matters."}};
    }
    return &found->second;
}

cases::Context Desk::context_of(const cases::Case& now, Instant instant) const {
    const County& county = *bureau_.county(now.county);
    const MatterInForce& in_force = county.matters.at(now.matter);
    cases::Context context;
    context.now = instant;
    context.calendar = &bureau_.calendar;
    context.matter = in_force.matter.get();
    context.county = &county.terms;
    context.officers = &county.officers;
    const auto promised = in_force.promised_days.find(now.variant);
    if (promised != in_force.promised_days.end()) context.promised_days = promised->second;
    context.pin = {
        in_force.plugin, in_force.version, in_force.package_digest, in_force.matter->digest};
    return context;
}

Desk::Asked Desk::ask(const cases::Case& now, const std::string& stage, Day today) {
    const MatterInForce& in_force = bureau_.county(now.county)->matters.at(now.matter);
    const auto facts = registers_.facts(now.county, *in_force.matter, now.form, false);
    if (!facts) return {};
    const std::string input = input_document(now, *in_force.matter, stage, today, *facts);
    const auto verdict =
        hosts_.evaluate_and_wait(in_force.package_digest, bureau_.context_digest, input);
    if (!verdict) return {};
    const cases::Pin pin{in_force.plugin, in_force.version, in_force.package_digest, ""};
    return {cases::verdict_from_json(Json::parse(*verdict)),
            receipt(pin, bureau_.context_digest, input, *verdict)};
}

// Verdicts, officers with their loads, counters, a seed: what the decision rests on.
Result<void> Desk::gather(const StoredCase& before,
                          const Step& step,
                          cases::Context& context,
                          Json& receipts) {
    const cases::Case after = cases::preview(before.now, step.command);
    if (context.matter->variant(after.variant) == nullptr) return {};
    if (needs_verdict(after, step.command)) {
        const char* stage = after.accepted() ? "decision" : "filing";
        Asked asked = ask(after, stage, context.today());
        context.verdict = std::move(asked.verdict);
        if (context.verdict) receipts.push_back(std::move(asked.receipt));
    }
    if (step.command.action == "grant") {
        Asked asked = ask(after, "licence", context.today());
        context.licence = std::move(asked.verdict);
        if (context.licence) receipts.push_back(std::move(asked.receipt));
    }
    auto previous = previous_surveyors(database_, after);
    if (!previous) return previous.error();
    context.previous_surveyors = std::move(*previous);
    context.seed = to_hex(random_bytes(32));
    return {};
}

storage::WriteSet Desk::write_set(const StoredCase& before,
                                  const StoredCase& after,
                                  const cases::Decision& decision,
                                  const journal::Entry& entry,
                                  std::vector<storage::Object> objects,
                                  Instant instant) const {
    const cases::Case& now = after.now;
    const cases::Context context = context_of(now, instant);
    storage::WriteSet set;
    auto& writes = set.writes;
    const CaseColumns columns = columns_of(now, context, instant);
    const bool is_new = before.now.version == 0;
    writes.push_back(is_new ? insert_case(after, columns)
                            : update_case(after, columns, before.now.version));
    for (storage::Write& write : journal::writes(entry, std::move(objects))) {
        writes.push_back(std::move(write));
    }
    if (!is_new) writes.push_back(clear_timers(now));
    for (const cases::Timer& timer : cases::timers(now, context)) {
        writes.push_back(insert_timer(now, timer));
    }
    if (!is_new) writes.push_back(clear_assignments(now));
    if (!now.intake.empty()) writes.push_back(insert_assignment(now, now.intake, "intake"));
    if (!now.reviewer.empty()) writes.push_back(insert_assignment(now, now.reviewer, "reviewer"));
    for (const std::string& surveyor : now.surveyors) {
        writes.push_back(insert_assignment(now, surveyor, "surveyor"));
    }
    writes.push_back(
        insert_outbox(now, after.head.seq, columns.department, entry.act.kind, instant));
    if (!before.now.outcome && now.outcome && !now.licence_number.empty()) {
        writes.push_back(insert_licence(now, columns.department));
    }
    // Counters last: their rows are locked for the shortest time.
    for (const auto& [name, next] : decision.counters) {
        const auto slash = name.find('/');
        writes.push_back(take_counter(now.county, name.substr(slash + 1), next - 1, next));
    }
    return set;
}

// Decides on what was gathered and stores it. Nothing where another command came first.
Desk::Stored Desk::perform(const StoredCase& before, const Step& step, const Caller* caller) {
    cases::Context context = context_of(before.now, step.instant);
    Json receipts = Json::array();
    if (auto gathered = gather(before, step, context, receipts); !gathered) return gathered.error();
    context.case_number = step.case_number;

    const std::lock_guard lock(county_locks_.at(before.now.county));
    for (int attempt = 0; attempt < attempts_for_a_counter; ++attempt) {
        auto counters = read_counters(database_, before.now.county);
        if (!counters) return counters.error();
        auto loads = read_loads(database_, before.now.county);
        if (!loads) return loads.error();
        std::vector<cases::Officer> officers = *context.officers;
        for (cases::Officer& officer : officers) officer.load = (*loads)[officer.id];
        cases::Context with_state = context;
        with_state.officers = &officers;
        for (const auto& [name, next] : *counters) {
            with_state.counters[before.now.county + "/" + name] = next;
        }
        auto decision = cases::decide(before.now, step.command, with_state);
        if (!decision) return decision.error();

        std::vector<storage::Object> objects{journal::make_object("events", events_of(*decision))};
        for (const Json& one : receipts) objects.push_back(journal::make_object("receipt", one));
        const journal::Entry entry = journal::make_entry(
            before.head,
            {before.now.county, before.now.id, step.command.action, step.actor, step.instant},
            objects);
        StoredCase after{decision->after, entry.head};
        after.now.version = before.now.version + 1;
        storage::WriteSet set =
            write_set(before, after, *decision, entry, std::move(objects), step.instant);
        if (caller != nullptr && !caller->key.empty()) {
            const cases::Context shown = context_of(after.now, step.instant);
            const Answer answer =
                answer_of(200, after, case_view(after.now, shown, caller->who.get()));
            set.writes.push_back(insert_answer(caller->county,
                                               actor_name(caller->who.get()),
                                               caller->route,
                                               caller->key,
                                               {caller->request_hash, stored_text(answer)},
                                               step.instant));
        }
        auto committed = database_.commit_and_wait(std::move(set));
        if (!committed) return committed.error();
        if (!*committed) return std::optional(std::move(after));
        if ((*committed)->write == 0) return std::optional<StoredCase>{};
    }
    return busy();
}

Result<std::string> Desk::next_case_number(const cases::Case& now, Day received) {
    const MatterInForce& in_force = bureau_.county(now.county)->matters.at(now.matter);
    std::promise<Result<std::string>> promise;
    case_numbers_.next(
        now.county, received, in_force.short_code, [&promise](Result<std::string> number) {
            promise.set_value(std::move(number));
        });
    return promise.get_future().get();
}

Desk::Stored Desk::fire(const StoredCase& stored, const std::string& kind, Instant at) {
    Step step{{kind, {}, Json::object()}, "system", at};
    if (kind.starts_with("alarm/")) {
        step.command.action = "raise_alarm";
        step.command.body = {{"kind", kind.substr(6)}};
    }
    return perform(stored, step, nullptr);
}

// Each overdue timer is an event of its own, at its legal instant, before any other command.
Result<StoredCase> Desk::apply_overdue(StoredCase stored, Instant now) {
    for (int fired = 0; fired < 32; ++fired) {
        auto due = cases::timers(stored.now, context_of(stored.now, now));
        std::erase_if(due, [&](const cases::Timer& timer) {
            return timer.fires_at > now || timer.kind == "evaluate";
        });
        if (due.empty()) return stored;
        const auto first = std::ranges::min_element(due, {}, &cases::Timer::fires_at);
        auto after = fire(stored, first->kind, first->fires_at);
        if (!after) return after.error();
        if (!*after) return busy();
        stored = std::move(**after);
    }
    return stored;
}

Result<std::optional<Answer>> Desk::repeated(const Caller& caller) {
    if (caller.key.empty()) return std::optional<Answer>{};
    const auto found = find_answer(
        database_, caller.county, actor_name(caller.who.get()), caller.route, caller.key);
    if (!found) return found.error();
    if (!*found) return std::optional<Answer>{};
    if ((*found)->request != caller.request_hash) return key_reused();
    return std::optional(answer_from((*found)->answer));
}

// Says who changed what since.
Error Desk::stale(const StoredCase& stored) {
    std::string who = "-";
    std::string what = "-";
    std::string when;
    const auto entries =
        journal::read_entries(database_, stored.now.county, stored.now.id, stored.head.seq - 1, 1);
    if (entries && !entries->empty()) {
        who = entries->front().act.actor;
        what = entries->front().act.kind;
        when = format_instant(entries->front().act.at);
    }
    return {
        ErrorCode::stale,
        "CASE_CHANGED",
        {"您看到的办件已有变化:" + who + " 于 " + when + " 办理了 " + what + "。",
         "The case has changed since you saw it: " + who + " did " + what + " at " + when + "."},
        {"请重新读取办件后再办理(当前版本 " + std::to_string(stored.now.version) + ")。",
         "Read the case again (version " + std::to_string(stored.now.version) + "), then decide."}};
}

Result<StoredCase> Desk::read(const Caller& caller, const std::string& reference) {
    auto found = find_case(database_, caller.county, reference);
    if (!found) return found.error();
    if (!*found) return case_not_found();
    const cases::Case& now = (*found)->now;
    const access::Principal* who = caller.who.get();
    if (who != nullptr && who->is_applicant() && now.applicant.account != who->account) {
        return case_not_found();
    }
    // Who only drafts has filed nothing with the bureau.
    if (who != nullptr && !who->is_applicant() && now.state == cases::State::draft &&
        now.applicant.account != who->account) {
        return case_not_found();
    }
    return std::move(**found);
}

Result<Answer> Desk::act(const Caller& caller,
                         const std::string& reference,
                         const std::string& action,
                         const Json& body,
                         std::int64_t seen) {
    auto before = repeated(caller);
    if (!before) return before.error();
    if (*before) return **before;
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    const Instant now = clock_.now();
    if (seen != stored->now.version) return stale(*stored);
    auto current = apply_overdue(std::move(*stored), now);
    if (!current) return current.error();
    Step step{{action, actor_of(caller.who.get()), body}, actor_name(caller.who.get()), now};
    if (action == "submit") {
        if (auto may = may_file(*caller.who, current->now, context_of(current->now, now)); !may) {
            return may.error();
        }
        auto number = next_case_number(current->now, receipt_day(body, now));
        if (!number) return number.error();
        step.case_number = std::move(*number);
    }
    Stored after = perform(*current, step, &caller);
    if (!after) return after.error();
    if (!*after) {
        auto fresh = read(caller, reference);
        return fresh ? stale(*fresh) : fresh.error();
    }
    const cases::Context shown = context_of((**after).now, now);
    return answer_of(200, **after, case_view((**after).now, shown, caller.who.get()));
}

// Edits of a draft are not journalled; they count in its version.
Result<Answer> Desk::rewrite_draft(const Caller& caller,
                                   const StoredCase& before,
                                   cases::Case after) {
    const Instant now = clock_.now();
    after.version = before.now.version + 1;
    const StoredCase stored{std::move(after), before.head};
    const cases::Context context = context_of(stored.now, now);
    storage::WriteSet set{
        {update_case(stored, columns_of(stored.now, context, now), before.now.version)}};
    auto committed = database_.commit_and_wait(std::move(set));
    if (!committed) return committed.error();
    if (*committed) return stale(before);
    return answer_of(200, stored, case_view(stored.now, context, caller.who.get()));
}

Result<Answer> Desk::put_form(const Caller& caller,
                              const std::string& reference,
                              const Application& application,
                              std::int64_t seen) {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    if (stored->now.state != cases::State::draft) {
        return Error{
            ErrorCode::conflict,
            "NOT_A_DRAFT",
            {"已经提交的申请不能直接改表。", "A filed application is not edited directly."},
            {"请使用“更正”或“补正”操作。", "Use correct or supplement."}};
    }
    if (seen != stored->now.version) return stale(*stored);
    cases::Case after = stored->now;
    after.variant = application.variant;
    after.mode = application.mode;
    after.form = application.form;
    after.shared_data = application.shared_data;
    after.committed = application.committed;
    if (auto checked = check_application(caller.county, after); !checked) return checked.error();
    return rewrite_draft(caller, *stored, std::move(after));
}

Result<Answer> Desk::put_material(const Caller& caller,
                                  const std::string& reference,
                                  cases::HandedIn material,
                                  std::int64_t seen) {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    if (seen != stored->now.version) return stale(*stored);
    const Instant now = clock_.now();
    material.received_at = format_instant(now);
    material.received_by = actor_name(caller.who.get());
    const Step step{{"put_material", actor_of(caller.who.get()), Json(material)},
                    actor_name(caller.who.get()),
                    now};
    if (stored->now.state == cases::State::draft) {
        const auto decision =
            cases::decide(stored->now, step.command, context_of(stored->now, now));
        if (!decision) return decision.error();
        return rewrite_draft(caller, *stored, decision->after);
    }
    auto after = perform(*stored, step, &caller);
    if (!after) return after.error();
    if (!*after) return stale(*stored);
    const cases::Context shown = context_of((**after).now, now);
    return answer_of(200, **after, case_view((**after).now, shown, caller.who.get()));
}

Result<std::vector<cases::Permission>> Desk::permissions(const Caller& caller,
                                                         const StoredCase& stored) {
    cases::Context context = context_of(stored.now, clock_.now());
    Json receipts = Json::array();
    const Step step{{"", actor_of(caller.who.get()), Json::object()}, "", context.now};
    if (auto gathered = gather(stored, step, context, receipts); !gathered) return gathered.error();
    return cases::permissions(stored.now, step.command.actor, context);
}

Result<int> Desk::fire_due(const std::string& county, Instant now) {
    const auto due = due_timers(database_, county, now);
    if (!due) return due.error();
    int fired = 0;
    for (const DueTimer& timer : *due) {
        auto stored = find_case(database_, county, timer.case_id);
        if (!stored) return stored.error();
        if (!*stored) continue;
        if (timer.kind == "evaluate") {
            // The plugin may still not answer: the timer stays, and nothing else waits for it.
            const auto done = fire(**stored, timer.kind, now);
            fired += done && *done ? 1 : 0;
            continue;
        }
        const auto version = (*stored)->now.version;
        const auto after = apply_overdue(std::move(**stored), now);
        if (!after) return after.error();
        fired += after->now.version != version ? 1 : 0;
    }
    return fired;
}

}  // namespace oneseal::desk

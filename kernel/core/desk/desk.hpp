// The work around the case engine, always in this order: read the case at version v, apply its
// overdue timers, fill facts, evaluate (outside any transaction), then one guarded WriteSet: the
// case from version v on, the journal entry, timers, counters, outbox and the stored answer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/principal.hpp"
#include "cases/decide.hpp"
#include "desk/answer.hpp"
#include "desk/caller.hpp"
#include "desk/case_repository.hpp"
#include "desk/draft_repository.hpp"
#include "desk/evidence.hpp"
#include "desk/generation.hpp"
#include "desk/lasting.hpp"
#include "desk/register_repository.hpp"
#include "desk/rights.hpp"

namespace oneseal::desk {

// 50 bits: nobody guesses one of a county in a lifetime of what one client may ask.
inline constexpr std::size_t query_code_length = 10;

using Answered = std::function<void(Result<Answer>)>;

// The desk as it is under one generation, to which it holds on; cheap to make and to copy.
class Desk {
  public:
    // What lasts outlives the desk.
    Desk(GenerationPointer generation, Lasting& lasting)
        : generation_(std::move(generation)), lasting_(&lasting) {}

    // What has to be so before the generation is in force: each county's registers are read, its
    // configuration and documents are on record, cases that an earlier version of the kernel left
    // are brought up to date, last days counted anew. [blocks]
    Result<void> prepare() const;

    // The verdict on an application; stores nothing. Fails as `not_found` (COUNTY_UNKNOWN,
    // MATTER_UNKNOWN), `conflict` (MATTER_DISABLED), `invalid_input` (VARIANT_UNKNOWN,
    // MODE_UNKNOWN, FORM_KIND …) or `unavailable`. [the thread of that channel]
    void check(std::size_t channel,
               const Caller& caller,
               Application application,
               Answered done) const;

    // A draft, or a filing with its submission. A filing is taken even while the department's
    // plugin does not answer: the verdict follows. [the thread of that channel; `done` on any
    // thread]
    void file(std::size_t channel,
              const Caller& caller,
              Application application,
              Answered done) const;

    // Everything below blocks. [not on an I/O thread]

    // One action. `seen` is the version of If-Match. Fails besides as cases::decide() does: `stale`
    // with who changed what, `conflict` (IDEMPOTENCY_KEY_REUSED).
    Result<Answer> act(const Caller& caller,
                       const std::string& reference,
                       const std::string& action,
                       const Json& body,
                       std::int64_t seen) const;
    Result<Answer> put_form(const Caller& caller,
                            const std::string& reference,
                            const Application& application,
                            std::int64_t seen) const;
    // In a draft every file that was put is kept: an older version will do, as for files that are
    // put side by side, unless another file has come under the same key meanwhile (`conflict`,
    // FILE_KEY_TAKEN). The next two only a draft allows (NOT_A_DRAFT); for recording paper too an
    // older version will do, taking out needs the present one.
    Result<Answer> put_material(const Caller& caller,
                                const std::string& reference,
                                const std::string& material,
                                cases::MaterialFile file,
                                std::int64_t seen) const;
    // Paper that a counter has in hand. Fails as `invalid_input` (MATERIAL_KIND), `not_found`
    // (MATERIAL_UNKNOWN).
    Result<Answer> record_paper(const Caller& caller,
                                const std::string& reference,
                                const cases::HandedIn& paper,
                                std::int64_t seen) const;
    // The file with this key, or the whole material where it is empty. Fails as `not_found`
    // (FILE_UNKNOWN).
    Result<Answer> take_out(const Caller& caller,
                            const std::string& reference,
                            const std::string& material,
                            const std::string& key,
                            std::int64_t seen) const;
    // Of the caller's account; no more than `most` are looked at.
    Result<OpenDrafts> open_drafts(const Caller& caller, int most) const;
    // Fails as `conflict` (NOT_A_DRAFT) for what has been filed.
    Result<void> delete_draft(const Caller& caller,
                              const std::string& reference,
                              std::int64_t seen) const;

    // The case as this principal may see it (rights.hpp); `not_found` where it may not,
    // `unavailable` (MATTER_NOT_INSTALLED) where its package is not there. While a decision waits
    // for its seal an applicant is given the case as it stood before, version and head included, so
    // that whatever is made of it tells nothing of the decision.
    Result<StoredCase> read(const Caller& caller, const std::string& reference) const;
    // The same for what is told without the package: what happened, receipts, papers, files.
    Result<StoredCase> read_kept(const Caller& caller, const std::string& reference) const;
    // The case as JSON by the reader's allow-list, with what is overdue, and its version.
    struct Shown {
        std::shared_ptr<const std::string> body{};
        std::int64_t version = 0;
    };
    // As view_of() of what read() gives; made once for readers of the same standing.
    Result<Shown> show(const Caller& caller, const std::string& reference) const;
    // The same where it is at hand; it asks nobody. [any thread, an I/O context's too]
    std::optional<Shown> show_at_hand(const Caller& caller, const std::string& reference) const;
    // Rows of a list as a canonical JSON array.
    std::string list_text(const Caller& caller,
                          const std::vector<CaseListRow>& rows,
                          Day today) const;
    Standings reader(const Caller& caller, const cases::Case& now) const;
    // The case by the reader's allow-list.
    Json view_of(const Caller& caller, const cases::Case& now, Instant instant) const;
    // What could be done with a case now, and the clocks that it shows.
    Result<std::vector<cases::Permission>> permissions(const Caller& caller,
                                                       const StoredCase& stored) const;
    // What the department's rules say of the case as it is now, at the stage where it is; for an
    // applicant without what registers know of others. Fails as `unavailable` (VERDICT_PENDING)
    // while its plugin does not answer.
    Result<cases::Verdict> verdict_now(const Caller& caller, const StoredCase& stored) const;
    // What the action would bring about, with the rights and by the checks of act(); nothing is
    // stored, numbers are blank, and nobody is drawn. Fails as act() does.
    Result<cases::Decision> foresee(const Caller& caller,
                                    const StoredCase& stored,
                                    const std::string& action,
                                    const Json& body) const;
    cases::Context context_of(const cases::Case& now, Instant instant) const;

    // Fires what is due in a county at this instant, each as its own command, in the order of their
    // legal instants. Answers how many fired. [one thread at a time]
    Result<int> fire_due(const std::string& county, Instant now) const;

    const Generation& generation() const { return *generation_; }
    const County& county(const std::string& code) const { return *generation_->county(code); }
    storage::Database& database() const { return lasting_->database; }
    host::Hosts& hosts() const { return lasting_->hosts; }
    const Clock& clock() const { return lasting_->clock; }

  private:
    friend class Filing;
    friend class Check;

    // A verdict that was asked for, with the receipt that repeats it.
    struct Asked {
        std::optional<cases::Verdict> verdict{};
        Json receipt = Json();
    };
    struct Attempt {
        cases::Command command{};
        std::string actor{};
        Instant instant{};
        std::string case_number{};  // for a submit
        // Whose facts it may rest on; empty: everybody's.
        Registers::MayAsk may_ask{};
    };
    // What a decision rests on.
    struct Gathered {
        cases::Context context{};
        Json receipts = Json::array();
        LicenceChanges licence_changes{};  // before the verdicts were asked for
    };
    // What a step changes, all of which its write set holds.
    struct Change {
        const StoredCase& before;
        const StoredCase& after;
        const cases::Decision& decision;
        const Derived& derived;
        const journal::Entry& entry;
        const LicenceChanges& licence_changes;
    };
    // Stored, or another came first (nullopt).
    using Stored = Result<std::optional<StoredCase>>;

    Result<const MatterInForce*> matter_in_force(const std::string& county,
                                                 const std::string& matter) const;
    // The parts of an application that make it unreadable rather than incomplete.
    Result<void> check_application(const std::string& county, const cases::Case& now) const;
    // The same of an open case: also where its matter is no longer enabled.
    Result<void> check_shape(const std::string& county, const cases::Case& now) const;
    std::map<std::string, int> promised_to(const cases::Case& now,
                                           const MatterInForce& in_force) const;
    Result<std::string> next_case_number(const cases::Case& now, Day received) const;
    Asked ask(const cases::Case& now,
              const MatterInForce& matter,
              const std::string& stage,
              Day today,
              const Registers::MayAsk& may_ask) const;
    void check_by_newest(const cases::Case& now,
                         cases::Context& context,
                         Json& receipts,
                         const Registers::MayAsk& may_ask) const;
    Result<Gathered> gather(const StoredCase& before, const Attempt& attempt) const;
    Stored perform(const StoredCase& before, Attempt attempt, const Caller* caller) const;
    // Nothing where what was gathered is no longer so.
    std::optional<Stored> decide_and_store(const StoredCase& before,
                                           const Attempt& attempt,
                                           const Caller* caller,
                                           const Gathered& gathered) const;
    Result<StoredCase> apply_overdue(StoredCase stored, Instant now) const;
    Stored fire(const StoredCase& stored, const cases::Timer& timer, Instant at) const;
    // Nothing where it cannot be shown by what is kept.
    Result<std::optional<Shown>> show_kept(const Caller& caller,
                                           const std::string& reference) const;
    // As view_of(), with the timers that are overdue, and until when it is so without anybody's
    // doing.
    struct View {
        Json json{};
        Instant holds_until{};
    };
    View view_at(const Caller& caller, const cases::Case& now, Instant instant) const;
    // Whether something was fired.
    Result<bool> fire_timer(const DueTimer& timer, Instant now) const;
    Result<bool> evaluate_pending(const StoredCase& stored, Instant now) const;
    Result<std::optional<Answer>> repeated(const Caller& caller) const;
    // Counts provisional last days anew, and says so in the case, where new notices move them.
    Result<void> recount(const std::string& county) const;
    Result<void> note_work(const std::string& county) const;
    Error stale(const Caller& caller, const StoredCase& stored) const;
    Error refused_under_veil(const Caller& caller, const StoredCase& stored, Attempt attempt) const;
    Result<Answer> repeated_or_stale(const Caller& caller, const StoredCase& stored) const;
    // Fails as `not_found`; as `unavailable` where the matter's package is not installed.
    Result<StoredCase> find(const std::string& county, const std::string& reference) const;
    Result<void> check_applicants_step(const Caller& caller,
                                       const cases::Case& before,
                                       cases::Command& command) const;
    // Whom the form files for.
    Result<void> check_party(const Caller& caller,
                             const cases::Case& before,
                             const cases::Case& after,
                             bool submits) const;
    // The same once the verdict has told what of the form counts.
    Result<void> check_effective_party(const Caller* caller,
                                       const cases::Case& before,
                                       const Attempt& attempt,
                                       const Gathered& gathered) const;
    // Before the plugin is asked about results that no survey has.
    Result<void> check_survey_step(const cases::Case& before, const cases::Command& command) const;
    // After the case's own guard, before everything else.
    static std::vector<storage::Write> licence_guards(const Change& change);
    storage::WriteSet write_set(const Change& change, std::vector<storage::Object> objects) const;
    // Whether the error is damage of what is stored, which is said once: other cases go on.
    bool name_damage(const std::string& county,
                     const std::string& case_id,
                     const Error& error) const;
    Result<Answer> rewrite_draft(const Caller& caller,
                                 const StoredCase& before,
                                 cases::Case after) const;
    // What a draft would be, from what it is.
    using DraftEdit = std::function<Result<cases::Case>(cases::Case)>;
    Result<Answer> edit_draft(const Caller& caller, StoredCase stored, const DraftEdit& edit) const;

    GenerationPointer generation_;
    Lasting* lasting_;
};

CommandKey key_of(const Caller& caller);

// MATTER_NOT_INSTALLED, with the digest that is needed.
Error not_installed(const cases::Case& now);

// The day on which the papers came: a counter may say an earlier one than today.
Day receipt_day(const Caller& caller, const Json& submission, Instant now);

// Fails as `forbidden` (IDENTITY_NOT_VERIFIED, APPLICANT_NOT_REPRESENTED).
Result<void> may_file(const access::Principal& who,
                      const cases::Case& now,
                      const cases::Context& context);

// The codes that a principal may ask the registers of persons about: a verified applicant its own
// and those it acts for in that matter, the staff of the counter anybody's, nobody else any.
// LAW: 个人信息保护法 第六条
bool may_ask_about(const access::Principal* who, const access::Subject& subject);

// Whose facts a step may rest on; empty: everybody's. Until a served decision an applicant learns
// nothing that registers know of others, nor from what a step answers or leaves in the case: its
// verdict is one without those facts.
Registers::MayAsk facts_for(const access::PrincipalPointer& who,
                            const std::string& action,
                            const cases::Case& now);

// Who acts, as the engine sees it.
cases::Actor actor_of(const access::Principal* who);
std::string actor_name(const access::Principal* who);

}  // namespace oneseal::desk

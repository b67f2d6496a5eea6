// Drafts: how many an account has open, their edits, files put into them side by side, their end.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cases/case_json.hpp"
#include "cases/decide.hpp"
#include "cases/errors.hpp"
#include "desk/answer.hpp"
#include "desk/desk.hpp"
#include "desk/errors.hpp"
#include "desk/filing.hpp"
#include "desk/snapshot.hpp"
#include "desk/views.hpp"

namespace oneseal::desk {
namespace {

// Each of them loses only to another file that was put meanwhile.
constexpr int attempts_for_a_file = 64;

// Whether there is a file of that key with other content.
bool holds_another(const cases::Case& draft,
                   const std::string& material,
                   const cases::MaterialFile& file) {
    const auto& all = draft.filing.materials;
    const auto found = std::ranges::find(all, material, &cases::HandedIn::id);
    return found != all.end() && std::ranges::any_of(found->files, [&](const auto& one) {
               return one.key == file.key && one.sha256 != file.sha256;
           });
}

}  // namespace

Result<OpenDrafts> Desk::open_drafts(const Caller& caller, int most) const {
    return read_open_drafts(database(), caller.county, caller.who->account, most);
}

Result<void> Desk::delete_draft(const Caller& caller,
                                const std::string& reference,
                                std::int64_t seen) const {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    if (stored->now.state != cases::State::draft) return errors::not_a_draft();
    if (seen != stored->now.version) return stale(caller, *stored);
    auto committed = database().commit_and_wait({{oneseal::desk::delete_draft(stored->now)}});
    if (!committed) return committed.error();
    if (*committed) return stale(caller, *stored);
    return {};
}

// Edits of a draft are not journalled; they count in its version.
Result<Answer> Desk::rewrite_draft(const Caller& caller,
                                   const StoredCase& before,
                                   cases::Case after) const {
    const Instant now = clock().now();
    after.version = before.now.version + 1;
    const StoredCase stored = stored_of(std::move(after), before.head);
    const cases::Context context = context_of(stored.now, now);
    storage::WriteSet set{
        {update_case(stored, columns_of(stored.now, context), before.now.version)}};
    auto committed = database().commit_and_wait(std::move(set));
    if (!committed) return committed.error();
    if (*committed) return stale(caller, before);
    return answer_of(200, stored, view_of(caller, stored.now, now));
}

Result<Answer> Desk::put_form(const Caller& caller,
                              const std::string& reference,
                              const Application& application,
                              std::int64_t seen) const {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    if (stored->now.state != cases::State::draft) {
        return errors::not_a_draft();
    }
    if (seen != stored->now.version) return stale(caller, *stored);
    cases::Case after = stored->now;
    after.filing.variant = application.variant;
    after.filing.mode = application.mode;
    after.filing.form = application.form;
    const MatterInForce& in_force = *generation_->county(caller.county)->matter_of(after);
    after.filing.typed = take_form(after.filing.form, stored->now, *in_force.matter);
    after.filing.shared_data = application.shared_data;
    after.filing.committed = application.committed;
    cases::make_application(after.filing, *in_force.matter);
    if (auto checked = check_application(caller.county, after); !checked) return checked.error();
    return rewrite_draft(caller, *stored, std::move(after));
}

// Different files are no contradiction: who comes second puts his into what the first has left.
Result<Answer> Desk::edit_draft(const Caller& caller,
                                StoredCase stored,
                                const DraftEdit& edit) const {
    for (int tried = 0; tried < attempts_for_a_file; ++tried) {
        auto after = edit(stored.now);
        if (!after) return after.error();
        auto put = rewrite_draft(caller, stored, std::move(*after));
        if (put || put.error().code != ErrorCode::stale) return put;
        auto fresh = read(caller, stored.now.id);
        if (!fresh) return fresh.error();
        if (fresh->now.state != cases::State::draft) return stale(caller, *fresh);
        stored = std::move(*fresh);
    }
    return errors::desk_busy();
}

Result<Answer> Desk::put_material(const Caller& caller,
                                  const std::string& reference,
                                  const std::string& material,
                                  cases::MaterialFile file,
                                  std::int64_t seen) const {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    const bool is_draft = stored->now.state == cases::State::draft;
    const bool known = is_draft ? seen <= stored->now.version : seen == stored->now.version;
    if (!known) return stale(caller, *stored);
    const Instant now = clock().now();
    file.received_by = actor_name(caller.who.get());
    Attempt attempt{
        {"put_material", actor_of(caller.who.get()), {{"id", material}, {"file", file}}},
        actor_name(caller.who.get()),
        now};
    attempt.may_ask = facts_for(caller.who, attempt.command.action, stored->now);
    if (stored->veiled) return refused_under_veil(caller, *stored, std::move(attempt));
    stored = apply_overdue(std::move(*stored), now);
    if (!stored) return stored.error();
    if (is_draft) {
        const auto put = [&](const cases::Case& draft) -> Result<cases::Case> {
            if (seen < draft.version && holds_another(draft, material, file)) {
                return errors::file_key_taken(file.key);
            }
            auto decision =
                cases::decide(draft, attempt.command, context_of(draft, attempt.instant));
            if (!decision) return decision.error();
            return std::move(decision->after);
        };
        return edit_draft(caller, std::move(*stored), put);
    }
    // A file is put again by its version; its key is not kept.
    auto after = perform(*stored, attempt, nullptr);
    if (!after) return after.error();
    if (!*after) return stale(caller, *stored);
    return answer_of(200, **after, view_of(caller, (**after).now, now));
}

Result<Answer> Desk::record_paper(const Caller& caller,
                                  const std::string& reference,
                                  const cases::HandedIn& paper,
                                  std::int64_t seen) const {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    if (stored->now.state != cases::State::draft) return errors::not_a_draft();
    if (seen > stored->now.version) return stale(caller, *stored);
    const auto record = [&](cases::Case draft) -> Result<cases::Case> {
        std::vector<cases::HandedIn> recorded{paper};
        const Matter& matter = *generation_->county(draft.county)->matter_of(draft)->matter;
        if (!cases::complete_material(recorded.front(), matter)) {
            return cases::errors::material_unknown(paper.id);
        }
        if (auto papers = are_on_paper(recorded); !papers) return papers.error();
        cases::take_in(recorded, format_instant(clock().now()), actor_name(caller.who.get()));
        cases::record_paper(draft.filing, std::move(recorded.front()));
        return draft;
    };
    return edit_draft(caller, std::move(*stored), record);
}

Result<Answer> Desk::take_out(const Caller& caller,
                              const std::string& reference,
                              const std::string& material,
                              const std::string& key,
                              std::int64_t seen) const {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    if (stored->now.state != cases::State::draft) return errors::not_a_draft();
    if (seen != stored->now.version) return stale(caller, *stored);
    cases::Case draft = stored->now;
    if (!cases::take_out(draft.filing, material, key)) return errors::file_unknown();
    const MatterInForce& in_force = *generation_->county(draft.county)->matter_of(draft);
    cases::make_application(draft.filing, *in_force.matter);
    return rewrite_draft(caller, *stored, std::move(draft));
}

}  // namespace oneseal::desk

// Drafts: how many an account has open, files put into them side by side, and their end.
#include "desk/answer.hpp"
#include "desk/desk.hpp"
#include "desk/errors.hpp"

namespace oneseal::desk {
namespace {

// Each of them loses only to another file that was put meanwhile.
constexpr int attempts_for_a_file = 64;

}  // namespace

Result<OpenDrafts> Desk::open_drafts(const Caller& caller, int most) {
    return read_open_drafts(database_, caller.county, caller.who->account, most);
}

Result<void> Desk::delete_draft(const Caller& caller,
                                const std::string& reference,
                                std::int64_t seen) {
    auto stored = read(caller, reference);
    if (!stored) return stored.error();
    if (stored->now.state != cases::State::draft) return errors::not_a_draft();
    if (seen != stored->now.version) return stale(caller, *stored);
    auto committed = database_.commit_and_wait({{oneseal::desk::delete_draft(stored->now)}});
    if (!committed) return committed.error();
    if (*committed) return stale(caller, *stored);
    return {};
}

// Different files are no contradiction: who comes second puts his into what the first has left.
Result<Answer> Desk::put_into_draft(const Caller& caller,
                                    StoredCase stored,
                                    const Attempt& attempt) {
    for (int tried = 0; tried < attempts_for_a_file; ++tried) {
        const auto decision =
            cases::decide(stored.now, attempt.command, context_of(stored.now, attempt.instant));
        if (!decision) return decision.error();
        auto put = rewrite_draft(caller, stored, decision->after);
        if (put || put.error().code != ErrorCode::stale) return put;
        auto fresh = read(caller, stored.now.id);
        if (!fresh) return fresh.error();
        if (fresh->now.state != cases::State::draft) return stale(caller, *fresh);
        stored = std::move(*fresh);
    }
    return errors::desk_busy();
}

}  // namespace oneseal::desk

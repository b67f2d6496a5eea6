// What a check and a filing begin with.
#pragma once

#include <new>

#include "desk/desk.hpp"
#include "desk/errors.hpp"

namespace oneseal::desk {

// The case that an application asks for. Fails as `invalid_input` (MATERIAL_UNKNOWN).
Result<cases::Case> draft_of(const Caller& caller, Application application, const Matter& matter);

// Brings a form into the spelling that is kept and answers what was typed, for each text that is
// kept in another; of a text that comes back as it was shown, what was typed before.
Json take_form(Json& form, const cases::Case& before, const Matter& matter);

// A counter records paper; what is electronic is put into the draft as a file. Fails as
// `invalid_input` (MATERIAL_KIND).
Result<void> are_on_paper(const std::vector<cases::HandedIn>& materials);

// The verdict as whoever files or checks is told it: with what was left out before it was asked
// for, so that everything is named that does not count, and with pointers into the request's body.
Json told_verdict(const std::string& verdict, const std::vector<std::string>& left_out);

// Short of memory, what is on its way ends with an answer that asks to try again.
template <typename Work>
void guarded(const Answered& done, Work work) {
    try {
        work();
    } catch (const std::bad_alloc&) {
        done(errors::desk_busy());
    }
}

}  // namespace oneseal::desk

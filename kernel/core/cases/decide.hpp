// The case engine: decide(case, command, context) gives events or a refusal with its article;
// apply(case, event) gives the next case. Pure: no I/O, no clock, no randomness of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cases/case.hpp"
#include "cases/context.hpp"
#include "cases/events.hpp"

namespace oneseal::cases {

struct Command {
    std::string action{};
    Actor actor{};
    Json body = Json::object();
    Json typed = Json::object();  // as in Case, of the form in the body
};

struct Decision {
    std::vector<Event> events{};
    Case after{};  // the case with the events applied
    // Counters that were used, with the value to be stored: the writer changes each only if it
    // still has the value that the context showed.
    std::map<std::string, std::int64_t> counters{};
};

// Fails as `unlawful` with the article where the law or the separation of duties forbids it,
// `conflict` (ACTION_NOT_NOW) where the state has no such action, `forbidden` (ROLE_MISSING),
// `invalid_input` with findings for the body, `not_found` (ACTION_UNKNOWN).
Result<Decision> decide(const Case& before, const Command& command, const Context& context);

// What the form, materials, variant and mode would be after the command: what a verdict for it must
// be asked about. Never fails; a body that cannot be read changes nothing.
Case preview(const Case& before, const Command& command);

// A paper as a counter records it: its id, or {id, kind, copies, pages}; nothing where it is
// neither.
std::optional<HandedIn> read_paper_material(const Json& item);

// Where no kind is said, the usual one; notes whether kind and copies are as the matter asks. What
// is not goes on the receipt and stays missing. False where the matter has no such material.
bool complete_material(HandedIn& material, const Matter& matter);

// Hands in what the matter says is made from the form (申请书), where nobody has handed it in as a
// paper or file of its own; takes out what was made for another variant.
void make_application(FilingAspect& filing, const Matter& matter);

// Changes of a draft, which no journal keeps. Takes out a file by its key, or the material where
// the key is empty; false where there is none.
bool take_out(FilingAspect& filing, const std::string& material, const std::string& key);
// A paper that a counter has in hand; files of the same material, its scans, stay.
void record_paper(FilingAspect& filing, HandedIn paper);

// What the applicant signs: SHA-256, in hex, of form, materials and claims as canonical JSON.
std::string signed_digest(const Case& now);

// Says when and by whom each was taken in of which that is not said yet.
void take_in(std::vector<HandedIn>& materials, const std::string& at, const std::string& by);

struct Permission {
    std::string action{};
    Text title{};
    Json body = Json::object();      // the schema of its body as this case asks for it
    std::optional<Error> refusal{};  // none: lawful now
};

// Every action that one of the actor's roles can take in some state, by rank, with whether it may
// be taken now, or why not.
std::vector<Permission> permissions(const Case& now, const Actor& actor, const Context& context);

}  // namespace oneseal::cases

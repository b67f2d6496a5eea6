// What an entry of a case says of the rows that follow from it ("after"), and whether the snapshot
// is still the one that was stored with it.
//
// "after" is {"snapshot": SHA-256 of the row's `snapshot`, "version", "context": digest of the
// calendar's document, "department", "due_on", "provisional", "promised_on", "yellow_on",
// "orange_on", "work": [[list, person, last day]...], "left": [the same], "timers": [[kind,
// instant]...], "counters": {name: next}, "answer": digest} and, once it is accepted, "figures":
// {"statutory_due", "statutory_days", "days_used"}. Everything else that stands in rows is rebuilt
// from the events; these hang on the calendar and the package of that moment, so a later one
// changes nothing of what was right. A timer that only awaits a verdict is in none: the case says
// so.
#pragma once

#include "base/json.hpp"
#include "cases/decide.hpp"
#include "desk/case_repository.hpp"
#include "desk/figures.hpp"

namespace oneseal::desk {

// What follows from a case under the calendar and the package of the moment.
struct Derived {
    CaseColumns columns{};
    std::vector<cases::Timer> timers{};
    std::vector<cases::WorkItem> taken{};  // the places in work lists that it had not before
    std::vector<cases::WorkItem> left{};   // those that it has no longer
    Figures figures{};
};

Derived derived_of(const cases::Case& before,
                   const cases::Case& now,
                   const cases::Context& context);

// Its places in work lists and those that it has left, as the feed tells them.
Json touched(const Derived& derived);

// `answer` is empty where none is stored.
Json after_of(const StoredCase& after,
              const Derived& derived,
              const std::string& context_digest,
              const cases::Decision& decision,
              const std::string& answer);

// Of the row of a stored answer.
std::string answer_digest(const CommandKey& key, const StoredAnswer& answer);

// A counter's own name, without the county that it is asked for with.
std::string counter_name(const std::string& name);

// Whether the snapshot is what was stored with the case's last entry; a case whose last entry says
// nothing of it is rebuilt from its events and compared. Answers when that entry was made; the
// beginning of time for a draft. Fails as `conflict` (CASE_TAMPERED) and as Database::query().
// [blocks]
Result<Instant> check_untampered(storage::Database& database, const StoredCase& stored);

// Whether a case failed because of what is stored of it, which only a repair can mend.
bool is_damage(const Error& error);

}  // namespace oneseal::desk

// What verification can find wrong, each with a name that scripts and people look for.
#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"

namespace oneseal::journal {

enum class FaultKind {
    changed,                 // an entry, or what its row repeats of it, is not what was written
    dropped,                 // entries are missing between others
    swapped,                 // a genuine entry stands where another one was
    truncated,               // the last entries are missing
    beyond_head,             // entries follow that the case's row knows nothing of
    head_differs,            // the case's row names another hash for the last entry
    head_missing,            // there are entries but no row of the case
    object_missing,          // what was said is gone; `object` is its digest
    object_changed,          // what was said is another text; `object` is its digest
    rewritten_since_anchor,  // the chain holds, but not what `anchor` signed: one of these entries
                             // was changed, and everything behind it with it
    anchor_changed,          // an anchor is not what was signed, or not the one kept outside
    anchor_dropped,          // anchors are missing between others, or are kept outside only
    anchor_foreign,          // what is kept outside is no anchor signed with this key
    derived_changed,         // a row that follows from a chain is another; `object` names it
    derived_missing,         // a row that follows from a chain is gone
    unexplained,             // a row that nothing in any chain explains
    blob_changed,            // a file is not what its digest says
    blob_missing             // a file that a case names is gone
};

struct Fault {
    FaultKind kind{};
    std::string case_id{};  // empty where the fault is the anchor's
    long long first = 0;    // the entries concerned, first to last; or the anchors
    long long last = 0;
    std::string object{};  // a digest; or a row, as "timers accept"
    long long anchor = 0;

    bool operator==(const Fault&) const = default;
};

// As in the enumeration.
std::string_view name_of(FaultKind kind);

Text describe(const Fault& fault);

}  // namespace oneseal::journal

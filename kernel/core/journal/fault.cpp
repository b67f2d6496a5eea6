#include "journal/fault.hpp"

#include "journal/errors.hpp"

namespace oneseal::journal {
namespace {

struct Words {
    std::string_view name;
    Text (*text)();
};

// In the order of the enumeration.
constexpr Words words[] = {
    {"changed", errors::fault_changed},
    {"dropped", errors::fault_dropped},
    {"swapped", errors::fault_swapped},
    {"truncated", errors::fault_truncated},
    {"beyond_head", errors::fault_beyond_head},
    {"head_differs", errors::fault_head_differs},
    {"head_missing", errors::fault_head_missing},
    {"object_missing", errors::fault_object_missing},
    {"object_changed", errors::fault_object_changed},
    {"rewritten_since_anchor", errors::fault_rewritten_since_anchor},
    {"anchor_changed", errors::fault_anchor_changed},
    {"anchor_dropped", errors::fault_anchor_dropped},
    {"anchor_foreign", errors::fault_anchor_foreign},
    {"derived_changed", errors::fault_derived_changed},
    {"derived_missing", errors::fault_derived_missing},
    {"unexplained", errors::fault_unexplained},
    {"blob_changed", errors::fault_blob_changed},
    {"blob_missing", errors::fault_blob_missing},
};
static_assert(std::size(words) == static_cast<std::size_t>(FaultKind::blob_missing) + 1);

const Words& words_of(FaultKind kind) {
    return words[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view name_of(FaultKind kind) {
    return words_of(kind).name;
}

Text describe(const Fault& fault) {
    const Text what = words_of(fault.kind).text();
    // Of a row or a file, whatever entry it came from.
    if (fault.kind >= FaultKind::derived_changed) {
        const Text place = fault.case_id.empty()
                               ? Text{fault.object, fault.object}
                               : errors::row_of_a_case(fault.case_id, fault.object);
        return errors::sentence(errors::fault_at(place, what));
    }
    std::string range = std::to_string(fault.first);
    if (fault.last > fault.first) range += "–" + std::to_string(fault.last);
    Text text = errors::fault_at(
        fault.case_id.empty() ? errors::at_anchor(range) : errors::at_entry(fault.case_id, range),
        what);
    if (!fault.object.empty()) text = errors::with_digest(text, fault.object);
    if (fault.anchor != 0) text = errors::with_anchor(text, fault.anchor);
    return errors::sentence(text);
}

}  // namespace oneseal::journal

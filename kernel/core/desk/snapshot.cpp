#include "desk/snapshot.hpp"

#include <algorithm>

#include "cases/case_json.hpp"
#include "desk/errors.hpp"

namespace oneseal::desk {
namespace {

Error newer(const std::string& reference, std::int64_t version) {
    const std::string form = std::to_string(version);
    return errors::case_snapshot_newer(reference, form);
}

bool is_instant(const std::string& text) {
    return text.empty() || parse_instant(text).has_value();
}

// What clocks and timers reckon from without asking again.
bool can_be_reckoned(const cases::Case& now) {
    const auto issued = [](const cases::PaperRecord& paper) {
        return parse_instant(paper.issued_at).has_value();
    };
    const auto served = [](const auto& one) { return is_instant(one.served_at); };
    const auto received = [](const cases::HandedIn& one) { return is_instant(one.received_at); };
    if (now.decision.outcome && !now.decision.outcome->on) return false;
    if (cases::has_ended(now.state) && !now.decision.ended_on) return false;
    return std::ranges::all_of(now.papers, issued) &&
           std::ranges::all_of(now.supplement.notices, served) &&
           std::ranges::all_of(now.supplement.requests, served) &&
           std::ranges::all_of(now.filing.materials, received);
}

}  // namespace

StoredCase stored_of(cases::Case now, journal::Head head) {
    Json json = now;
    json["snapshot_version"] = snapshot_version;
    return {std::move(now), std::move(head), json.dump()};
}

Result<cases::Case> read_snapshot(const std::string& text, const std::string& reference) {
    try {
        const Json json = Json::parse(text);
        // What was stored before forms were counted has none.
        const auto version = json.value("snapshot_version", std::int64_t{0});
        if (version > snapshot_version) return newer(reference, version);
        auto now = json.get<cases::Case>();
        if (!can_be_reckoned(now)) return errors::case_unreadable(reference);
        return now;
    } catch (const Json::exception&) {
        return errors::case_unreadable(reference);
    }
}

}  // namespace oneseal::desk

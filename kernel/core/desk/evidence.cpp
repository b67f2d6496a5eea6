#include "desk/evidence.hpp"

#include <algorithm>
#include <array>

#include "cases/case_json.hpp"
#include "crypto/digest.hpp"
#include "desk/errors.hpp"
#include "desk/replay.hpp"
#include "desk/views.hpp"

namespace oneseal::desk {
namespace {

Error tampered(const StoredCase& stored) {
    const std::string name = stored.now.number.empty() ? stored.now.id : stored.now.number;
    return errors::case_tampered(name);
}

// By what it holds: its bytes were never put on record.
Result<void> compare_rebuilt(storage::Database& database, const StoredCase& stored) {
    auto rebuilt = rebuild(database, stored.now.county, stored.now.id, stored.head.seq);
    if (!rebuilt && rebuilt.error().code == ErrorCode::unavailable) return rebuilt.error();
    if (!rebuilt) return tampered(stored);
    rebuilt->version = stored.now.version;
    if (Json(*rebuilt) != Json(stored.now)) return tampered(stored);
    return {};
}

std::vector<cases::WorkItem> without(std::vector<cases::WorkItem> items,
                                     const std::vector<cases::WorkItem>& others) {
    std::erase_if(items,
                  [&](const cases::WorkItem& item) { return cases::is_among(item, others); });
    return items;
}

Json figures_json(const Figures& figures) {
    const auto number = [](const auto& one) { return one ? Json(*one) : Json(); };
    return {{"statutory_due", figures.statutory_due},
            {"statutory_days", number(figures.statutory_days)},
            {"days_used", number(figures.days_used)}};
}

}  // namespace

Derived derived_of(const cases::Case& before,
                   const cases::Case& now,
                   const cases::Context& context) {
    const auto clocks = cases::clocks(now, context);
    Derived derived{columns_of(now, clocks, context),
                    cases::timers(now, clocks, context),
                    {},
                    {},
                    figures_of(now, clocks, context)};
    const auto& has = derived.columns.work;
    const auto had = cases::work_items(before, {});
    derived.taken = without(has, had);
    derived.left = without(had, has);
    return derived;
}

Json touched(const Derived& derived) {
    Json all = cases::to_json(derived.columns.work);
    for (Json& left : cases::to_json(derived.left)) all.push_back(std::move(left));
    return all;
}

Json after_of(const StoredCase& after,
              const Derived& derived,
              const std::string& context_digest,
              const cases::Decision& decision,
              const std::string& answer) {
    Json timers = Json::array();
    for (const cases::Timer& timer : derived.timers) {
        if (timer.kind == cases::TimerKind::evaluate) continue;
        timers.push_back(Json::array({timer.name(), format_instant(timer.fires_at)}));
    }
    Json said = {{"snapshot", crypto::sha256_hex(after.snapshot)},
                 {"version", after.now.version},
                 {"context", context_digest},
                 {"department", derived.columns.department},
                 {"due_on", derived.columns.due_on},
                 {"provisional", derived.columns.provisional},
                 {"promised_on", derived.columns.promised_on},
                 {"yellow_on", derived.columns.yellow_on},
                 {"orange_on", derived.columns.orange_on},
                 {"work", cases::to_json(derived.columns.work)},
                 {"left", cases::to_json(derived.left)},
                 {"timers", std::move(timers)}};
    if (after.now.accepted()) said["figures"] = figures_json(derived.figures);
    for (const auto& [name, next] : decision.counters) said["counters"][counter_name(name)] = next;
    if (!answer.empty()) said["answer"] = answer;
    return said;
}

std::string answer_digest(const CommandKey& key, const StoredAnswer& answer) {
    return crypto::sha256_hex(key.principal + "\n" + key.route + "\n" + key.key + "\n" +
                              answer.request + "\n" + answer.answer);
}

std::string counter_name(const std::string& name) {
    return name.substr(name.find('/') + 1);
}

Result<Instant> check_untampered(storage::Database& database, const StoredCase& stored) {
    const cases::Case& now = stored.now;
    if (stored.head.seq == 0) {
        if (now.state == cases::State::draft) return Instant{};
        return tampered(stored);
    }
    const auto entries =
        journal::read_entries(database, now.county, now.id, stored.head.seq - 1, 1);
    if (!entries && entries.error().code == ErrorCode::unavailable) return entries.error();
    if (!entries || entries->empty() || entries->front().head != stored.head) {
        return tampered(stored);
    }
    const Json said = Json::parse(entries->front().text);
    if (journal::hash_of(text_at(said, "previous"), entries->front().text) != stored.head.hash) {
        return tampered(stored);
    }
    const Json after = said.value("after", Json());
    if (!after.is_object()) {
        if (auto same = compare_rebuilt(database, stored); !same) return same.error();
    } else if (text_at(after, "snapshot") != crypto::sha256_hex(stored.snapshot)) {
        return tampered(stored);
    }
    return entries->front().act.at;
}

bool is_damage(const Error& error) {
    static constexpr std::array ids{"CASE_UNREADABLE",
                                    "CASE_SNAPSHOT_NEWER",
                                    "CASE_TAMPERED",
                                    "CASE_NOT_FOUND",
                                    "OBJECT_MISSING",
                                    "EVENTS_UNREADABLE",
                                    "JOURNAL_UNREADABLE"};
    return std::ranges::find(ids, error.id) != ids.end();
}

}  // namespace oneseal::desk

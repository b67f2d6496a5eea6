#include "desk/replay.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>

#include "cases/decide.hpp"
#include "crypto/digest.hpp"
#include "desk/answer.hpp"
#include "desk/errors.hpp"
#include "journal/entry.hpp"

namespace oneseal::desk {
namespace {

constexpr long long most_entries = 100'000;

struct Said {
    long long seq = 0;
    std::string kind{};
    Json data{};
};

// What the entries of a case said, in order, as many of them as are asked for.
Result<std::vector<Said>> read_objects(storage::Database& database,
                                       const std::string& county,
                                       const std::string& id,
                                       long long first_entries = most_entries) {
    const auto entries = journal::read_entries(database, county, id, 0, first_entries);
    if (!entries) return entries.error();
    std::vector<Said> all;
    for (const journal::Entry& entry : *entries) {
        for (const std::string& digest : entry.objects) {
            const auto body = storage::load(database, county, digest);
            if (!body) return body.error();
            if (!*body || crypto::sha256_hex(**body) != digest)
                return errors::object_missing(digest);
            Json object = Json::parse(**body, nullptr, false);
            if (!object.is_object()) return errors::object_missing(digest);
            all.push_back({entry.head.seq, text_at(object, "kind"), std::move(object["data"])});
        }
    }
    return all;
}

Json named(const Json& receipt) {
    return {{"seq", receipt["seq"]},
            {"package_digest", text_at(receipt, "package_digest")},
            {"context", text_at(receipt, "context")}};
}

// At most one package with one context is open only to be repeated.
std::timed_mutex one_at_a_time;
constexpr std::chrono::seconds longest_wait_for_another{5};

long long seq_of(const Json& named) {
    return named["seq"].get<long long>();
}

struct Replay {
    storage::Database& database;
    host::Hosts& hosts;
    const host::Shelf& shelf;
    const std::string& county;
    int identical = 0;
    std::vector<Json> different{};
    std::vector<Json> not_open{};

    Result<void> repeat(const std::string& package,
                        const std::string& context,
                        const std::vector<const Json*>& receipts);
    Result<bool> compare(const Json& receipt);
    bool open(const std::string& package, const std::string& context);
};

// Whether its package is open with its context.
Result<bool> Replay::compare(const Json& receipt) {
    const auto verdict = hosts.evaluate_and_wait(
        text_at(receipt, "package_digest"), text_at(receipt, "context"), text_at(receipt, "input"));
    if (!verdict && verdict.error().code == ErrorCode::not_found) return false;
    if (!verdict) return verdict.error();
    if (*verdict == text_at(receipt, "verdict")) {
        ++identical;
    } else {
        different.push_back(named(receipt));
    }
    return true;
}

bool Replay::open(const std::string& package, const std::string& context) {
    const auto document = storage::load(database, county, context);
    if (!document || !*document) return false;
    const auto kept = shelf.load(package);
    return kept && hosts.open(*kept, context, **document).has_value();
}

Result<void> Replay::repeat(const std::string& package,
                            const std::string& context,
                            const std::vector<const Json*>& receipts) {
    const auto first = compare(*receipts.front());
    if (!first) return first.error();
    std::unique_lock alone(one_at_a_time, std::defer_lock);
    if (!*first) {
        if (!alone.try_lock_for(longest_wait_for_another)) return errors::desk_busy();
        if (!open(package, context)) {
            for (const Json* receipt : receipts) not_open.push_back(named(*receipt));
            return {};
        }
    }
    Result<void> done;
    for (std::size_t i = *first ? 1 : 0; i < receipts.size() && done; ++i) {
        const auto compared = compare(*receipts[i]);
        if (!compared) {
            done = compared.error();
        } else if (!*compared) {
            not_open.push_back(named(*receipts[i]));
        }
    }
    if (alone) hosts.close_context(package, context);
    return done;
}

// What is stored is read as carefully as what comes from outside.
bool issues(const Json& event, const std::string& paper) {
    if (text_at(event, "kind") != "paper_issued" || !event.contains("data")) return false;
    const Json& data = event["data"];
    return data.is_object() && text_at(data.value("paper", Json()), "id") == paper;
}

}  // namespace

Result<std::vector<Json>> read_receipts(storage::Database& database, const cases::Case& now) {
    auto objects = read_objects(database, now.county, now.id);
    if (!objects) return objects.error();
    std::vector<Json> receipts;
    for (Said& said : *objects) {
        if (said.kind != "receipt" || !said.data.is_object()) continue;
        said.data["seq"] = said.seq;
        receipts.push_back(std::move(said.data));
    }
    return receipts;
}

Result<Json> read_paper(storage::Database& database,
                        const cases::Case& now,
                        const std::string& paper) {
    if (now.paper(paper) != nullptr) {
        const auto objects = read_objects(database, now.county, now.id);
        if (!objects) return objects.error();
        for (const Said& said : *objects) {
            if (said.kind != "events") continue;
            for (const Json& event : said.data) {
                if (!issues(event, paper)) continue;
                return Result<Json>(boost::system::in_place_value,
                                    event["data"].value("content", Json()));
            }
        }
    }
    return errors::paper_unknown(paper);
}

Result<Json> replay(storage::Database& database,
                    host::Hosts& hosts,
                    const host::Shelf& shelf,
                    const cases::Case& now) {
    const auto receipts = read_receipts(database, now);
    if (!receipts) return receipts.error();
    // Those of one package and context together: each is opened at most once.
    std::map<std::pair<std::string, std::string>, std::vector<const Json*>> alike;
    for (const Json& receipt : *receipts) {
        alike[{text_at(receipt, "package_digest"), text_at(receipt, "context")}].push_back(
            &receipt);
    }
    Replay replay{database, hosts, shelf, now.county};
    for (const auto& [named, of_one] : alike) {
        if (auto done = replay.repeat(named.first, named.second, of_one); !done) {
            return done.error();
        }
    }
    std::ranges::sort(replay.different, {}, seq_of);
    std::ranges::sort(replay.not_open, {}, seq_of);
    return Result<Json>(boost::system::in_place_value,
                        Json{{"receipts", receipts->size()},
                             {"identical", replay.identical},
                             {"different", replay.different},
                             {"not_open", replay.not_open}});
}

Result<cases::Case> rebuild(storage::Database& database,
                            const std::string& county,
                            const std::string& id,
                            long long first_entries) {
    const auto objects = read_objects(database, county, id, first_entries);
    if (!objects) return objects.error();
    cases::Case now;
    for (const Said& said : *objects) {
        if (said.kind != "events") continue;
        auto next = apply_events(std::move(now), said.data);
        if (!next) return next.error();
        now = std::move(*next);
    }
    return now;
}

// Events of a version that this one does not know, or of somebody else's making.
Result<cases::Case> apply_events(cases::Case now, const Json& events) {
    try {
        for (const Json& event : events) {
            now = cases::apply(std::move(now), cases::event_from_json(event));
        }
        return now;
    } catch (const std::exception&) {
        return errors::events_unreadable();
    }
}

Result<StoredCase> before_decision(storage::Database& database, const StoredCase& stored) {
    const auto [last, version] = *stored.before_decision;
    const cases::Case& now = stored.now;
    auto then = rebuild(database, now.county, now.id, last);
    if (!then) return then.error();
    const auto entries = journal::read_entries(database, now.county, now.id, last - 1, 1);
    if (!entries) return entries.error();
    if (entries->empty()) return errors::object_missing(now.id + "/" + std::to_string(last));
    StoredCase before;
    before.now = std::move(*then);
    before.now.version = version;
    before.head = entries->front().head;
    before.veiled = true;
    return before;
}

}  // namespace oneseal::desk

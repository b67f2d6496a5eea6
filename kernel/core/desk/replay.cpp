#include "desk/replay.hpp"

#include "cases/decide.hpp"
#include "journal/entry.hpp"

namespace oneseal::desk {
namespace {

constexpr long long most_entries = 100'000;

struct Said {
    long long seq = 0;
    std::string kind{};
    Json data{};
};

Error missing(const std::string& digest) {
    return {ErrorCode::internal,
            "OBJECT_MISSING",
            {"存证对象缺失:" + digest, "An object of the journal is missing: " + digest},
            {"请运行 oneseal journal verify。", "Run oneseal journal verify."}};
}

// What all entries of a case said, in order.
Result<std::vector<Said>> read_objects(storage::Database& database,
                                       const std::string& county,
                                       const std::string& id,
                                       long long last = most_entries) {
    const auto entries = journal::read_entries(database, county, id, 0, last);
    if (!entries) return entries.error();
    std::vector<Said> all;
    for (const journal::Entry& entry : *entries) {
        for (const std::string& digest : entry.objects) {
            const auto body = storage::load(database, county, digest);
            if (!body) return body.error();
            if (!*body) return missing(digest);
            Json object = Json::parse(**body);
            all.push_back({entry.head.seq, object.value("kind", ""), std::move(object["data"])});
        }
    }
    return all;
}

}  // namespace

Result<std::vector<Json>> read_receipts(storage::Database& database, const cases::Case& now) {
    auto objects = read_objects(database, now.county, now.id);
    if (!objects) return objects.error();
    std::vector<Json> receipts;
    for (Said& said : *objects) {
        if (said.kind != "receipt") continue;
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
                if (event["kind"] == "paper_issued" && event["data"]["paper"]["id"] == paper) {
                    return Result<Json>(boost::system::in_place_value, event["data"]["content"]);
                }
            }
        }
    }
    return Error{ErrorCode::not_found,
                 "PAPER_UNKNOWN",
                 {"本件没有该文书:" + paper, "The case has no paper " + paper + "."},
                 {"请查看 …/documents。", "See …/documents."}};
}

Result<Json> replay(storage::Database& database, host::Hosts& hosts, const cases::Case& now) {
    const auto receipts = read_receipts(database, now);
    if (!receipts) return receipts.error();
    Json different = Json::array();
    Json not_open = Json::array();
    int identical = 0;
    for (const Json& receipt : *receipts) {
        const Json named = {{"seq", receipt["seq"]},
                            {"package_digest", receipt["package_digest"]},
                            {"context", receipt["context"]}};
        const auto verdict = hosts.evaluate_and_wait(receipt["package_digest"].get<std::string>(),
                                                     receipt["context"].get<std::string>(),
                                                     receipt["input"].get<std::string>());
        if (!verdict && verdict.error().code == ErrorCode::not_found) {
            not_open.push_back(named);
        } else if (!verdict) {
            return verdict.error();
        } else if (*verdict == receipt["verdict"]) {
            ++identical;
        } else {
            different.push_back(named);
        }
    }
    return Result<Json>(boost::system::in_place_value,
                        Json{{"receipts", receipts->size()},
                             {"identical", identical},
                             {"different", different},
                             {"not_open", not_open}});
}

namespace {

cases::Case applied(const std::vector<Said>& objects) {
    cases::Case now;
    for (const Said& said : objects) {
        if (said.kind != "events") continue;
        for (const Json& event : said.data)
            now = cases::apply(std::move(now), {event["kind"], event["data"]});
    }
    return now;
}

}  // namespace

Result<StoredCase> before_decision(storage::Database& database, const StoredCase& stored) {
    const auto [last, version] = *stored.before_decision;
    const cases::Case& now = stored.now;
    const auto objects = read_objects(database, now.county, now.id, last);
    if (!objects) return objects.error();
    const auto entries = journal::read_entries(database, now.county, now.id, last - 1, 1);
    if (!entries) return entries.error();
    if (entries->empty()) return missing(now.id + "/" + std::to_string(last));
    StoredCase before;
    before.now = applied(*objects);
    before.now.version = version;
    before.head = entries->front().head;
    before.veiled = true;
    return before;
}

Result<cases::Case> rebuild(storage::Database& database,
                            const std::string& county,
                            const std::string& id) {
    const auto objects = read_objects(database, county, id);
    if (!objects) return objects.error();
    return applied(*objects);
}

}  // namespace oneseal::desk

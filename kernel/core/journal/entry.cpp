#include "journal/entry.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/ids.hpp"
#include "crypto/digest.hpp"
#include "journal/errors.hpp"
#include "journal/repository.hpp"
#include "text/canonical.hpp"

namespace oneseal::journal {
namespace {

// Entries are written by make_entry() only, so what does not fit was changed by another hand.
std::optional<Entry> parse(const std::string& text, const std::string& hash) {
    try {
        const Json json = Json::parse(text);
        const auto word = [&](const char* key) { return json.at(key).get<std::string>(); };
        const auto at = parse_instant(word("at"));
        if (!at) return {};
        Entry entry;
        entry.act = {word("county"), word("case"), word("kind"), word("actor"), *at};
        entry.objects = json.at("objects").get<std::vector<std::string>>();
        entry.head = {json.at("seq").get<long long>(), hash};
        entry.text = text;
        return entry;
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace

storage::Object make_object(std::string_view kind, const Json& data) {
    return storage::object_of(
        sdk::canonical(Json{{"data", data}, {"kind", kind}, {"salt", random_id()}}));
}

Entry make_entry(const Head& previous,
                 Act act,
                 const std::vector<storage::Object>& objects,
                 const Json* after) {
    Entry entry;
    for (const storage::Object& object : objects) entry.objects.push_back(object.sha256);
    Json json{{"actor", act.actor},
              {"at", format_instant(act.at)},
              {"case", act.case_id},
              {"county", act.county},
              {"kind", act.kind},
              {"objects", entry.objects},
              {"previous", previous.hash},
              {"seq", previous.seq + 1}};
    if (after != nullptr) json["after"] = *after;
    entry.text = sdk::canonical(json);
    entry.head = {previous.seq + 1, hash_of(previous.hash, entry.text)};
    entry.act = std::move(act);
    return entry;
}

Json after_of(const Entry& entry) {
    const Json json = Json::parse(entry.text, nullptr, false);
    return json.is_object() ? json.value("after", Json()) : Json();
}

std::vector<storage::Write> writes(const Entry& entry, std::vector<storage::Object> objects) {
    std::vector<storage::Write> writes;
    for (storage::Object& object : objects) {
        writes.push_back(storage::store(entry.act.county, std::move(object)));
    }
    writes.push_back({&insert_entry,
                      {entry.act.county,
                       entry.act.case_id,
                       entry.head.seq,
                       entry.act.kind,
                       entry.act.actor,
                       format_instant(entry.act.at),
                       entry.text,
                       entry.head.hash},
                      1});
    return writes;
}

std::string hash_of(std::string_view previous, std::string_view text) {
    std::string bytes(previous);
    bytes += text;
    return crypto::sha256_hex(bytes);
}

Result<std::vector<Entry>> read_entries(storage::Database& database,
                                        const std::string& county,
                                        const std::string& case_id,
                                        long long seq,
                                        long long limit) {
    const auto rows = database.query(select_entries, {county, case_id, seq, limit});
    if (!rows) return rows.error();
    std::vector<Entry> entries;
    for (const storage::Row& row : *rows) {
        auto entry = parse(row.text(0), row.text(1));
        if (!entry) return errors::journal_unreadable(case_id);
        entries.push_back(std::move(*entry));
    }
    return entries;
}

}  // namespace oneseal::journal

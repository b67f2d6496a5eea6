#include "desk/county_record.hpp"

#include <nlohmann/json.hpp>

#include "crypto/digest.hpp"
#include "desk/case_repository.hpp"
#include "desk/counter_repository.hpp"
#include "desk/errors.hpp"
#include "desk/evidence_repository.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

journal::Act act_of(const std::string& county, const char* chain, const char* kind, Instant now) {
    return {county, chain, kind, "system", now};
}

Result<void> stored(const storage::Committed& committed) {
    if (!committed) return committed.error();
    return {};
}

Json configuration_of(const County& county, const std::vector<storage::Object>& documents) {
    Json digests = Json::array();
    for (const storage::Object& document : documents) digests.push_back(document.sha256);
    return {{"sha256", crypto::sha256_hex(sdk::canonical(county.document))},
            {"county", county.document},
            {"documents", std::move(digests)},
            {"number_starts", county.number_starts}};
}

}  // namespace

Result<void> begin_registers(storage::Database& database, const std::string& county, Instant now) {
    const auto head = journal::chain_head(database, county, journal::registers_chain);
    if (!head) return head.error();
    if (*head) return {};
    auto found = read_register_rows(database, county);
    if (!found) return found.error();
    auto objects = unnamed_objects(database, county);
    if (!objects) return objects.error();
    const Json data = {{"rows", *found}, {"objects", *objects}};
    return stored(journal::append(database,
                                  act_of(county, journal::registers_chain, "found", now),
                                  {journal::make_object("found", data)}));
}

Result<void> put_on_record(storage::Database& database,
                           const std::string& code,
                           const County& county,
                           const std::vector<storage::Object>& documents,
                           Instant now) {
    storage::WriteSet set;
    for (const storage::Object& document : documents) {
        set.writes.push_back(storage::store(code, document));
    }
    for (const auto& [counter, first] : county.number_starts) {
        set.writes.push_back(start_counter(code, counter, first));
    }
    const Json configuration = configuration_of(county, documents);
    const auto said = journal::read_said(database, code, journal::configuration_chain);
    if (!said) return said.error();
    if (!said->empty() && said->back()["data"] == configuration) {
        return stored(database.commit_and_wait(std::move(set)));
    }
    return stored(journal::append(database,
                                  act_of(code, journal::configuration_chain, "configuration", now),
                                  {journal::make_object("configuration", configuration)},
                                  set.writes));
}

namespace {

// A row of a register with the entry that says so.
Result<void> change_register(storage::Database& database,
                             const Ordered& ordered,
                             const char* kind,
                             Json data,
                             const storage::Write& write) {
    if (auto begun = begin_registers(database, ordered.county, ordered.at); !begun) return begun;
    data["reason"] = ordered.reason;
    const journal::Act act{ordered.county, journal::registers_chain, kind, ordered.by, ordered.at};
    const bool enters = data.contains("rows");
    const std::string row =
        enters ? data["rows"].begin().key() : data["removed"].front().get<std::string>();
    const auto done = journal::append(database, act, {journal::make_object(kind, data)}, {write});
    if (!done) return done.error();
    if (*done) return enters ? errors::register_row_exists(row) : errors::register_row_unknown(row);
    return {};
}

}  // namespace

Result<void> enter_ban(storage::Database& database, const Ordered& ordered, const Ban& ban) {
    const Json columns = {ban.subject, ban.kind, ban.matter, ban.until, ban.basis, ban.case_id};
    return change_register(database,
                           ordered,
                           "ban_entered",
                           {{"rows", {{"bans " + ban.id, columns}}}},
                           insert_ban(ordered.county, ban));
}

Result<void> lift_ban(storage::Database& database, const Ordered& ordered, const std::string& id) {
    return change_register(database,
                           ordered,
                           "ban_lifted",
                           {{"removed", Json::array({"bans " + id})}},
                           delete_ban(ordered.county, id));
}

Result<void> enter_in_list(storage::Database& database,
                           const Ordered& ordered,
                           const ListEntry& entry) {
    const std::string row = "lists " + entry.list + " " + entry.subject;
    return change_register(database,
                           ordered,
                           "list_entered",
                           {{"rows", {{row, Json::array({entry.basis})}}}},
                           insert_list_entry(ordered.county, entry));
}

Result<void> remove_from_list(storage::Database& database,
                              const Ordered& ordered,
                              const ListEntry& entry) {
    const std::string row = "lists " + entry.list + " " + entry.subject;
    return change_register(database,
                           ordered,
                           "list_removed",
                           {{"removed", Json::array({row})}},
                           delete_list_entry(ordered.county, entry));
}

}  // namespace oneseal::desk

#include "access/authorisation_repository.hpp"

#include <nlohmann/json.hpp>

#include "access/evidence.hpp"
#include "base/json.hpp"
#include "journal/county_chain.hpp"
#include "log/log.hpp"

namespace oneseal::access {
namespace {

using storage::Row;
using storage::Statement;

const Statement read_all{
    "access.read_authorisations",
    "SELECT id, giver, handler, party, counties, matters, until_day, may_withdraw, "
    "power_of_attorney, given_at, revoked_at FROM authorisations WHERE county = :p1 "
    "ORDER BY given_at, id"};
const Statement insert{
    "access.insert_authorisation",
    "INSERT INTO authorisations (county, id, giver, handler, party, counties, matters, until_day, "
    "may_withdraw, power_of_attorney, given_at, revoked_at) "
    "VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, '')"};
const Statement update_revoked{"access.revoke_authorisation",
                               "UPDATE authorisations SET revoked_at = :p1 WHERE county = :p2 "
                               "AND id = :p3 AND revoked_at = ''"};

constexpr Message damaged{"ACCESS_AUTHORISATION_DAMAGED",
                          Level::error,
                          "Authorisation {} is damaged in the database and counts for nothing.",
                          "Run oneseal journal verify and restore its row."};

const std::string county{applicants};

std::string text_of(const std::vector<std::string>& list) {
    return Json(list).dump();
}

// Nothing where the text is damaged: what the scope is then is not known.
std::optional<std::vector<std::string>> list_from(const std::string& text) {
    const Json list = Json::parse(text, nullptr, false);
    if (!list.is_array()) return {};
    std::vector<std::string> values;
    for (const Json& value : list) {
        if (!value.is_string()) return {};
        values.push_back(value.get<std::string>());
    }
    return values;
}

std::string party_of(const Represented& party) {
    return Json({{"name", party.name}, {"type", party.type}, {"code", party.code}}).dump();
}

std::optional<Authorisation> authorisation_from(const Row& row) {
    const Json party = Json::parse(row.text(3), nullptr, false);
    const auto counties = list_from(row.text(4));
    const auto matters = list_from(row.text(5));
    const auto until = sdk::parse_day(row.text(6));
    if (!party.is_object() || !counties || !matters || !until) {
        log(damaged, row.text(0));
        return {};
    }
    Authorisation one;
    one.id = row.text(0);
    one.giver = row.text(1);
    one.handler = row.text(2);
    one.party = {text_at(party, "name"), text_at(party, "type"), text_at(party, "code")};
    one.party.authorisation = one.id;
    one.party.counties = *counties;
    one.party.matters = *matters;
    one.party.until = until;
    one.party.may_withdraw = row.integer(7) != 0;
    one.power_of_attorney = row.text(8);
    one.given_at = row.text(9);
    one.revoked_at = row.text(10);
    return one;
}

// What the chain says of a row; the columns in the order of read_all.
Json record_of(const Row& row) {
    return {{"id", row.text(0)},
            {"giver", row.text(1)},
            {"handler", row.text(2)},
            {"party", row.text(3)},
            {"counties", row.text(4)},
            {"matters", row.text(5)},
            {"until_day", row.text(6)},
            {"may_withdraw", row.integer(7) != 0},
            {"power_of_attorney", row.text(8)},
            {"given_at", row.text(9)},
            {"revoked_at", row.text(10)}};
}

Json record_of(const Authorisation& one) {
    return {{"id", one.id},
            {"giver", one.giver},
            {"handler", one.handler},
            {"party", party_of(one.party)},
            {"counties", text_of(one.party.counties)},
            {"matters", text_of(one.party.matters)},
            {"until_day", sdk::format_day(*one.party.until)},
            {"may_withdraw", one.party.may_withdraw},
            {"power_of_attorney", one.power_of_attorney},
            {"given_at", one.given_at},
            {"revoked_at", one.revoked_at}};
}

journal::Act act_of(const char* kind, const std::string& by, Instant now) {
    return {county, journal::authorisations_chain, kind, by, now};
}

}  // namespace

Result<std::vector<Authorisation>> AuthorisationRepository::all() {
    const auto rows = database_.query(read_all, {county});
    if (!rows) return rows.error();
    std::vector<Authorisation> all;
    for (const Row& row : *rows) {
        if (auto one = authorisation_from(row)) all.push_back(std::move(*one));
    }
    return all;
}

Result<void> AuthorisationRepository::add(const Authorisation& authorisation, Instant now) {
    const Json record = record_of(authorisation);
    const storage::Write row{&insert,
                             {county,
                              authorisation.id,
                              authorisation.giver,
                              authorisation.handler,
                              record["party"].get<std::string>(),
                              record["counties"].get<std::string>(),
                              record["matters"].get<std::string>(),
                              record["until_day"].get<std::string>(),
                              static_cast<long long>(authorisation.party.may_withdraw),
                              authorisation.power_of_attorney,
                              authorisation.given_at}};
    const auto stored = journal::append(database_,
                                        act_of("authorised", authorisation.giver, now),
                                        {journal::make_object("authorised", record)},
                                        {row});
    if (!stored) return stored.error();
    return {};
}

Result<void> AuthorisationRepository::revoke(const Authorisation& authorisation,
                                             const std::string& by,
                                             Instant now) {
    const Json record = {{"id", authorisation.id}, {"revoked_at", authorisation.revoked_at}};
    const auto stored = journal::append(
        database_,
        act_of("authorisation_revoked", by, now),
        {journal::make_object("authorisation_revoked", record)},
        {{&update_revoked, {authorisation.revoked_at, county, authorisation.id}, 1}});
    if (!stored) return stored.error();
    return {};
}

Result<long long> AuthorisationRepository::version() {
    const auto head = journal::chain_head(database_, county, journal::authorisations_chain);
    if (!head) return head.error();
    return *head ? (**head).seq : 0;
}

Result<std::vector<journal::Fault>> check_authorisations(storage::Database& database) {
    using journal::FaultKind;
    const auto said = journal::read_said(database, county, journal::authorisations_chain);
    if (!said) return said.error();
    std::map<std::string, Json> recorded;
    for (const Json& one : *said) {
        recorded[text_at(one["data"], "id")].update(one["data"]);
    }
    const auto rows = database.query(read_all, {county});
    if (!rows) return rows.error();
    std::vector<journal::Fault> faults;
    const auto found = [&](FaultKind kind, const std::string& id) {
        faults.push_back({kind, "", 0, 0, "authorisations " + id, 0});
    };
    for (const Row& row : *rows) {
        const auto record = recorded.find(row.text(0));
        if (record == recorded.end()) {
            found(FaultKind::unexplained, row.text(0));
            continue;
        }
        if (record->second != record_of(row)) found(FaultKind::derived_changed, row.text(0));
        recorded.erase(record);
    }
    for (const auto& [id, record] : recorded) found(FaultKind::derived_missing, id);
    return faults;
}

}  // namespace oneseal::access

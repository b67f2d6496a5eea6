#include "access/repository.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "access/access.hpp"
#include "access/errors.hpp"
#include "access/evidence.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/text_normal.hpp"
#include "crypto/digest.hpp"
#include "journal/county_chain.hpp"
#include "log/log.hpp"

namespace oneseal::access {
namespace {

using storage::Row;
using storage::Statement;
using storage::Value;

const Statement read_accounts{
    "access.read_accounts",
    "SELECT account, username, person, name, id_number, mobile, verified, represents, "
    "password_hash FROM accounts WHERE county = :p1"};
const Statement read_account{
    "access.read_account",
    "SELECT account, username, person, name, id_number, mobile, verified, represents, "
    "password_hash FROM accounts WHERE county = :p1 AND username = :p2"};
const Statement insert_account{
    "access.insert_account",
    "INSERT INTO accounts (county, account, username, person, name, id_number, mobile, verified, "
    "represents, password_hash, created_at) "
    "VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, NULL, :p10)"};
const Statement update_password{
    "access.update_password",
    "UPDATE accounts SET password_hash = :p1 WHERE county = :p2 AND account = :p3"};

const Statement update_name{"access.update_name",
                            "UPDATE accounts SET name = :p1 WHERE county = :p2 AND account = :p3 "
                            "AND name = '' AND verified = 0"};

const Statement update_identity{
    "access.update_identity",
    "UPDATE accounts SET name = :p1, id_number = :p2, verified = 1 WHERE county = :p3 "
    "AND account = :p4 AND (verified = 0 OR id_number = :p5)"};

const Statement read_whole_accounts{
    "access.read_whole_accounts",
    "SELECT account, username, person, name, id_number, mobile, verified, represents, created_at, "
    "password_hash FROM accounts WHERE county = :p1 ORDER BY account"};

const Statement read_sessions{"access.read_sessions",
                              "SELECT token_sha256, account, expires_at FROM sessions "
                              "WHERE county = :p1 AND expires_at > :p2"};
const Statement insert_session{"access.insert_session",
                               "INSERT INTO sessions (county, token_sha256, account, expires_at) "
                               "VALUES (:p1, :p2, :p3, :p4)"};
const Statement delete_session{"access.delete_session",
                               "DELETE FROM sessions WHERE county = :p1 AND token_sha256 = :p2"};
const Statement delete_sessions_of{"access.delete_sessions_of",
                                   "DELETE FROM sessions WHERE county = :p1 AND account = :p2"};
const Statement delete_expired{"access.delete_expired",
                               "DELETE FROM sessions WHERE county = :p1 AND expires_at <= :p2"};

std::string represents_text(const std::vector<Represented>& parties) {
    Json list = Json::array();
    for (const Represented& party : parties) {
        list.push_back({{"name", party.name}, {"type", party.type}, {"code", party.code}});
    }
    return list.dump();
}

// Nothing where the text is damaged: who is represented then is not known.
std::optional<std::vector<Represented>> represents_from(const std::string& text) {
    const Json list = Json::parse(text, nullptr, false);
    if (!list.is_array()) return {};
    std::vector<Represented> parties;
    for (const Json& party : list) {
        if (!party.is_object()) return {};
        parties.push_back(
            {text_at(party, "name"), text_at(party, "type"), normal_code(text_at(party, "code"))});
    }
    return parties;
}

constexpr Message account_damaged{"ACCESS_ACCOUNT_DAMAGED",
                                  Level::error,
                                  "Account {}/{} is damaged in the database and cannot be used.",
                                  "Run oneseal journal verify and restore the account's row."};

// What the chain says of a row; the columns in the order of read_whole_accounts.
Json record_of(const Row& row) {
    Json record = {{"account", row.text(0)},
                   {"username", row.text(1)},
                   {"person", row.text(2)},
                   {"name", row.text(3)},
                   {"id_number", row.text(4)},
                   {"mobile", row.text(5)},
                   {"verified", row.integer(6) != 0},
                   {"represents", row.text(7)},
                   {"created_at", row.text(8)}};
    return record;
}

Json password_record(const std::string& hash) {
    const std::string salt = random_id();
    return {{"salt", salt}, {"sha256", crypto::sha256_hex(salt + hash)}};
}

journal::Act act_of(const std::string& county, const char* kind, Instant now) {
    return {county, journal::accounts_chain, kind, "system", now};
}

std::optional<Account> account_from(const std::string& county, const Row& row) {
    Account account;
    account.principal.county = county;
    account.principal.account = row.text(0);
    account.principal.username = row.text(1);
    account.principal.person = row.text(2);
    account.principal.name = row.text(3);
    account.principal.id_number = normal_code(row.text(4));
    account.principal.mobile = normal_phone(row.text(5));
    account.principal.verified = row.integer(6) != 0;
    auto represents = represents_from(row.text(7));
    if (!represents) {
        log(account_damaged, county, account.principal.account);
        return {};
    }
    account.principal.represents = std::move(*represents);
    account.password_hash = row.text(8);
    return account;
}

}  // namespace

Result<std::vector<Account>> Repository::accounts(const std::string& county) {
    auto rows = database_.query(read_accounts, {county});
    if (!rows) return rows.error();
    std::vector<Account> accounts;
    for (const Row& row : *rows) {
        if (auto account = account_from(county, row)) accounts.push_back(std::move(*account));
    }
    return accounts;
}

Result<std::optional<Account>> Repository::account(const std::string& county,
                                                   const std::string& username) {
    auto rows = database_.query(read_account, {county, username});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Account>{};
    auto account = account_from(county, rows->front());
    if (!account) return errors::access_account_damaged();
    return account;
}

// Instants are written in one form and one offset, so their texts compare as they do.
Result<std::vector<StoredSession>> Repository::sessions(const std::string& county, Instant now) {
    auto rows = database_.query(read_sessions, {county, format_instant(now)});
    if (!rows) return rows.error();
    std::vector<StoredSession> sessions;
    for (const Row& row : *rows) {
        const auto expires_at = parse_instant(row.text(2));
        if (expires_at) sessions.push_back({county, row.text(0), row.text(1), *expires_at});
    }
    return sessions;
}

// In parts, so that no object becomes too large to read.
Result<void> Repository::begin_record(const std::string& county, Instant now) {
    constexpr std::size_t part = 500;
    const auto head = journal::chain_head(database_, county, journal::accounts_chain);
    if (!head) return head.error();
    if (*head) return {};
    const auto rows = database_.query(read_whole_accounts, {county});
    if (!rows) return rows.error();
    std::vector<storage::Object> objects;
    for (std::size_t first = 0; first == 0 || first < rows->size(); first += part) {
        Json accounts = Json::array();
        for (std::size_t i = first; i < std::min(first + part, rows->size()); ++i) {
            Json record = record_of((*rows)[i]);
            record["password"] = password_record((*rows)[i].text(9));
            accounts.push_back(std::move(record));
        }
        objects.push_back(journal::make_object("found", {{"accounts", std::move(accounts)}}));
    }
    const auto stored = journal::append(database_, act_of(county, "found", now), objects);
    if (!stored) return stored.error();
    return {};
}

Result<void> Repository::add(const Account& account, Instant now) {
    const Principal& who = account.principal;
    if (auto begun = begin_record(who.county, now); !begun) return begun;
    const std::string at = format_instant(now);
    const storage::Write insert{&insert_account,
                                {who.county,
                                 who.account,
                                 who.username,
                                 who.person,
                                 who.name,
                                 who.id_number,
                                 who.mobile,
                                 static_cast<long long>(who.verified),
                                 represents_text(who.represents),
                                 at}};
    Json record = {{"account", who.account},
                   {"username", who.username},
                   {"person", who.person},
                   {"name", who.name},
                   {"id_number", who.id_number},
                   {"mobile", who.mobile},
                   {"verified", who.verified},
                   {"represents", represents_text(who.represents)},
                   {"created_at", at},
                   {"password", password_record("")}};
    const auto stored = journal::append(database_,
                                        act_of(who.county, "account_added", now),
                                        {journal::make_object("account_added", record)},
                                        {insert});
    if (!stored) return stored.error();
    if (!*stored) return {};
    return errors::access_username_taken();
}

Result<bool> Repository::identify(const Principal& account, const Identity& identity, Instant now) {
    const Json record = {{"account", account.account},
                         {"name", account.name},
                         {"id_number", account.id_number},
                         {"verified", true},
                         {"proof",
                          {{"county", identity.county},
                           {"clerk", identity.clerk},
                           {"evidence", identity.evidence}}}};
    journal::Act act = act_of(account.county, "account_identified", now);
    act.actor = identity.county + "." + identity.clerk;
    const auto stored = journal::append(
        database_,
        act,
        {journal::make_object("account_identified", record)},
        {{&update_identity,
          {account.name, account.id_number, account.county, account.account, account.id_number},
          1}});
    if (!stored) return stored.error();
    return !*stored;
}

Result<void> Repository::name(const Principal& account, Instant now) {
    const auto stored = journal::append(
        database_,
        act_of(account.county, "account_named", now),
        {journal::make_object("account_named",
                              {{"account", account.account}, {"name", account.name}})},
        {{&update_name, {account.name, account.county, account.account}, 1}});
    if (!stored) return stored.error();
    return {};
}

Result<void> Repository::change_password(const Account& account, Instant now) {
    const Principal& who = account.principal;
    if (auto begun = begin_record(who.county, now); !begun) return begun;
    const Json record = {{"account", who.account},
                         {"password", password_record(account.password_hash)}};
    const auto stored =
        journal::append(database_,
                        act_of(who.county, "password_set", now),
                        {journal::make_object("password_set", record)},
                        {{&update_password, {account.password_hash, who.county, who.account}},
                         {&delete_sessions_of, {who.county, who.account}}});
    if (!stored) return stored.error();
    return {};
}

Result<void> Repository::add(const StoredSession& session, Instant now) {
    return store({{{&delete_expired, {session.county, format_instant(now)}},
                   {&insert_session,
                    {session.county,
                     session.token_sha256,
                     session.account,
                     format_instant(session.expires_at)}}}});
}

Result<void> Repository::remove(const StoredSession& session) {
    return store({{{&delete_session, {session.county, session.token_sha256}}}});
}

Result<void> Repository::store(storage::WriteSet set) {
    auto stored = database_.commit_and_wait(std::move(set));
    if (!stored) return stored.error();
    return {};
}

namespace {

// By account, what its chain says of it last.
std::map<std::string, Json> recorded_accounts(const std::vector<Json>& all) {
    std::map<std::string, Json> accounts;
    for (const Json& said : all) {
        const Json& data = said["data"];
        const std::string kind = text_at(said, "kind");
        if (kind == "found") {
            for (const Json& one : data.value("accounts", Json::array())) {
                accounts[text_at(one, "account")] = one;
            }
        } else if (kind == "account_added") {
            accounts[text_at(data, "account")] = data;
        } else if (kind == "account_named" || kind == "account_identified") {
            Json& record = accounts[text_at(data, "account")];
            record.update(data);
            record.erase("proof");
        } else if (kind == "password_set") {
            accounts[text_at(data, "account")]["password"] = data.value("password", Json());
        }
    }
    return accounts;
}

bool is_as_recorded(const Row& row, Json record) {
    const Json password = record.value("password", Json::object());
    if (crypto::sha256_hex(text_at(password, "salt") + row.text(9)) !=
        text_at(password, "sha256")) {
        return false;
    }
    record.erase("password");
    return record == record_of(row);
}

}  // namespace

Result<std::vector<journal::Fault>> check_accounts(storage::Database& database,
                                                   const std::string& county) {
    using journal::FaultKind;
    std::vector<journal::Fault> faults;
    const auto head = journal::chain_head(database, county, journal::accounts_chain);
    if (!head) return head.error();
    if (!*head) return faults;
    const auto said = journal::read_said(database, county, journal::accounts_chain);
    if (!said) return said.error();
    auto recorded = recorded_accounts(*said);
    const auto rows = database.query(read_whole_accounts, {county});
    if (!rows) return rows.error();
    const auto found = [&](FaultKind kind, const std::string& account) {
        faults.push_back({kind, "", 0, 0, "accounts " + account, 0});
    };
    for (const Row& row : *rows) {
        const auto record = recorded.find(row.text(0));
        if (record == recorded.end()) {
            found(FaultKind::unexplained, row.text(0));
            continue;
        }
        if (!is_as_recorded(row, record->second)) found(FaultKind::derived_changed, row.text(0));
        recorded.erase(record);
    }
    for (const auto& [account, record] : recorded) found(FaultKind::derived_missing, account);
    return faults;
}

}  // namespace oneseal::access

#include "access/repository.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text_normal.hpp"

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

std::vector<Represented> represents_from(const std::string& text) {
    std::vector<Represented> parties;
    for (const Json& party : Json::parse(text)) {
        parties.push_back({party["name"],
                           party["type"],
                           normal_code(party["code"].get_ref<const std::string&>())});
    }
    return parties;
}

Account account_from(const std::string& county, const Row& row) {
    Account account;
    account.principal.county = county;
    account.principal.account = row.text(0);
    account.principal.username = row.text(1);
    account.principal.person = row.text(2);
    account.principal.name = row.text(3);
    account.principal.id_number = normal_code(row.text(4));
    account.principal.mobile = normal_phone(row.text(5));
    account.principal.verified = row.integer(6) != 0;
    account.principal.represents = represents_from(row.text(7));
    account.password_hash = row.text(8);
    return account;
}

}  // namespace

Result<std::vector<Account>> Repository::accounts(const std::string& county) {
    auto rows = database_.query(read_accounts, {county});
    if (!rows) return rows.error();
    std::vector<Account> accounts;
    for (const Row& row : *rows) accounts.push_back(account_from(county, row));
    return accounts;
}

Result<std::optional<Account>> Repository::account(const std::string& county,
                                                   const std::string& username) {
    auto rows = database_.query(read_account, {county, username});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Account>{};
    return std::optional(account_from(county, rows->front()));
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

Result<void> Repository::add(const Account& account, Instant now) {
    const Principal& who = account.principal;
    auto stored = database_.commit_and_wait({{{&insert_account,
                                               {who.county,
                                                who.account,
                                                who.username,
                                                who.person,
                                                who.name,
                                                who.id_number,
                                                who.mobile,
                                                static_cast<long long>(who.verified),
                                                represents_text(who.represents),
                                                format_instant(now)}}}});
    if (!stored) return stored.error();
    if (!*stored) return {};
    return Error{ErrorCode::conflict,
                 "ACCESS_USERNAME_TAKEN",
                 {"此用户名已被使用。", "This username is taken."},
                 {"请换一个用户名。", "Choose another one."}};
}

Result<void> Repository::change_password(const Account& account) {
    const Principal& who = account.principal;
    return store({{{&update_password, {account.password_hash, who.county, who.account}},
                   {&delete_sessions_of, {who.county, who.account}}}});
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

}  // namespace oneseal::access

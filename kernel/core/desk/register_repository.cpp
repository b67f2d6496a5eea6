#include "desk/register_repository.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text_normal.hpp"
#include "log/log.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;
using storage::Write;

constexpr Message licence_damaged{"DESK_LICENCE_DAMAGED",
                                  Level::error,
                                  "What is stored of licence {}/{} is damaged: its attributes are "
                                  "taken for unknown.",
                                  "Run oneseal journal verify and restore the licence's row."};

// A grant whose seal is awaited has made no licence yet. LAW: 行政许可法 第三十九条 第一款
#define ONESEAL_SEALED                                                          \
    " AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.county = l.county AND c.id" \
    " = l.case_id AND c.state = 'granted')"

// As licence_of() reads them.
#define ONESEAL_SELECT_LICENCES                                                                 \
    "SELECT number, matter, department, case_id, holder_name, holder_code, status, valid_from," \
    " valid_to, granted_on, content FROM licences l"

StoredLicence licence_of(const Row& row) {
    return {row.text(0),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            row.text(7),
            row.text(8),
            row.text(9),
            row.text(10)};
}

}  // namespace

Result<std::map<std::string, std::vector<Json>>> read_registers(storage::Database& database,
                                                                const std::string& county) {
    static const Statement bans{"bans",
                                "SELECT subject, kind, matter, until FROM bans WHERE county = :p1"};
    static const Statement lists{"lists", "SELECT list, subject FROM lists WHERE county = :p1"};
    std::map<std::string, std::vector<Json>> registers;
    auto rows = database.query(bans, {county});
    if (!rows) return rows.error();
    for (const Row& row : *rows) {
        registers["bans"].push_back({{"subject", normal_code(row.text(0))},
                                     {"kind", row.text(1)},
                                     {"matter", row.text(2)},
                                     {"until", row.is_null(3) ? Json() : Json(row.text(3))}});
    }
    rows = database.query(lists, {county});
    if (!rows) return rows.error();
    for (const Row& row : *rows) {
        registers["lists/" + row.text(0)].push_back({{"subject", normal_code(row.text(1))}});
    }
    return registers;
}

Result<std::vector<Json>> read_licences(storage::Database& database,
                                        const std::string& county,
                                        const std::vector<std::string>& keys,
                                        bool unsealed_too) {
    // Rows keep the spelling they came in; migration 0016 has an index for each expression, which
    // SQLite takes only in this form and without an order.
#define ONESEAL_LICENCES_BY_KEY(and_sealed)                                                     \
    ONESEAL_SELECT_LICENCES                                                                     \
    " WHERE (county = :p1 AND"                                                                  \
    " upper(replace(replace(replace(number, ' ', ''), '（', '('), '）', ')')) = :p2" and_sealed \
    ") OR (county = :p3 AND upper(replace(holder_code, ' ', '')) = :p4" and_sealed ")"
    static const Statement sealed{"licences by key", ONESEAL_LICENCES_BY_KEY(ONESEAL_SEALED)};
    static const Statement granted{"granted licences by key", ONESEAL_LICENCES_BY_KEY("")};
    std::vector<Json> found;
    for (const std::string& key : keys) {
        auto rows = database.query(unsealed_too ? granted : sealed, {county, key, county, key});
        if (!rows) return rows.error();
        std::vector<StoredLicence> licences;
        for (const Row& row : *rows) licences.push_back(licence_of(row));
        std::ranges::sort(licences, {}, &StoredLicence::number);
        for (const StoredLicence& licence : licences) {
            const Json content = Json::parse(licence.content, nullptr, false);
            Json one = content.is_object() ? content.value("attributes", Json()) : Json();
            if (!content.is_object()) log(licence_damaged, county, licence.number);
            if (!one.is_object()) one = Json::object();
            one["number"] = licence.number;
            one["matter"] = licence.matter;
            one["status"] = licence.status;
            one["valid_from"] = licence.valid_from;
            one["valid_to"] = licence.valid_to.empty() ? Json() : Json(licence.valid_to);
            one["holder_code"] = licence.holder_code;
            found.push_back(std::move(one));
        }
    }
    return found;
}

Result<LicenceChanges> read_licence_changes(storage::Database& database,
                                            const std::string& county,
                                            const std::set<std::string>& keys) {
    static const Statement statement{
        "licence changes",
        "SELECT changes FROM licence_changes WHERE county = :p1 AND subject = :p2"};
    LicenceChanges changes;
    for (const std::string& key : keys) {
        auto rows = database.query(statement, {county, key});
        if (!rows) return rows.error();
        changes[key] = rows->empty() ? 0 : rows->front().integer(0);
    }
    return changes;
}

Write count_licence_change(const std::string& county, const std::string& key, std::int64_t seen) {
    static const Statement first{
        "first licence change",
        "INSERT INTO licence_changes (county, subject, changes) VALUES (:p1, :p2, 1)"};
    static const Statement later{"licence change",
                                 "UPDATE licence_changes SET changes = changes + 1"
                                 " WHERE county = :p1 AND subject = :p2 AND changes = :p3"};
    if (seen == 0) return {&first, {county, key}, 1};
    return {&later, {county, key, static_cast<long long>(seen)}, 1};
}

Write count_licence_change(const std::string& county, const std::string& key) {
    static const Statement statement{
        "any licence change",
        "INSERT INTO licence_changes (county, subject, changes) VALUES (:p1, :p2, 1)"
        " ON CONFLICT (county, subject) DO UPDATE SET changes = licence_changes.changes + 1"};
    return {&statement, {county, key}, 1};
}

Result<std::optional<StoredLicence>> find_licence(storage::Database& database,
                                                  const std::string& county,
                                                  const std::string& number) {
    static const Statement statement{"licence by number",
                                     ONESEAL_SELECT_LICENCES
                                     " WHERE county = :p1 AND number = "
                                     ":p2" ONESEAL_SEALED};
    auto rows = database.query(statement, {county, number});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<StoredLicence>{};
    return std::optional(licence_of(rows->front()));
}

Result<std::vector<StoredLicence>> list_licences(storage::Database& database,
                                                 const std::string& county,
                                                 const ListRights& rights,
                                                 const std::string& after,
                                                 int limit) {
    static const Statement statement{
        "list licences",
        ONESEAL_SELECT_LICENCES
        " WHERE county = :p1 AND number > "
        ":p2" ONESEAL_SEALED
        " AND (:p3 = 1 OR replace(:p4, '|' || matter || '|', '') <> :p5) ORDER BY number"
        " LIMIT :p6"};
    std::string matters;
    for (const std::string& matter : rights.filed) matters += "|" + matter + "|";
    for (const std::string& matter : rights.accepted) matters += "|" + matter + "|";
    const bool every = rights.every_filed || rights.intake;
    auto rows = database.query(statement,
                               {county,
                                after,
                                static_cast<long long>(every),
                                matters,
                                matters,
                                static_cast<long long>(limit)});
    if (!rows) return rows.error();
    std::vector<StoredLicence> list;
    for (const Row& row : *rows) list.push_back(licence_of(row));
    return list;
}

Result<std::vector<StoredLicence>> list_own_licences(storage::Database& database,
                                                     const std::string& county,
                                                     const std::set<std::string>& codes,
                                                     const std::string& after,
                                                     int limit) {
    // Migration 0016 has the index for the expression.
    static const Statement statement{
        "list own licences",
        ONESEAL_SELECT_LICENCES
        " WHERE county = :p1 AND upper(replace(holder_code, ' ', '')) = :p2"
        " AND number > :p3" ONESEAL_SEALED " ORDER BY number LIMIT :p4"};
    std::vector<StoredLicence> list;
    for (const std::string& code : codes) {
        auto rows = database.query(statement, {county, code, after, static_cast<long long>(limit)});
        if (!rows) return rows.error();
        for (const Row& row : *rows) list.push_back(licence_of(row));
    }
    std::ranges::sort(list, {}, &StoredLicence::number);
    if (list.size() > static_cast<std::size_t>(limit)) list.resize(static_cast<std::size_t>(limit));
    return list;
}

Write insert_ban(const std::string& county, const Ban& ban) {
    static const Statement statement{
        "insert ban",
        "INSERT INTO bans (county, id, subject, kind, matter, until, basis, case_id)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8)"};
    const storage::Value until = storage::text_or_null(ban.until);
    return {&statement,
            {county, ban.id, ban.subject, ban.kind, ban.matter, until, ban.basis, ban.case_id},
            1};
}

Write delete_ban(const std::string& county, const std::string& id) {
    static const Statement statement{"delete ban",
                                     "DELETE FROM bans WHERE county = :p1 AND id = :p2"};
    return {&statement, {county, id}, 1};
}

Write insert_list_entry(const std::string& county, const ListEntry& entry) {
    static const Statement statement{
        "insert list entry",
        "INSERT INTO lists (county, list, subject, basis) VALUES (:p1, :p2, :p3, :p4)"};
    return {&statement, {county, entry.list, entry.subject, entry.basis}, 1};
}

Write delete_list_entry(const std::string& county, const ListEntry& entry) {
    static const Statement statement{
        "delete list entry",
        "DELETE FROM lists WHERE county = :p1 AND list = :p2 AND subject = :p3"};
    return {&statement, {county, entry.list, entry.subject}, 1};
}

Write insert_licence(const cases::Case& now, const std::string& department) {
    static const Statement statement{
        "insert licence",
        "INSERT INTO licences (county, number, matter, department, case_id, holder_name, "
        "holder_code,"
        " status, valid_from, valid_to, granted_on, content)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, 'valid', :p8, :p9, :p10, :p11)"};
    return {&statement,
            {now.county,
             now.decision.licence_number,
             now.matter,
             department,
             now.id,
             now.filing.applicant.name,
             now.filing.applicant.code,
             text_at(now.decision.licence, "valid_from"),
             text_at(now.decision.licence, "valid_to"),  // "" where it has no end
             sdk::format_day(*now.decision.outcome->on),
             sdk::canonical(now.decision.licence)},
            1};
}

}  // namespace oneseal::desk

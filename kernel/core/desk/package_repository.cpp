#include "desk/package_repository.hpp"

#include <map>

#include "cases/case_json.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;

constexpr long long page = 500;

// Adds those that the county's filed cases are pinned to.
Result<void> add_pinned(storage::Database& database,
                        const std::string& county,
                        std::map<std::string, KnownPackage>& found) {
    static const Statement statement{
        "snapshots of filed cases",
        "SELECT id, snapshot FROM cases WHERE county = :p1 AND id > :p2 AND state <> 'draft'"
        " ORDER BY id LIMIT :p3"};
    std::string last;
    for (;;) {
        const auto rows = database.query(statement, {county, last, page});
        if (!rows) return rows.error();
        if (rows->empty()) return {};
        for (const Row& row : *rows) {
            last = row.text(0);
            const Json snapshot = Json::parse(row.text(1), nullptr, false);
            if (!snapshot.is_object()) continue;
            const Json pin = snapshot.value("pin", Json());
            const std::string digest = text_at(pin, "package_digest");
            if (digest.empty()) continue;
            found[digest] = {digest, text_at(pin, "plugin"), text_at(pin, "version")};
        }
    }
}

}  // namespace

Result<std::vector<KnownPackage>> known_packages(storage::Database& database,
                                                 const std::vector<std::string>& counties) {
    static const Statement statement{
        "known packages",
        "SELECT digest, plugin, version FROM packages ORDER BY plugin, version, digest"};
    const auto rows = database.query(statement);
    if (!rows) return rows.error();
    std::vector<KnownPackage> known;
    for (const Row& row : *rows) known.push_back({row.text(0), row.text(1), row.text(2)});
    if (!known.empty()) return known;
    std::map<std::string, KnownPackage> pinned;
    for (const std::string& county : counties) {
        if (auto added = add_pinned(database, county, pinned); !added) return added.error();
    }
    for (const auto& [digest, package] : pinned) {
        if (auto done = register_package(database, package); !done) return done.error();
        known.push_back(package);
    }
    return known;
}

Result<void> register_package(storage::Database& database, const KnownPackage& package) {
    static const Statement statement{
        "register package",
        "INSERT INTO packages (digest, plugin, version) VALUES (:p1, :p2, :p3)"
        " ON CONFLICT (digest) DO NOTHING"};
    storage::WriteSet set{{{&statement, {package.digest, package.plugin, package.version}}}};
    if (auto stored = database.commit_and_wait(std::move(set)); !stored) return stored.error();
    return {};
}

Result<bool> is_needed(storage::Database& database,
                       const std::vector<std::string>& counties,
                       const std::string& digest) {
    static const Statement statement{
        "states of the cases pinned to a package",
        "SELECT DISTINCT state FROM cases WHERE county = :p1 AND state <> 'draft'"
        " AND snapshot LIKE :p2"};
    const std::string pinned = "%\"package_digest\":\"" + digest + "\"%";
    for (const std::string& county : counties) {
        const auto rows = database.query(statement, {county, pinned});
        if (!rows) return rows.error();
        for (const Row& row : *rows) {
            if (!cases::has_ended(Json(row.text(0)).get<cases::State>())) return true;
        }
    }
    return false;
}

}  // namespace oneseal::desk

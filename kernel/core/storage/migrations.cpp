#include "storage/migrations.hpp"

#include <algorithm>

#include "crypto/digest.hpp"
#include "storage/errors.hpp"

namespace oneseal::storage {
namespace {

const char* const make_table =
    "CREATE TABLE IF NOT EXISTS migrations ("
    "number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)";

const Statement list_applied{"migrations.list",
                             "SELECT number, name, sha256 FROM migrations ORDER BY number"};
const Statement record{"migrations.record",
                       "INSERT INTO migrations (number, name, sha256) VALUES (:p1, :p2, :p3)"};

std::optional<Error> apply(Session& session, const Migration& migration) {
    if (auto error = session.run("BEGIN IMMEDIATE")) return error;
    for (const std::string& sql : statements_of(migration.sqlite)) {
        std::vector<Value> none;
        const Statement statement{migration.name.data(), sql.c_str()};
        const Executed executed = session.execute(statement, none);
        if (executed.duplicate) return errors::storage_statement(statement.name, "duplicate");
        if (executed.error) return executed.error;
    }
    std::vector<Value> row{static_cast<long long>(migration.number),
                           std::string(migration.name),
                           crypto::sha256_hex(migration.sqlite)};
    const Executed executed = session.execute(record, row);
    // Another node was faster.
    if (executed.duplicate) return errors::storage_unavailable("migration");
    if (executed.error) return executed.error;
    return session.run("COMMIT");
}

}  // namespace

std::vector<std::string> statements_of(std::string_view script) {
    std::vector<std::string> statements;
    std::string statement;
    while (!script.empty()) {
        const std::size_t end = std::min(script.find('\n'), script.size());
        const std::string_view line = script.substr(0, end);
        script.remove_prefix(std::min(end + 1, script.size()));
        if (line.empty() || line.starts_with("--")) continue;
        statement.append(line).append("\n");
        if (line.ends_with(';')) {
            statements.push_back(std::move(statement));
            statement.clear();
        }
    }
    if (!statement.empty()) statements.push_back(std::move(statement));
    return statements;
}

Result<int> apply_migrations(Session& session, std::span<const Migration> migrations) {
    if (auto error = session.run(make_table)) return *error;
    std::vector<Value> none;
    const auto applied = session.query(list_applied, none);
    if (!applied) return applied.error();
    if (applied->size() > migrations.size())
        return errors::storage_schema_newer(applied->back().text(1));
    for (std::size_t i = 0; i < applied->size(); ++i) {
        const Row& row = (*applied)[i];
        if (row.integer(0) != migrations[i].number)
            return errors::storage_schema_newer(row.text(1));
        if (row.text(2) != crypto::sha256_hex(migrations[i].sqlite)) {
            return errors::storage_migration_changed(std::string(migrations[i].name));
        }
    }
    const auto missing = migrations.subspan(applied->size());
    for (const Migration& migration : missing) {
        if (auto error = apply(session, migration)) {
            session.roll_back_if_open();
            return *error;
        }
    }
    return static_cast<int>(missing.size());
}

}  // namespace oneseal::storage

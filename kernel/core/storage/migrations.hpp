// The migrations that are built in: forward, numbered, once. A file holds statements that each end
// with a semicolon at the end of a line; lines that start with -- are comments. Internal to this
// folder.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/session.hpp"

namespace oneseal::storage {

struct Migration {
    int number;
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgresql;
};

// In the order of their numbers. Written by embed_migrations.cmake.
std::span<const Migration> built_in_migrations();

std::vector<std::string> statements_of(std::string_view script);

// Applies those that are missing, each in one transaction, and answers how many. Fails as
// Database::migrate() does.
Result<int> apply_migrations(Session& session, std::span<const Migration> migrations);

}  // namespace oneseal::storage

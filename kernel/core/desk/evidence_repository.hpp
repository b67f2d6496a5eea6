// Rows as texts, for `verification` to compare with what the chains say.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// Rows by "table key", each with its columns as text; null reads as empty.
using RowTexts = std::map<std::string, std::vector<std::string>>;

// What a case's rows hold besides its snapshot, in the columns that ExpectedRows
// (verification/rebuilding.hpp) names.
Result<RowTexts> read_case_rows(storage::Database& database,
                                const std::string& county,
                                const std::string& case_id);

struct CaseRow {
    std::string id{};
    long long seq = 0;
    std::string head{};
    std::string state{};
    std::string number{};
};
Result<std::vector<CaseRow>> read_case_list(storage::Database& database, const std::string& county);
Result<std::string> read_snapshot_text(storage::Database& database,
                                       const std::string& county,
                                       const std::string& case_id);

// The cases that rows of other tables name, with the tables' names.
Result<std::vector<std::pair<std::string, std::string>>> named_cases(storage::Database& database,
                                                                     const std::string& county);

// Digests of all stored answers (answer_digest()).
Result<std::set<std::string>> answer_digests(storage::Database& database,
                                             const std::string& county);

// Bans, lists and counters, by "bans <id>", "lists <list> <subject>", "counters <name>".
Result<RowTexts> read_register_rows(storage::Database& database, const std::string& county);

// Digests of all objects, or of those that are neither what an entry said nor an anchor's leaves.
Result<std::vector<std::string>> all_objects(storage::Database& database,
                                             const std::string& county);
Result<std::vector<std::string>> unnamed_objects(storage::Database& database,
                                                 const std::string& county);

}  // namespace oneseal::desk

// Accounts on record: a county's chain ~accounts says each one as it was found, added and changed.
// Passwords stand there as a salted digest of their hash.
#pragma once

#include <vector>

#include "journal/fault.hpp"
#include "storage/database.hpp"

namespace oneseal::access {

// Compares the accounts with what their chain says; nothing where it has not begun. Fails as
// Database::query().
Result<std::vector<journal::Fault>> check_accounts(storage::Database& database,
                                                   const std::string& county);

// The same for the authorisations, which are the applicants'.
Result<std::vector<journal::Fault>> check_authorisations(storage::Database& database);

}  // namespace oneseal::access

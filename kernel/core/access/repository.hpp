// The rows of accounts and sessions. Internal to this folder. [not on an I/O thread: all block]
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/principal.hpp"
#include "base/clock.hpp"
#include "storage/database.hpp"

namespace oneseal::access {

struct Identity;

struct Account {
    Principal principal{};  // of staff without name and roles, which the configuration gives
    std::string password_hash{};
};

struct StoredSession {
    std::string county{};
    std::string token_sha256{};
    std::string account{};
    Instant expires_at{};
};

class Repository {
  public:
    // `database` outlives the repository.
    explicit Repository(storage::Database& database) : database_(database) {}

    Result<std::vector<Account>> accounts(const std::string& county);
    // nullopt where there is none of that name.
    Result<std::optional<Account>> account(const std::string& county, const std::string& username);
    Result<std::vector<StoredSession>> sessions(const std::string& county, Instant now);

    // Puts the county's accounts on record as they are found, where its chain has not begun.
    Result<void> begin_record(const std::string& county, Instant now);
    // Fails as `conflict` (ACCESS_USERNAME_TAKEN).
    Result<void> add(const Account& account, Instant now);
    // Name, identity and that it is proven. False where another identity was proven before.
    Result<bool> identify(const Principal& account, const Identity& identity, Instant now);
    // The name of an unverified account that has none; one that has got one meanwhile keeps it.
    Result<void> name(const Principal& account, Instant now);
    // Ends the account's sessions too.
    Result<void> change_password(const Account& account, Instant now);
    // Also removes what has expired in the county.
    Result<void> add(const StoredSession& session, Instant now);
    Result<void> remove(const StoredSession& session);

  private:
    Result<void> store(storage::WriteSet set);

    storage::Database& database_;
};

}  // namespace oneseal::access

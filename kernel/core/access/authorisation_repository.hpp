// The rows of authorisations, each on record in the chain ~authorisations. Internal to this folder.
// [not on an I/O thread: all block]
#pragma once

#include <vector>

#include "access/authorisation.hpp"
#include "base/clock.hpp"
#include "storage/database.hpp"

namespace oneseal::access {

class AuthorisationRepository {
  public:
    // `database` outlives the repository.
    explicit AuthorisationRepository(storage::Database& database) : database_(database) {}

    // All that were ever given, in the order in which they were.
    Result<std::vector<Authorisation>> all();
    Result<void> add(const Authorisation& authorisation, Instant now);
    // Nothing happens where it was revoked before. `by`: the account that ends it.
    Result<void> revoke(const Authorisation& authorisation, const std::string& by, Instant now);
    // Changes with every change of them, whoever makes it.
    Result<long long> version();

  private:
    storage::Database& database_;
};

}  // namespace oneseal::access

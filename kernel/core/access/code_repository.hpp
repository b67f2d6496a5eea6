// The rows of the codes that were sent. Internal to this folder. [not on an I/O thread: all block]
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "storage/database.hpp"

namespace oneseal::access {

// No code is tried more often.
constexpr int most_tries = 5;

struct SentCode {
    std::string hash{};  // empty: used
    Instant sent_at{};
    int sent_that_day = 0;
    int tries = 0;
};

class CodeRepository {
  public:
    // `database` outlives the repository.
    explicit CodeRepository(storage::Database& database) : database_(database) {}

    Result<std::optional<SentCode>> find(const std::string& address);
    // In place of `before`, as it was found; forgets the codes of others that are a day old. False
    // where another one came first.
    Result<bool> put(const std::string& address,
                     const std::optional<SentCode>& before,
                     const SentCode& code);
    // Counts one more try at it. False where it may not be tried again.
    Result<bool> count_try(const std::string& address, const SentCode& code);
    // False where it was used meanwhile.
    Result<bool> use(const std::string& address, const SentCode& code);

  private:
    Result<bool> store(std::vector<storage::Write> writes);

    storage::Database& database_;
};

}  // namespace oneseal::access

// A case rebuilt from its entries, with the rows that follow from it. Internal to verification.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cases/case.hpp"
#include "desk/evidence_repository.hpp"
#include "journal/entry.hpp"

namespace oneseal::verification {

// By "table key"; a column of which an entry of an earlier version says nothing is not compared.
using ExpectedRows = std::map<std::string, std::vector<std::optional<std::string>>>;

struct KeptAnswer {
    std::string digest{};
    Instant at{};
    long long seq = 0;
};

struct Rebuilt {
    cases::Case now{};
    ExpectedRows rows{};
    bool timers_known = false;
    bool work_known = false;
    std::string snapshot_sha256{};  // empty where no entry says it
    std::vector<KeptAnswer> answers{};
    std::vector<std::pair<std::string, std::int64_t>> counters{};  // each with the number taken
    std::set<std::string> files{};
};

// Fails as Database::query(), and as `internal` where the events cannot be read.
Result<Rebuilt> rebuild_rows(storage::Database& database,
                             const std::string& county,
                             const std::vector<journal::Entry>& entries);

}  // namespace oneseal::verification

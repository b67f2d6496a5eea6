// The part of verification that no single case explains: counters, bans and lists, objects.
// Internal to verification.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "journal/verify.hpp"

namespace oneseal::verification {

// What the cases' entries say of the county's counters.
struct Counted {
    std::map<std::string, std::multiset<std::int64_t>> taken{};  // by counter, each number
    std::vector<std::string> case_numbers{};
};

// Nothing where the county's chains have not begun. Fails as Database::query().
Result<std::vector<journal::Fault>> check_registers(storage::Database& database,
                                                    const std::string& county,
                                                    const journal::Report& record,
                                                    const Counted& counted);

}  // namespace oneseal::verification

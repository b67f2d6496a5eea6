// The statements of the county's counters: numbers without gaps, and blocks of case numbers.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "storage/database.hpp"

namespace oneseal::desk {

// Next values: of what a step may number (papers, licences), and of any one counter.
Result<std::map<std::string, std::int64_t>> read_counters(storage::Database& database,
                                                          const std::string& county);
Result<std::int64_t> read_counter(storage::Database& database,
                                  const std::string& county,
                                  const std::string& name);

// Moves a counter forward to `first`, never back.
storage::Write start_counter(const std::string& county,
                             const std::string& name,
                             std::int64_t first);
// Guarded by the value that was read; 1 was read where there was none.
storage::Write take_counter(const std::string& county,
                            const std::string& name,
                            std::int64_t seen,
                            std::int64_t next);

}  // namespace oneseal::desk

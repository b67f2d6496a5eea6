// The statements that write what cases count for, and count it.
#pragma once

#include <string>
#include <vector>

#include "cases/case.hpp"
#include "desk/figures.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// After the case itself, in the same WriteSet; where the row is of another version by now, nothing.
storage::Write write_figures(const cases::Case& now, const Figures& figures);

// An accepted case whose statutory limit was not reckoned yet.
struct UnreckonedCase {
    std::string id{};
    std::string snapshot{};
};

// Reading. [not on an I/O thread]
// A page in the order of ids, after this one.
Result<std::vector<UnreckonedCase>> cases_without_figures(storage::Database& database,
                                                          const std::string& county,
                                                          const std::string& after);

struct Period {
    std::string from{};  // both days included
    std::string to{};
};

// What happened to the cases of one matter on one day.
struct DayFigures {
    std::string department{};
    std::string matter{};
    std::string day{};
    long long count = 0;
};

enum class Step { received, accepted, surveyed, ended };

Result<std::vector<DayFigures>> count_step(storage::Database& database,
                                           const std::string& county,
                                           Step step,
                                           const Period& period);

// The decisions of one matter on one day; sums over those for which a figure is known.
struct DecidedFigures {
    DayFigures decided{};
    long long granted = 0;
    long long on_time = 0;
    long long late = 0;
    long long with_days = 0;
    long long days_used = 0;
    long long with_minutes = 0;
    long long minutes_used = 0;
    long long with_saving = 0;
    long long days_saved = 0;
};

Result<std::vector<DecidedFigures>> count_decisions(storage::Database& database,
                                                    const std::string& county,
                                                    const Period& period);

// The undecided cases of one matter now, and those past the last day of their leading clock.
struct OpenFigures {
    std::string department{};
    std::string matter{};
    long long open = 0;
    long long overdue = 0;
};

Result<std::vector<OpenFigures>> count_open(storage::Database& database,
                                            const std::string& county,
                                            const std::string& today);

}  // namespace oneseal::desk

// Which cases a demonstration holds: a course for each, drawn from the ways that
// config/demo/cases.json tells.
#pragma once

#include <vector>

#include "app/demo/parties.hpp"
#include "base/clock.hpp"

namespace oneseal::demo {

// A case that is to go a way. What lies after the end of the filling is not taken any more, so that
// ways begun a few days ago stand in every state.
struct Course {
    std::string county{};
    const Json* application = nullptr;
    const Json* way = nullptr;
    Party party{};
    bool online = false;
    Chance chance{0};
    Instant begins{};
    // As it goes:
    std::string reference{};           // the case's id
    std::vector<const Json*> steps{};  // of the way, with its parts put in
    std::size_t taken = 0;
};

struct Wanted {
    int cases = 0;
    std::uint64_t seed = 0;
    Instant now{};  // the end of the filling
    std::vector<std::string> counties{};
};

// Each way a few times in each county as far as the number reaches, then by weight. `document` is
// cases.json and `accounts` accounts.json; both outlive the courses.
std::vector<Course> plan(const Wanted& wanted,
                         const Json& document,
                         const Json& accounts,
                         const sdk::WorkCalendar& calendar);

}  // namespace oneseal::demo

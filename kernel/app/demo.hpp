// The demonstration: two counties with invented people and one password for all of them, and cases
// of a year (demo/filler.hpp). It listens on 127.0.0.1 only.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace oneseal {

struct Settings;

struct DemoOptions {
    std::string data{};
    std::string config{};
    std::string packages{};
    std::string surfaces{};  // with portal and console in it; empty: the plain page
    int port = 8080;
    int cases = 300;  // that a new folder is filled with; 0: none
    std::uint64_t seed = 1;
};

// Known to everybody, which is why a demonstration is never reachable from another machine.
constexpr const char* demo_password = "oneseal-demo";

// Writes <data>/oneseal.json and makes the demo accounts, at the clock's instant; answers the
// file's path. What an earlier demonstration has stored stays.
Result<std::string> prepare_demo(const DemoOptions& options, const Clock& clock = SystemClock{});

// That, and fills the folder where no demonstration was in it before: then it is marked, for good.
// Tells how it goes.
Result<std::string> prepare_filled_demo(const DemoOptions& options,
                                        const std::string& plugin_host,
                                        Instant now,
                                        std::ostream& out);

// Whether the cases of this installation were filed on a clock that was set, for a demonstration.
bool is_filled_demo(const Settings& settings);

// The address, the accounts and the first commands to try.
void tell_demo(const DemoOptions& options, std::uint16_t port, std::ostream& out);

}  // namespace oneseal

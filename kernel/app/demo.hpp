// The demonstration: two counties with invented people and one password for all of them. It listens
// on 127.0.0.1 only.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "base/error.hpp"

namespace oneseal {

struct DemoOptions {
    std::string data{};
    std::string config{};
    std::string packages{};
    int port = 8080;
};

// Known to everybody, which is why a demonstration is never reachable from another machine.
constexpr const char* demo_password = "oneseal-demo";

// Writes <data>/oneseal.json and makes the demo accounts; answers the file's path. What an earlier
// demonstration has stored stays.
Result<std::string> prepare_demo(const DemoOptions& options);

// The address, the accounts and the first commands to try.
void tell_demo(const DemoOptions& options, std::uint16_t port, std::ostream& out);

}  // namespace oneseal

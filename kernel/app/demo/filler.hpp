// Fills a demonstration's new folder with a bureau's last year: real actions at the real desk, on a
// clock of its own that steps from one to the next and lets timers fire as they would have.
//
// The seed decides which cases there are, when they are filed, by whom, which way each goes and
// when: the same seed, configuration and end give the same cases in the same states. Ids, seeds of
// draws, and so who is drawn, come from the operating system, as everywhere.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace oneseal {

struct Settings;

namespace demo {

struct FillOptions {
    std::string folder{};       // config/demo of the sources
    std::string plugin_host{};  // the program
    int cases = 300;
    std::uint64_t seed = 1;
    Instant now{};  // at which the clock ends
};

struct Progress {
    int done = 0;  // cases that were filed
    int total = 0;
    std::chrono::seconds left{0};  // about so long
};

struct Filled {
    int cases = 0;
    int steps = 0;  // the system's own are not counted
    // Steps that were refused, each with its way: there its case has stopped.
    std::vector<std::string> refused{};
};

// The first instant of the filler's clock: accounts are made then.
Instant first_instant(Instant now);

// Fails where the installation does not open, or a document of the folder cannot be read
// (DEMO_CANNOT_PREPARE). REQUIRES: a folder in which no case was ever filed.
Result<Filled> fill(const Settings& settings,
                    const FillOptions& options,
                    const std::function<void(const Progress&)>& told);

}  // namespace demo
}  // namespace oneseal

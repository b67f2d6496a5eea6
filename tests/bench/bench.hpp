// What the benchmark's parts share: the program under measure as a child, and the table that is
// printed. Every figure is a ratio to something measured in the same run on the same machine.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "support/client.hpp"

namespace oneseal::bench {

struct Paths {
    std::string program{};    // oneseal; oneseal-plugin-host lies beside it
    std::string packages{};   // the release packages
    std::string config{};     // config/ of the sources
    std::string directory{};  // on the disk to measure
};

struct Line {
    std::string what{};
    double ours = 0;
    double against = 0;  // 0: the bar is a figure of its own
    std::string unit{};
    double bar = 0;
    bool at_most = false;  // otherwise at least
    std::string how{};
};

void print(const Line& line);

// `oneseal demo` on a free port, with its data in `data`.
class Server {
  public:
    // Waits until it answers /readyz; ends the program where it does not.
    Server(const Paths& paths, std::string data);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const { return port_; }
    double seconds_to_first_answer() const { return seconds_; }
    // Of the program and its plugin hosts, in MiB: each page shared by n processes counts 1/n.
    double memory() const;

  private:
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
    double seconds_ = 0;
};

// A token of an intake officer of 511102.
std::string sign_in(std::uint16_t port);
// Whether the filing was taken; under an Idempotency-Key of its own.
bool file(http::Client& connection, const std::string& token, const std::string& body);
// The body of a filing at the counter.
std::string filing_body();
double now_s();
double own_cpu_s();  // of this process: what the clients cost

void measure_filings(const Paths& paths);
void measure_reading(const Paths& paths);
void measure_lists(const Paths& paths);
void measure_listeners(const Paths& paths);
// REQUIRES: the build's faulty_packages beside its packages.
void measure_neighbour(const Paths& paths);
void measure_plugin_call(const Paths& paths);
void measure_start_and_memory(const Paths& paths);
void measure_lines(const Paths& paths);

}  // namespace oneseal::bench

// The real program, in a process of its own that can be killed.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace oneseal {

struct Outcome {
    int exit_code = -1;
    std::string output{};  // standard output
    std::string errors{};  // standard error
};

// Runs a command of the program to its end, with `input` as its standard input.
Outcome run_oneseal(const std::vector<std::string>& arguments, const std::string& input = "");

// `oneseal serve`, up and listening. Killed with the object.
class Program {
  public:
    explicit Program(const std::string& settings);
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() { kill_9(); }

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    void kill_9();

  private:
    pid_t pid_ = 0;
    int output_ = -1;
    std::uint16_t port_ = 0;  // 0: it did not come up
};

}  // namespace oneseal

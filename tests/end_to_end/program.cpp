#include "end_to_end/program.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

extern char** environ;

namespace oneseal {
namespace {

const std::string program = std::string(ONESEAL_BINARY_DIR) + "/bin/oneseal";

struct Child {
    pid_t pid = 0;
    int output = -1;
};

// A stream of the child that is put elsewhere than ours.
struct Redirected {
    int stream = -1;
    int to = -1;
};

Child spawn(const std::vector<std::string>& arguments,
            const std::vector<Redirected>& redirected = {}) {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    for (const auto& one : redirected) {
        posix_spawn_file_actions_adddup2(&actions, one.to, one.stream);
    }
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    Child child;
    child.output = ends[0];
    EXPECT_EQ(posix_spawn(&child.pid, program.c_str(), &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    return child;
}

// Up to the end of the line, or of the output.
std::string read_line(int from) {
    std::string line;
    char byte = 0;
    while (read(from, &byte, 1) == 1 && byte != '\n') line += byte;
    return line;
}

// Up to the end, and closes it.
std::string read_all(int from) {
    std::string all;
    char part[4096];
    for (ssize_t size = 0; (size = read(from, part, sizeof part)) > 0;) {
        all.append(part, static_cast<std::size_t>(size));
    }
    close(from);
    return all;
}

}  // namespace

// Files in memory for input and errors: neither side waits for the other to read.
Outcome run_oneseal(const std::vector<std::string>& arguments, const std::string& input) {
    const int in = memfd_create("input", MFD_CLOEXEC);
    const int errors = memfd_create("errors", MFD_CLOEXEC);
    EXPECT_EQ(write(in, input.data(), input.size()), static_cast<ssize_t>(input.size()));
    lseek(in, 0, SEEK_SET);
    const Child child = spawn(arguments, {{STDIN_FILENO, in}, {STDERR_FILENO, errors}});
    Outcome outcome;
    outcome.output = read_all(child.output);
    int status = 0;
    waitpid(child.pid, &status, 0);
    lseek(errors, 0, SEEK_SET);
    outcome.errors = read_all(errors);
    close(in);
    if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
    return outcome;
}

// It tells its address when it listens.
Program::Program(const std::string& settings) {
    const Child child = spawn({"serve", "--settings", settings});
    pid_ = child.pid;
    output_ = child.output;
    const std::string line = read_line(output_);
    const auto colon = line.rfind(':');
    EXPECT_TRUE(line.starts_with("OneSeal: http://")) << line;
    if (colon != std::string::npos) {
        port_ = static_cast<std::uint16_t>(std::atoi(line.c_str() + colon + 1));
    }
}

void Program::kill_9() {
    if (pid_ == 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    close(output_);
    pid_ = 0;
}

}  // namespace oneseal

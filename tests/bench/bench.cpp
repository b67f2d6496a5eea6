#include "bench/bench.hpp"

#include <dirent.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/ids.hpp"
#include "end_to_end/applications.hpp"

extern char** environ;

namespace oneseal::bench {
namespace {

std::uint16_t free_port() {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    static_cast<void>(bind(fd, reinterpret_cast<sockaddr*>(&address), size));
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    close(fd);
    return ntohs(address.sin_port);
}

double pss_mib(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("Pss:")) return std::stod(line.substr(4)) / 1024;
    }
    return 0;
}

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> children;
    const std::string threads = "/proc/" + std::to_string(parent) + "/task";
    DIR* directory = opendir(threads.c_str());
    while (const dirent* entry = directory ? readdir(directory) : nullptr) {
        std::ifstream file(threads + "/" + entry->d_name + "/children");
        for (pid_t child; file >> child;) children.push_back(child);
    }
    if (directory) closedir(directory);
    return children;
}

}  // namespace

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double own_cpu_s() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void print(const Line& line) {
    const double value = line.against == 0 ? line.ours : line.ours / line.against;
    const bool met = line.at_most ? value <= line.bar : value >= line.bar;
    std::printf("%-44s %10.1f %-10s against %10.1f  = %6.2f  bar %s %.2f  %s\n    %s\n",
                line.what.c_str(),
                line.ours,
                line.unit.c_str(),
                line.against,
                value,
                line.at_most ? "<=" : ">=",
                line.bar,
                met ? "met" : "MISSED",
                line.how.c_str());
    std::fflush(stdout);
}

Server::Server(const Paths& paths, std::string data) : port_(free_port()) {
    const std::string port = std::to_string(port_);
    std::vector<std::string> words{paths.program,
                                   "demo",
                                   "--empty",
                                   "--data",
                                   data,
                                   "--config",
                                   paths.config,
                                   "--packages",
                                   paths.packages,
                                   "--port",
                                   port};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
    const double start = now_s();
    if (posix_spawn(&pid_, paths.program.c_str(), &actions, nullptr, arguments.data(), environ) !=
        0) {
        std::perror("posix_spawn");
        std::exit(3);
    }
    posix_spawn_file_actions_destroy(&actions);
    while (now_s() - start < 60) {
        http::Client client("127.0.0.1", port_);
        const auto ready = client.send("GET", "/readyz");
        if (ready && ready->status == 200) {
            seconds_ = now_s() - start;
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    std::fprintf(stderr, "the program does not answer\n");
    std::exit(3);
}

Server::~Server() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

double Server::memory() const {
    double sum = pss_mib(pid_);
    for (const pid_t child : children_of(pid_)) sum += pss_mib(child);
    return sum;
}

std::string sign_in(std::uint16_t port) {
    http::Client client("127.0.0.1", port);
    const auto answer =
        client.send("POST",
                    "/api/v1/session",
                    R"({"county":"511102","username":"intake1","password":"oneseal-demo"})",
                    {{"Content-Type", "application/json"}});
    return answer ? nlohmann::json::parse(answer->body).value("token", "") : "";
}

bool file(http::Client& connection, const std::string& token, const std::string& body) {
    const auto answer = connection.send("POST",
                                        "/api/v1/counties/511102/cases",
                                        body,
                                        {{"Content-Type", "application/json"},
                                         {"Authorization", "Bearer " + token},
                                         {"Idempotency-Key", random_id()}});
    return answer && answer->status == 201;
}

std::string filing_body() {
    return restaurant_at_the_counter().dump();
}

}  // namespace oneseal::bench

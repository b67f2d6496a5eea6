// Filings beside a thousand who look on, against the same without anybody.
#include <poll.h>
#include <sys/resource.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "bench/bench.hpp"
#include "end_to_end/onlooker.hpp"

namespace oneseal::bench {
namespace {

namespace fs = std::filesystem;

constexpr int accounts = 50;
constexpr int streams_of_an_account = 20;
constexpr double seconds = 6;

// The demonstration with so many clerks more: one account has only so many streams.
std::string config_with_clerks(const Paths& paths) {
    const fs::path config = paths.directory + "/config_with_clerks";
    fs::remove_all(config);
    fs::copy(paths.config, config, fs::copy_options::recursive);
    const fs::path file = config / "counties/511102.json";
    auto county = nlohmann::ordered_json::parse(std::ifstream(file));
    nlohmann::ordered_json clerk = county["people"][0];
    for (int i = 0; i < accounts; ++i) {
        clerk["id"] = clerk["username"] = "clerk" + std::to_string(i);
        clerk["roles"] = {"intake"};
        county["people"].push_back(clerk);
    }
    std::ofstream(file) << county;
    return config;
}

double filings_per_second(std::uint16_t port, const std::string& token) {
    const std::string body = filing_body();
    std::atomic<bool> end{false};
    std::atomic<long> filed{0};
    std::vector<std::thread> threads;
    const double start = now_s();
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            http::Client connection("127.0.0.1", port);
            while (!end) filed += bench::file(connection, token, body) ? 1 : 0;
        });
    }
    while (now_s() - start < seconds) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const double rate = static_cast<double>(filed) / (now_s() - start);
    end = true;
    for (std::thread& thread : threads) thread.join();
    return rate;
}

class Onlookers {
  public:
    explicit Onlookers(std::uint16_t port) {
        for (int account = 0; account < accounts; ++account) {
            const Visitor clerk(port, "clerk" + std::to_string(account));
            for (int i = 0; i < streams_of_an_account; ++i) {
                all_.push_back(std::make_unique<Onlooker>(port, clerk));
            }
        }
        reader_ = std::jthread([this](const std::stop_token& ending) { read(ending); });
    }

    // How many have heard of this case.
    int have_heard(const std::string& number) {
        reader_.request_stop();
        reader_.join();
        return static_cast<int>(
            std::ranges::count_if(all_, [&](const auto& one) { return one->hears(number); }));
    }

  private:
    void read(const std::stop_token& ending) {
        std::vector<pollfd> sockets;
        for (const auto& one : all_) sockets.push_back({one->socket(), POLLIN, 0});
        while (!ending.stop_requested()) {
            if (::poll(sockets.data(), sockets.size(), 100) <= 0) continue;
            for (std::size_t i = 0; i < sockets.size(); ++i) {
                if ((sockets[i].revents & POLLIN) != 0) all_[i]->read_more();
            }
        }
    }

    std::vector<std::unique_ptr<Onlooker>> all_{};
    std::jthread reader_{};  // last: it ends before those that it reads
};

}  // namespace

void measure_listeners(const Paths& paths) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    Paths with_clerks = paths;
    with_clerks.config = config_with_clerks(paths);
    const Server server(with_clerks, paths.directory + "/listeners");
    const std::string token = sign_in(server.port());
    const double alone = filings_per_second(server.port(), token);
    Onlookers onlookers(server.port());
    const double beside = filings_per_second(server.port(), token);
    Visitor clerk = Visitor::with_token(server.port(), token);
    const std::string last =
        clerk.post("/cases", nlohmann::json::parse(filing_body())).body.value("number", "");
    const int heard = onlookers.have_heard(last);
    print({"filings beside 1,000 who look on",
           beside,
           alone,
           "a second",
           0.7,
           false,
           "the same without; " + std::to_string(heard) + " heard of the last one"});
}

}  // namespace oneseal::bench

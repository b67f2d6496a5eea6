// What fireworks filings feel while the food plugin aborts inside evaluate, again and again.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "bench/bench.hpp"
#include "end_to_end/applications.hpp"

namespace oneseal::bench {
namespace {

namespace fs = std::filesystem;

constexpr double seconds = 8;

struct Filings {
    std::vector<double> took{};  // of those that were taken, in seconds
    long failed = 0;
};

Filings file_again_and_again(std::uint16_t port,
                             const std::string& token,
                             const Json& application,
                             const std::atomic<bool>& end) {
    Filings filings;
    http::Client connection("127.0.0.1", port);
    const std::string body = application.dump();
    while (!end) {
        const double start = now_s();
        if (file(connection, token, body)) {
            filings.took.push_back(now_s() - start);
        } else {
            ++filings.failed;
        }
    }
    return filings;
}

struct Both {
    Filings fireworks{};
    Filings food{};
};

Both side_by_side(std::uint16_t port, const std::string& token, const Json& restaurant) {
    Both both;
    std::atomic<bool> end{false};
    std::thread fireworks([&] {
        both.fireworks = file_again_and_again(port, token, fireworks_at_the_counter(), end);
    });
    std::thread food([&] { both.food = file_again_and_again(port, token, restaurant, end); });
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    end = true;
    fireworks.join();
    food.join();
    return both;
}

double p99_ms(std::vector<double> took) {
    if (took.empty()) return 0;
    std::ranges::sort(took);
    return took[took.size() * 99 / 100] * 1000;
}

}  // namespace

void measure_neighbour(const Paths& paths) {
    Paths faulty = paths;
    faulty.packages = paths.directory + "/neighbour-packages";
    const auto over = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
    fs::copy(paths.packages, faulty.packages, over);
    fs::copy(fs::path(paths.packages).parent_path() / "faulty_packages", faulty.packages, over);
    const Server server(faulty, paths.directory + "/neighbour");
    const std::string token = sign_in(server.port());
    Json deadly = restaurant_form();
    deadly["applicant_name"] = "崩溃小吃店";
    const Both calm = side_by_side(server.port(), token, restaurant_at_the_counter());
    const Both disturbed = side_by_side(server.port(), token, restaurant_at_the_counter(deadly));
    char how[300];
    std::snprintf(how,
                  sizeof how,
                  "p99 of %zu fireworks filings (%ld failed) beside %zu food filings that kill the "
                  "plugin (%ld refused), against %zu (%ld failed) beside %zu healthy ones",
                  disturbed.fireworks.took.size(),
                  disturbed.fireworks.failed,
                  disturbed.food.took.size(),
                  disturbed.food.failed,
                  calm.fireworks.took.size(),
                  calm.fireworks.failed,
                  calm.food.took.size());
    print({"fireworks beside a food plugin that aborts",
           p99_ms(disturbed.fireworks.took),
           p99_ms(calm.fireworks.took),
           "ms",
           2,
           true,
           how});
}

}  // namespace oneseal::bench

// What the running program keeps for itself: its files, and enough descriptors for them.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

// `oneseal serve`, started by a shell that has set limits before, or by a command of its own.
class Served {
  public:
    Served(const std::string& limits, const Place& place, const std::string& command = "")
        : output_(::popen(("echo $$; " + limits + "; exec " + command + ONESEAL_BINARY_DIR +
                           "/bin/oneseal serve --settings " + place.settings())
                              .c_str(),
                          "r")) {
        pid_ = std::atoi(line().c_str());
        const std::string address = line();
        port_ = static_cast<std::uint16_t>(std::atoi(address.c_str() + address.rfind(':') + 1));
        EXPECT_NE(port_, 0) << address;
    }
    ~Served() {
        ::kill(pid_, SIGTERM);
        ::pclose(output_);
    }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    // As /proc tells them, with their soft and hard values.
    std::string limit(const std::string& name) const {
        std::ifstream limits("/proc/" + std::to_string(pid_) + "/limits");
        for (std::string text; std::getline(limits, text);) {
            if (text.starts_with(name)) return text.substr(name.size());
        }
        return {};
    }

  private:
    std::string line() {
        char text[200] = "";
        return ::fgets(text, sizeof text, output_) != nullptr ? text : "";
    }

    std::FILE* output_;
    pid_t pid_ = 0;
    std::uint16_t port_ = 0;
};

TEST(TheProgram, WritesNothingThatOthersOnTheMachineCanRead) {
    const Place place;
    fs::rename(place.database(), place.path("old.db"));
    const Served served("umask 0022", place);
    for (const char* name : {"oneseal.db", "oneseal.db-wal", "blobs"}) {
        struct stat status {};
        ASSERT_EQ(::stat(place.path(name).c_str(), &status), 0) << name;
        EXPECT_EQ(status.st_mode & 077, 0U) << name;
    }
}

TEST(TheProgram, TakesAsManyOpenFilesAsItMay) {
    const Place place;
    const Served served("ulimit -S -n 300; ulimit -H -n 400", place);
    std::istringstream files(served.limit("Max open files"));
    int soft = 0;
    files >> soft;
    EXPECT_EQ(soft, 400);
}

// Root's rights would open everything.
std::string without_rights() {
    return ::geteuid() == 0 ? "setpriv --bounding-set=-all " : "";
}

// By another process of the same user; "$$" is that one's parent.
bool can_read_environment_of(const std::string& pid) {
    const std::string read = "cat /proc/" + pid + "/environ >/dev/null 2>&1; exit $?";
    return std::system((without_rights() + "sh -c '" + read + "'").c_str()) == 0;
}

TEST(TheProgram, LetsNoOtherProcessLookIntoIt) {
    const Place place;
    const Served served("true", place, without_rights());
    EXPECT_TRUE(can_read_environment_of("$$"));
    EXPECT_FALSE(can_read_environment_of(std::to_string(served.pid())));
}

// What cannot be had for one request costs that request; the program goes on.
TEST(TheProgram, OutlivesAShortageOfMemory) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer ends the program itself where memory is short";
#endif
    Place place;
    place.set("limits",
              {{"body_bytes", 1 << 20},
               {"upload_bytes", 1 << 20},
               {"checks_per_minute", 1'000'000},
               {"check_bytes_per_minute", 1 << 30}});
    const Served served("true", place);
    rlimit before{};
    ASSERT_EQ(::prlimit(served.pid(), RLIMIT_AS, nullptr, &before), 0);
    long pages = 0;
    std::ifstream("/proc/" + std::to_string(served.pid()) + "/statm") >> pages;
    rlimit low = before;
    low.rlim_cur = static_cast<rlim_t>(pages * ::sysconf(_SC_PAGESIZE)) + (4 << 20);
    ASSERT_EQ(::prlimit(served.pid(), RLIMIT_AS, &low, nullptr), 0);
    Json check = restaurant_draft();
    check.erase("draft");
    for (int i = 0; i < 10'000; ++i) check["form"]["items"].push_back("hot");
    check["form"]["premises"] = std::string(150'000, 'x');
    std::atomic<int> refused{0};
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 6; ++i) {
            crowd.emplace_back([&] {
                for (int n = 0; n < 10; ++n) {
                    Visitor visitor = Visitor::with_token(served.port(), "");
                    if (visitor.post("/checks", check).status != 200) ++refused;
                }
            });
        }
    }
    EXPECT_GT(refused, 0) << "the shortage was none";
    ASSERT_EQ(::prlimit(served.pid(), RLIMIT_AS, &before, nullptr), 0);
    Visitor visitor = Visitor::with_token(served.port(), "");
    EXPECT_TRUE(wait_until([&] { return visitor.get("/readyz").status == 200; }));
    check["form"] = restaurant_form();
    EXPECT_TRUE(wait_until([&] { return visitor.post("/checks", check).status == 200; }));
}

// Idle connections must leave descriptors for files and plugins.
TEST(TheProgram, TakesFewerConnectionsThanItMayOpenFiles) {
    const Place place;
    const Served served("ulimit -n 300", place);
    std::vector<Visitor> idle;
    int status = 200;
    while (status == 200 && idle.size() < 300) {
        idle.push_back(Visitor::with_token(served.port(), ""));
        status = idle.back().get("/readyz").status;
    }
    EXPECT_EQ(status, 503);
    EXPECT_EQ(idle.size(), 151U);
}

}  // namespace
}  // namespace oneseal

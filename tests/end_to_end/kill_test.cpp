// The real program, killed again and again while people file: what was acknowledged is there, once.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <mutex>
#include <thread>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

int verify(const Place& place) {
    const Outcome outcome = run_oneseal({"journal", "verify", "--settings", place.settings()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    return outcome.exit_code;
}

// The numbers of all cases; each as often as it is listed.
std::multiset<std::string> every_case(Visitor& clerk) {
    std::multiset<std::string> numbers;
    std::string path = "/cases?limit=200";
    for (;;) {
        const Json page = clerk.get(path).body;
        for (const Json& one : page.value("cases", Json::array())) numbers.insert(one["number"]);
        if (!page.contains("next_cursor") || page["next_cursor"].is_null()) return numbers;
        path = "/cases?limit=200&cursor=" + escaped(page["next_cursor"]);
    }
}

// Files one application after the other, each under a key of its own; what got no answer is sent
// again, with the same key, when the server is back.
class Filer {
  public:
    void file_until_the_server_dies(std::uint16_t port, const std::string& token) {
        Visitor visitor = Visitor::with_token(port, token);
        while (file_one(visitor)) continue;
    }

    bool file_one(Visitor& visitor) {
        if (pending_.empty()) pending_ = fresh_key();
        const Reply reply = visitor.file(restaurant_at_the_counter(), pending_);
        if (reply.status == 0) return false;
        EXPECT_EQ(reply.status, 201) << reply.body;
        if (reply.status != 201) return false;
        numbers_.push_back(reply.body.value("number", ""));
        pending_.clear();
        ++acknowledged_;
        return true;
    }

    int acknowledged() const { return acknowledged_; }
    const std::vector<std::string>& numbers() const { return numbers_; }

  private:
    std::string pending_{};
    std::vector<std::string> numbers_{};
    std::atomic<int> acknowledged_{0};
};

TEST(TwentyKills, LoseAndDoubleNothingThatWasAcknowledged) {
    const Place place;
    std::array<Filer, 4> filers;
    const auto acknowledged = [&] {
        int sum = 0;
        for (const Filer& filer : filers) sum += filer.acknowledged();
        return sum;
    };
    std::string token;
    for (int round = 0; round < 20; ++round) {
        Program program(place.settings());
        ASSERT_NE(program.port(), 0);
        // The session outlives the kills.
        if (token.empty()) token = Visitor(program.port(), "intake1").token();
        const int goal = acknowledged() + 2 + round;
        std::vector<std::jthread> threads;
        for (Filer& filer : filers) {
            threads.emplace_back(
                [&, port = program.port()] { filer.file_until_the_server_dies(port, token); });
        }
        EXPECT_TRUE(wait_until([&] { return acknowledged() >= goal; }));
        program.kill_9();
    }
    Program program(place.settings());
    Visitor clerk = Visitor::with_token(program.port(), token);
    std::multiset<std::string> expected;
    for (Filer& filer : filers) {
        EXPECT_TRUE(filer.file_one(clerk));
        expected.insert(filer.numbers().begin(), filer.numbers().end());
    }
    EXPECT_GE(expected.size(), 200u);
    EXPECT_EQ(std::set<std::string>(expected.begin(), expected.end()).size(), expected.size());
    EXPECT_EQ(every_case(clerk), expected);
    program.kill_9();
    verify(place);
}

// The kernel writes no file beyond this size, as if the disk were full.
void let_files_grow_to(const Program& program, rlim_t bytes) {
    rlimit limit{bytes, RLIM_INFINITY};
    ASSERT_EQ(prlimit(program.pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
}

TEST(AFullDisk, RefusesWhatItCannotKeepAndTakesFilingsWhenThereIsRoomAgain) {
    // Inherited by the program: a write that finds no room shall fail, not kill.
    std::signal(SIGXFSZ, SIG_IGN);
    const Place place;
    Program program(place.settings());
    Visitor clerk(program.port(), "intake1");
    std::multiset<std::string> expected;
    const auto file = [&] { return clerk.file(restaurant_at_the_counter()); };
    expected.insert(file().body.value("number", ""));

    let_files_grow_to(program, 4096);
    for (int i = 0; i < 3; ++i) {
        const Reply refused = file();
        EXPECT_TRUE(refused.status == 507 || refused.status == 503) << refused.body;
        EXPECT_NE(refused.body["remedy"], "");
    }
    EXPECT_EQ(every_case(clerk), expected);

    let_files_grow_to(program, RLIM_INFINITY);
    const Reply taken = file();
    EXPECT_EQ(taken.status, 201) << taken.body;
    expected.insert(taken.body.value("number", ""));
    EXPECT_EQ(every_case(clerk), expected);
    program.kill_9();
    verify(place);
}

}  // namespace
}  // namespace oneseal

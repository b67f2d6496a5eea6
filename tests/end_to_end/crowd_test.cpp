// What is done at once, while the disk is slow: counters that file, decisions about one holder.
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/packages.hpp"
#include "end_to_end/write_ahead_log.hpp"
#include "support/temporary_directory.hpp"

namespace {

std::atomic<bool> disk_waits{false};
std::atomic<int> held{0};

}  // namespace

extern "C" int fdatasync(int file) {
    if (disk_waits && is_log_of_database(file)) {
        ++held;
        disk_waits.wait(true);
    }
    return static_cast<int>(syscall(SYS_fdatasync, file));
}

namespace oneseal {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t counters = 40;
const std::string monday = "2026-03-02T09:00:00+08:00";

Json draft_at_the_counter() {
    Json draft = restaurant_at_the_counter();
    draft.erase("submission");
    draft["draft"] = true;
    return draft;
}

// Whether somebody else's command gets a thread to run on; it is only asked how full the house is.
bool has_a_free_thread(const Bureau& bureau) {
    http::Client client("127.0.0.1", bureau.port(), std::chrono::milliseconds{300});
    return static_cast<bool>(client.send("GET", "/metrics"));
}

// After a restart the next numbers are reserved anew, while those who wait for one hold every
// thread that commands run on.
TEST(CountersThatSubmitAtOnceAfterARestart, AllGetANumberOfTheirOwn) {
    std::shared_ptr<Place> place;
    std::vector<Json> drafts;
    {
        const Bureau bureau(monday);
        place = bureau.place();
        Walk(bureau).file_at_the_counter(restaurant_at_the_counter());
        Visitor clerk = bureau.visitor("intake1");
        for (std::size_t i = 0; i < counters; ++i) {
            const Reply kept = clerk.file(draft_at_the_counter());
            ASSERT_EQ(kept.status, 201) << kept.body;
            drafts.push_back(kept.body);
        }
    }
    const Bureau bureau(monday, place);
    const std::string token = bureau.visitor("intake1").token();
    std::vector<Reply> replies(counters);
    {
        disk_waits = true;
        std::jthread other([&] {
            Visitor clerk = Visitor::with_token(bureau.port(), token);
            EXPECT_EQ(clerk.file(fireworks_at_the_counter()).status, 201);
        });
        EXPECT_TRUE(wait_until([] { return held > 0; }));
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < counters; ++i) {
            threads.emplace_back([&, i] {
                Visitor clerk = Visitor::with_token(bureau.port(), token);
                replies[i] =
                    clerk.act_on(drafts[i]["id"], drafts[i]["version"], "submit", submission());
            });
        }
        EXPECT_TRUE(wait_until([&] { return !has_a_free_thread(bureau); }));
        disk_waits = false;
        disk_waits.notify_all();
    }
    std::set<std::string> numbers;
    for (const Reply& reply : replies) {
        EXPECT_EQ(reply.status, 200) << reply.body;
        numbers.insert(reply.body.value("number", ""));
    }
    EXPECT_EQ(numbers.size(), counters);
    EXPECT_FALSE(numbers.contains(""));
}

// Who holds a licence of this matter gets no second one.
void allow_one_licence_a_holder(const fs::path& package) {
    change_food_matter(package, [](OrderedJson& matter) {
        OrderedJson fact = {{"id", "fx_holds_one"},
                            {"type", "boolean"},
                            {"title", {{"zh-CN", "已经持有本许可"}, {"en", "Holds one already"}}},
                            {"source", "registry"}};
        fact["from"] = {{"register", "licences"},
                        {"key", {"/uscc"}},
                        {"where", {{"matter", {{"$matter", true}}}}},
                        {"fold", "exists"}};
        fact["otherwise"] = false;
        fact["basis"] = matter["facts"][0]["basis"];
        matter["facts"].push_back(fact);
        for (OrderedJson& rule : matter["rules"]) {
            if (rule["id"] != "FOOD-14") continue;
            rule["stages"] = {"decision"};
            rule["require"] = "facts.fx_holds_one == false";
        }
    });
}

// Two cases of one holder, each ready for the decision.
class TwoCasesOfOneHolder : public testing::Test {
  protected:
    TwoCasesOfOneHolder() {
        fs::copy(ONESEAL_BINARY_DIR "/packages", packages_.path(), fs::copy_options::recursive);
        allow_one_licence_a_holder(fs::path(packages_.path()) / "food_business");
        Changes changes;
        changes.packages = packages_.path();
        bureau_ = std::make_unique<Bureau>(monday, changes);
        for (std::string& number : numbers_) {
            Walk walk(*bureau_);
            walk.file_at_the_counter(restaurant_at_the_counter())
                .accept()
                .survey(good_survey_of_restaurant())
                .propose();
            number = walk.number();
        }
        for (int i = 0; i < 2; ++i) {
            versions_[i] = bureau_->visitor("intake1").see(numbers_[i]).value("version", 0);
        }
        token_ = bureau_->visitor("decider1").token();
    }

    Reply grant(int which) const {
        Visitor decider = Visitor::with_token(bureau_->port(), token_);
        return decider.act_on(numbers_[which], versions_[which], "grant", {{"facts", "符合条件"}});
    }

    // How often plugins were asked so far.
    int asked() const {
        http::Client client("127.0.0.1", bureau_->port());
        const auto told = client.send("GET", "/metrics");
        const std::string name = "oneseal_plugin_calls_total{plugin=\"food_business\"";
        const auto at = told ? told->body.find(name) : std::string::npos;
        if (at == std::string::npos) return 0;
        return std::stoi(told->body.substr(told->body.find(' ', at)));
    }

    support::TemporaryDirectory packages_{};
    std::unique_ptr<Bureau> bureau_{};
    std::string numbers_[2];
    int versions_[2] = {0, 0};
    std::string token_{};
};

// LAW: 行政许可法 第三十八条 第二款
TEST_F(TwoCasesOfOneHolder, TheSecondIsJudgedByTheFirstThoughItsSealIsAwaited) {
    EXPECT_EQ(grant(0).status, 200);
    const Reply second = grant(1);
    EXPECT_EQ(second.code(), "CONDITIONS_NOT_MET") << second.body;
    EXPECT_EQ(second.rules(), "FOOD-14");
}

// Each was asked about before either was stored.
TEST_F(TwoCasesOfOneHolder, AtOnceAreNotBothGranted) {
    const int before = asked();
    Reply replies[2];
    {
        disk_waits = true;
        held = 0;
        std::jthread first([&] { replies[0] = grant(0); });
        EXPECT_TRUE(wait_until([] { return held > 0; }));
        std::jthread second([&] { replies[1] = grant(1); });
        // The decision and the licence, of both.
        EXPECT_TRUE(wait_until([&] { return asked() >= before + 4; }));
        disk_waits = false;
        disk_waits.notify_all();
    }
    const int refused = replies[0].status == 200 ? 1 : 0;
    EXPECT_EQ(replies[1 - refused].status, 200) << replies[1 - refused].body;
    EXPECT_EQ(replies[refused].code(), "CONDITIONS_NOT_MET") << replies[refused].body;
    EXPECT_EQ(replies[refused].rules(), "FOOD-14");
}

}  // namespace
}  // namespace oneseal

// A department whose plugin dies: its filings are taken, the others feel nothing, and the verdict
// follows.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

// Each number is another input.
Json deadly_form(int number = 0) {
    Json form = restaurant_form();
    form["applicant_name"] = "崩溃小吃店" + std::to_string(number);
    return form;
}

// The packages of the build, with the food package that dies of a name.
class FaultyPackages {
  public:
    FaultyPackages() {
        fs::copy(ONESEAL_BINARY_DIR "/faulty_packages/food_business",
                 directory_.path("food_business"),
                 fs::copy_options::recursive);
        fs::copy(ONESEAL_BINARY_DIR "/packages/fireworks_retail",
                 directory_.path("fireworks_retail"),
                 fs::copy_options::recursive);
    }
    std::string path() const { return directory_.path(); }

  private:
    support::TemporaryDirectory directory_{};
};

// Checks fireworks again and again until it ends; counts what did not succeed.
class Neighbour {
  public:
    explicit Neighbour(const Bureau& bureau)
        : thread_([this, port = bureau.port()](std::stop_token ending) {
              Visitor visitor(port, "");
              Json application = fireworks_at_the_counter();
              application.erase("submission");
              while (!ending.stop_requested()) {
                  if (visitor.post("/checks", application).status == 200)
                      ++answered;
                  else
                      ++failed;
              }
          }) {}

    std::atomic<int> answered{0};
    std::atomic<int> failed{0};

  private:
    std::jthread thread_;  // last: it ends before what it counts in
};

TEST(ADepartmentWhosePluginDies, IsStillFiledAndItsVerdictFollows) {
    const FaultyPackages packages;
    Changes changes;
    changes.packages = packages.path();
    std::shared_ptr<Place> place;
    std::vector<std::string> filed;
    {
        Bureau bureau(monday, changes);
        place = bureau.place();
        Visitor clerk = bureau.visitor("intake1");
        Neighbour neighbour(bureau);
        ASSERT_TRUE(wait_until([&] { return neighbour.answered > 0; }));
        for (int i = 0; i < 6; ++i) {
            const Reply reply = clerk.file(restaurant_at_the_counter(deadly_form(i)));
            EXPECT_EQ(reply.status, 201) << reply.body;
            EXPECT_EQ(reply.body["verdict_pending"], true);
            EXPECT_EQ(reply.body["state"], "submitted");
            filed.push_back(reply.body["number"]);
        }
        // Its circuit is open now: what only asks has to come again.
        Json check = restaurant_at_the_counter();
        check.erase("submission");
        const Reply refused = clerk.post("/checks", check);
        EXPECT_EQ(refused.status, 503) << refused.body;
        EXPECT_EQ(refused.code(), "PLUGIN_UNAVAILABLE");
        EXPECT_FALSE(refused.header("Retry-After").empty());
        // But a filing is taken, and the intake clock runs.
        const Reply taken = clerk.file(restaurant_at_the_counter());
        EXPECT_EQ(taken.status, 201) << taken.body;
        filed.push_back(taken.body["number"]);
        const Json clocks = clerk.get("/cases/" + filed.back() + "/deadline").body["clocks"];
        EXPECT_EQ(clocks[0]["kind"], "intake");
        EXPECT_EQ(clocks[0]["running"], true);
        // Without a verdict the clerk goes by the papers, on record.
        EXPECT_EQ(clerk.act(filed.front(), "accept").status, 200);
        EXPECT_EQ(bureau.visitor().get("/readyz").status, 200);
        const int before = neighbour.answered;
        ASSERT_TRUE(wait_until([&] { return neighbour.answered > before + 20; }));
        EXPECT_EQ(neighbour.failed, 0);
    }
    // A mended plugin raises its version: under the same one it is not taken, and the case stays
    // with what it was filed under. Nobody asks for anything, and the verdict follows.
    place->set("plugins", std::string(ONESEAL_BINARY_DIR) + "/packages");
    Bureau bureau("2026-03-02T10:00:00+08:00", place);
    const Json left_out = bureau.visitor().get("/readyz").body["left_out"];
    ASSERT_EQ(left_out.size(), 1U) << left_out;
    EXPECT_EQ(left_out[0]["code"], "PACKAGE_CHANGED");
    Json now;
    EXPECT_TRUE(wait_until([&] {
        // Step by step: the deadly ones are asked about ever more rarely, and the sound one gets
        // its turn.
        bureau.advance(std::chrono::seconds{1});
        now = bureau.visitor("intake1").see(filed.back());
        return now["verdict_pending"] == false;
    }));
    EXPECT_EQ(now["outcome_of_filing"], "acceptable") << now;
    EXPECT_EQ(bureau.visitor("intake1").act(filed.back(), "accept").status, 200);
}

// What needs no verdict is read as always; what does says when to ask again.
TEST(ADepartmentWhosePluginDies, LeavesItsCasesToBeRead) {
    const FaultyPackages packages;
    Changes changes;
    changes.packages = packages.path();
    Bureau bureau(monday, changes);
    Visitor clerk = bureau.visitor("intake1");
    std::string number;
    for (int i = 0; i < 6; ++i) {
        number = clerk.file(restaurant_at_the_counter(deadly_form(i))).body.value("number", "");
        ASSERT_NE(number, "");
    }
    const Json contract = bureau.visitor().get("/api/v1/openapi.json").body;
    const std::string of_a_case = "/api/v1/counties/{c}/cases/{n}";
    std::set<std::string> waiting;
    int read = 0;
    for (const auto& [pattern, operations] : contract["paths"].items()) {
        if (!pattern.starts_with(of_a_case) || !operations.contains("get")) continue;
        const std::string rest = pattern.substr(of_a_case.size());
        if (rest.find('{') != std::string::npos) continue;
        const Reply reply = clerk.get("/cases/" + number + rest);
        if (reply.status == 503) waiting.insert(rest + " " + reply.code());
        EXPECT_TRUE(reply.status == 200 || reply.status == 403 || reply.status == 503)
            << rest << reply.text;
        EXPECT_EQ(reply.header("Retry-After").empty(), reply.status != 503) << rest;
        ++read;
    }
    EXPECT_GT(read, 10);
    EXPECT_EQ(waiting, std::set<std::string>{"/findings VERDICT_PENDING"});
    EXPECT_EQ(clerk.get("/cases/" + number + "/materials/fd01/content").code(), "FILE_UNKNOWN");
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(ADepartmentWhosePluginDies, DelaysNoTimer) {
    const FaultyPackages packages;
    Changes changes;
    changes.packages = packages.path();
    Bureau bureau("2024-02-08T09:00:00+08:00", changes);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter(deadly_form()));
    // More verdicts that do not come than one look at the timers takes.
    Visitor clerk = bureau.visitor("intake1");
    for (int i = 0; i < 210; ++i) {
        ASSERT_EQ(clerk.file(restaurant_at_the_counter(deadly_form(i))).status, 201);
    }
    Walk other(bureau);
    other.file_at_the_counter(fireworks_at_the_counter());
    bureau.jump_to("2024-02-22T00:00:00+08:00");
    const auto accepted = [&] {
        const Json list = bureau.visitor("supervisor1").get("/cases?matter=fireworks_retail").body;
        return list["cases"][0]["state"] == "reviewing";
    };
    ASSERT_TRUE(wait_until(accepted));
    ASSERT_TRUE(wait_until([&] { return walk.now()["state"] == "reviewing"; }));
    EXPECT_EQ(walk.now()["accepted_on"], "2024-02-08");
    EXPECT_EQ(walk.now()["verdict_pending"], true);
}

// Whoever asks the same deadly thing again and again, and whoever asks many, harms only checks.
TEST(DeadlyChecks, RefuseNoFilingAndNoCheckOfTheBureau) {
    const FaultyPackages packages;
    Changes changes;
    changes.packages = packages.path();
    Bureau bureau(monday, changes);
    Visitor anybody = bureau.visitor();
    const auto check_of = [](const Json& form) {
        Json check = restaurant_at_the_counter(form);
        check.erase("submission");
        return check;
    };
    for (int i = 0; i < 20; ++i) {
        const Reply refused = anybody.post("/checks", check_of(deadly_form(1)));
        EXPECT_EQ(refused.status, 503) << refused.body;
        EXPECT_EQ(refused.code(), "PLUGIN_CALL_DIED");
        EXPECT_EQ(anybody.post("/checks", check_of(restaurant_form())).status, 200);
    }
    for (int i = 0; i < 20; ++i) anybody.post("/checks", check_of(deadly_form(i)));
    EXPECT_EQ(anybody.post("/checks", check_of(restaurant_form())).code(), "PLUGIN_UNAVAILABLE");
    Visitor clerk = bureau.visitor("intake1");
    EXPECT_EQ(clerk.post("/checks", check_of(restaurant_form())).status, 200);
    const Reply filed = clerk.file(restaurant_at_the_counter());
    EXPECT_EQ(filed.status, 201) << filed.body;
    EXPECT_EQ(filed.body["verdict_pending"], false);
}

// A filing that kills the plugin whenever it is evaluated must not shut its department for others.
TEST(ADeadlyFiling, DoesNotKeepItsDepartmentsCircuitOpen) {
    const FaultyPackages packages;
    Changes changes;
    changes.packages = packages.path();
    Bureau bureau(monday, changes);
    Visitor clerk = bureau.visitor("intake1");
    ASSERT_EQ(clerk.file(restaurant_at_the_counter(deadly_form())).status, 201);
    const std::string number = clerk.file(restaurant_at_the_counter()).body["number"];
    // A minute goes by in each step, so that the circuit lets somebody try.
    ASSERT_TRUE(wait_until([&] {
        bureau.advance(std::chrono::minutes{1});
        return clerk.see(number)["verdict_pending"] == false;
    }));
    Json check = restaurant_at_the_counter();
    check.erase("submission");
    int answered = 0;
    for (int i = 0; i < 50; ++i) {
        if (clerk.post("/checks", check).status == 200) ++answered;
    }
    EXPECT_GE(answered, 45);
}

}  // namespace
}  // namespace oneseal

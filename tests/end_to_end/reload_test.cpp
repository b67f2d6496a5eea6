// What the files say is put in force while the bureau works: nobody's request fails, and every case
// stays with the package that it was filed under.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/packages.hpp"
#include "end_to_end/program.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string monday = "2026-03-02T09:00:00+08:00";

class AReload : public testing::Test {
  protected:
    AReload() {
        fs::copy(ONESEAL_BINARY_DIR "/packages", packages_.path(), fs::copy_options::recursive);
        changes_.packages = packages_.path();
    }

    static void change(const std::string& file, const std::function<void(Json&)>& how) {
        Json json = Json::parse(std::ifstream(file));
        how(json);
        std::ofstream(file) << json.dump();
    }
    static void change_county(const Bureau& bureau, const std::function<void(Json&)>& how) {
        change(bureau.place()->path("counties/511102.json"), how);
    }
    // The food package again, as a later version, beside the packages folder until it is installed.
    void stage(const std::string& version) const {
        fs::copy(
            fs::path(packages_.path()) / "food_business", staged(), fs::copy_options::recursive);
        change_manifest(staged(), [&](OrderedJson& manifest) { manifest["version"] = version; });
    }
    fs::path staged() const { return staging_.path() + "/next"; }
    fs::path installed() const { return fs::path(packages_.path()) / "food_business_next"; }

    static std::vector<std::string> food_versions(const Bureau& bureau) {
        std::vector<std::string> versions;
        for (const host::HostStatus& one : bureau.plugins()) {
            if (one.package == "food_business") versions.push_back(one.version);
        }
        return versions;
    }

    support::TemporaryDirectory packages_{};
    support::TemporaryDirectory staging_{};
    Changes changes_{};
};

TEST_F(AReload, TakesARoleFromSomebodyAndIsOnRecord) {
    Bureau bureau(monday, changes_);
    EXPECT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
    change_county(bureau, [](Json& county) {
        for (Json& person : county["people"]) {
            if (person["id"] == "intake1") person["roles"] = {"reviewer"};
        }
    });
    EXPECT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
    ASSERT_TRUE(bureau.reload());
    const Reply refused = bureau.visitor("intake1").file(restaurant_at_the_counter());
    EXPECT_EQ(refused.status, 403) << refused.text;
    const Json people =
        bureau.visitor("admin1").get("/configuration").body["configuration"]["people"];
    for (const Json& person : people) {
        if (person["id"] == "intake1") {
            EXPECT_EQ(person["roles"], Json({"reviewer"}));
        }
    }
    bureau.close();
    const Outcome verified =
        run_oneseal({"journal", "verify", "--settings", bureau.place()->settings()});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

TEST_F(AReload, ClosesAMatterForNewCasesOnly) {
    Bureau bureau(monday, changes_);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    change_county(bureau, [](Json& county) {
        for (Json& plugin : county["plugins"]) plugin["enabled"] = plugin["id"] != "food_business";
    });
    ASSERT_TRUE(bureau.reload());
    const Reply refused = bureau.visitor("intake1").file(restaurant_at_the_counter());
    EXPECT_EQ(refused.code(), "MATTER_DISABLED") << refused.text;
    walk.accept();
}

// Files that do not hold change nothing, wherever the fault lies.
TEST_F(AReload, OfFilesThatDoNotHoldChangesNothing) {
    Bureau bureau(monday, changes_);
    const std::string county = bureau.place()->path("counties/511102.json");
    const std::string sound = (std::stringstream{} << std::ifstream(county).rdbuf()).str();
    std::ofstream(county) << sound.substr(0, sound.size() / 2);
    const auto torn = bureau.reload();
    ASSERT_FALSE(torn);
    EXPECT_EQ(torn.error().id, "SETTINGS_UNREADABLE");
    std::ofstream(county) << sound;
    fs::copy(
        fs::path(packages_.path()) / "food_business", installed(), fs::copy_options::recursive);
    const auto twice = bureau.reload();
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().id, "PACKAGE_TWICE");
    EXPECT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
    fs::remove_all(installed());
    EXPECT_TRUE(bureau.reload());
}

// A notice that comes moves the last days, and the plugins of the earlier calendar are let go.
TEST_F(AReload, OfTheCalendarIsAskedByFromThenOn) {
    Bureau bureau(monday, changes_);
    const auto context_of = [&](const std::string& number) {
        return bureau.visitor("intake1")
            .get("/cases/" + number + "/receipts")
            .body["receipts"][0]["context"];
    };
    const auto deadline_of = [&](const std::string& number) {
        return bureau.visitor("intake1").get("/cases/" + number + "/deadline").body["clocks"];
    };
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const Json before = deadline_of(walk.number());
    change(bureau.place()->path("calendars/2026.json"), [](Json& year) {
        year["days_off"].push_back(
            {{"date", "2026-03-04"}, {"title", {{"zh-CN", "临时放假"}, {"en", "A day off"}}}});
    });
    ASSERT_TRUE(bureau.reload());
    Walk later(bureau);
    later.file_at_the_counter(restaurant_at_the_counter());
    EXPECT_NE(context_of(later.number()), context_of(walk.number()));
    EXPECT_NE(deadline_of(later.number()), before);
    walk.accept();
    EXPECT_TRUE(wait_until([&] {
        const auto plugins = bureau.plugins();
        return std::ranges::all_of(plugins, [](const auto& one) { return one.contexts == 1; });
    }));
}

// A department that nobody had here before, for one county only.
TEST_F(AReload, BringsADepartmentThatIsFiledAtOnce) {
    Bureau bureau(monday, changes_);
    std::ifstream vectors(ONESEAL_SOURCE_DIR "/tests/plugins/vectors/construction_permit.jsonl");
    std::string first;
    ASSERT_TRUE(std::getline(vectors, first));
    Json application = restaurant_at_the_counter();
    application["matter"] = "construction_permit";
    application["form"] = Json::parse(first)["input"]["form"];
    application["materials"] = Json::array();
    EXPECT_EQ(bureau.visitor("intake1").file(application).code(), "MATTER_UNKNOWN");
    fs::copy(ONESEAL_BINARY_DIR "/more_packages/construction_permit",
             fs::path(packages_.path()) / "construction_permit",
             fs::copy_options::recursive);
    change_county(bureau, [](Json& county) {
        county["matters"]["construction_permit"] = county["matters"]["fireworks_retail"];
        county["matters"]["construction_permit"]["short_code"] = "1701";
        county["plugins"].push_back({{"id", "construction_permit"}, {"enabled", true}});
    });
    ASSERT_TRUE(bureau.reload());
    const Reply filed = bureau.visitor("intake1").file(application);
    EXPECT_EQ(filed.status, 201) << filed.text;
    EXPECT_THAT(filed.body.value("number", ""), HasSubstr("-1701-"));
    EXPECT_EQ(filed.body["verdict"]["outcome"], "supplement") << filed.text;
    const Reply elsewhere =
        bureau.visitor().get("/api/v1/counties/511126/matters/construction_permit");
    EXPECT_EQ(elsewhere.body["enabled"], false);
}

TEST_F(AReload, EndsAVersionWithItsLastCase) {
    Bureau bureau(monday, changes_);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    stage("1.10.0");
    fs::rename(staged(), installed());
    fs::remove_all(fs::path(packages_.path()) / "food_business");
    ASSERT_TRUE(bureau.reload());
    EXPECT_EQ(bureau.visitor().get("/matters/food_business").body["version"], "1.10.0");
    EXPECT_EQ(food_versions(bureau).size(), 2U) << "the older one has a case";
    walk.accept();
    EXPECT_EQ(walk.now()["pin"]["version"], "1.1.0");
    walk.take("intake1", "withdraw", {{"signature", "s"}, {"evidence", "卷宗第1页"}});
    ASSERT_TRUE(bureau.reload());
    EXPECT_TRUE(wait_until([&] { return food_versions(bureau).size() == 1; }));
    EXPECT_EQ(food_versions(bureau), std::vector<std::string>{"1.10.0"});
}

// The whole crowd files, reads and checks while versions come and go.
TEST_F(AReload, OfManyUpgradesAndRollbacksIsFeltByNobody) {
    Bureau bureau(monday, changes_);
    stage("1.10.0");
    constexpr int clients = 8;
    constexpr int changes = 20;  // each opens, checks and reads every package
    std::atomic<bool> done{false};
    std::atomic<int> served{0};
    std::mutex mutex;
    std::vector<std::string> failed;
    std::set<std::string> versions;
    const std::string token = bureau.visitor("intake1").token();
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < clients; ++i) {
            crowd.emplace_back([&] {
                Visitor visitor = Visitor::with_token(bureau.port(), token);
                while (!done) {
                    const Reply filed = visitor.file(restaurant_at_the_counter());
                    const std::string number = filed.body.value("number", "");
                    const Reply seen = visitor.get("/cases/" + number);
                    const std::string receipts =
                        visitor.get("/cases/" + number + "/receipts").body.dump();
                    const std::string version = seen.body["pin"].value("version", "");
                    const std::lock_guard lock(mutex);
                    versions.insert(version);
                    if (filed.status != 201) failed.push_back(filed.text);
                    if (seen.status != 200) failed.push_back(seen.text);
                    if (receipts.find("\"version\":\"" + version + "\"") == std::string::npos) {
                        failed.push_back(number + " is pinned to " + version + ": " + receipts);
                    }
                    ++served;
                }
            });
        }
        for (int i = 0; i < changes; ++i) {
            i % 2 == 0 ? fs::rename(staged(), installed()) : fs::rename(installed(), staged());
            const auto reloaded = bureau.reload();
            EXPECT_TRUE(reloaded) << reloaded.error().message.en;
        }
        done = true;
    }
    EXPECT_EQ(failed, std::vector<std::string>{});
    EXPECT_GT(served, clients);
    EXPECT_EQ(versions, (std::set<std::string>{"1.1.0", "1.10.0"}));
    EXPECT_EQ(food_versions(bureau).size(), 2U);
}

}  // namespace
}  // namespace oneseal

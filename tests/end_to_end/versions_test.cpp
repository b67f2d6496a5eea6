// Two versions of a package side by side.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/packages.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

// The food package again, as a later version in which every application has a ground for refusal.
void stage_next_version(const fs::path& packages) {
    const fs::path next = packages / "food_business_next";
    fs::copy(packages / "food_business", next, fs::copy_options::recursive);
    change_food_matter(next, [](OrderedJson& matter) {
        for (OrderedJson& rule : matter["rules"]) {
            if (rule["id"] != "FOOD-10") continue;
            rule.erase("when");
            rule["require"] = "form.items == []";
        }
    });
    change_manifest(next, [](OrderedJson& manifest) { manifest["version"] = "1.10.0"; });
}

std::vector<std::string> receipt_versions(const Bureau& bureau, const std::string& number) {
    std::vector<std::string> versions;
    const Reply reply = bureau.visitor("intake1").get("/cases/" + number + "/receipts");
    for (const Json& receipt : reply.body["receipts"]) versions.push_back(receipt["version"]);
    return versions;
}

bool finds(const Json& verdict, const char* rule) {
    const Json findings = verdict.value("findings", Json::array());
    return std::any_of(
        findings.begin(), findings.end(), [&](const Json& one) { return one["rule"] == rule; });
}

class TwoVersions : public testing::Test {
  protected:
    TwoVersions() {
        fs::copy(ONESEAL_BINARY_DIR "/packages", packages_.path(), fs::copy_options::recursive);
        changes_.packages = packages_.path();
        check_.erase("submission");
        Bureau bureau(monday, changes_);
        place_ = bureau.place();
        Walk walk(bureau);
        number_ = walk.file_at_the_counter(restaurant_at_the_counter()).number();
        EXPECT_FALSE(finds(bureau.visitor().post("/checks", check_).body, "FOOD-10"));
        bureau.close();
        stage_next_version(packages_.path());
    }

    support::TemporaryDirectory packages_{};
    Changes changes_{};
    Json check_ = restaurant_at_the_counter();
    std::shared_ptr<Place> place_{};
    std::string number_{};  // of a case that was filed under the first version
};

TEST_F(TwoVersions, AFiledCaseGoesOnUnderItsOwn) {
    {
        Bureau bureau(monday, place_);
        const Reply matter = bureau.visitor().get("/matters/food_business");
        EXPECT_EQ(matter.body["version"], "1.10.0") << matter.body;
        // The form that the filed case is corrected by.
        const std::string pinned = bureau.visitor("intake1").see(number_)["pin"]["version"];
        const std::string form = "/matters/food_business?version=";
        EXPECT_EQ(matter.body["in_force"], true);
        const Json older = bureau.visitor().get(form + pinned).body;
        EXPECT_EQ(older["version"], "1.1.0");
        EXPECT_EQ(older["in_force"], false);
        EXPECT_EQ(bureau.visitor().get(form + "9.9.9").code(), "MATTER_UNKNOWN");
        EXPECT_TRUE(finds(bureau.visitor().post("/checks", check_).body, "FOOD-10"));
        Walk later(bureau);
        later.file_at_the_counter(restaurant_at_the_counter());
        EXPECT_EQ(receipt_versions(bureau, later.number()), std::vector<std::string>{"1.10.0"});
        EXPECT_EQ(receipt_versions(bureau, number_), std::vector<std::string>{"1.1.0"});
    }
    // Without its version it is kept, and says what is missing.
    fs::remove_all(fs::path(packages_.path()) / "food_business");
    {
        Bureau bureau(monday, place_);
        const Reply refused = bureau.visitor("intake1").get("/cases/" + number_);
        EXPECT_EQ(refused.status, 503);
        EXPECT_EQ(refused.body["code"], "MATTER_NOT_INSTALLED");
        EXPECT_NE(refused.body["detail"].get<std::string>().find("food_business 1.1.0"),
                  std::string::npos)
            << refused.body;
    }
}

// LAW: 最高人民法院关于审理行政许可案件若干问题的规定 第九条
TEST_F(TwoVersions, WhatOnlyTheNewestDeniesIsSeenBeforeTheDecision) {
    Bureau bureau(monday, place_);
    Walk walk(bureau, number_);
    walk.accept().survey(good_survey_of_restaurant()).propose();
    const Json facts = {{"facts", "符合条件"}};
    const Reply refused = bureau.visitor("decider1").act(number_, "grant", facts);
    EXPECT_EQ(refused.body["code"], "CONDITIONS_NOT_MET") << refused.body;
    EXPECT_EQ(refused.body["errors"][0]["rule"], "FOOD-10") << refused.body;
    EXPECT_NE(refused.body.dump().find("1.10.0"), std::string::npos) << refused.body;

    walk.take("legal1",
              "resolve_finding",
              {{"rule", "FOOD-10"},
               {"reason", "受理时的规定对申请人更有利,且逾期非申请人所致"},
               {"article", "法释〔2009〕20号 第九条"}});
    walk.take("decider1", "grant", facts);
    const auto versions = receipt_versions(bureau, number_);
    EXPECT_EQ(versions.front(), "1.1.0");
    EXPECT_TRUE(std::ranges::count(versions, "1.10.0") > 0);
    // What the newest said can be repeated like everything else.
    const Reply replayed = bureau.visitor("legal1").post("/cases/" + number_ + "/replay", {});
    EXPECT_EQ(replayed.body["identical"], versions.size()) << replayed.body;
}

}  // namespace
}  // namespace oneseal

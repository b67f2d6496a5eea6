// Two versions of a package side by side.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "crypto/digest.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/packages.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

// So that every application has a ground for refusal.
void refuse_everything(const fs::path& package) {
    change_food_matter(package, [](OrderedJson& matter) {
        for (OrderedJson& rule : matter["rules"]) {
            if (rule["id"] != "FOOD-10") continue;
            rule.erase("when");
            rule["require"] = "form.items == []";
        }
    });
}

// The food package again, as a later version.
void stage_next_version(const fs::path& packages) {
    const fs::path next = packages / "food_business_next";
    fs::copy(packages / "food_business", next, fs::copy_options::recursive);
    refuse_everything(next);
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
        digest_ = bureau.visitor().get("/matters/food_business").body["package_digest"];
        number_ = walk.file_at_the_counter(restaurant_at_the_counter()).number();
        EXPECT_FALSE(finds(bureau.visitor().post("/checks", check_).body, "FOOD-10"));
        bureau.close();
        stage_next_version(packages_.path());
    }

    support::TemporaryDirectory packages_{};
    Changes changes_{};
    Json check_ = restaurant_at_the_counter();
    std::shared_ptr<Place> place_{};
    std::string digest_{};  // of the first version's package
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
}

TEST_F(TwoVersions, APinnedPackageThatIsInstalledNoLongerComesFromTheDataFolder) {
    fs::remove_all(fs::path(packages_.path()) / "food_business");
    Bureau bureau(monday, place_);
    EXPECT_EQ(bureau.visitor().get("/readyz").body["left_out"].size(), 0U);
    Walk walk(bureau, number_);
    walk.accept();
    EXPECT_EQ(walk.now()["pin"]["version"], "1.1.0");
    EXPECT_EQ(receipt_versions(bureau, number_).back(), "1.1.0");
    // It takes no filings any more.
    Walk later(bureau);
    later.file_at_the_counter(restaurant_at_the_counter());
    EXPECT_EQ(later.now()["pin"]["version"], "1.10.0");
}

TEST_F(TwoVersions, APinnedPackageThatIsGoneIsNamedAndItsCaseCanStillBeRead) {
    const std::string digest = digest_;
    fs::remove_all(fs::path(packages_.path()) / "food_business");
    fs::remove_all(fs::path(place_->path("kept_packages")) / digest);
    Bureau bureau(monday, place_);
    const Json left_out = bureau.visitor().get("/readyz").body["left_out"];
    ASSERT_EQ(left_out.size(), 1U) << left_out;
    EXPECT_EQ(left_out[0]["code"], "PACKAGE_GONE");
    EXPECT_EQ(left_out[0]["package"], "food_business 1.1.0");
    Visitor clerk = bureau.visitor("intake1");
    const Json list = clerk.get("/cases").body["cases"];
    ASSERT_EQ(list.size(), 1U) << list;
    EXPECT_EQ(list[0]["number"], number_);
    for (const char* page : {"", "/actions", "/deadline"}) {
        const Reply refused = clerk.get("/cases/" + number_ + page);
        EXPECT_EQ(refused.status, 503) << page;
        EXPECT_EQ(refused.code(), "MATTER_NOT_INSTALLED") << page;
        EXPECT_NE(refused.body["detail"].get<std::string>().find(digest), std::string::npos)
            << refused.body;
    }
    EXPECT_EQ(clerk.act_on(number_, 1, "accept").code(), "MATTER_NOT_INSTALLED");
    for (const char* page : {"/events", "/documents", "/receipts", "/facts"}) {
        EXPECT_EQ(bureau.visitor("legal1").get("/cases/" + number_ + page).status, 200) << page;
    }
    const Reply replayed = bureau.visitor("legal1").post("/cases/" + number_ + "/replay");
    EXPECT_EQ(replayed.body["not_open"].size(), 1U) << replayed.body;
    // A stranger is told nothing more than before.
    EXPECT_EQ(bureau.visitor("li").get("/cases/" + number_ + "/events").status, 404);
}

TEST_F(TwoVersions, OtherBytesUnderTheSameVersionAreRefused) {
    fs::remove_all(fs::path(packages_.path()) / "food_business_next");
    refuse_everything(fs::path(packages_.path()) / "food_business");
    Bureau bureau(monday, place_);
    const Json left_out = bureau.visitor().get("/readyz").body["left_out"];
    ASSERT_EQ(left_out.size(), 1U) << left_out;
    EXPECT_EQ(left_out[0]["code"], "PACKAGE_CHANGED");
    // The counter stays open under what was installed first.
    EXPECT_EQ(bureau.visitor().get("/matters/food_business").body["package_digest"], digest_);
    EXPECT_FALSE(finds(bureau.visitor().post("/checks", check_).body, "FOOD-10"));
    Walk walk(bureau, number_);
    walk.accept().survey(good_survey_of_restaurant()).propose();
    walk.take("decider1", "grant", {{"facts", "符合条件"}});
    const Json receipts = bureau.visitor("legal1").get("/cases/" + number_ + "/receipts").body;
    for (const Json& receipt : receipts["receipts"]) EXPECT_EQ(receipt["package_digest"], digest_);
}

// As a database of a kernel that kept no register and no copies.
TEST_F(TwoVersions, AnOlderDatabasesCasesHoldTheirDigestToo) {
    fs::remove_all(fs::path(packages_.path()) / "food_business_next");
    refuse_everything(fs::path(packages_.path()) / "food_business");
    fs::remove_all(place_->path("kept_packages"));
    Hand(*place_).write("DELETE FROM packages");
    Bureau bureau(monday, place_);
    std::set<std::string> codes;
    const Json left_out = bureau.visitor().get("/readyz").body["left_out"];
    for (const Json& one : left_out) codes.insert(one["code"]);
    EXPECT_EQ(codes, (std::set<std::string>{"PACKAGE_CHANGED", "PACKAGE_GONE"}));
    EXPECT_EQ(bureau.visitor("intake1").get("/cases/" + number_).code(), "MATTER_NOT_INSTALLED");
}

TEST_F(TwoVersions, TheEffectiveMatterIsAStoredObjectAndItsPromiseHolds) {
    std::string number;
    {
        Bureau bureau(monday, place_);
        Walk walk(bureau);
        walk.file_at_the_counter(fireworks_at_the_counter()).accept();
        number = walk.number();
    }
    const auto due = [&](const Bureau& bureau) {
        std::string on = "none";
        const Json clocks = bureau.visitor("intake1").get("/cases/" + number + "/deadline").body;
        for (const Json& clock : clocks["clocks"]) {
            if (clock["kind"] == "promise") on = clock["proof"]["due"];
        }
        return on;
    };
    const auto promise = [&](int days) {
        std::ifstream in(place_->path("counties/511102.json"));
        Json county = Json::parse(in);
        for (Json& one : county["settings"]["promised_days"]["fireworks_retail"]) one = days;
        std::ofstream(place_->path("counties/511102.json")) << county.dump();
    };
    std::string before;
    std::string pinned;
    {
        Bureau bureau(monday, place_);
        before = due(bureau);
        pinned = bureau.visitor("intake1").see(number)["pin"]["matter_digest"];
    }
    promise(3);
    Bureau bureau(monday, place_);
    EXPECT_NE(before, "none");
    EXPECT_EQ(due(bureau), before);
    Walk later(bureau);
    later.file_at_the_counter(fireworks_at_the_counter()).accept();
    EXPECT_NE(later.now()["pin"]["matter_digest"], pinned);
    number = later.number();
    EXPECT_NE(due(bureau), before);
    bureau.close();
    const std::string body =
        Hand(*place_).text("SELECT body FROM objects WHERE sha256 = '" + pinned + "'");
    ASSERT_FALSE(body.empty());
    EXPECT_EQ(crypto::sha256_hex(body), pinned);
    const Json effective = Json::parse(body);
    EXPECT_EQ(effective["promised_days"]["new"], 6);
    EXPECT_EQ(effective["document"]["id"], "fireworks_retail");
    EXPECT_TRUE(effective["overlay"].contains("short_code"));
}

// Calendars change: a notice comes, another is taken away.
TEST_F(TwoVersions, ReceiptsOfOlderCalendarsAndPackagesReplayIdentically) {
    const auto replayed = [&](const Bureau& bureau) {
        return bureau.visitor("legal1").post("/cases/" + number_ + "/replay").body;
    };
    {
        Bureau bureau(monday, place_);
        Walk(bureau, number_).accept();
    }
    fs::remove(place_->path("calendars/2024.json"));
    std::size_t receipts = 0;
    {
        Bureau bureau(monday, place_);
        Walk(bureau, number_).survey(good_survey_of_restaurant());
        const Json report = replayed(bureau);
        receipts = report["receipts"];
        EXPECT_EQ(report["identical"], receipts) << report;
        // Again, and both counties' hosts are as they were.
        const Json before = bureau.visitor().get("/readyz").body["plugins"];
        EXPECT_EQ(replayed(bureau)["identical"], receipts);
        EXPECT_EQ(bureau.visitor().get("/readyz").body["plugins"].size(), before.size());
    }
    fs::remove(place_->path("calendars/2025.json"));
    fs::remove_all(fs::path(packages_.path()) / "food_business_next");
    Bureau bureau(monday, place_);
    const Json report = replayed(bureau);
    EXPECT_GE(receipts, 3U);
    EXPECT_EQ(report["identical"], receipts) << report;
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

// LAW: 行政许可法 第三十九条 第一款
TEST(ALicenceWithoutAnEnd, IsGrantedListedAndValid) {
    const support::TemporaryDirectory packages;
    fs::copy(ONESEAL_BINARY_DIR "/packages", packages.path(), fs::copy_options::recursive);
    const auto food = fs::path(packages.path()) / "food_business";
    change_food_matter(food, [](OrderedJson& matter) { matter["licence"]["valid_to"] = "null"; });
    Changes changes;
    changes.packages = packages.path();
    Bureau bureau(monday, changes);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose()
        .take("decider1", "grant", {{"facts", "符合条件"}})
        .take("seal1", "seal", Json::object());
    EXPECT_EQ(walk.now()["state"], "certified");
    EXPECT_TRUE(walk.paper(17)["licence"]["valid_to"].is_null()) << walk.paper(17);
    const std::string path = "/licences/" + std::string(walk.now()["licence_number"]);
    bureau.jump_to("2066-03-02T09:00:00+08:00");
    const Json seen = bureau.visitor().get(path + "/verification").body;
    EXPECT_EQ(seen["valid"], true) << seen;
    EXPECT_EQ(seen.value("valid_to", Json("not told")), Json());
    const Json list = bureau.visitor("intake1").get("/licences").body["licences"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_TRUE(list[0]["valid_to"].is_null());
    EXPECT_TRUE(bureau.visitor("intake1").get(path).body["valid_to"].is_null());
    // As a fact its end is none, not an empty text.
    Json check = restaurant_at_the_counter();
    check.erase("submission");
    EXPECT_EQ(bureau.visitor().post("/checks", check).status, 200);
}

}  // namespace
}  // namespace oneseal

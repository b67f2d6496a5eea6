// A bureau that an earlier version has left behind, opened by this one.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const fs::path left_behind = fs::path(ONESEAL_SOURCE_DIR) / "tests/fixtures/version_0_1_0";

Json expected() {
    std::ifstream file(left_behind / "expected.json");
    return Json::parse(file);
}

// A place with its files instead of the demonstration's.
std::shared_ptr<Place> place_of_then() {
    Changes changes;
    changes.packages = (left_behind / "packages").string();
    auto place = std::make_shared<Place>(changes);
    for (const char* name :
         {"oneseal.db", "oneseal.db.evidence-key", "calendars", "counties", "blobs"}) {
        fs::remove_all(place->path(name));
        fs::copy(left_behind / name, place->path(name), fs::copy_options::recursive);
    }
    fs::permissions(place->path("oneseal.db.evidence-key"),
                    fs::perms::owner_read | fs::perms::owner_write);
    return place;
}

class TheVersionBefore : public testing::Test {
  protected:
    std::string path(const std::string& number, const std::string& page) const {
        return "/cases/" + number + page;
    }

    const Json then_ = expected();
    std::shared_ptr<Place> place_ = place_of_then();
    Bureau bureau_{then_["now"], place_};
};

TEST_F(TheVersionBefore, IsListedAsItWas) {
    std::map<std::string, Json> listed;
    const Json list = bureau_.visitor("supervisor1").get("/cases?limit=200").body["cases"];
    for (const Json& row : list) listed[row["number"]] = row;
    ASSERT_EQ(listed.size(), then_["list"].size());
    for (const Json& row : then_["list"]) {
        for (const char* key :
             {"id", "state", "matter", "variant", "received_on", "due_on", "applicant"}) {
            // A day that there is not was an empty text then.
            const Json now = listed[row["number"]][key];
            EXPECT_EQ(now.is_null() ? Json("") : now, row[key]) << row["number"] << " " << key;
        }
    }
}

TEST_F(TheVersionBefore, IsReadWithItsPapersToTheByte) {
    Visitor clerk = bureau_.visitor("intake1");
    for (const auto& [number, one] : then_["cases"].items()) {
        const Json now = bureau_.visitor("supervisor1").get(path(number, "")).body;
        for (const char* key : {"state", "version", "variant", "received_on", "accepted_on"}) {
            EXPECT_EQ(now[key], one["case"][key]) << number << " " << key;
        }
        ASSERT_FALSE(one["papers"].empty());
        for (const auto& [id, content] : one["papers"].items()) {
            const Reply page = clerk.get(path(number, "/documents/" + id + ".html"));
            EXPECT_EQ(page.status, 200) << page.text;
            EXPECT_NE(page.text.find(content["title"]["zh-CN"].get<std::string>()),
                      std::string::npos);
            EXPECT_EQ(clerk.get(path(number, "/documents/" + id)).body, content)
                << number << " " << id;
        }
    }
}

// Its rows had no figures: the migration and the start have filled them.
TEST_F(TheVersionBefore, IsCounted) {
    const Reply reply =
        bureau_.visitor("head1").get("/statistics?from=2024-03-01&to=2024-03-19&by=matter");
    ASSERT_EQ(reply.status, 200) << reply.body;
    const Json& total = reply.body["total"];
    const std::map<std::string, int> expected{{"received", 8},
                                              {"accepted", 6},
                                              {"surveyed", 3},
                                              {"granted", 1},
                                              {"refused", 1},
                                              {"ended", 1},
                                              {"on_time", 2},
                                              {"open", 5}};
    for (const auto& [number, count] : expected) {
        EXPECT_EQ(total[number]["count"], count) << number;
    }
    EXPECT_EQ(total["average_days"], 0);
    EXPECT_EQ(total["average_days_saved"], 10);
}

TEST_F(TheVersionBefore, RepeatsEachVerdict) {
    Visitor supervisor = bureau_.visitor("supervisor1");
    int repeated = 0;
    for (const auto& [number, one] : then_["cases"].items()) {
        const Reply reply = supervisor.post(path(number, "/replay"), Json::object());
        ASSERT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(reply.body["identical"], reply.body["receipts"]) << number << " " << reply.body;
        repeated += reply.body["identical"].get<int>();
    }
    EXPECT_GT(repeated, 20);
}

TEST_F(TheVersionBefore, GoesOn) {
    for (const auto& [number, one] : then_["cases"].items()) {
        if (one["case"]["state"] != "deciding") continue;
        const Reply reply =
            bureau_.visitor("decider1").act(number, "grant", {{"facts", "经审查符合条件"}});
        EXPECT_EQ(reply.status, 200) << reply.body;
    }
    bureau_.close();
    const Outcome verified =
        run_oneseal({"journal", "verify", "--json", "--settings", place_->settings()});
    EXPECT_EQ(verified.exit_code, 0) << verified.output << verified.errors;
}

}  // namespace
}  // namespace oneseal

// A department that the tree does not know, built outside it with the installed SDK (the test
// sdk_template_builds_out_of_tree), runs on the kernel as it is.
#include <gtest/gtest.h>

#include <filesystem>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

Json stall_application() {
    return {{"matter", "street_stall"},
            {"variant", "new"},
            {"form",
             {{"applicant_name", "王某示"},
              {"applicant_id", "511102199007219970"},
              {"mobile", "15900000003"},
              {"stall_name", "示例花摊"},
              {"goods", "flowers"},
              {"width", 2}}},
            {"materials", {{{"id", "photo"}, {"kind", "electronic"}}}},
            {"submission", submission()}};
}

TEST(AToyDepartment, IsFiledAcceptedAndDecidedOnTheUnchangedKernel) {
    const support::TemporaryDirectory packages;
    fs::copy(ONESEAL_BINARY_DIR "/packages", packages.path(), fs::copy_options::recursive);
    fs::copy(ONESEAL_BINARY_DIR "/tests/sdk/department/out_of_tree/build/packages",
             packages.path(),
             fs::copy_options::recursive);
    Changes changes;
    changes.packages = packages.path();
    changes.county = [](Json& county) {
        Json matter = county["matters"]["food_business"];
        matter["short_code"] = "9901";
        county["matters"]["street_stall"] = matter;
        county["plugins"].push_back({{"id", "street_stalls"}, {"enabled", true}});
        for (Json& person : county["people"]) {
            for (Json& one : person["qualifications"]) {
                if (one["matter"] == "food_business") one["matter"] = "street_stall";
            }
        }
    };
    Bureau bureau("2026-03-02T09:00:00+08:00", changes);
    Json check = stall_application();
    check.erase("submission");
    check["materials"] = Json::array();
    const Reply told = bureau.visitor().post("/checks", check);
    ASSERT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.body["findings"][0]["rule"], "MAT:photo");

    Walk walk(bureau);
    walk.file_at_the_counter(stall_application()).accept().propose();
    walk.take("decider1", "grant", {{"facts", "符合条件"}});
    EXPECT_EQ(walk.now()["state"], "granted");
    EXPECT_NE(walk.now()["licence_number"], "");
}

}  // namespace
}  // namespace oneseal

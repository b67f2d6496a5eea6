// A department that the tree does not know, built outside it with the installed SDK (the test
// sdk_template_builds_out_of_tree), runs on the program as it is.
#include <gtest/gtest.h>

#include <filesystem>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

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
            {"draft", true}};
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
    const Place place(changes);
    const Program program(place.settings());
    ASSERT_NE(program.port(), 0);
    std::string number;
    const auto take = [&](const std::string& who, const char* action, const Json& body) {
        const Reply done = Visitor(program.port(), who).act(number, action, body);
        EXPECT_EQ(done.status, 200) << action << " " << done.body;
        return done.body;
    };
    Json check = stall_application();
    check.erase("draft");
    Visitor intake(program.port(), "intake1");
    const Reply told = intake.post("/checks", check);
    ASSERT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.body["findings"][0]["rule"], "MAT:photo");

    const Reply draft = intake.file(stall_application());
    ASSERT_EQ(draft.status, 201) << draft.body;
    number = draft.body["id"];
    ASSERT_EQ(intake.put_material(number, "photo").status, 200);
    number = take("intake1", "submit", submission())["number"];
    const Json accepted = take("intake1", "accept", Json::object());
    const Json listed = intake.get("/cases").body["cases"][0];
    EXPECT_EQ(listed["applicant"]["name"], "王**") << "as the form's schema masks it";
    EXPECT_EQ(listed["applicant"]["code"], "511102**********70");
    take(accepted["reviewer"],
         "propose",
         {{"proposal", "grant"},
          {"opinion", "符合条件"},
          {"interested_parties", {{"none", true}, {"reason", "不涉及他人"}}}});
    const Json granted = take("decider1", "grant", {{"facts", "符合条件"}});
    EXPECT_EQ(granted["state"], "granted");
    EXPECT_NE(granted["licence_number"], "");
}

}  // namespace
}  // namespace oneseal

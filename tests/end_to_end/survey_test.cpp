// Who comes to the site, and what is recorded there.
#include <gtest/gtest.h>

#include <set>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

TEST(ALockedDoor, IsRecordedAsAnAttemptAndTheTeamComesAgain) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept();
    walk.take(walk.now()["reviewer"],
              "assign_survey",
              {{"planned_on", "2026-03-03"}, {"place", "示例巷3号"}});
    const Json team = walk.now()["surveyors"];
    const Json attempt = {{"reason", "门锁"}, {"evidence", "照片"}};
    const int version = walk.now()["version"];
    for (const char* surveyor : {"surveyor1", "surveyor2", "surveyor3"}) {
        if (team.get<std::set<std::string>>().contains(surveyor)) continue;
        // Who was not drawn does not even see the case.
        EXPECT_EQ(bureau.visitor(surveyor)
                      .act_on(walk.number(), version, "survey_attempt", attempt)
                      .code(),
                  "CASE_NOT_FOUND");
    }
    walk.take(team[1], "survey_attempt", attempt);
    const Json now = walk.now();
    EXPECT_EQ(now["survey"]["attempts"].size(), 1U) << now["survey"];
    EXPECT_EQ(now["surveyors"], team);
    walk.take(team[0], "start_survey", Json::object());
    EXPECT_EQ(walk.now()["state"], "surveying");
}

}  // namespace
}  // namespace oneseal

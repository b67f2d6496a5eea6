// Deadlines past the last holiday notice.
#include <gtest/gtest.h>

#include <fstream>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string friday = "2026-12-25T09:00:00+08:00";

Json row_of(const Bureau& bureau) {
    return bureau.visitor("intake1").get("/cases").body["cases"][0];
}

int recounted(const Bureau& bureau, const std::string& number) {
    int count = 0;
    const Json events =
        bureau.visitor("intake1").get("/cases/" + number + "/events").body["events"];
    for (const Json& event : events) count += event["kind"] == "recount" ? 1 : 0;
    return count;
}

// LAW: 行政许可法 第八十二条
TEST(AProvisionalLastDay, IsCountedAnewWithAnEventWhenTheNoticeComes) {
    std::shared_ptr<Place> place;
    std::string number;
    {
        Bureau bureau(friday);
        place = bureau.place();
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_at_the_counter()).accept();
        number = walk.number();
        EXPECT_EQ(row_of(bureau)["due_on"], "2027-01-11");
        EXPECT_EQ(row_of(bureau)["provisional"], true);
    }
    {
        // Nothing new, so nothing happens.
        Bureau bureau(friday, place);
        EXPECT_EQ(recounted(bureau, number), 0);
    }
    // An invented notice: two days off and a Saturday of work in January, and the statutory days.
    const auto day = [](const char* date) {
        return Json{{"date", date}, {"title", {{"zh-CN", "元旦"}, {"en", "New Year"}}}};
    };
    std::ofstream(place->path("calendars/2027.json"))
        << Json{{"id", "example/2027"},
                {"title", {{"zh-CN", "示例通知"}, {"en", "Example notice"}}},
                {"year", 2027},
                {"source", "https://example.org"},
                {"days_off",
                 {day("2027-01-01"),
                  day("2027-01-04"),
                  day("2027-01-05"),
                  day("2027-02-05"),
                  day("2027-02-06"),
                  day("2027-02-07"),
                  day("2027-04-05"),
                  day("2027-05-01"),
                  day("2027-06-09"),
                  day("2027-10-01"),
                  day("2027-10-02"),
                  day("2027-10-03")}},
                {"workdays", {day("2027-01-09")}}};
    Bureau bureau(friday, place);
    EXPECT_EQ(row_of(bureau)["due_on"], "2027-01-12");
    EXPECT_EQ(row_of(bureau)["provisional"], false);
    EXPECT_EQ(recounted(bureau, number), 1);
}

}  // namespace
}  // namespace oneseal

// Who looks on is told what happens, as far as they may know it, and nobody waits for them.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/onlooker.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

std::string changed(const std::string& number) {
    return "\"case\":\"" + number + "\"";
}

TEST(Changes, AreAStreamThatProxiesLetThrough) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    Onlooker onlooker(bureau.port(), clerk);
    ASSERT_TRUE(onlooker.hears("id: "));
    EXPECT_TRUE(onlooker.heard().starts_with("HTTP/1.1 200 OK")) << onlooker.heard();
    for (const char* header : {"Content-Type: text/event-stream",
                               "X-Accel-Buffering: no",
                               "Cache-Control: no-store",
                               "Connection: close"}) {
        EXPECT_NE(onlooker.heard().find(header), std::string::npos) << header;
    }
    EXPECT_EQ(onlooker.heard().find("Content-Length"), std::string::npos);
}

// LAW: 行政许可法 第三十九条 第一款
TEST(Changes, TellAnApplicantOfHisOwnCaseAndOfADecisionOnceItIsSealed) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang();
    Visitor wang = bureau.visitor("wang");
    Visitor zhang = bureau.visitor("zhang");
    Onlooker own(bureau.port(), wang);
    Onlooker other(bureau.port(), zhang);
    ASSERT_TRUE(own.hears("id: "));
    ASSERT_TRUE(other.hears("id: "));
    walk.accept().survey(good_survey_of_restaurant()).propose();
    ASSERT_TRUE(own.hears(changed(walk.number())));
    const int before = wang.see(walk.number())["version"];
    walk.take("decider1", "grant", Json::object());
    EXPECT_EQ(wang.see(walk.number())["version"], before);
    walk.take("seal1", "seal", Json::object());
    const int after = wang.see(walk.number())["version"];
    EXPECT_TRUE(own.hears("\"version\":" + std::to_string(after))) << own.heard();
    EXPECT_EQ(own.heard().find("\"version\":" + std::to_string(before + 1) + ","),
              std::string::npos)
        << "not that something was decided";
    Walk of_zhang(bureau);
    of_zhang.file_at_the_counter(fireworks_at_the_counter());
    ASSERT_TRUE(other.hears(changed(of_zhang.number()))) << other.heard();
    EXPECT_EQ(other.heard().find(walk.number()), std::string::npos);
}

TEST(Changes, GoOnAfterARestartWhereTheyWereLeft) {
    Bureau bureau(monday);
    std::string last;
    {
        Visitor clerk = bureau.visitor("intake1");
        Onlooker onlooker(bureau.port(), clerk);
        ASSERT_TRUE(onlooker.hears("id: "));
        last = onlooker.last_event_id();
    }
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    bureau.jump_to("2026-03-02T09:30:00+08:00");
    Visitor clerk = bureau.visitor("intake1");
    Onlooker missed(bureau.port(), clerk, last);
    EXPECT_TRUE(missed.hears(changed(walk.number()))) << missed.heard();
    for (const char* unknown : {"999", "-1", "x", "99999999999999999999"}) {
        Onlooker lost(bureau.port(), clerk, unknown);
        EXPECT_TRUE(lost.hears("event: reset")) << unknown << lost.heard();
    }
}

TEST(Changes, EndWithTheSessionAndWithTheServer) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    auto onlooker = std::make_unique<Onlooker>(bureau.port(), clerk);
    ASSERT_TRUE(onlooker->hears("id: "));
    Visitor nobody = bureau.visitor();
    EXPECT_EQ(nobody.get("/changes").status, 401);
    EXPECT_EQ(bureau.visitor("511126/intake1").get("/changes").status, 403);
    EXPECT_EQ(clerk.send("DELETE", "/api/v1/session").status, 204);
    EXPECT_TRUE(onlooker->is_let_go());
    Visitor again = bureau.visitor("intake2");
    Onlooker open(bureau.port(), again);
    ASSERT_TRUE(open.hears("id: "));
    bureau.close();
    EXPECT_TRUE(open.is_let_go());
}

TEST(Changes, AreGivenToSoManyOfOneAccountAndToOthersAllTheSame) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    std::vector<std::unique_ptr<Onlooker>> open;
    for (int i = 0; i < 20; ++i) {
        open.push_back(std::make_unique<Onlooker>(bureau.port(), clerk));
        ASSERT_TRUE(open.back()->hears("id: "));
    }
    const Reply more = clerk.get("/changes");
    EXPECT_EQ(more.status, 429) << more.text;
    EXPECT_EQ(more.code(), "CHANGES_TOO_MANY");
    Visitor other = bureau.visitor("intake2");
    Onlooker another(bureau.port(), other);
    EXPECT_TRUE(another.hears("id: "));
    open.clear();
    Walk(bureau).file_at_the_counter(restaurant_at_the_counter());
    // Those who have gone are noticed at the next event for them.
    EXPECT_TRUE(wait_until([&] {
        Onlooker one(bureau.port(), clerk);
        return one.hears("HTTP/1.1 ") && one.hears("\r\n") &&
               one.heard().find("200 OK") != std::string::npos;
    }));
}

}  // namespace
}  // namespace oneseal

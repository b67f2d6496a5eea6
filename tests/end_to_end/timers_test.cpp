// Who fires a county's timers, and what the timer thread clears away.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"

namespace oneseal {
namespace {

bool is_accepted(const Bureau& bureau, const std::string& number) {
    const Json list = bureau.visitor("supervisor1").get("/cases?state=reviewing").body;
    return list["cases"].size() == 1 && list["cases"][0]["number"] == number;
}

std::string holder_of(Hand& hand, const std::string& county) {
    return hand.text("SELECT node FROM leases WHERE county = " + in_quotes(county));
}

std::string lease_until(Hand& hand, const std::string& county) {
    return hand.text("SELECT lease_until FROM leases WHERE county = " + in_quotes(county));
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(ACountysTimers, AreFiredByTheNodeWithTheLeaseAndByAnotherWhenItHasRunOut) {
    std::string number;
    std::string first;
    std::shared_ptr<Place> place;
    {
        Bureau bureau("2024-02-08T09:00:00+08:00");
        place = bureau.place();
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_at_the_counter());
        number = walk.number();
        bureau.jump_to("2024-02-21T23:59:50+08:00");
        Hand hand(*place);
        const std::string renewed = "2024-02-22T00:00:20.000+08:00";
        ASSERT_TRUE(wait_until([&] { return lease_until(hand, "511126") == renewed; }));
        EXPECT_EQ(lease_until(hand, "511102"), renewed);
        first = holder_of(hand, "511102");
    }
    // It died without a word. The other county's lease is free, so that its being taken shows that
    // the second node has looked at both.
    Hand hand(*place);
    hand.write("DELETE FROM leases WHERE county = '511126'");
    Bureau bureau("2024-02-22T00:00:20+08:00", place);
    ASSERT_TRUE(wait_until([&] { return holder_of(hand, "511126") != ""; }));
    EXPECT_NE(holder_of(hand, "511126"), first);
    EXPECT_EQ(holder_of(hand, "511102"), first);
    EXPECT_FALSE(is_accepted(bureau, number));

    bureau.jump_to("2024-02-22T00:00:20.001+08:00");
    ASSERT_TRUE(wait_until([&] { return is_accepted(bureau, number); }));
    EXPECT_EQ(holder_of(hand, "511102"), holder_of(hand, "511126"));
    const Json now = bureau.visitor("intake1").see(number);
    EXPECT_EQ(now["accepted_at"], "2024-02-22T00:00:20.001+08:00");
}

int anchors_of(Hand& hand, const std::string& county) {
    return std::stoi(hand.text("SELECT count(*) FROM anchors WHERE county = " + in_quotes(county)));
}

TEST(TheJournal, IsAnchoredEveryDayByItself) {
    std::shared_ptr<Place> place;
    {
        Bureau bureau("2026-03-02T09:00:00+08:00");
        place = bureau.place();
        Hand hand(*place);
        ASSERT_TRUE(wait_until([&] { return anchors_of(hand, "511102") == 1; }));
        Walk(bureau).file_at_the_counter(restaurant_at_the_counter());
    }
    Hand hand(*place);
    {
        // Started again, it makes no other one on that day.
        Bureau bureau("2026-03-02T23:59:59+08:00", place);
        ASSERT_TRUE(
            wait_until([&] { return lease_until(hand, "511126").substr(0, 10) == "2026-03-03"; }));
        bureau.jump_to("2026-03-03T00:00:00+08:00");
        ASSERT_TRUE(wait_until([&] { return anchors_of(hand, "511102") == 2; }));
    }
    const Json last = Json::parse(
        hand.text("SELECT body FROM anchors WHERE county = '511102' ORDER BY seq DESC"));
    EXPECT_EQ(last["seq"], 2);
    EXPECT_EQ(last["leaves_count"], 4) << "the case, and the chains of accounts, registers and "
                                          "configuration";
    EXPECT_EQ(last["at"].get<std::string>().substr(0, 10), "2026-03-03");
}

// Nothing is built on an anchor that does not hold, and what is due happens all the same.
TEST(TheJournal, GetsNoAnchorOnABrokenOne) {
    Bureau bureau("2026-03-02T09:00:00+08:00");
    Hand hand(*bureau.place());
    ASSERT_TRUE(wait_until([&] { return anchors_of(hand, "511102") == 1; }));
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    hand.write("UPDATE anchors SET body = body || ' ' WHERE county = '511102'");
    bureau.jump_to("2026-03-10T00:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return is_accepted(bureau, walk.number()); }));
    ASSERT_TRUE(wait_until([&] { return anchors_of(hand, "511126") == 2; }));
    EXPECT_EQ(anchors_of(hand, "511102"), 1);
}

TEST(AnIdempotencyKey, IsKeptForSevenDaysAndForgottenThen) {
    Bureau bureau("2026-03-02T09:00:00+08:00");
    Hand hand(*bureau.place());
    const auto file = [&] {
        return bureau.visitor("intake1").file(restaurant_at_the_counter(), "once").body["number"];
    };
    // The timer thread clears away whenever it renews its lease.
    const auto has_cleared_away = [&](const std::string& lease) {
        return wait_until([&] { return lease_until(hand, home_county) == lease; });
    };
    const Json first = file();
    bureau.jump_to("2026-03-09T09:00:00+08:00");
    ASSERT_TRUE(has_cleared_away("2026-03-09T09:00:30.000+08:00"));
    EXPECT_EQ(file(), first);

    bureau.jump_to("2026-03-09T09:00:30+08:00");
    ASSERT_TRUE(has_cleared_away("2026-03-09T09:01:00.000+08:00"));
    EXPECT_EQ(hand.text("SELECT key FROM idempotency WHERE key = 'once'"), "");
    EXPECT_NE(file(), first);
}

}  // namespace
}  // namespace oneseal

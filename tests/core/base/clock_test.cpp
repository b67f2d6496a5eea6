// Instants as texts, and the legal day.
#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace oneseal {
namespace {

TEST(AnInstant, IsWrittenInChinasTime) {
    const auto instant = parse_instant("2024-02-08T01:02:03.004Z");
    ASSERT_TRUE(instant);
    EXPECT_EQ(format_instant(*instant), "2024-02-08T09:02:03.004+08:00");
}

TEST(AnInstant, IsReadWithAnyOffset) {
    EXPECT_EQ(parse_instant("2024-02-08T09:00:00+08:00"),
              parse_instant("2024-02-07T20:30:00-04:30"));
}

TEST(AnInstant, IsNothingElse) {
    for (const char* text : {"",
                             "2024-02-08",
                             "2024-02-30T00:00:00Z",
                             "2024-02-08T24:00:00Z",
                             "2024-02-08T00:00:00",
                             "2024-02-08 00:00:00Z",
                             "2024-02-08T00:00:00.Z",
                             "2024-02-08T00:00:00+8:00"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(TheLegalDay, BeginsAtMidnightInChina) {
    const auto last = parse_instant("2024-02-08T23:59:59.999+08:00");
    const auto next = parse_instant("2024-02-09T00:00:00+08:00");
    EXPECT_EQ(sdk::format_day(legal_day(*last)), "2024-02-08");
    EXPECT_EQ(sdk::format_day(legal_day(*next)), "2024-02-09");
    EXPECT_EQ(start_of(*sdk::parse_day("2024-02-09")), *next);
}

}  // namespace
}  // namespace oneseal

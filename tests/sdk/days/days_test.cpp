#include "days/days.hpp"

#include <gtest/gtest.h>

#include "sdk/vectors/vectors.hpp"

namespace oneseal::sdk {
namespace {

TEST(Days, ReadsADayThatExists) {
    EXPECT_EQ(format_day(parse_day("2024-02-29").value()), "2024-02-29");
    EXPECT_EQ(format_day(parse_day("0001-01-01").value()), "0001-01-01");
    EXPECT_EQ(format_day(parse_day("9999-12-31").value()), "9999-12-31");
}

TEST(Days, RefusesEveryOtherText) {
    for (const char* text : {"",
                             "2023-02-29",
                             "2024-13-01",
                             "2024-00-01",
                             "2024-01-00",
                             "2024-04-31",
                             "0000-01-01",
                             "2024-1-1",
                             "20240101",
                             "2024/01/01",
                             "2024-01-01 ",
                             " 2024-01-01",
                             "2024-01-0x",
                             "-024-01-01",
                             "+024-01-01",
                             "2024-01-01T00:00:00Z",
                             "２０２４-01-01"}) {
        EXPECT_FALSE(parse_day(text)) << text;
    }
}

TEST(Days, AddsDaysWithinTheYears1To9999) {
    EXPECT_EQ(add_days(day("2024-02-28"), 2), day("2024-03-01"));
    EXPECT_EQ(add_days(day("2024-03-01"), -1), day("2024-02-29"));
    EXPECT_EQ(add_days(day("9999-12-30"), 1), day("9999-12-31"));
    EXPECT_FALSE(add_days(day("9999-12-31"), 1));
    EXPECT_FALSE(add_days(day("0001-01-01"), -1));
    EXPECT_FALSE(add_days(day("2024-01-01"), INT64_MAX));
    EXPECT_FALSE(add_days(day("2024-01-01"), INT64_MIN));
}

TEST(Days, AddedMonthsEndOnADayThatTheMonthHas) {
    EXPECT_EQ(add_months(day("2024-01-31"), 1), day("2024-02-29"));
    EXPECT_EQ(add_months(day("2023-01-31"), 1), day("2023-02-28"));
    EXPECT_EQ(add_months(day("2024-03-31"), -1), day("2024-02-29"));
    EXPECT_EQ(add_months(day("2024-02-29"), 12), day("2025-02-28"));
    EXPECT_EQ(add_months(day("2024-12-15"), 1), day("2025-01-15"));
    EXPECT_EQ(add_months(day("2024-01-15"), -1), day("2023-12-15"));
    EXPECT_EQ(add_months(day("9999-11-30"), 1), day("9999-12-30"));
    EXPECT_FALSE(add_months(day("9999-12-01"), 1));
    EXPECT_FALSE(add_months(day("0001-01-01"), -1));
    EXPECT_FALSE(add_months(day("2024-01-01"), INT64_MAX));
    EXPECT_FALSE(add_months(day("2024-01-01"), INT64_MIN));
}

// LAW: 民法典 第二百零二条
TEST(Days, AValidityOfYearsEndsADayBeforeItsAnniversary) {
    const nlohmann::json all = vectors("calendar.json");
    for (const auto& known : all["validity_end"]) {
        const auto end = term_end(day(known["issue"]), 12 * known["years"].get<std::int64_t>());
        EXPECT_EQ(format_day(end.value()), known["end"]);
    }
    EXPECT_EQ(term_end(day("2026-01-31"), 1), day("2026-02-28"));
    EXPECT_EQ(term_end(day("2026-08-31"), 6), day("2027-02-28"));
    EXPECT_EQ(term_end(day("2026-02-28"), 12), day("2027-02-27"));
    EXPECT_FALSE(term_end(day("9999-06-01"), 12));
}

// Where a law asks for a renewal so many days before the licence ends, it means calendar days.
TEST(Days, ARenewalIsFiledSoManyDaysBeforeTheLicenceEnds) {
    const nlohmann::json all = vectors("calendar.json");
    ASSERT_FALSE(all["renewal_in_calendar_days"].empty());
    for (const auto& known : all["renewal_in_calendar_days"]) {
        const auto last_day = add_days(day(known["expiry"]), -known["days"].get<int>());
        EXPECT_EQ(format_day(last_day.value()), known["last_day"]) << known;
    }
}

}  // namespace
}  // namespace oneseal::sdk

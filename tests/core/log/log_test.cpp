#include "log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "log/seldom.hpp"

namespace oneseal {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr Message refused{
    "TEST_REFUSED", Level::error, "{} speaks ABI {}, not {}.", "Install its release."};
constexpr Message started{"TEST_STARTED", Level::info, "Started.", ""};
constexpr Message detail{"TEST_DETAIL", Level::debug, "Detail.", ""};

class LogTest : public testing::Test {
  protected:
    void into(LogFormat format, Level level = Level::info) {
        configure_log(
            {format, level, [this](std::string_view line) { lines_.emplace_back(line); }});
    }
    void TearDown() override { configure_log({}); }

    std::vector<std::string> lines_{};
};

TEST_F(LogTest, WritesALineWithIdLevelTextAndRemedy) {
    into(LogFormat::text);
    log(refused, "food_business", 2, 1);
    ASSERT_EQ(lines_.size(), 1U);
    EXPECT_THAT(lines_[0],
                MatchesRegex(".+T.+ error TEST_REFUSED food_business speaks ABI 2, not 1. "
                             ".Install its release.."));
}

TEST_F(LogTest, WritesJsonALine) {
    into(LogFormat::json);
    log(refused, "a\n\"b\"", 2, 1);
    log(started);
    const auto line = nlohmann::json::parse(lines_[0]);
    EXPECT_EQ(line["id"], "TEST_REFUSED");
    EXPECT_EQ(line["level"], "error");
    EXPECT_EQ(line["text"], "a\n\"b\" speaks ABI 2, not 1.");
    EXPECT_EQ(line["remedy"], "Install its release.");
    EXPECT_FALSE(nlohmann::json::parse(lines_[1]).contains("remedy"));
}

TEST_F(LogTest, LetsNoArgumentForgeALine) {
    into(LogFormat::text);
    log(refused, "x\n2026-01-01 error", 1, 1);
    EXPECT_EQ(lines_[0].find('\n'), std::string::npos);
}

TEST_F(LogTest, LeavesOutWhatIsBelowItsLevel) {
    into(LogFormat::text, Level::error);
    log(started);
    log(detail);
    EXPECT_TRUE(lines_.empty());
    log(refused, 1, 2, 3);
    EXPECT_EQ(lines_.size(), 1U);
}

TEST_F(LogTest, WritesTheTextAsItStandsWhereArgumentsAreMissing) {
    into(LogFormat::text);
    log(refused, "only one");
    EXPECT_THAT(lines_[0], HasSubstr("{} speaks ABI {}, not {}."));
}

TEST(WhatIsSeldomTold, IsCountedInBetween) {
    Seldom seldom;
    const Seldom::Time begin{std::chrono::hours{1}};
    EXPECT_EQ(seldom.happened(begin), 1U);
    for (int i = 1; i < 60; ++i) EXPECT_EQ(seldom.happened(begin + std::chrono::seconds{i}), 0U);
    EXPECT_EQ(seldom.happened(begin + std::chrono::seconds{60}), 60U);
    EXPECT_EQ(seldom.happened(begin + std::chrono::seconds{61}), 0U);
}

}  // namespace
}  // namespace oneseal

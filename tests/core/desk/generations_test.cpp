// What is in force changes while others read it: each holds on to what it began with, and what
// nobody holds on to any more is gone.
#include "desk/generations.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "support/temporary_directory.hpp"

namespace oneseal::desk {
namespace {

class TheGenerations : public testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(database_->migrate()); }

    static Generation of_day(Day day) {
        Generation made;
        made.day = day;
        return made;
    }

    support::TemporaryDirectory directory_{};
    std::unique_ptr<storage::Database> database_ =
        storage::Database::open({.connection = directory_.path("db")}).value();
    SystemClock clock_{};
    WorkPool pool_{1, 1};
    host::Hosts hosts_{{}, {}, clock_};
    Lasting lasting_{*database_, hosts_, clock_, pool_};
    Generations generations_{lasting_};
};

const Day monday{std::chrono::year{2026} / 3 / 9};

TEST_F(TheGenerations, AreHeldOnToByWhoeverBeganUnderThem) {
    ASSERT_TRUE(generations_.put(of_day(monday)));
    {
        const Desk begun = generations_.desk();
        ASSERT_TRUE(generations_.put(of_day(monday + std::chrono::days{1})));
        EXPECT_EQ(begun.generation().day, monday);
        EXPECT_EQ(generations_.desk().generation().day, monday + std::chrono::days{1});
        EXPECT_NE(begun.generation().number, generations_.desk().generation().number);
        EXPECT_EQ(generations_.alive(), 2u);
    }
    EXPECT_EQ(generations_.alive(), 1u);
}

TEST_F(TheGenerations, LeaveOneBehindAfterManyWereReadByMany) {
    ASSERT_TRUE(generations_.put(of_day(monday)));
    std::atomic<bool> done{false};
    std::atomic<bool> went_back{false};
    {
        std::vector<std::jthread> readers;
        for (int i = 0; i < 4; ++i) {
            readers.emplace_back([&] {
                unsigned long long last = 0;
                while (!done) {
                    const Desk desk = generations_.desk();
                    if (desk.generation().number < last) went_back = true;
                    last = desk.generation().number;
                }
            });
        }
        for (int i = 1; i <= 500; ++i) {
            ASSERT_TRUE(generations_.put(of_day(monday + std::chrono::days{i})));
        }
        done = true;
    }
    EXPECT_FALSE(went_back);
    EXPECT_EQ(generations_.alive(), 1u);
    EXPECT_EQ(generations_.desk().generation().day, monday + std::chrono::days{500});
}

// Nothing of a county that could not be put on record is in force.
TEST_F(TheGenerations, StayAsTheyAreWhereTheNextCannotBePutOnRecord) {
    ASSERT_TRUE(generations_.put(of_day(monday)));
    static const storage::Statement drop{"test.drop", "DROP TABLE bans"};
    ASSERT_TRUE(database_->commit_and_wait({{{&drop}}}));
    Generation next = of_day(monday + std::chrono::days{1});
    next.counties["511102"];
    EXPECT_FALSE(generations_.put(std::move(next)));
    EXPECT_EQ(generations_.desk().generation().day, monday);
    EXPECT_EQ(generations_.alive(), 1u);
}

}  // namespace
}  // namespace oneseal::desk

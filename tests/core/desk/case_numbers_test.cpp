// Case numbers come from blocks reserved ahead: no filing waits for a counter, no number twice.
#include "desk/case_numbers.hpp"

#include <gtest/gtest.h>

#include <future>
#include <set>

#include "support/temporary_directory.hpp"

namespace oneseal::desk {
namespace {

const Day day = *sdk::parse_day("2024-04-15");

struct Numbers {
    support::TemporaryDirectory directory{};
    std::unique_ptr<storage::Database> database = open();

    std::unique_ptr<storage::Database> open() {
        storage::DatabaseOptions options;
        options.connection = directory.path("numbers.db");
        auto opened = storage::Database::open(options);
        EXPECT_TRUE(opened);
        EXPECT_TRUE((*opened)->migrate());
        return std::move(*opened);
    }
    std::string next(CaseNumbers& numbers) {
        std::promise<Result<std::string>> promise;
        numbers.next(
            "511102", day, "1102", [&](auto number) { promise.set_value(std::move(number)); });
        const auto number = promise.get_future().get();
        return number ? *number : number.error().id;
    }
};

TEST(ACaseNumber, IsAreaDateMatterSequenceAndCheckDigit) {
    EXPECT_EQ(format_case_number("511102", day, "1102", 1), "511102-20240415-1102-000001-4");
    EXPECT_EQ(format_case_number("511102", day, "1102", 123456).substr(0, 27),
              "511102-20240415-1102-123456");
}

TEST(CaseNumbers, GoOnFromOneToTheNextBlock) {
    Numbers world;
    CaseNumbers numbers(*world.database);
    std::set<std::string> seen;
    for (int i = 1; i <= 1500; ++i) seen.insert(world.next(numbers));
    EXPECT_EQ(seen.size(), 1500u);
    EXPECT_TRUE(seen.contains(format_case_number("511102", day, "1102", 1)));
    EXPECT_TRUE(seen.contains(format_case_number("511102", day, "1102", 1500)));
}

TEST(CaseNumbers, AreNeverGivenTwiceByTwoNodes) {
    Numbers world;
    CaseNumbers one(*world.database);
    CaseNumbers other(*world.database);
    std::set<std::string> seen;
    for (int i = 0; i < 50; ++i) {
        seen.insert(world.next(one));
        seen.insert(world.next(other));
    }
    EXPECT_EQ(seen.size(), 100u);
}

}  // namespace
}  // namespace oneseal::desk

#include "text/likeness.hpp"

#include <gtest/gtest.h>

namespace oneseal::sdk::testing {
namespace {

const std::vector<std::string> known{"requires", "required_when", "visible_when", "new", "kind"};

TEST(Likeness, FindsTheNameThatASlipMadeOfIt) {
    EXPECT_EQ(nearest("requierd_when", known), "required_when");
    EXPECT_EQ(nearest("visible_wen", known), "visible_when");
    EXPECT_EQ(nearest("knid", known), "kind");
    EXPECT_EQ(nearest("neww", known), "new");
}

TEST(Likeness, GuessesNothingThatIsFarAwayOrTheSame) {
    EXPECT_EQ(nearest("licence", known), "");
    EXPECT_EQ(nearest("new", {"new"}), "");
    EXPECT_EQ(nearest("", {"a"}), "");
    EXPECT_EQ(nearest("ab", {"cd"}), "");
}

TEST(Likeness, SaysWhichThereAreWhereItCannotGuess) {
    EXPECT_EQ(did_you_mean("permits", {"bans", "licences"}).en, " There are: bans, licences.");
    EXPECT_EQ(did_you_mean("permits", {"bans", "licences"}).zh_cn, "可用的有：bans、licences。");
    EXPECT_EQ(did_you_mean("bens", {"bans", "licences"}).en, " Did you mean bans?");
    EXPECT_EQ(did_you_mean("x", std::vector<std::string>(50, "abcdefg")).en, "");
}

}  // namespace
}  // namespace oneseal::sdk::testing

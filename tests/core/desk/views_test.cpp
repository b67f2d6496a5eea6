// What is shown of people in lists.
#include "desk/views.hpp"

#include <gtest/gtest.h>

#include "desk/answer.hpp"

namespace oneseal::desk {
namespace {

TEST(AMask, KeepsTheEndsThatItsKindAllows) {
    EXPECT_EQ(masked("王某示", "name"), "王**");
    EXPECT_EQ(masked("511102199007219970", "id"), "511102**********70");
    EXPECT_EQ(masked("15900000003", "phone"), "159****0003");
    EXPECT_EQ(masked("乐山市市中区示例巷3号", "address"), "乐山市市中区*****");
    EXPECT_EQ(masked("示例店", "none"), "示例店");
    EXPECT_EQ(masked("", "name"), "");
}

TEST(ARowOfAList, StaysSmallHoweverLongANameIs) {
    CaseListRow row;
    for (int i = 0; i < 200'000; ++i) row.applicant_name += "镇";
    row.applicant_code = std::string(300'000, '1');
    const Json view = list_view(row, nullptr);
    EXPECT_LT(view.dump().size(), 1'000U);
    EXPECT_EQ(shortened("示例店", 3), "示例店");
    EXPECT_EQ(shortened("示例商店", 3), "示例商…");
}

TEST(AnAnswer, IsTheSameAfterItWasStored) {
    StoredCase stored;
    stored.now.county = "511102";
    stored.now.id = "d1";
    stored.now.version = 3;
    const Answer answer = answer_of(201, stored, {{"b", 1}, {"a", "文"}});
    EXPECT_EQ(answer.location, "/api/v1/counties/511102/cases/d1");
    EXPECT_EQ(answer.etag, "\"3\"");
    EXPECT_EQ(answer.body, R"({"a":"文","b":1})");
    const Answer again = answer_from(stored_text(answer));
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.etag, answer.etag);
    EXPECT_EQ(again.location, answer.location);
    EXPECT_EQ(again.body, answer.body);
}

}  // namespace
}  // namespace oneseal::desk

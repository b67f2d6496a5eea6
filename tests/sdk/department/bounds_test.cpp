// The size of what is filed does not decide the size of the verdict.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/department/stall.hpp"

namespace oneseal::sdk::testing {
namespace {

using ::testing::HasSubstr;

Json with_staff(Json staff) {
    Json input = stall_input();
    input["form"]["staff"] = std::move(staff);
    return input;
}

Json findings_of(const Json& input, const Document& matter = stall_matter()) {
    return stall(matter).evaluate(input).json()["findings"];
}

TEST(ALongList, WithTwentyFaultyEntriesNamesEach) {
    const Json findings = findings_of(with_staff(Json(20, Json::object())));
    ASSERT_EQ(findings.size(), 20U);
    EXPECT_EQ(findings[19]["rule"], "FLD:staff/19/name");
}

TEST(ALongList, WithMoreIsOneFindingThatNamesTheirNumbers) {
    Json staff(22, Json::object());
    staff[3] = {{"name", "李"}, {"age", 30}};
    staff[20] = {{"name", "王"}, {"age", 3}};
    const Json findings = findings_of(with_staff(staff));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0]["rule"], "FLD:staff");
    EXPECT_EQ(findings[0]["pointer"], "/staff");
    // A mistake is graver than what is missing.
    EXPECT_EQ(findings[0]["outcome"], "form_error");
    EXPECT_EQ(findings[0]["basis"][0]["article"], "第三十二条第一款第三项");
    const std::string en = findings[0]["message"]["en"];
    EXPECT_THAT(en, HasSubstr("21 entries of “Staff” are to be put right."));
    EXPECT_THAT(en, HasSubstr("Entries 1–3, 5–20, 22: “Name” has to be filled in."));
    EXPECT_THAT(en, HasSubstr("Entry 21: “Age” is not right: the number must be at least 16."));
    const std::string zh_cn = findings[0]["message"]["zh-CN"];
    EXPECT_THAT(zh_cn, HasSubstr("“人员”共有21项需要改正。第1–3、5–20、22项：请填写“姓名”。"));
}

TEST(ALongList, OfWhatIsNoEntryIsOneFinding) {
    const Json findings = findings_of(with_staff(Json(10'000, 1)));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_THAT(findings[0]["message"]["en"].get<std::string>(), HasSubstr("Entries 1–10000:"));
}

TEST(ALongList, IsUnknownAsAWholeAndKeepsItsRulesWaiting) {
    const Json verdict = stall().evaluate(with_staff(Json(30, Json::object()))).json();
    const Json expected{{"rule", "STAFF"}, {"state", "waiting"}, {"reads", {"form.staff"}}};
    EXPECT_THAT(verdict["explain"], ::testing::Contains(expected));
}

// A condition that could not be evaluated is an officer's to settle and stays apart.
TEST(ALongList, KeepsWhatFailedApart) {
    Document matter = stall_matter();
    matter["form"]["schema"]["properties"]["staff"]["items"]["properties"]["pass"]["x-oneseal"]
          ["required_when"] = "item.age != null && 100 / (item.age - 30) > 1";
    Json staff(30, Json{{"name", "李"}, {"age", 30}});
    for (Json& one : staff) one["age"] = 30;
    matter["form"]["schema"]["properties"]["staff"]["items"]["properties"]["pass"]["x-oneseal"]
        .erase("visible_when");
    const Json findings = findings_of(with_staff(staff), matter);
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0]["outcome"], "supplement");
    EXPECT_FALSE(findings[0].contains("failed"));
    EXPECT_EQ(findings[1]["outcome"], "flag");
    EXPECT_EQ(findings[1]["failed"], true);
}

// Fifteen lists, none of them too long by itself.
Document matter_of_many_lists() {
    Document matter = stall_matter();
    Document& properties = matter["form"]["schema"]["properties"];
    for (int i = 0; i < 15; ++i) properties["staff_" + std::to_string(i)] = properties["staff"];
    return matter;
}

Json many_faulty_lists() {
    Json input = stall_input();
    for (int i = 0; i < 15; ++i) {
        input["form"]["staff_" + std::to_string(i)] = Json(20, Json::object());
    }
    input["form"].erase("name");
    input["facts"]["banned_until"] = "2030-01-01";
    input["materials"] = Json::array();
    return input;
}

TEST(AVerdict, TellsTwoHundredFindingsAndCountsTheOthers) {
    const Json findings = findings_of(many_faulty_lists(), matter_of_many_lists());
    ASSERT_EQ(findings.size(), 200U);
    const Json& more = findings.back();
    EXPECT_EQ(more["rule"], "FLD:*");
    EXPECT_EQ(more["outcome"], "supplement");
    // 300 entries, the name, the application form, the ban.
    EXPECT_THAT(more["message"]["en"].get<std::string>(), HasSubstr("And 104 more"));
    EXPECT_THAT(more["message"]["zh-CN"].get<std::string>(), HasSubstr("另有104项问题，"));
}

TEST(AVerdict, NeverLeavesOutWhatDecides) {
    const Json findings = findings_of(many_faulty_lists(), matter_of_many_lists());
    const auto has = [&](const char* rule) {
        return std::any_of(
            findings.begin(), findings.end(), [&](const Json& f) { return f["rule"] == rule; });
    };
    EXPECT_TRUE(has("BAN"));
    EXPECT_TRUE(has("MAT:form"));
    EXPECT_TRUE(has("FLD:name"));
    EXPECT_FALSE(has("FLD:staff_14/19/name"));
}

TEST(AVerdict, NamesEveryDeclaredFieldThatItIgnoredAndFewOthers) {
    Json staff(300, Json{{"name", "李"}, {"colour", 1}});
    Json input = with_staff(staff);
    input["form"]["old_no"] = "A";
    const Json ignored = stall().evaluate(input).json()["ignored"];
    EXPECT_EQ(ignored.size(), 200U);
    EXPECT_EQ(ignored[0], "/old_no");
}

TEST(AVerdict, IsSmallerThanWhatWasFiledWhateverItIs) {
    for (const Json& entry : {Json(1), Json::object(), Json{{"name", 1}, {"age", "x"}}}) {
        const Json input = with_staff(Json(50'000, entry));
        const Answer answer = stall().evaluate(input);
        EXPECT_EQ(answer.status, ONESEAL_OK);
        EXPECT_LT(answer.text.size(), 10'000U);
    }
}

}  // namespace
}  // namespace oneseal::sdk::testing

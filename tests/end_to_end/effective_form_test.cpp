// One form for the verdict and the kernel: what is hidden or of another variant counts for neither;
// what an officer has settled counts for both.
#include <gtest/gtest.h>

#include <set>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string banned = "511102199007219970";

Json with_a_passport() {
    Json form = restaurant_form();
    form["legal_rep_id_type"] = "passport";
    form["legal_rep_id"] = banned;  // left over from before
    form["legal_rep_other_id"] = "E55443322";
    return form;
}

std::set<std::string> rules_of(const Json& verdict) {
    std::set<std::string> rules;
    for (const Json& one : verdict["findings"]) rules.insert(one["rule"]);
    return rules;
}

// Where the owner of that citizen number may never deal in food.
class WithABan : public testing::Test {
  protected:
    WithABan() {
        Hand(*place_).write(
            "INSERT INTO bans VALUES ('511102', 'b1', '" + banned +
            "', 'food_crime', 'food_business', NULL, '食品安全法 第一百三十五条', '')");
    }

    Json check(const Bureau& bureau, const Json& form) const {
        Json application = restaurant_at_the_counter(form);
        application.erase("submission");
        return bureau.visitor("intake1").post("/checks", application).body;
    }

    std::shared_ptr<Place> place_ = std::make_shared<Place>();
};

TEST_F(WithABan, AnAnswerInAHiddenFieldIsNobody) {
    const Bureau bureau(monday, place_);
    EXPECT_TRUE(rules_of(check(bureau, restaurant_form())).contains("FOOD-14"));
    const Json verdict = check(bureau, with_a_passport());
    EXPECT_FALSE(rules_of(verdict).contains("FOOD-14")) << verdict;
    EXPECT_NE(verdict["ignored"].dump().find("/legal_rep_id"), std::string::npos);

    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter(with_a_passport()));
    EXPECT_EQ(walk.now()["applicant"]["representative_code"], "E55443322");
    walk.accept().survey(good_survey_of_restaurant()).propose();
    walk.take("decider1", "grant", {{"facts", "符合条件"}});
}

TEST_F(WithABan, WhatIsReceivedIsTheVerdictOnWhatCounts) {
    const Bureau bureau(monday, place_);
    Json form = with_a_passport();
    form["existing_licence_no"] = "JY15111020000001";  // another variant's
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter(form)).accept();
    const Json receipts =
        bureau.visitor("legal1").get("/cases/" + walk.number() + "/receipts").body["receipts"];
    ASSERT_GE(receipts.size(), 2U);
    for (const Json& receipt : receipts) {
        const Json input = receipt["input"].is_string()
                               ? Json::parse(receipt["input"].get<std::string>())
                               : receipt["input"];
        EXPECT_FALSE(input["form"].contains("legal_rep_id")) << input;
        EXPECT_FALSE(input["form"].contains("existing_licence_no")) << input;
        EXPECT_EQ(input["form"]["legal_rep_other_id"], "E55443322");
    }
    const Reply replayed = bureau.visitor("legal1").post("/cases/" + walk.number() + "/replay");
    EXPECT_EQ(replayed.body["identical"], receipts.size()) << replayed.body;
}

TEST_F(WithABan, ACorrectionMovesThePartyToWhatCounts) {
    const Bureau bureau(monday, place_);
    Json form = restaurant_form();
    form["contact_mobile"] = "1";  // to be corrected
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter(form));
    EXPECT_EQ(walk.now()["applicant"]["representative_code"], banned);
    walk.take("intake1", "correct", {{"form", with_a_passport()}, {"signature", "更正页"}});
    EXPECT_EQ(walk.now()["applicant"]["representative_code"], "E55443322");
}

// LAW: 行政许可法 第三十八条 第一款
TEST(AFieldThatAnOfficerHasSettled, StandsOnTheLicenceAsItWasGiven) {
    const Bureau bureau(monday);
    const std::string code = "92511102MA0BBB031X";  // of a branch; its check digit does not fit
    Json form = restaurant_form();
    form["uscc"] = code;
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter(form));
    EXPECT_EQ(bureau.visitor("intake1").act(walk.number(), "accept").rules(), "FLD:uscc");
    walk.take("intake1",
              "resolve_finding",
              {{"rule", "FLD:uscc"},
               {"reason", "登记机关证明该代码真实"},
               {"article", "行政许可法 第三十四条"}});
    walk.accept()
        .survey(good_survey_of_restaurant())
        .propose()
        .take("decider1", "grant", {{"facts", "符合条件"}})
        .take("seal1", "seal", Json::object());
    std::string printed;
    const Json attributes = walk.paper(17)["attributes"];
    for (const Json& one : attributes) {
        if (one["id"] == "code") printed = one["value"];
    }
    EXPECT_EQ(printed, code) << attributes;
}

}  // namespace
}  // namespace oneseal

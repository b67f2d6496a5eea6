// Drafts: who keeps them, how they are edited, and who may file them.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

const std::string id_of_wang = "511102199007219970";

class Drafts : public testing::Test {
  protected:
    Drafts() { draft_ = wang_.file(restaurant_draft()).body.value("id", ""); }

    Reply put_form(Visitor& visitor, int version, const Json& body) const {
        return visitor.send("PUT",
                            "/cases/" + draft_ + "/form",
                            body.dump(),
                            {{"If-Match", "\"" + std::to_string(version) + "\""}});
    }

    // Says to be wang.
    Visitor somebody_unverified() const {
        const std::vector<std::string> add{"user",
                                           "add",
                                           "chen",
                                           "--name",
                                           "王某示",
                                           "--id-number",
                                           id_of_wang,
                                           "--settings",
                                           bureau_.place()->settings()};
        EXPECT_EQ(run_oneseal(add, "a long password\n").exit_code, 0);
        const Json credentials = {{"username", "chen"}, {"password", "a long password"}};
        const Reply session = bureau_.visitor().post("/api/v1/session", credentials);
        return Visitor::with_token(bureau_.port(), session.body.value("token", ""));
    }

    Bureau bureau_{monday};
    Visitor wang_ = bureau_.visitor("wang");
    std::string draft_{};
    Json edited_ = [] {
        Json form = restaurant_form();
        form["site_area"] = 81;
        Json body = restaurant_draft(form);
        body.erase("draft");
        return body;
    }();
};

TEST_F(Drafts, AreEditedByWhomTheyBelongToFromTheVersionThatWasSeen) {
    const int version = wang_.see(draft_)["version"];
    Visitor zhang = bureau_.visitor("zhang");
    EXPECT_EQ(put_form(zhang, version, edited_).status, 404);
    ASSERT_EQ(put_form(wang_, version, edited_).status, 200);
    EXPECT_EQ(wang_.see(draft_)["form"]["site_area"], 81);
    EXPECT_EQ(wang_.see(draft_)["version"], version + 1);

    edited_["form"]["site_area"] = 82;
    const Reply stale = put_form(wang_, version, edited_);
    EXPECT_EQ(stale.status, 412) << stale.body;
    EXPECT_EQ(wang_.see(draft_)["form"]["site_area"], 81);

    edited_["form"]["site_area"] = Json::array({1});
    const Reply shapeless = put_form(wang_, version + 1, edited_);
    EXPECT_EQ(shapeless.status, 422) << shapeless.body;
    EXPECT_EQ(shapeless.pointers(), "/form/site_area");
    EXPECT_EQ(wang_.see(draft_)["form"]["site_area"], 81);
}

TEST_F(Drafts, AreNotEditedOnceTheyAreFiled) {
    ASSERT_EQ(wang_.act(draft_, "submit", submission()).status, 200);
    const int version = wang_.see(draft_)["version"];
    EXPECT_EQ(put_form(wang_, version, edited_).code(), "NOT_A_DRAFT");
    EXPECT_EQ(wang_.see(draft_)["form"]["site_area"], 80);
}

TEST_F(Drafts, OfSomebodyWhoseIdentityWasNotCheckedAreKeptButNotFiled) {
    Visitor chen = somebody_unverified();
    const Reply draft = chen.file(restaurant_draft());
    ASSERT_EQ(draft.status, 201) << draft.body;
    const std::string id = draft.body["id"];
    const Reply in_english = chen.in("en").act(id, "submit", submission());
    EXPECT_EQ(in_english.status, 403);
    EXPECT_EQ(in_english.code(), "IDENTITY_NOT_VERIFIED");
    const Reply in_chinese = chen.in("zh-CN").act(id, "submit", submission());
    EXPECT_EQ(in_chinese.code(), "IDENTITY_NOT_VERIFIED");
    EXPECT_NE(in_chinese.body["detail"], in_english.body["detail"]);
    EXPECT_EQ(chen.see(id)["state"], "draft") << "nothing is lost";
}

// LAW: 个人信息保护法 第六条
TEST_F(Drafts, OfAClerkBecomeTheApplicantsWhenTheyAreFiled) {
    Visitor clerk = bureau_.visitor("intake1");
    Json of_himself = restaurant_at_the_counter();
    of_himself["form"]["uscc"] = id_of_wang;
    const Reply draft = clerk.file(restaurant_draft(of_himself["form"]));
    ASSERT_EQ(draft.status, 201) << draft.body;
    EXPECT_EQ(wang_.get("/cases/" + draft.body["id"].get<std::string>()).status, 404);

    const Reply filed = clerk.file(of_himself);
    ASSERT_EQ(filed.status, 201) << filed.body;
    const std::string number = filed.body["number"];
    const Reply seen = wang_.get("/cases/" + number);
    ASSERT_EQ(seen.status, 200);
    EXPECT_FALSE(seen.body["applicant"].contains("account")) << "whose desk it was";
    EXPECT_EQ(wang_.get("/cases").body["cases"].size(), 2U) << "with the own draft";
    Visitor chen = somebody_unverified();
    EXPECT_EQ(chen.get("/cases/" + number).status, 404);
    EXPECT_EQ(chen.get("/cases").body["cases"], Json::array());
}

// Nor does the one for whom an agent filed give the case to others.
// LAW: 行政许可法 第二十九条 第二款
TEST_F(Drafts, OfAnAgentBecomeTheirsForWhomTheyAreFiled) {
    Visitor zhang = bureau_.visitor("zhang");
    Json form = restaurant_form();
    form["by_agent"] = true;
    const Reply draft = zhang.file(restaurant_draft(form));
    ASSERT_EQ(draft.status, 201) << draft.body;
    Json signed_by_agent = submission();
    signed_by_agent["agent"] = {{"name", "张某示"}, {"authority", "授权委托书"}};
    const Reply filed = zhang.act(draft.body["id"], "submit", signed_by_agent);
    ASSERT_EQ(filed.status, 200) << filed.body;
    const std::string number = filed.body["number"];
    EXPECT_EQ(wang_.get("/cases/" + number).status, 200);

    form["uscc"] = "91511102MA0BBB035K";
    const Json corrected = {{"form", form}, {"signature", "s"}};
    EXPECT_EQ(wang_.act(number, "correct", corrected).code(), "APPLICANT_NOT_REPRESENTED");
    EXPECT_EQ(wang_.see(number)["applicant"]["code"], "92511102MA0BBB031Y");
}

}  // namespace
}  // namespace oneseal

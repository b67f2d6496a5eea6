// Drafts: who keeps them, how they are edited, and who may file them.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

class Drafts : public testing::Test {
  protected:
    Drafts() { draft_ = wang_.file(restaurant_draft()).body.value("id", ""); }

    Reply put_form(Visitor& visitor, int version, const Json& body) const {
        return visitor.send("PUT",
                            "/cases/" + draft_ + "/form",
                            body.dump(),
                            {{"If-Match", "\"" + std::to_string(version) + "\""}});
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
    ASSERT_EQ(run_oneseal({"user",
                           "add",
                           "chen",
                           "--name",
                           "陈某示",
                           "--id-number",
                           "511102199007219970",
                           "--settings",
                           bureau_.place()->settings()},
                          "a long password\n")
                  .exit_code,
              0);
    const Json credentials = {{"username", "chen"}, {"password", "a long password"}};
    const Reply session = bureau_.visitor().post("/api/v1/session", credentials);
    Visitor chen = Visitor::with_token(bureau_.port(), session.body.value("token", ""));
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

}  // namespace
}  // namespace oneseal

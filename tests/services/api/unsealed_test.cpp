// Until the seal a decision is nobody's but the bureau's: whatever an applicant or anybody asks,
// the answer is the one before it. LAW: 行政许可法 第三十九条 第一款
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

class Unsealed : public testing::Test {
  protected:
    Unsealed() {
        walk_.file_as_wang();
        walk_.accept().survey(good_survey_of_restaurant()).propose();
        bureau_.advance(std::chrono::minutes{3});
    }

    Json asked(const std::string& path) {
        const Reply reply = wang_.get(path);
        return {{"status", reply.status}, {"body", reply.body}, {"etag", reply.header("ETag")}};
    }

    // Everything that an applicant can ask about the case.
    Json everything() {
        const std::string one = "/cases/" + walk_.number();
        Json all;
        for (const std::string& path : {one,
                                        one + "/actions",
                                        one + "/deadline",
                                        one + "/events",
                                        one + "/documents",
                                        one + "/facts",
                                        one + "/receipts",
                                        one + "/draws",
                                        std::string("/cases"),
                                        std::string("/cases?state=deciding"),
                                        std::string("/cases?state=granted&limit=1"),
                                        std::string("/cases?state=refused&limit=1"),
                                        std::string("/cases?overdue=true"),
                                        std::string("/cases?assignee=decider1")}) {
            all[path] = asked(path);
        }
        for (const char* paper : {"15-6", "16-6", "15-5", "16-5", "15-7", "16-7"}) {
            const std::string path = one + "/documents/" + paper;
            all[path] = asked(path);
        }
        all["stale"] = wang_.act_on(walk_.number(), 1, "withdraw", {{"signature", "s"}}).body;
        all["correct"] = wang_.act(walk_.number(), "correct").body;
        return all;
    }

    std::string licence() {
        return bureau_.visitor("decider1").see(walk_.number())["licence_number"];
    }

    Bureau bureau_{monday};
    Walk walk_{bureau_};
    Visitor wang_ = bureau_.visitor("wang");
};

TEST_F(Unsealed, AGrantChangesNoAnswerToItsApplicant) {
    const Json before = everything();
    EXPECT_EQ(before["/cases/" + walk_.number()]["body"]["state"], "deciding");
    walk_.take("decider1", "grant", {{"facts", "经审查符合条件"}});
    const Json after = everything();
    EXPECT_EQ(before, after) << Json::diff(before, after).dump(1);
    walk_.take("seal1", "seal", Json::object());
    const Json now = wang_.see(walk_.number());
    EXPECT_EQ(now["state"], "certified");
    EXPECT_EQ(now["licence_number"], licence());
    EXPECT_EQ(wang_.get("/cases?state=certified").body["cases"].size(), 1U);
}

TEST_F(Unsealed, ARefusalChangesNoAnswerEither) {
    const Json before = everything();
    walk_.take("decider1",
               "refuse",
               {{"facts", "不符合"}, {"reason", "不符合条件"}, {"article", "第三十八条"}});
    const Json after = everything();
    EXPECT_EQ(before, after) << Json::diff(before, after).dump(1);
    walk_.take("seal1", "seal", Json::object());
    EXPECT_EQ(wang_.see(walk_.number())["state"], "sealed");
}

TEST_F(Unsealed, ADecidedCaseIsNotWithdrawnAndItIsNotSaidWhy) {
    walk_.take("decider1", "grant", {{"facts", "经审查符合条件"}});
    const int version = wang_.see(walk_.number())["version"];
    const Reply refused =
        wang_.act_on(walk_.number(), version, "withdraw", {{"signature", "王某示"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.code(), "REVIEW_IS_OVER");
    EXPECT_EQ(refused.body.dump().find("grant"), std::string::npos) << refused.body;
    EXPECT_EQ(walk_.now()["state"], "granted");
}

TEST_F(Unsealed, ALicenceIsKnownToNobodyBeforeItsSeal) {
    walk_.take("decider1", "grant", {{"facts", "经审查符合条件"}});
    const std::string path = "/licences/" + escaped(licence());
    EXPECT_EQ(bureau_.visitor().get(path + "/verification").status, 404);
    EXPECT_EQ(wang_.get(path).status, 404);
    EXPECT_TRUE(bureau_.visitor("supervisor1").get("/licences").body["licences"].empty());
    walk_.take("seal1", "seal", Json::object());
    EXPECT_EQ(bureau_.visitor().get(path + "/verification").body["valid"], true);
    EXPECT_EQ(wang_.get(path).status, 200);
    EXPECT_EQ(bureau_.visitor("supervisor1").get("/licences").body["licences"].size(), 1U);
}

TEST_F(Unsealed, EventsTellAnApplicantNoNames) {
    const Json events = wang_.get("/cases/" + walk_.number() + "/events").body["events"];
    ASSERT_FALSE(events.empty());
    for (const Json& event : events) {
        EXPECT_EQ(event.size(), 4U) << event;
        EXPECT_TRUE(event["actor"] == "applicant" || event["actor"] == "bureau") << event;
    }
    EXPECT_EQ(events[0]["actor"], "applicant");
}

}  // namespace
}  // namespace oneseal

// The application that is made from the form: it counts as handed in, is read as a page before it
// is signed, and shows afterwards what was signed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string monday = "2026-03-02T09:00:00+08:00";

class TheApplication : public ::testing::Test {
  protected:
    std::string page(const std::string& number, const std::string& language = "zh-CN") {
        const Reply reply = wang_.in(language).get("/cases/" + number + "/materials/fd01/content");
        EXPECT_EQ(reply.status, 200) << reply.text;
        EXPECT_THAT(reply.header("Content-Type"), HasSubstr("text/html"));
        EXPECT_THAT(reply.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
        return reply.text;
    }

    Bureau bureau_{monday};
    Visitor wang_ = bureau_.visitor("wang");
};

std::string digest_on(const std::string& page) {
    const std::string label = "签名内容校验值：";
    const auto at = page.find(label);
    return at == std::string::npos ? "" : page.substr(at + label.size(), 64);
}

Json material(const Json& seen, const std::string& id) {
    for (const Json& one : seen["materials"]) {
        if (one["id"] == id) return one;
    }
    return Json();
}

TEST_F(TheApplication, CountsAsHandedIn) {
    const Json draft = wang_.file(restaurant_draft()).body;
    EXPECT_EQ(material(draft, "fd01")["made_by"], "system");
    EXPECT_EQ(material(draft, "fd01")["files"], Json::array());
    const Reply check = bureau_.visitor().post(
        "/checks", {{"matter", "food_business"}, {"variant", "new"}, {"form", restaurant_form()}});
    EXPECT_THAT(check.body["findings"].dump(), Not(HasSubstr("MAT:fd01")));
    EXPECT_THAT(check.body["findings"].dump(), HasSubstr("MAT:fd03"));
}

TEST_F(TheApplication, TellsTheFormInWords) {
    const std::string draft = wang_.file(restaurant_draft()).body["id"];
    ASSERT_EQ(wang_.put_material(draft, "fd03").status, 200);
    const std::string read = page(draft);
    for (const char* told : {"<h1>食品经营许可申请书</h1>",
                             "申请人名称</th><td>乐山市市中区示例小吃店",
                             "申请人类型</th><td>个体工商户",
                             "是否委托代理人办理</th><td>否",
                             "经营项目</th><td>热食类食品制售",
                             "所在县（区）</th><td>乐山市市中区",
                             "1. 《主要设备设施、经营布局、操作流程等文件》",
                             "申请人（签名或者盖章）："}) {
        EXPECT_THAT(read, HasSubstr(told));
    }
    for (const char* untold : {"individual_biz", "511102<", "{{", "《食品经营许可申请书》"}) {
        EXPECT_THAT(read, Not(HasSubstr(untold)));
    }
    const std::string in_english = page(draft, "en");
    EXPECT_THAT(in_english, HasSubstr("<h1>Application form</h1>"));
    EXPECT_THAT(in_english, HasSubstr("Kind of applicant</th><td>Individually-owned business"));
}

TEST_F(TheApplication, IsSignedAsItReads) {
    const std::string draft = wang_.file(restaurant_draft()).body["id"];
    const std::string digest = digest_on(page(draft));
    ASSERT_EQ(digest.size(), 64U);
    ASSERT_EQ(wang_.put_material(draft, "fd03").status, 200);
    EXPECT_NE(digest_on(page(draft)), digest) << "another paper is signed with it";
    Json signs = submission();
    signs["content_digest"] = digest;
    EXPECT_EQ(wang_.act(draft, "submit", signs).code(), "ACTION_BODY");
    signs["content_digest"] = digest_on(page(draft));
    const Reply filed = wang_.act(draft, "submit", signs);
    ASSERT_EQ(filed.status, 200) << filed.body;
    const std::string read = page(filed.body["number"]);
    EXPECT_EQ(digest_on(read), signs["content_digest"]);
    EXPECT_THAT(read, HasSubstr("已签名，2026-03-02 09:00 提交"));
    EXPECT_THAT(read, Not(HasSubstr("签名或者盖章")));
}

// A correction is signed for itself; what was filed stays what it was.
TEST_F(TheApplication, StaysAsItWasFiled) {
    Json form = restaurant_form();
    form["contact_mobile"] = "159";
    const std::string draft = wang_.file(restaurant_draft(form)).body["id"];
    const Reply filed = wang_.act(draft, "submit", submission());
    ASSERT_EQ(filed.status, 200) << filed.body;
    const std::string number = filed.body["number"];
    const std::string before = page(number);
    EXPECT_THAT(before, HasSubstr("联系手机</th><td>159</td>"));
    const Reply corrected =
        wang_.act(number, "correct", {{"signature", "王某示"}, {"form", restaurant_form()}});
    ASSERT_EQ(corrected.status, 200) << corrected.body;
    EXPECT_EQ(page(number), before);
}

// What is signed is what is shown: another county's code is not told as ours.
TEST_F(TheApplication, TellsItsCountyByTheTitleOnlyWhereItIsThisOne) {
    Json form = restaurant_form();
    form["area_code"] = "511102";
    EXPECT_THAT(page(wang_.file(restaurant_draft(form)).body["id"]), HasSubstr("市中区</td>"));
    form["area_code"] = "999999";
    const std::string other = page(wang_.file(restaurant_draft(form)).body["id"]);
    EXPECT_THAT(other, HasSubstr("999999</td>"));
}

TEST_F(TheApplication, GivesWayToAPaperOrFileOfItsOwn) {
    const std::string draft = wang_.file(restaurant_draft()).body["id"];
    ASSERT_EQ(wang_.put_material(draft, "fd01").status, 200);
    EXPECT_EQ(material(wang_.see(draft), "fd01")["made_by"], "");
    const std::string path = "/cases/" + draft + "/materials/fd01";
    EXPECT_EQ(wang_.get(path + "/content").code(), "FILE_UNKNOWN");
    const std::string version = std::to_string(wang_.see(draft)["version"].get<int>());
    const Reply taken =
        wang_.send("DELETE", path + "/files/1", "", {{"If-Match", "\"" + version + "\""}});
    ASSERT_EQ(taken.status, 200) << taken.body;
    EXPECT_EQ(material(taken.body, "fd01")["made_by"], "system");
    Walk walk(bureau_);
    walk.file_at_the_counter(restaurant_at_the_counter());
    EXPECT_EQ(material(walk.now(), "fd01")["kind"], "original");
    EXPECT_EQ(material(walk.now(), "fd01")["made_by"], "");
}

}  // namespace
}  // namespace oneseal

// The actions that no other walk takes, over HTTP as people take them; what is allowed now and why
// not; and the pages that show a case's draws and facts.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/packages.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string thursday = "2024-02-08T09:00:00+08:00";  // then silence: see silence_test.cpp

Json restaurant_that_sells(const Json& items) {
    Json form = restaurant_form();
    form["items"] = items;
    return restaurant_at_the_counter(form);
}

// LAW: 行政许可法 第三十二条 第一款 第一项
TEST(TheCounter, TellsAtOnceThatNoLicenceIsNeededAndWhereToGo) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_that_sells({"prepack_in_mix"}));
    EXPECT_EQ(bureau.visitor("intake1").act(walk.number(), "not_needed").pointers(),
              "/where_to_go");
    walk.take("intake1", "not_needed", {{"where_to_go", "仅销售预包装食品备案"}});
    EXPECT_EQ(walk.now()["state"], "not_accepted_no_need");
    const Json paper = walk.paper(4);
    EXPECT_EQ(paper["reasons"][0]["rule"], "FOOD-01") << paper;
    EXPECT_EQ(paper["where_to_go"], "仅销售预包装食品备案");
    EXPECT_EQ(paper["seal"], "acceptance");
}

// LAW: 行政许可法 第三十二条 第一款 第二项
TEST(TheCounter, SaysWithReasonsWhoHasThePowerWhereTheBureauHasNone) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const Json right = {{"right_authority", "乐山市行政审批局"}};
    // No rule finds it, so the officer gives the reason and its article.
    EXPECT_EQ(bureau.visitor("intake1").act(walk.number(), "no_power", right).pointers(),
              "/reason /article");
    Json reasoned = right;
    reasoned["reason"] = "场所在机场控制区内";
    reasoned["article"] = "食品经营许可和备案管理办法 第六条";
    walk.take("intake1", "no_power", reasoned);
    EXPECT_EQ(walk.now()["state"], "not_accepted_no_power");
    EXPECT_EQ(walk.paper(5)["right_authority"], "乐山市行政审批局");
    EXPECT_EQ(walk.paper(5)["reasons"][0]["by"], "intake1");
}

// LAW: 行政许可法 第七十二条
// JSON keeps no order; a person is asked in one.
TEST(TheBodyOfAnAction, SaysInWhichOrderItIsAskedFor) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept();
    const auto body_of = [&](const std::string& who, const std::string& action) {
        const Json list = bureau.visitor(who).get("/cases/" + walk.number() + "/actions").body;
        for (const Json& one : list["actions"]) {
            if (one["action"] == action) return one["body"];
        }
        return Json();
    };
    EXPECT_EQ(body_of("intake1", "serve")["x-oneseal"]["order"][0], "papers");
    walk.take(walk.now()["reviewer"],
              "assign_survey",
              {{"planned_on", "2026-03-03"}, {"place", "海棠街道示例巷3号"}});
    const Json record = body_of(walk.now()["surveyors"][0], "record_survey");
    EXPECT_EQ(record["properties"]["results"]["x-oneseal"]["order"][0], "fs01") << record;
}

TEST(ANoticeThatNobodyAnswers, IsFollowedByTheDecidersReasonsWhereNoLawEndsTheCase) {
    Bureau bureau("2024-03-11T09:00:00+08:00");
    Walk walk(bureau);
    Json application = fireworks_at_the_counter();
    application["materials"].erase(1);
    walk.file_at_the_counter(application).take("intake1", "request_supplement", Json::object());
    walk.take("intake1", "serve", served_directly(walk.now()["notices"][0]["paper"]));
    const std::string last_day = walk.now()["notices"][0]["answer_by"];
    const Json reason = {{"reason", "逾期未补正"}};

    bureau.jump_to(last_day + "T23:00:00+08:00");
    const Reply early = bureau.visitor("decider1").act(walk.number(), "no_answer", reason);
    EXPECT_EQ(early.code(), "ANSWER_STILL_OPEN") << early.body;
    bureau.jump_to("2024-05-06T09:00:00+08:00");
    EXPECT_EQ(bureau.visitor("intake2").act(walk.number(), "no_answer", reason).code(),
              "ROLE_MISSING");
    walk.take("decider1", "no_answer", reason);
    EXPECT_EQ(walk.now()["state"], "not_accepted_no_answer");
    EXPECT_EQ(walk.paper(5)["reasons"][0]["reason"], "逾期未补正");
    EXPECT_EQ(walk.paper(5)["seal"], "licensing");
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(AnAcceptanceBySilence, LetsTheReviewerAskOnceMoreAndTheApplicantProvide) {
    Bureau bureau(thursday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_without("fd03"));
    bureau.jump_to("2024-02-22T09:00:00+08:00");
    ASSERT_TRUE(wait_until([&] { return walk.now()["state"] == "reviewing"; }));
    const std::string reviewer = walk.now()["reviewer"];
    const Json papers = {{"signature", "s"},
                         {"materials", {{{"id", "fd03"}, {"kind", "original"}}}}};

    walk.take(reviewer,
              "request_materials",
              {{"materials", {"fd03"}}, {"reason", "无布局图不能核查"}, {"days", 5}});
    EXPECT_EQ(walk.paper(32)["papers"][0]["id"], "fd03");
    EXPECT_EQ(walk.paper(32)["days"], 5);
    // What is asked for is not there yet, whatever the plugin was asked meanwhile.
    const Json asked = bureau.visitor("intake1").get("/cases/" + walk.number() + "/receipts").body;
    EXPECT_EQ(asked["receipts"].back().dump().find("fd03\\\",\\\"fd04"), std::string::npos)
        << asked;
    walk.take("seal1", "seal", Json::object());
    walk.take("intake1", "serve", served_directly(walk.paper(32)["paper"]));
    bureau.advance(std::chrono::hours{1});
    walk.take("intake1", "provide_materials", papers);
    EXPECT_EQ(walk.paper(31)["complete"], true);
    EXPECT_EQ(walk.paper(31)["papers"][0]["id"], "fd03");
    EXPECT_EQ(walk.now()["materials"].size(), 4U);
}

TEST(AnAcceptanceByHand, ClosesThePapers) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept();
    const std::string reviewer = walk.now()["reviewer"];
    const Json request = {{"materials", {"fd03"}}, {"reason", "r"}};
    EXPECT_EQ(bureau.visitor(reviewer).act(walk.number(), "request_materials", request).code(),
              "ONE_TIME_NOTICE");
    EXPECT_EQ(bureau.visitor("intake1")
                  .act(walk.number(), "provide_materials", {{"signature", "s"}})
                  .code(),
              "MATERIALS_CLOSED");
}

// LAW: 优化营商环境条例 第四十四条
TEST(AClaimOfSharedData, IsProvenBeforeTheCaseIsAccepted) {
    Bureau bureau(monday);
    Walk walk(bureau);
    Json application = restaurant_without("fd02");
    application["shared_data"] = {"fd02"};
    walk.file_at_the_counter(application);
    const Reply early = bureau.visitor("intake1").act(walk.number(), "accept");
    EXPECT_EQ(early.code(), "WAIVER_UNPROVEN") << early.body;
    EXPECT_EQ(early.rules(), "MAT:fd02");
    walk.take("intake1",
              "prove_waiver",
              {{"material", "fd02"}, {"how", "查询电子证照库"}, {"evidence", "查询截图"}});
    walk.accept();
    EXPECT_EQ(walk.now()["proven_waivers"]["fd02"]["by"], "intake1");
}

// Somebody's settings of duty, in a bureau that is not running.
void set_duty(const Place& place, const std::string& role, bool on_duty) {
    const std::string path = place.path("counties/511102.json");
    std::ifstream in(path);
    Json county = Json::parse(in);
    in.close();
    for (Json& person : county["people"]) {
        const auto& roles = person["roles"].get_ref<const Json::array_t&>();
        if (std::ranges::find(roles, Json(role)) != roles.end()) person["on_duty"] = on_duty;
    }
    std::ofstream(path) << county.dump(2);
}

TEST(ACaseForWhichNoReviewerWasOnDuty, GetsOneWhenTheCounterAsksAgain) {
    const auto place = std::make_shared<Place>();
    set_duty(*place, "reviewer", false);
    std::string number;
    {
        const Bureau bureau(monday, place);
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_at_the_counter()).accept();
        number = walk.number();
        EXPECT_EQ(walk.now()["state"], "accepted");
        EXPECT_EQ(bureau.visitor("intake1").act(number, "assign_review").code(), "NOBODY_TO_DRAW");
    }
    set_duty(*place, "reviewer", true);
    const Bureau bureau(monday, place);
    ASSERT_EQ(bureau.visitor("intake1").act(number, "assign_review").status, 200);
    const Json now = bureau.visitor("intake1").see(number);
    EXPECT_EQ(now["state"], "reviewing");
    EXPECT_TRUE(now["reviewer"].get<std::string>().starts_with("reviewer")) << now["reviewer"];
    EXPECT_EQ(bureau.visitor("intake1").act(number, "assign_review").status, 409);
}

// The build's packages, the food matter with a fact that only experts establish and a rule that
// waits for it.
class ExpertPackages {
  public:
    ExpertPackages() {
        const fs::path folder = directory_.path();
        fs::copy(ONESEAL_BINARY_DIR "/packages", folder, fs::copy_options::recursive);
        change_food_matter(folder / "food_business", [](OrderedJson& matter) {
            OrderedJson fact = matter["facts"][0];
            for (const char* key : {"from", "otherwise"}) fact.erase(key);
            fact["id"] = "fx_expert_opinion";
            fact["type"] = "boolean";
            fact["source"] = "expert";
            matter["facts"].push_back(fact);
            OrderedJson rule = matter["rules"][0];
            rule.erase("when");
            rule["id"] = "FOOD-99";
            rule["require"] = "facts.fx_expert_opinion == true";
            matter["rules"].push_back(rule);
        });
    }
    Changes changes() const {
        Changes changes;
        changes.packages = directory_.path();
        return changes;
    }

  private:
    support::TemporaryDirectory directory_{};
};

TEST(AFactOfAnExpert, IsRecordedWithItsEvidenceAndShownToTheStaffOfThatStepOnly) {
    const ExpertPackages packages;
    Bureau bureau(monday, packages.changes());
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept();
    const std::string reviewer = walk.now()["reviewer"];
    Json record = {{"fact", "fx_expert_opinion"}, {"value", "yes"}, {"evidence", "评审意见书"}};
    EXPECT_EQ(bureau.visitor(reviewer).act(walk.number(), "record_fact", record).pointers(),
              "/value");
    record["value"] = true;
    walk.take(reviewer, "record_fact", record);
    // What a register tells is recorded by nobody.
    record["fact"] = "fx_lifetime_ban";
    EXPECT_EQ(bureau.visitor(reviewer).act(walk.number(), "record_fact", record).pointers(),
              "/fact");

    const std::string page = "/cases/" + walk.number() + "/facts";
    const Reply shown = bureau.visitor("legal1").get(page);
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_EQ(shown.body["facts"].size(), 1U);
    EXPECT_EQ(shown.body["facts"]["fx_expert_opinion"]["value"], true);
    EXPECT_EQ(shown.body["facts"]["fx_expert_opinion"]["by"], reviewer);
    EXPECT_EQ(bureau.visitor("surveyor1").get(page).status, 404);
    EXPECT_EQ(bureau.visitor("wang").get(page).code(), "PART_CLOSED");
    EXPECT_EQ(bureau.visitor("zhang").get(page).status, 404);
}

// LAW: 行政许可法 第三十八条 第一款
TEST(AGrant, WaitsForEveryFactAndNamesTheOneThatIsUnknownWithItsRule) {
    const ExpertPackages packages;
    Bureau bureau(monday, packages.changes());
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose();
    const Json granting = {{"facts", "符合条件"}};
    for (const char* language : languages) {
        const Reply waits =
            bureau.visitor("decider1").in(language).act(walk.number(), "grant", granting);
        expect_problem(waits, 409, "FACT_UNKNOWN", language);
        EXPECT_EQ(waits.body.value("law", ""), "行政许可法 第三十八条 第一款");
        EXPECT_EQ(waits.rules(), "FOOD-99");
        EXPECT_NE(waits.body.dump().find("fx_expert_opinion"), std::string::npos) << waits.body;
    }
    walk.take("decider1", "return", {{"reason", "尚无评审意见"}})
        .take(walk.now()["reviewer"],
              "record_fact",
              {{"fact", "fx_expert_opinion"}, {"value", true}, {"evidence", "评审意见书"}})
        .propose()
        .take("decider1", "grant", granting);
    EXPECT_EQ(walk.now()["state"], "granted");
}

// LAW: 行政许可法 第三十八条 第一款
TEST(AGroundForRefusal, IsOverruledByLegalOnlyAndIsThenNoLongerInTheWay) {
    Bureau bureau(monday);
    Json form = restaurant_form();
    form["items"] = {"hot", "drink"};
    form["special_zone"] = false;
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter(form))
        .accept()
        .survey(good_survey_of_restaurant());
    const Json overruling = {{"rule", "FOOD-09"},
                             {"reason", "现场已设专用操作区"},
                             {"article", "食品安全法 第三十三条"}};
    const std::string reviewer = walk.now()["reviewer"];
    const Reply refused =
        bureau.visitor(reviewer).act(walk.number(), "resolve_finding", overruling);
    EXPECT_EQ(refused.code(), "LEGAL_ONLY") << refused.body;
    walk.propose();
    const Json granting = {{"facts", "符合条件"}};
    EXPECT_EQ(bureau.visitor("decider1").act(walk.number(), "grant", granting).rules(), "FOOD-09");
    walk.take("legal1", "resolve_finding", overruling);
    walk.take("decider1", "grant", granting);
    EXPECT_EQ(walk.now()["state"], "granted");
}

TEST(ADecider, ReturnsWhatIsNotClearWithAReasonAndDecidesWhenItComesAgain) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose("refuse");
    EXPECT_EQ(bureau.visitor("decider1").act(walk.number(), "return").pointers(), "/reason");
    walk.take("decider1", "return", {{"reason", "不予许可的理由不清楚"}});
    EXPECT_EQ(walk.now()["state"], "reviewing");
    walk.propose("grant").take("decider2", "grant", {{"facts", "符合条件"}});
    EXPECT_EQ(walk.now()["state"], "granted");
}

// What the page says of one action.
Json told(Visitor visitor,
          const std::string& language,
          const std::string& number,
          const char* name) {
    const Reply page = visitor.in(language).get("/cases/" + number + "/actions");
    EXPECT_EQ(page.status, 200) << page.body;
    EXPECT_EQ(page.header("Content-Language"), language);
    for (const Json& action : page.body["actions"]) {
        if (action["action"] == name) return action;
    }
    return {};
}

TEST(ThePageOfActions, TellsInBothLanguagesWhatIsAllowedNowAndWhyTheRestIsNot) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_without("fd03"));
    const auto clerk = [&](const char* language, const char* action) {
        return told(bureau.visitor("intake1"), language, walk.number(), action);
    };
    const Json allowed = clerk("en", "request_supplement");
    EXPECT_EQ(allowed["allowed"], true) << allowed;
    EXPECT_FALSE(allowed.contains("why_not"));
    EXPECT_NE(allowed["title"], clerk("zh-CN", "request_supplement")["title"]);

    const Json accept = clerk("en", "accept");
    EXPECT_EQ(accept["title"], "accept");
    EXPECT_EQ(accept["allowed"], false);
    EXPECT_EQ(accept["why_not"]["code"], "NOT_COMPLETE");
    EXPECT_EQ(accept["why_not"]["law"], "行政许可法 第三十二条");
    EXPECT_EQ(accept["why_not"]["errors"][0]["rule"], "MAT:fd03");
    EXPECT_TRUE(accept["why_not"]["message"].get<std::string>().starts_with("The application"));
    const Json chinese = clerk("zh-CN", "accept");
    EXPECT_EQ(chinese["title"], "受理");
    EXPECT_TRUE(chinese["why_not"]["message"].get<std::string>().starts_with("申请材料"));
    EXPECT_FALSE(chinese["why_not"]["remedy"].get<std::string>().empty());

    EXPECT_EQ(clerk("en", "grant")["why_not"]["code"], "ACTION_NOT_NOW");
    EXPECT_TRUE(clerk("en", "seal").is_null()) << "it is another role's";
}

TEST(ThePageOfDraws, GivesTheReasonsToSupervisionAndIntegrityOnly) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(fireworks_at_the_counter()).accept();
    const std::string page = "/cases/" + walk.number() + "/draws";
    const auto left_out = [&](const std::string& who) {
        const Reply shown = bureau.visitor(who).get(page);
        EXPECT_EQ(shown.status, 200) << shown.body;
        std::map<std::string, std::string> reasons;
        for (const Json& one : shown.body["draws"][0]["candidates"]) {
            reasons[one["person"]] = one["left_out"];
        }
        return reasons;
    };
    using Reasons = std::map<std::string, std::string>;
    const Reasons told{{"reviewer1", ""}, {"reviewer2", ""}, {"reviewer3", "NOT_QUALIFIED"}};
    const Reasons hidden{{"reviewer1", ""}, {"reviewer2", ""}, {"reviewer3", "-"}};
    EXPECT_EQ(left_out("supervisor1"), told);
    EXPECT_EQ(left_out("integrity1"), told);
    EXPECT_EQ(left_out("head1"), hidden);
    for (const char* who : {"intake1", "reviewer1", "decider1"}) {
        EXPECT_EQ(bureau.visitor(who).get(page).status, 403) << who;
    }
}

}  // namespace
}  // namespace oneseal

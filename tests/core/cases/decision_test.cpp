// Grant and refusal, licences with numbers.
#include "cases/licence_number.hpp"
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

class DecisionTest : public CaseTest {
  protected:
    void reach_decision(Json form = good_form()) {
        submit(std::move(form));
        accept();
        survey();
        propose();
    }

    Error refused(const std::string& action, const std::string& who = "decider1") {
        const auto decision = act(who, action, {{"facts", "查明的事实"}});
        return decision ? Error{} : decision.error();
    }

    static Json form_with(const char* key, Json value) {
        Json form = good_form();
        form[key] = std::move(value);
        return form;
    }
};

using GrantTest = DecisionTest;

// LAW: 行政许可法 第三十八条 第一款
// LAW: 行政许可法 第三十九条 第一款
TEST_F(GrantTest, IsAPaperWithTheContentOfTheLicence) {
    reach_decision();
    EXPECT_EQ(refused("grant").id, "");
    EXPECT_EQ(case_.state, State::granted);
    EXPECT_EQ(case_.decision.outcome->on, day("2024-02-08"));
    const Json& told = paper(15);
    EXPECT_EQ(told["facts"], "查明的事实");
    EXPECT_EQ(told["certificate_number"], "JY25111020000015");
    EXPECT_EQ(told["licence"]["valid_from"], "2024-02-08");
    EXPECT_NE(told["text"]["zh-CN"].get<std::string>().find("决定准予许可"), std::string::npos);
    EXPECT_FALSE(told["legal_basis"].empty());
    EXPECT_EQ(told["date"], "2024-02-08");
    EXPECT_EQ(told["number"], "乐中审批准〔2024〕1号");
    EXPECT_EQ(record(15).seal, "licensing");
}

TEST_F(GrantTest, OfALicenceThatHasEndedIsRefused) {
    reach_decision();
    department_.licensed_from = "2010-01-01";
    department_.licensed_to = "2011-12-31";
    EXPECT_EQ(refused("grant").id, "LICENCE_PERIOD");
    department_.licensed_from = "2025-01-01";
    department_.licensed_to = "2024-12-31";
    EXPECT_EQ(refused("grant").id, "LICENCE_PERIOD");
    department_.licensed_from = "2024-01-01";
    department_.licensed_to = "2024-02-07";
    EXPECT_EQ(refused("grant").id, "LICENCE_PERIOD") << "it ended yesterday";
    department_.licensed_to = "2026-02-30";
    EXPECT_EQ(refused("grant").id, "LICENCE_PERIOD") << "no such day";
    department_.licensed_to = "2024-02-08";
    EXPECT_EQ(refused("grant").id, "");
}

// LAW: 行政许可法 第三十四条 第三款
TEST_F(GrantTest, WithoutTheSurveyIsRefused) {
    submit();
    accept();
    propose();
    EXPECT_EQ(refused("grant").id, "SURVEY_MISSING");
    department_.survey_unknown = true;
    EXPECT_EQ(refused("grant").id, "SURVEY_MISSING") << "it is not known that none is needed";
    department_.survey_unknown = false;
    department_.needs_survey = false;
    EXPECT_EQ(refused("grant").id, "");
}

TEST_F(GrantTest, AfterAFailedCriticalItemIsRefusedNamingIt) {
    submit();
    accept();
    survey("fs01");
    propose();
    const Error error = refused("grant");
    EXPECT_EQ(error.id, "CONDITIONS_NOT_MET");
    EXPECT_EQ(rules_of(error), std::set<std::string>{"SUR:fs01"});
    EXPECT_NE(error.message.en.find("SUR:fs01"), std::string::npos);
    EXPECT_EQ(error.law, "行政许可法 第三十八条 第一款");
    EXPECT_EQ(refused("refuse").id, "");
    EXPECT_EQ(paper(16)["reasons"][0]["rule"], "SUR:fs01");
    EXPECT_EQ(paper(16)["reasons"][0]["basis"][0]["article"], "第三十三条");
}

TEST_F(GrantTest, IsNotHinderedByAnItemThatIsNotCritical) {
    submit();
    accept();
    survey("fs07");
    propose();
    EXPECT_EQ(refused("grant").id, "");
}

TEST_F(GrantTest, WaitsForEveryFact) {
    reach_decision(form_with("needs_expert", true));
    const Error error = refused("grant");
    EXPECT_EQ(error.id, "FACT_UNKNOWN");
    EXPECT_NE(error.message.en.find("expert_opinion"), std::string::npos);
    EXPECT_EQ(rules_of(error), std::set<std::string>{"FOOD-30"});
    ASSERT_EQ(refusal("decider1", "return", {{"reason", "缺专家意见"}}), "");
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "record_fact",
                      {{"fact", "expert_opinion"}, {"value", true}, {"evidence", "意见书"}}),
              "");
    propose();
    EXPECT_EQ(refused("grant").id, "");
}

TEST_F(GrantTest, WaitsForARuleThatFailed) {
    reach_decision(form_with("broken", true));
    const Error error = refused("grant");
    EXPECT_EQ(error.id, "RULE_FAILED");
    EXPECT_EQ(rules_of(error), std::set<std::string>{"FOOD-19"});
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "resolve_finding",
                      {{"rule", "FOOD-19"},
                       {"reason", "人工核实符合"},
                       {"article", "食品安全法 第三十三条"}}),
              "");
    EXPECT_EQ(refused("grant").id, "");
}

// LAW: 行政许可法 第三十六条
TEST_F(GrantTest, WaitsForInterestedPartiesToBeHeard) {
    submit();
    accept();
    survey();
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "propose",
                      {{"proposal", "grant"},
                       {"opinion", "x"},
                       {"interested_parties", {{"parties", {"楼上住户"}}}}}),
              "");
    EXPECT_EQ(refused("grant").id, "INTERESTED_PARTIES");
}

TEST_F(GrantTest, NeedsThePlugin) {
    reach_decision();
    department_.answers = false;
    EXPECT_EQ(refused("grant").id, "VERDICT_PENDING");
}

TEST_F(GrantTest, NeedsTheLicenceAsThePluginDerivesIt) {
    reach_decision();
    const Command command{"grant", actor("decider1"), {{"facts", "x"}}};
    Context with_null = context(command);
    with_null.licence->licence["prefix"] = nullptr;
    EXPECT_EQ(decide(case_, command, with_null).error().id, "LICENCE_NOT_DERIVED");
    with_null.licence.reset();
    EXPECT_EQ(decide(case_, command, with_null).error().id, "LICENCE_NOT_DERIVED");
}

TEST_F(GrantTest, StatesTheFactsAtLeastByTheReviewersOpinion) {
    change_matter([](Json& variant) { variant["pace"] = "immediate"; });
    department_.needs_survey = false;
    submit();
    accept();
    EXPECT_EQ(refusal("decider1", "grant"), "ACTION_BODY");
    EXPECT_EQ(refusal("decider1", "grant", {{"facts", "当场核对"}}), "");
}

using SeparationTest = DecisionTest;

// LAW: 行政许可法 第三十四条
TEST_F(SeparationTest, KeepsSurveyorsFromDeciding) {
    reach_decision();
    const std::string surveyor = case_.people.surveyors[0];
    officer(surveyor).roles.insert(Role::decider);
    EXPECT_EQ(refused("grant", surveyor).id, "SOD-1");
    EXPECT_EQ(refused("refuse", surveyor).id, "SOD-1");
}

TEST_F(SeparationTest, KeepsContractStaffAndTheInterestedFromDeciding) {
    reach_decision();
    officer("decider2").formal = false;
    EXPECT_EQ(refused("grant", "decider2").id, "SOD-10");
    officer("decider2").formal = true;
    officer("decider2").conflicts = {case_.filing.applicant.code};
    EXPECT_EQ(refused("grant", "decider2").id, "SOD-6");
    officer("decider2").conflicts = {case_.filing.applicant.representative_code};
    EXPECT_EQ(refused("grant", "decider2").id, "SOD-6");
}

TEST_F(SeparationTest, LetsTheClerkDecideAnImmediateMatterOnly) {
    submit();
    ASSERT_EQ(refusal("intake1", "accept"), "");
    survey();
    propose();
    EXPECT_EQ(refused("grant", "intake1").id, "SOD-8");
    change_matter([](Json& variant) { variant["pace"] = "immediate"; });
    department_.needs_survey = false;
    submit();
    ASSERT_EQ(refusal("intake1", "accept"), "");
    EXPECT_EQ(refused("grant", "intake1").id, "");
}

TEST_F(SeparationTest, HasAPromisedMatterReviewedFirst) {
    for (Officer& one : officers_) one.on_duty = false;
    submit();
    accept();
    EXPECT_EQ(refused("grant").id, "REVIEW_FIRST");
}

using RefusalTest = DecisionTest;

// LAW: 行政许可法 第三十八条 第二款
// LAW: 行政许可法 第七十二条
// LAW: 行政复议法 第二十二条
// LAW: 行政诉讼法 第四十六条
TEST_F(RefusalTest, IsAPaperWithFactsReasonsArticlesAndRemedies) {
    reach_decision(form_with("special_room", 0));
    EXPECT_EQ(refusal("decider1", "refuse"), "ACTION_BODY");
    EXPECT_EQ(refusal("decider1",
                      "refuse",
                      {{"facts", "没有专间"}, {"technical_standard", "餐饮服务食品安全操作规范"}}),
              "");
    EXPECT_EQ(case_.state, State::refused);
    const Json& told = paper(16);
    EXPECT_EQ(told["facts"], "没有专间");
    EXPECT_EQ(told["reasons"][0]["rule"], "FOOD-08");
    EXPECT_EQ(told["reasons"][0]["basis"][0]["title"]["zh-CN"], "中华人民共和国食品安全法");
    EXPECT_EQ(told["technical_standard"], "餐饮服务食品安全操作规范");
    EXPECT_EQ(told["remedies"]["reconsideration"]["body"], "乐山市市中区人民政府");
    EXPECT_EQ(told["remedies"]["reconsideration"]["online_channel"],
              "https://reconsideration.511102.example/");
    EXPECT_EQ(told["remedies"]["litigation"]["court"], "乐山市市中区人民法院");
    EXPECT_EQ(record(16).seal, "licensing");
    EXPECT_EQ(case_.decision.licence_number, "");
}

TEST_F(RefusalTest, NeedsAGround) {
    reach_decision();
    EXPECT_EQ(refused("refuse").id, "ACTION_BODY");
    EXPECT_EQ(refusal("decider1", "refuse", {{"facts", "x"}, {"reason", "不符合规划"}}),
              "ACTION_BODY")
        << "the officer's own ground has its article";
    EXPECT_EQ(
        refusal("decider1",
                "refuse",
                {{"facts", "x"}, {"reason", "不符合规划"}, {"article", "食品安全法 第三十三条"}}),
        "");
    EXPECT_EQ(paper(16)["reasons"][0]["by"], "decider1");
}

class AfterSilenceTest : public DecisionTest {
  protected:
    // Accepted by silence without fd03.
    void accept_by_silence() {
        submit(good_form(), {"fd01", "fd02", "fd04"});
        wait_until("2024-02-22 09:00");
    }
};

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(AfterSilenceTest, WhatWasNeverAskedForIsNoGround) {
    accept_by_silence();
    survey();
    propose("refuse");
    EXPECT_EQ(refused("refuse").id, "NOT_ASKED_FOR");
    EXPECT_EQ(refused("grant").id, "CONDITIONS_NOT_MET") << "nor is it granted unproven";
}

TEST_F(AfterSilenceTest, WhatStayedUnprovenAfterAServedRequestIs) {
    accept_by_silence();
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "request_materials",
                      {{"materials", {"fd03"}}, {"reason", "x"}, {"days", 3}}),
              "");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    survey();
    propose("refuse");
    EXPECT_EQ(refused("refuse").id, "NOT_ASKED_FOR") << "it was not served";
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(32))), "");
    EXPECT_EQ(refused("refuse").id, "NOT_ASKED_FOR") << "the time given has not ended";
    wait_until("2024-02-27 09:00");
    EXPECT_EQ(refused("refuse").id, "");
    EXPECT_EQ(paper(16)["reasons"][0]["rule"], "MAT:fd03");
    EXPECT_EQ(paper(16)["reasons"][0]["unproven"], true);
}

TEST_F(AfterSilenceTest, WhatWasHandedInIsGranted) {
    accept_by_silence();
    ASSERT_EQ(
        refusal(
            case_.people.reviewer, "request_materials", {{"materials", {"fd03"}}, {"reason", "x"}}),
        "");
    hand_in("fd03");
    survey();
    propose();
    EXPECT_EQ(refused("grant").id, "");
}

using NumberTest = DecisionTest;

TEST_F(NumberTest, IsPrefixSequenceCheckDigitAndSuffix) {
    Json licence = {{"prefix", "JY2511102"}, {"digits", 6}, {"check", "mod11_10"}, {"suffix", ""}};
    EXPECT_EQ(licence_number(licence, 123).value(), "JY25111020001235");
    licence = {{"prefix", "YHLS"}, {"digits", 4}, {"check", "none"}, {"suffix", "-A"}};
    EXPECT_EQ(licence_number(licence, 7).value(), "YHLS0007-A");
    EXPECT_EQ(licence_number(licence, 10000).error().id, "LICENCE_NUMBERS_USED_UP");
}

TEST_F(NumberTest, FollowsTheCounterOfCountyMatterAndPrefix) {
    counters_["511102/licence/food_business/JY2511102"] = 123;
    reach_decision();
    EXPECT_EQ(refused("grant").id, "");
    EXPECT_EQ(case_.decision.licence_number, "JY25111020001235");
    EXPECT_EQ(counters_["511102/licence/food_business/JY2511102"], 124);
    counters_["511102/licence/food_business/JY2511102"] = 1000000;
    reach_decision();
    EXPECT_EQ(refused("grant").id, "LICENCE_NUMBERS_USED_UP");
    EXPECT_EQ(case_.state, State::deciding);
}

}  // namespace
}  // namespace oneseal::cases::test

// Clocks, their proofs, lights and timers.
#include <algorithm>

#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

class ClockTest : public CaseTest {
  protected:
    std::string light_on(std::string_view when) {
        clock_ = at(when);
        const auto all = clocks(case_, context());
        return light(all, context());
    }

    std::vector<std::string> timer_kinds() const {
        std::vector<std::string> kinds;
        for (const Timer& timer : timers(case_, context())) kinds.push_back(timer.name());
        return kinds;
    }
};

// Filed on 2024-02-08 and accepted by silence: ten working days with every day and its reason.
// LAW: 行政许可法 第四十二条 第一款
TEST_F(ClockTest, ProvesTheLastDayOfTheDecisionDayByDay) {
    submit();
    wait_until("2024-02-22 00:00");
    const DeadlineProof proof = clock_of("decision")->proof;
    EXPECT_EQ(proof.due, day("2024-02-28"));
    EXPECT_FALSE(proof.provisional);
    EXPECT_EQ(std::ranges::count(proof.days, ProofDay::Use::counted, &ProofDay::use), 10);
    EXPECT_EQ(proof.days.size(), 21U) << "day zero and each day up to the last";
    for (const ProofDay& one : proof.days) EXPECT_NE(one.reason.zh_cn, "");
    EXPECT_EQ(proof.days[1].reason.en, "working day") << "02-09 is New Year's Eve, yet a workday";
}

TEST_F(ClockTest, ChangesItsProofWithTheCalendar) {
    submit();
    wait_until("2024-02-22 00:00");
    const Json before = to_json(clock_of("decision")->proof);
    std::erase(notices_[0].days_off, day("2024-02-12"));
    calendar_ = sdk::WorkCalendar(notices_);
    EXPECT_EQ(clock_of("decision")->proof.due, day("2024-02-27"));
    EXPECT_NE(to_json(clock_of("decision")->proof), before);
}

TEST_F(ClockTest, IsProvisionalPastTheLastNotice) {
    clock_ = at("2026-12-28 09:00");
    submit();
    accept();
    EXPECT_TRUE(clock_of("decision")->proof.provisional);
    EXPECT_EQ(paper(3)["statutory_limit"]["provisional"], true);
}

// LAW: 优化营商环境条例 第三十六条
TEST_F(ClockTest, PromisesTheLeastOfCountyDepartmentAndLaw) {
    submit();
    accept();
    EXPECT_EQ(clock_of("promise")->proof.due, day("2024-02-21")) << "the department's five days";
    Context context_with = context();
    context_with.promised_days = 3;
    const auto find_promise = [&] {
        const auto all = clocks(case_, context_with);
        return std::ranges::find(all, ClockKind::promise, &CaseClock::kind)->proof.due;
    };
    EXPECT_EQ(find_promise(), day("2024-02-19"));
    context_with.promised_days = 8;
    EXPECT_EQ(find_promise(), day("2024-02-21"));
    change_matter([](Json& variant) { variant["promised_days"] = 30; });
    EXPECT_EQ(clock_of("promise")->proof.due, clock_of("decision")->proof.due);
    change_matter([](Json& variant) { variant.erase("promised_days"); });
    EXPECT_FALSE(clock_of("promise"));
}

// A limit that runs from receipt runs together with the five days.
TEST_F(ClockTest, MayCountFromReceipt) {
    change_matter([](Json& variant) { variant["limit"]["counted_from"] = "receipt"; });
    submit(good_form(), {"fd01", "fd02", "fd04"});
    EXPECT_TRUE(clock_of("intake")->running);
    EXPECT_TRUE(clock_of("decision")->running);
    EXPECT_EQ(clock_of("decision")->proof.due, day("2024-02-28"));
    EXPECT_EQ(leading_clock(clocks(case_, context()))->kind, ClockKind::intake);
    notify_and_serve();
    EXPECT_FALSE(clock_of("decision")->running);
    wait_until("2024-02-19 09:00");
    hand_in("fd03");
    ASSERT_EQ(refusal("applicant", "supplement", {{"signature", "s"}}), "");
    accept();
    EXPECT_EQ(clock_of("decision")->proof.day_zero, day("2024-02-19")) << "the supplement's day";
}

// LAW: 民法典 第二百零二条
TEST_F(ClockTest, MayCountMonths) {
    change_matter([](Json& variant) {
        variant["limit"].erase("working_days");
        variant["limit"]["months"] = 3;
    });
    submit();
    accept();
    EXPECT_EQ(clock_of("decision")->proof.due, day("2024-05-08"));
}

TEST_F(ClockTest, OfTheDecisionStopsWithTheDecision) {
    submit();
    accept();
    survey();
    EXPECT_FALSE(clock_of("survey")->running);
    decide_to("grant");
    EXPECT_FALSE(clock_of("decision")->running);
    EXPECT_FALSE(clock_of("promise")->running);
    EXPECT_TRUE(clock_of("delivery")->running);
}

TEST_F(ClockTest, OfTheSurveyRunsFromItsAssignment) {
    submit();
    accept();
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "assign_survey",
                      {{"planned_on", "2024-02-19"}, {"place", "示例路2号"}}),
              "");
    EXPECT_EQ(clock_of("survey")->proof.due, day("2024-02-21"));
    EXPECT_EQ(clock_of("survey")->article, "优化营商环境条例 第三十六条");
    wait_until("2024-02-22 00:00");
    EXPECT_EQ(case_.alarms.at("survey"), day("2024-02-21"));
}

using LightTest = ClockTest;

TEST_F(LightTest, GoesFromGreenOverYellowAndOrangeToRed) {
    submit();
    EXPECT_EQ(light_on("2024-02-08 10:00"), "green");
    clock_ = at("2024-02-08 10:00");
    accept();  // promise: five days, 02-21; law: ten days, 02-28
    EXPECT_EQ(light_on("2024-02-09 10:00"), "green");
    EXPECT_EQ(light_on("2024-02-19 10:00"), "yellow");
    EXPECT_EQ(light_on("2024-02-20 10:00"), "orange");
    EXPECT_EQ(light_on("2024-02-23 10:00"), "orange") << "the promise is broken";
    EXPECT_EQ(light_on("2024-02-29 10:00"), "red");
}

TEST_F(LightTest, IsOutWhereNoClockRuns) {
    submit();
    ASSERT_EQ(refusal("applicant", "withdraw", {{"signature", "s"}}), "");
    EXPECT_EQ(light_on("2024-02-09 10:00"), "");
}

using TimerTest = ClockTest;

TEST_F(TimerTest, FiresAtTheStartOfTheDayAfterTheLast) {
    submit();
    EXPECT_EQ(timer_kinds(), std::vector<std::string>{"accept"});
    EXPECT_EQ(fires("accept"), "2024-02-22T00:00:00.000+08:00");
}

TEST_F(TimerTest, WaitsForNoVariantThatTheMatterNoLongerHas) {
    draft(good_form(), {});
    case_.filing.variant = "no_longer_there";
    EXPECT_TRUE(clocks(case_, context()).empty());
    EXPECT_TRUE(timer_kinds().empty());
}

// LAW: 行政许可法 第七十四条 第二项
TEST_F(TimerTest, WarnsOfThePromiseAndOfTheLawApartEachWithItsArticle) {
    submit();
    accept();
    wait_until("2024-02-22 00:00");
    EXPECT_EQ(case_.alarms.at("promise"), day("2024-02-21"));
    EXPECT_FALSE(case_.alarms.contains("decision"));
    EXPECT_EQ(events_.back().as<AlarmRaised>()->article, "优化营商环境条例 第三十六条");
    wait_until("2024-02-29 00:00");
    EXPECT_EQ(case_.alarms.at("decision"), day("2024-02-28"));
    const auto raised = std::ranges::find_if(events_, [](const Event& event) {
        const auto* alarm = event.as<AlarmRaised>();
        return alarm != nullptr && alarm->kind == "decision";
    });
    ASSERT_NE(raised, events_.end());
    const std::string& article = raised->as<AlarmRaised>()->article;
    EXPECT_NE(article.find("食品经营许可"), std::string::npos) << article;
}

TEST_F(TimerTest, WarnsOfPapersThatNobodyServes) {
    submit();
    accept();
    EXPECT_EQ(fires("alarm/serving"), "2024-02-29T00:00:00.000+08:00");
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(3))), "");
    EXPECT_EQ(fires("alarm/serving"), "");
}

// Each timer does what nobody else does: without its consumer the case would stay as it is.
TEST_F(TimerTest, IsConsumedByTheEngineForEveryKindThatIsSet) {
    const std::set<std::string> known{"accept", "terminate", "archive", "evaluate"};
    std::set<std::string> fired;
    submit(good_form(), {"fd01", "fd02", "fd04"});
    for (const Timer& timer : timers(case_, context())) fired.insert(timer.name());
    notify_and_serve();
    for (const Timer& timer : timers(case_, context())) fired.insert(timer.name());
    wait_until("2024-02-24 00:00");
    EXPECT_EQ(case_.state, State::terminated);
    ASSERT_EQ(refusal("seal1", "seal", {{"approver", "head1"}}), "");
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(23))), "");
    for (const Timer& timer : timers(case_, context())) fired.insert(timer.name());
    wait_until("2024-02-26 00:00");
    EXPECT_EQ(case_.state, State::archived);
    EXPECT_TRUE(timers(case_, context()).empty());
    for (const std::string& kind : fired) {
        EXPECT_TRUE(known.contains(kind) || kind.starts_with("alarm/")) << kind;
    }
}

}  // namespace
}  // namespace oneseal::cases::test

// The numbers of a bureau: what came in, how it was decided, how long it took.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string march = "from=2026-03-01&to=2026-03-31";
const Json granting = {{"facts", "符合条件"}};

// A grant after 90 minutes, a refusal after four working days, a grant four days late, a
// withdrawal, and a case that nobody decides.
class Statistics : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        bureau = std::make_unique<Bureau>(monday);
        Walk quick(*bureau);
        quick.file_at_the_counter(restaurant_at_the_counter()).accept();
        quick.survey(good_survey_of_restaurant()).propose();
        Json failed = good_survey_of_restaurant();
        failed["fs08"] = {{"result", "fail"}};
        Walk refused(*bureau);
        refused.file_at_the_counter(restaurant_at_the_counter()).accept().survey(failed);
        refused.propose("refuse");
        Walk late(*bureau);
        late.file_at_the_counter(restaurant_at_the_counter()).accept();
        late.survey(good_survey_of_restaurant()).propose();
        Walk open(*bureau);
        open.file_at_the_counter(fireworks_at_the_counter()).accept();
        Walk withdrawn(*bureau);
        withdrawn.file_as_wang().take("wang", "withdraw", {{"signature", "王某示"}});
        bureau->visitor("wang").file(restaurant_draft());

        bureau->advance(std::chrono::minutes{90});
        quick.take("decider1", "grant", granting);
        jump_to("2026-03-06T10:00:00+08:00", refused);
        refused.take("decider1", "refuse", {{"facts", "现场核查第八项不合格"}});
        jump_to("2026-03-20T10:00:00+08:00", late);
        late.take("decider1", "grant", granting);
        bureau->jump_to("2026-04-01T10:00:00+08:00");
    }
    static void TearDownTestSuite() { bureau.reset(); }

    // Once the case's alarms have been raised, nobody else works on it.
    static void jump_to(const std::string& instant, const Walk& walk) {
        bureau->jump_to(instant);
        EXPECT_TRUE(wait_until([&] { return walk.now()["overdue_timers"].empty(); }));
    }

    static Reply ask(const std::string& who, const std::string& query) {
        return bureau->visitor(who).get("/statistics?" + query);
    }
    static Json group(const std::string& by, const std::string& key) {
        const Reply reply = ask("head1", march + "&by=" + by);
        EXPECT_EQ(reply.status, 200) << reply.body;
        for (const Json& one : reply.body["groups"]) {
            if (one["key"] == key) return one;
        }
        ADD_FAILURE() << by << " " << key << " " << reply.body;
        return {};
    }
    // The counts as "received=5 accepted=4 …", those that are not zero.
    static std::string counts(const Json& figures) {
        std::string text;
        for (const char* name : {"received",
                                 "accepted",
                                 "surveyed",
                                 "decided",
                                 "granted",
                                 "refused",
                                 "ended",
                                 "on_time",
                                 "late",
                                 "open",
                                 "overdue"}) {
            const Json count = figures[name].is_null() ? Json(0) : figures[name]["count"];
            if (count != 0) text += std::string(name) + "=" + count.dump() + " ";
        }
        return text;
    }

    static std::unique_ptr<Bureau> bureau;
};

std::unique_ptr<Bureau> Statistics::bureau;

TEST_F(Statistics, CountWhatHappenedInThePeriodAndWhatIsOpenNow) {
    const Reply reply = ask("head1", march);
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.body["from"], "2026-03-01");
    EXPECT_EQ(reply.body["to"], "2026-03-31");
    EXPECT_EQ(reply.body["by"], "department");
    const Json& total = reply.body["total"];
    EXPECT_EQ(counts(total),
              "received=5 accepted=4 surveyed=3 decided=3 granted=2 refused=1 ended=1 on_time=2 "
              "late=1 open=1 overdue=1 ");
    EXPECT_EQ(total["average_days"], 6) << "0, 4 and 14";
    EXPECT_EQ(total["average_minutes"], 90);
    EXPECT_EQ(total["average_days_saved"], 4) << "ten working days less 0, 4 and 14";
}

TEST_F(Statistics, AreCutByDepartmentSectionMatterAndDay) {
    const std::string food =
        "received=4 accepted=3 surveyed=3 decided=3 granted=2 refused=1 "
        "ended=1 on_time=2 late=1 ";
    for (const char* by : {"department", "matter"}) {
        EXPECT_EQ(counts(group(by, "food_business")), food) << by;
        EXPECT_EQ(counts(group(by, "fireworks_retail")), "received=1 accepted=1 open=1 overdue=1 ")
            << by;
    }
    EXPECT_EQ(group("matter", "food_business")["title"]["en"], "Food business licence");
    const Json section = group("section", "market");
    EXPECT_EQ(section["title"]["zh-CN"], "市场准入股");
    EXPECT_EQ(section["received"]["count"], 5);
    EXPECT_EQ(counts(group("day", "2026-03-02")),
              "received=5 accepted=4 surveyed=3 decided=1 granted=1 ended=1 on_time=1 ");
    EXPECT_EQ(counts(group("day", "2026-03-06")), "decided=1 refused=1 on_time=1 ");
    EXPECT_EQ(counts(group("day", "2026-03-20")), "decided=1 granted=1 late=1 ");
    EXPECT_EQ(group("day", "2026-03-20")["open"], Json());
    EXPECT_EQ(group("day", "2026-03-06")["average_minutes"], Json());
}

TEST_F(Statistics, AreOfThisMonthWhereNobodySaysOtherwise) {
    const Json april = ask("head1", "").body;
    EXPECT_EQ(april["from"], "2026-04-01");
    EXPECT_EQ(april["to"], "2026-04-01");
    EXPECT_EQ(counts(april["total"]), "open=1 overdue=1 ");
    EXPECT_EQ(april["total"]["average_days"], Json());
    EXPECT_EQ(ask("head1", "to=2026-03-20").body["from"], "2026-03-01");
    EXPECT_EQ(ask("head1", "from=2026-03-06&to=2026-03-06").body["total"]["decided"]["count"], 1);
    EXPECT_EQ(ask("head1", "from=2026-03-07&to=2026-03-19").body["total"]["decided"]["count"], 0);
}

TEST_F(Statistics, NameTheFilterOfEachNumber) {
    const Json food = group("department", "food_business");
    const std::string of_food = "&department=food_business";
    EXPECT_EQ(food["received"]["filter"],
              "received_from=2026-03-01&received_to=2026-03-31" + of_food);
    EXPECT_EQ(food["refused"]["filter"],
              "decided_from=2026-03-01&decided_to=2026-03-31&outcome=refuse" + of_food);
    EXPECT_EQ(food["open"]["filter"], "open=true" + of_food);
    EXPECT_EQ(group("day", "2026-03-06")["decided"]["filter"],
              "decided_from=2026-03-06&decided_to=2026-03-06");
    EXPECT_EQ(group("section", "market")["late"]["filter"],
              "decided_from=2026-03-01&decided_to=2026-03-31&late=true"
              "&matter=fireworks_retail,food_business");
    const Json late = group("department", "fireworks_retail")["overdue"];
    const Reply listed =
        bureau->visitor("head1").get("/cases?" + late["filter"].get<std::string>());
    EXPECT_EQ(listed.body["cases"].size(), late["count"]) << listed.body;
}

TEST_F(Statistics, AreForThoseWhoLeadAndSupervise) {
    for (const char* who : {"head1", "decider1", "supervisor1", "integrity1", "legal1"}) {
        EXPECT_EQ(ask(who, march).body["total"]["received"]["count"], 5) << who;
    }
    for (const char* who :
         {"wang", "intake2", "reviewer1", "surveyor1", "seal1", "admin1", "regulator1"}) {
        EXPECT_EQ(ask(who, march).status, 403) << who;
        EXPECT_EQ(ask(who, march).code(), "ACCESS_ROLE_MISSING") << who;
    }
    EXPECT_EQ(ask("511126/head1", march).status, 403);
    EXPECT_EQ(ask("", march).status, 401);
}

TEST_F(Statistics, RefuseWhatIsNoPeriod) {
    for (const char* wrong : {"from=2026-03-02&to=2026-03-01",
                              "from=2025-02-23&to=2026-03-31",
                              "from=2026-02-30",
                              "to=yesterday",
                              "from=2026-3-1",
                              "from=2026-04-02"}) {
        const Reply reply = ask("head1", wrong);
        EXPECT_EQ(reply.status, 422) << wrong;
        EXPECT_EQ(reply.code(), "PERIOD_INVALID") << wrong;
    }
    EXPECT_EQ(ask("head1", "from=2025-02-24&to=2026-03-31").status, 200) << "400 days apart";
    EXPECT_EQ(ask("head1", "by=applicant").status, 422);
    EXPECT_EQ(ask("head1", "by=applicant").code(), "GROUPING_UNKNOWN");
    EXPECT_EQ(ask("head1", "until=2026-03-31").code(), "QUERY_UNKNOWN");
}

TEST(ADeciderOfOneSection, CountsWhatItMayList) {
    Changes changes;
    changes.county = [](Json& county) {
        county["matters"]["food_business"]["deciding_section"] = "law";
    };
    const Bureau bureau(monday, changes);
    Walk(bureau).file_at_the_counter(restaurant_at_the_counter());
    Walk(bureau).file_at_the_counter(fireworks_at_the_counter());
    const Json seen = bureau.visitor("decider1").get("/statistics").body;
    EXPECT_EQ(seen["total"]["received"]["count"], 1);
    ASSERT_EQ(seen["groups"].size(), 1U);
    EXPECT_EQ(seen["groups"][0]["key"], "fireworks_retail");
    EXPECT_EQ(bureau.visitor("head1").get("/statistics").body["total"]["received"]["count"], 2);
}

// What an earlier version has left open is reckoned at the start, and a figure that somebody has
// changed is found.
TEST(TheFiguresOfACase, AreReckonedAnewAndVerified) {
    Bureau bureau(monday);
    const auto place = bureau.place();
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose()
        .take("decider1", "grant", granting);
    const std::string of_it = " WHERE number = " + in_quotes(walk.number());
    bureau.close();
    const auto verified = [&] {
        return run_oneseal({"journal", "verify", "--settings", place->settings()});
    };
    EXPECT_EQ(verified().exit_code, 0);
    for (const char* tampering : {"accepted_on = '2026-03-01'",
                                  "surveyed_on = NULL",
                                  "outcome = 'refuse'",
                                  "ended_on = '2026-03-02'",
                                  "minutes_used = 1",
                                  "statutory_due = '2026-12-31'",
                                  "statutory_days = 99",
                                  "days_used = 3"}) {
        Hand hand(*place);
        const auto before = hand.read(
            "SELECT accepted_on, surveyed_on, outcome, minutes_used,"
            " statutory_due, statutory_days, days_used FROM cases" +
            of_it);
        ASSERT_EQ(before.size(), 1U);
        EXPECT_EQ(before[0].text(4), "2026-03-16");
        EXPECT_EQ(before[0].text(5), "10");
        hand.write("UPDATE cases SET " + std::string(tampering) + of_it);
        const Outcome found = verified();
        EXPECT_NE(found.exit_code, 0) << tampering;
        EXPECT_NE(found.output.find("figures"), std::string::npos) << found.output << found.errors;
        hand.write(
            "UPDATE cases SET accepted_on = '2026-03-02', surveyed_on = '2026-03-02',"
            " outcome = 'grant', ended_on = NULL, minutes_used = 0,"
            " statutory_due = '2026-03-16', statutory_days = 10, days_used = 0" +
            of_it);
    }
    EXPECT_EQ(verified().exit_code, 0);
    Hand(*place).write(
        "UPDATE cases SET statutory_due = NULL, statutory_days = NULL,"
        " days_used = NULL" +
        of_it);
    EXPECT_NE(verified().exit_code, 0);
    { const Bureau again(monday, place); }
    EXPECT_EQ(verified().exit_code, 0);
}

}  // namespace
}  // namespace oneseal

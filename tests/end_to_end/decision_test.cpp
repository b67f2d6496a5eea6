// Who decides, on what grounds, and that a case is decided once.
#include <gtest/gtest.h>

#include <latch>
#include <random>
#include <thread>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";
const Json granting = {{"facts", "经审查符合条件"}};

// Gives one more role to some people of the county.
Changes with_role(const std::string& role, std::set<std::string> people) {
    Changes changes;
    changes.county = [=](Json& settings) {
        for (Json& person : settings["people"]) {
            if (people.contains(person["id"])) person["roles"].push_back(role);
        }
    };
    return changes;
}

const std::set<std::string> every_surveyor = {"intake3",
                                              "reviewer1",
                                              "reviewer2",
                                              "surveyor1",
                                              "surveyor2",
                                              "surveyor3",
                                              "surveyor4",
                                              "surveyor5",
                                              "surveyor6"};

// LAW: 行政许可法 第三十四条 第三款
TEST(AGrant, NeedsTheSurvey) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter()).accept().propose();
    const Reply reply = bureau.visitor("decider1").act(walk.number(), "grant", granting);
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.code(), "SURVEY_MISSING");
    EXPECT_EQ(reply.body["law"], "行政许可法 第三十四条 第三款");
    EXPECT_EQ(walk.now()["state"], "deciding");
}

// LAW: 行政许可法 第三十八条 第二款
// LAW: 行政许可法 第七十二条
TEST(AFailedCriticalItem, IsInTheWayOfAGrantAndTheGroundOfARefusal) {
    Bureau bureau(monday);
    Walk walk(bureau);
    Json results = good_survey_of_restaurant();
    results["fs08"] = {{"result", "fail"}};
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(results)
        .propose("refuse");
    const Reply grant = bureau.visitor("decider1").act(walk.number(), "grant", granting);
    EXPECT_EQ(grant.status, 409);
    EXPECT_EQ(grant.code(), "CONDITIONS_NOT_MET");
    EXPECT_EQ(grant.rules(), "SUR:fs08");

    walk.take("decider1", "refuse", {{"facts", "现场核查第八项不合格"}});
    EXPECT_EQ(walk.now()["state"], "refused");
    EXPECT_EQ(walk.now()["licence_number"], "");
    const Json paper = walk.paper(16);
    const std::string text = paper.dump();
    EXPECT_NE(text.find("SUR:fs08"), std::string::npos) << text;
    EXPECT_NE(text.find("第三十三条第一款第二项"), std::string::npos) << text;
    EXPECT_NE(text.find("食品安全法"), std::string::npos) << text;
    EXPECT_NE(text.find("remedies"), std::string::npos) << text;
    EXPECT_EQ(bureau.visitor("supervisor1").get("/licences").body["licences"], Json::array());
}

TEST(SeparationOfDuties, KeepsASurveyorFromDeciding) {
    Bureau bureau(monday, with_role("decider", every_surveyor));
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose();
    std::string formal;
    const Json team = walk.now()["surveyors"];
    for (const std::string surveyor : team) {
        if (surveyor != "surveyor6") formal = surveyor;
    }
    const Reply reply = bureau.visitor(formal).act(walk.number(), "grant", granting);
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.code(), "SOD-1");
    EXPECT_EQ(bureau.visitor(formal).act(walk.number(), "refuse", {{"facts", "x"}}).code(),
              "SOD-1");
}

TEST(SeparationOfDuties, KeepsContractStaffFromDeciding) {
    Bureau bureau(monday, with_role("decider", {"intake2"}));
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose();
    EXPECT_EQ(bureau.visitor("intake2").act(walk.number(), "grant", granting).code(), "SOD-10");
    // Nor does the clerk who accepted it.
    EXPECT_EQ(bureau.visitor("intake1").act(walk.number(), "grant", granting).code(), "SOD-8");
}

TEST(SeparationOfDuties, KeepsWhoReviewedOrDecidedFromSealing) {
    Bureau bureau(monday,
                  with_role("seal_keeper", {"decider1", "reviewer1", "reviewer2", "reviewer3"}));
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter())
        .accept()
        .survey(good_survey_of_restaurant())
        .propose()
        .take("decider1", "grant", granting);
    EXPECT_EQ(bureau.visitor("decider1").act(walk.number(), "seal").code(), "SOD-5");
    const std::string reviewer = walk.now()["reviewer"];
    EXPECT_EQ(bureau.visitor(reviewer).act(walk.number(), "seal").code(), "SOD-5");
    walk.take("seal1", "seal", Json::object());
    EXPECT_EQ(walk.now()["state"], "certified");
}

// Where there are others, nobody surveys the same applicant twice running: the second draw leaves
// out, as SOD-7, whom the database knows from the first case.
TEST(SeparationOfDuties, KeepsTheLastSurveyorsFromTheApplicantsNextCase) {
    Bureau bureau(monday);
    const auto surveyors_of = [&](const Walk& walk) {
        return walk.now()["surveyors"].get<std::set<std::string>>();
    };
    const auto left_out = [&](const Walk& walk) {
        const Json draws =
            bureau.visitor("supervisor1").get("/cases/" + walk.number() + "/draws").body["draws"];
        std::set<std::string> people;
        for (const Json& candidate : draws.back()["candidates"]) {
            if (candidate["left_out"] == "SOD-7") people.insert(candidate["person"]);
        }
        return people;
    };
    const auto file_and_survey = [&](const Json& form) {
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_at_the_counter(form))
            .accept()
            .survey(good_survey_of_restaurant());
        return walk;
    };
    const std::set<std::string> nobody;
    const Walk first = file_and_survey(restaurant_form());
    EXPECT_EQ(left_out(first), nobody);
    Json other = restaurant_form();
    other["uscc"] = "91511102MA0AAA016X";
    const Walk stranger = file_and_survey(other);
    EXPECT_EQ(left_out(stranger), nobody);

    const Walk second = file_and_survey(restaurant_form());
    EXPECT_EQ(left_out(second), surveyors_of(first));
    for (const std::string& surveyor : surveyors_of(second)) {
        EXPECT_FALSE(surveyors_of(first).contains(surveyor)) << surveyor;
    }
    // Only the last case counts, so that the bureau does not run out of people.
    const Walk third = file_and_survey(restaurant_form());
    EXPECT_EQ(left_out(third), surveyors_of(second));
}

// Random versions by random people: an action is taken on the version that is, or not at all.
TEST(ACase, MovesOnFromTheVersionThatWasSeenAndFromNoOther) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    std::mt19937 random{20260302};
    const std::pair<const char*, Json> acts[] = {
        {"intake1", {{"material", "fd02"}, {"how", "查询"}, {"evidence", "截图"}}},
        {"intake2", {{"material", "fd02"}, {"how", "电话"}, {"evidence", "记录"}}}};
    int taken = 0;
    for (int i = 0; i < 60; ++i) {
        const auto& [who, body] = acts[random() % 2];
        const int version = walk.now()["version"];
        const int seen = version + static_cast<int>(random() % 4) - 2;  // two back to one ahead
        const Reply reply = bureau.visitor(who).act_on(walk.number(), seen, "prove_waiver", body);
        EXPECT_EQ(reply.status, seen == version ? 200 : 412) << seen << " of " << version;
        EXPECT_EQ(walk.now()["version"], seen == version ? version + 1 : version);
        taken += seen == version ? 1 : 0;
    }
    EXPECT_GT(taken, 5);
    const Json events =
        bureau.visitor("intake1").get("/cases/" + walk.number() + "/events").body["events"];
    EXPECT_EQ(events.size(), static_cast<std::size_t>(taken) + 1);
}

struct Contender {
    std::string token;
    const char* action;
    Json body;
};

TEST(SixtyFourContenders, DecideACaseExactlyOnce) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang();
    walk.accept().survey(good_survey_of_restaurant()).propose();
    const Contender contenders[] = {
        {bureau.visitor("decider1").token(), "grant", granting},
        {bureau.visitor("decider2").token(),
         "refuse",
         {{"facts", "x"}, {"reason", "另有理由"}, {"article", "食品安全法 第三十三条"}}},
        {bureau.visitor("wang").token(), "withdraw", {{"signature", "s"}}}};
    const int version = walk.now()["version"];
    constexpr int clients = 64;
    std::vector<Reply> replies(clients);
    std::latch start(clients);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < clients; ++i) {
            threads.emplace_back([&, i] {
                const Contender& mine = contenders[i % 3];
                Visitor visitor = Visitor::with_token(bureau.port(), mine.token);
                Reply& reply = replies[static_cast<std::size_t>(i)];
                start.arrive_and_wait();
                // Who is told that the rules do not answer in the crowd comes again, as told.
                for (int tried = 0; tried < 60; ++tried) {
                    reply = visitor.act_on(walk.number(), version, mine.action, mine.body);
                    if (reply.status != 503) break;
                    std::this_thread::sleep_for(std::chrono::milliseconds{500});
                }
            });
        }
    }
    int won = 0;
    for (const Reply& reply : replies) {
        if (reply.status == 200) ++won;
        if (reply.status != 200) {
            EXPECT_TRUE(reply.status == 409 || reply.status == 412) << reply.body;
        }
    }
    EXPECT_EQ(won, 1);

    int outcomes = 0;
    const Json events =
        bureau.visitor("intake1").get("/cases/" + walk.number() + "/events").body["events"];
    for (const Json& event : events) {
        if (event["kind"] == "grant" || event["kind"] == "refuse" || event["kind"] == "withdraw") {
            ++outcomes;
        }
    }
    EXPECT_EQ(outcomes, 1);
    const Json now = walk.now();
    EXPECT_EQ(now["version"], version + 1);
    if (now["state"] == "granted") walk.take("seal1", "seal", Json::object());
    const Json licences = bureau.visitor("supervisor1").get("/licences").body["licences"];
    EXPECT_EQ(licences.size(), now["state"] == "granted" ? 1u : 0u) << licences;
    const Outcome verified =
        run_oneseal({"journal", "verify", "--settings", bureau.place()->settings()});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

}  // namespace
}  // namespace oneseal

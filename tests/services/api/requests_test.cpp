// The small print of HTTP: what a request may spell in more than one way, and what it may not.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

TEST(ALongAnswer, ComesInTheCodingThatTheClientTakes) {
    Bureau bureau(monday);
    const std::string path = "/api/v1/counties/511102/matters/food_business";
    const http::Fields zipped{{"Accept-Encoding", "gzip"}};
    http::Client client("127.0.0.1", bureau.port(), std::chrono::minutes{1});
    const auto plain = client.send("GET", path, "", {});
    const auto shorter = client.send("GET", path, "", zipped);
    ASSERT_TRUE(plain && shorter);
    EXPECT_EQ(http::header(shorter->headers, "Content-Encoding"), "gzip");
    EXPECT_LT(shorter->body.size() * 3, plain->body.size());
    EXPECT_EQ(http::header(shorter->headers, "ETag"), http::header(plain->headers, "ETag"));
}

TEST(IfMatch, IsAnETagInQuotes) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    Visitor clerk = bureau.visitor("intake1");
    const auto accept = [&](const std::string& tag) {
        return clerk.send("POST",
                          "/cases/" + walk.number() + "/actions/accept",
                          "{}",
                          {{"If-Match", tag}, {"Idempotency-Key", fresh_key()}});
    };
    for (const char* tag : {"1", "\"1", "1\"", "W/\"1\"", "*", "\"\"", "\"1\", \"2\"", "\"+1\""}) {
        for (const char* language : languages) {
            clerk.in(language);
            expect_problem(accept(tag), 400, "IF_MATCH_INVALID", language);
        }
    }
    EXPECT_EQ(accept("\"1\"").status, 200);
}

TEST(AnIdempotencyKey, IsTheSameInEverySpellingOfThePath) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    const std::string body = restaurant_at_the_counter().dump();
    const http::Fields once{{"Idempotency-Key", "once"}};
    const Reply first = clerk.send("POST", "/api/v1/counties/511102/cases", body, once);
    ASSERT_EQ(first.status, 201) << first.body;
    for (const char* path : {"/api/v1/counties/51110%32/cases",
                             "/api/v1/c%6funties/511102/%63ases",
                             "/api/v1/counties/%35%31%31%31%30%32/cases"}) {
        const Reply again = clerk.send("POST", path, body, once);
        EXPECT_EQ(again.status, 201) << path;
        EXPECT_EQ(again.body, first.body) << path;
    }
    EXPECT_EQ(clerk.get("/cases").body["cases"].size(), 1U);
}

TEST(AMediaTypeAndAScheme, AreTheSameInAnyCase) {
    Bureau bureau(monday);
    const std::string token = bureau.visitor("intake1").token();
    Visitor nobody = bureau.visitor();
    Json check = restaurant_draft();
    check.erase("draft");
    for (const char* type : {"application/JSON", "Application/json; charset=UTF-8"}) {
        EXPECT_EQ(nobody.send("POST", "/checks", check.dump(), {{"Content-Type", type}}).status,
                  200)
            << type;
    }
    EXPECT_EQ(nobody.send("POST", "/checks", check.dump(), {{"Content-Type", "text/json"}}).status,
              415);
    for (const char* scheme : {"bearer ", "BEARER "}) {
        EXPECT_EQ(nobody.send("GET", "/cases", "", {{"Authorization", scheme + token}}).status,
                  200);
    }
}

TEST(AQuery, HasTheParametersThatThereAre) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    Visitor clerk = bureau.visitor("intake1");
    for (const std::string& path : {std::string("/matters?Q=x"),
                                    std::string("/cases?order=due"),
                                    std::string("/cases?limit=1&x="),
                                    "/cases/" + walk.number() + "?q=1",
                                    std::string("/licences?q=x"),

                                    std::string("/api/v1/counties?x=1")}) {
        for (const char* language : languages) {
            clerk.in(language);
            expect_problem(clerk.get(path), 400, "QUERY_UNKNOWN", language);
        }
    }
    const http::Fields key{{"Idempotency-Key", "once"}};
    const std::string body = restaurant_at_the_counter().dump();
    EXPECT_EQ(clerk.send("POST", "/cases?draft=true", body, key).code(), "QUERY_UNKNOWN");
    EXPECT_EQ(clerk.get("/cases?limit=1&q=abcd&state=submitted&cursor=").status, 200);
}

TEST(ASearch, TakesItsSignsAsTheyAre) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    for (const char* name : {"百分之百%小吃店", "下划_线小吃店", "惊叹!小吃店", "示例小吃店"}) {
        Json form = restaurant_form();
        form["applicant_name"] = name;
        const Reply filed = clerk.file(restaurant_at_the_counter(form));
        ASSERT_EQ(filed.status, 201) << filed.body;
    }
    const auto found = [&](const std::string& text) {
        return clerk.get("/cases?q=" + escaped(text)).body["cases"].size();
    };
    EXPECT_TRUE(wait_until([&] { return found("小吃店") == 4U; }));
    // A sign parts words, and stands for nothing else.
    EXPECT_EQ(found("百分之百%小吃店"), 1U);
    EXPECT_EQ(found("下划_线"), 1U);
    EXPECT_EQ(found("惊叹!小吃"), 1U);
    EXPECT_EQ(found("百分%小店"), 0U);
    EXPECT_EQ(found("下_划%店"), 1U);
    for (const char* sign : {"%", "_", "!", "\\", "*"}) {
        EXPECT_EQ(clerk.get("/cases?q=" + escaped(sign)).code(), "SEARCH_TOO_SHORT") << sign;
    }
    EXPECT_EQ(clerk.get("/cases?light=blue").code(), "FILTER_INVALID");
}

TEST(AProblem, StaysSmallHoweverManyKeysAreUnknown) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    Json filing = restaurant_at_the_counter();
    Json in_form = filing;
    for (int i = 0; i < 15'000; ++i) {
        filing["k" + std::to_string(i)] = 1;
        in_form["form"]["k" + std::to_string(i)] = 1;
    }
    const Reply reply = clerk.in("en").file(filing);
    EXPECT_EQ(reply.status, 422);
    ASSERT_EQ(reply.body["errors"].size(), 51U);
    EXPECT_EQ(reply.body["errors"][50]["message"], "And 14950 more.");
    EXPECT_LT(reply.body.dump().size(), 20'000U);
    const Reply of_the_form = clerk.file(in_form);
    EXPECT_EQ(of_the_form.status, 422);
    EXPECT_LT(of_the_form.body.dump().size(), 20'000U);
    Json odd = restaurant_at_the_counter();
    odd["variant"] = std::string(200'000, 'v');
    EXPECT_LT(clerk.file(odd).body.dump().size(), 5'000U);
}

// The register's other rows are shown all the same.
TEST(ABrokenRowOfTheRegister, IsLeftOutOfTheList) {
    Bureau bureau(monday);
    for (int i = 0; i < 2; ++i) {
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_at_the_counter()).accept();
        walk.survey(good_survey_of_restaurant()).propose();
        walk.take("decider1", "grant", {{"facts", "经审查符合条件"}});
        walk.take("seal1", "seal", Json::object());
    }
    Visitor clerk = bureau.visitor("intake1");
    const Json before = clerk.get("/licences").body["licences"];
    ASSERT_EQ(before.size(), 2U) << before;
    const std::string broken = before[0]["number"];
    Hand hand(*bureau.place());
    hand.write("UPDATE licences SET content = '{broken' WHERE number = '" + broken + "'");
    const Json after = clerk.get("/licences").body["licences"];
    ASSERT_EQ(after.size(), 1U) << after;
    EXPECT_EQ(after[0], before[1]);
    for (const char* language : languages) {
        expect_problem(
            clerk.in(language).get("/licences/" + broken), 500, "LICENCE_DAMAGED", language);
    }
}

}  // namespace
}  // namespace oneseal

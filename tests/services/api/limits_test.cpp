// What one client may take: who takes more waits, and nobody else notices.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "app/demo.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string session_path = "/api/v1/session";

// Where some of the limits are so low that a test meets them.
Bureau with_limits(const Json& limits, const Json& proxies = Json::array()) {
    auto place = std::make_shared<Place>();
    Json all = {{"body_bytes", 1 << 20}, {"upload_bytes", 20 << 20}};
    all.update(limits);
    place->set("limits", all);
    place->set("trusted_proxies", proxies);
    return Bureau(monday, place);
}

http::Fields from(const std::string& address) {
    return {{"X-Forwarded-For", address}};
}

Json check_of_wang() {
    Json check = restaurant_draft();
    check.erase("draft");
    return check;
}

void expect_to_wait(const Reply& reply, const std::string& code, const std::string& language) {
    expect_problem(reply, 429, code, language);
    EXPECT_GT(std::atoi(reply.header("Retry-After").c_str()), 0) << code;
}

TEST(Checks, AreLimitedForEachAddressAndEachAccount) {
    Bureau bureau = with_limits({{"checks_per_minute", 3}}, {"127.0.0.1"});
    Visitor anybody = bureau.visitor();
    Visitor wang = bureau.visitor("wang");
    const std::string check = check_of_wang().dump();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(anybody.send("POST", "/checks", check, from("198.51.100.7")).status, 200);
    }
    for (const char* language : languages) {
        anybody.in(language);
        expect_to_wait(anybody.send("POST", "/checks", check, from("198.51.100.7")),
                       "CHECKS_THROTTLED",
                       language);
    }
    EXPECT_EQ(anybody.send("POST", "/checks", check, from("198.51.100.8")).status, 200);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(wang.send("POST", "/checks", check, from("198.51.100.7")).status, 200)
            << "who is signed in has his own";
    }
    EXPECT_EQ(wang.send("POST", "/checks", check, from("198.51.100.9")).status, 429);
    bureau.advance(std::chrono::seconds{20});
    EXPECT_EQ(anybody.send("POST", "/checks", check, from("198.51.100.7")).status, 200);
}

TEST(Checks, AreLimitedByTheirBytesToo) {
    Bureau bureau = with_limits({{"check_bytes_per_minute", 200'000}});
    Visitor anybody = bureau.visitor();
    Json large = check_of_wang();
    large["form"]["premises"] = std::string(100'000, 'x');
    EXPECT_EQ(anybody.post("/checks", large).status, 200);
    EXPECT_EQ(anybody.post("/checks", large).code(), "CHECKS_THROTTLED");
}

// Nobody may choose his own address.
TEST(ALimit, BelievesNoForwardedAddressUnlessTheSettingsNameTheProxy) {
    for (const Json& proxies : {Json::array(), Json{"198.51.100.0/24"}}) {
        Bureau bureau = with_limits({{"checks_per_minute", 1}}, proxies);
        Visitor anybody = bureau.visitor();
        const std::string check = check_of_wang().dump();
        EXPECT_EQ(anybody.send("POST", "/checks", check, from("198.51.100.7")).status, 200);
        EXPECT_EQ(anybody.send("POST", "/checks", check, from("198.51.100.8")).status, 429);
    }
}

TEST(AForm, IsOfALengthThatPeopleFillIn) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const std::string draft = wang.file(restaurant_draft()).body["id"];
    Json large = restaurant_draft();
    large["form"]["premises"] = std::string(300'000, 'x');
    Json edited = large;
    edited.erase("draft");
    for (const char* language : languages) {
        wang.in(language);
        expect_problem(wang.file(large), 413, "FORM_TOO_LARGE", language);
        expect_problem(wang.post("/checks", edited), 413, "FORM_TOO_LARGE", language);
        expect_problem(
            wang.send("PUT", "/cases/" + draft + "/form", edited.dump(), {{"If-Match", "\"1\""}}),
            413,
            "FORM_TOO_LARGE",
            language);
        expect_problem(wang.act(draft, "submit", edited), 413, "FORM_TOO_LARGE", language);
    }
    // A long one is read elsewhere than a short one, and told the same.
    large["form"]["premises"] = std::string(100'000, 'x');
    EXPECT_EQ(wang.file(large).status, 201);
    large["form"]["nonsense"] = 1;
    EXPECT_EQ(wang.file(large).pointers(), "/form/nonsense");
    large["nonsense"] = 1;
    EXPECT_EQ(wang.file(large).pointers(), "/nonsense");
}

TEST(OpenDrafts, AreSoManyOfAnApplicantAndEndWhenTheyAreDeleted) {
    Bureau bureau = with_limits({{"drafts", 3}});
    Visitor wang = bureau.visitor("wang");
    std::string draft;
    for (int i = 0; i < 3; ++i) draft = wang.file(restaurant_draft()).body["id"];
    for (const char* language : languages) {
        wang.in(language);
        expect_problem(wang.file(restaurant_draft()), 409, "DRAFTS_TOO_MANY", language);
    }
    EXPECT_EQ(bureau.visitor("zhang").file(restaurant_draft()).status, 201);
    Visitor clerk = bureau.visitor("intake1");
    for (int i = 0; i < 4; ++i) EXPECT_EQ(clerk.file(restaurant_draft()).status, 201);

    const auto end = [&](Visitor& who, const std::string& version) {
        return who.send("DELETE", "/cases/" + draft, "", {{"If-Match", version}});
    };
    Visitor zhang = bureau.visitor("zhang");
    EXPECT_EQ(end(zhang, "\"1\"").status, 404);
    EXPECT_EQ(end(wang, "").code(), "IF_MATCH_MISSING");
    EXPECT_EQ(end(wang, "\"2\"").code(), "CASE_CHANGED");
    EXPECT_EQ(end(wang, "\"1\"").status, 204);
    EXPECT_EQ(end(wang, "\"1\"").status, 404);
    EXPECT_EQ(wang.file(restaurant_draft()).status, 201);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const Reply filed =
        clerk.send("DELETE", "/cases/" + walk.number(), "", {{"If-Match", "\"1\""}});
    EXPECT_EQ(filed.code(), "NOT_A_DRAFT");
}

TEST(OpenDrafts, AreNotMadeInALoop) {
    Bureau bureau = with_limits({{"drafts_per_hour", 2}});
    Visitor wang = bureau.visitor("wang");
    for (int i = 0; i < 2; ++i) ASSERT_EQ(wang.file(restaurant_draft()).status, 201);
    for (const char* language : languages) {
        wang.in(language);
        expect_to_wait(wang.file(restaurant_draft()), "DRAFTS_THROTTLED", language);
    }
    // A filing is never among them.
    EXPECT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
}

TEST(Files, AreSoManyBytesInAnApplicantsDraftsAndInAnHour) {
    Bureau bureau = with_limits({{"draft_bytes", 60}, {"upload_bytes_per_hour", 100}});
    Visitor wang = bureau.visitor("wang");
    const std::string first = wang.file(restaurant_draft()).body["id"];
    const std::string second = wang.file(restaurant_draft()).body["id"];
    EXPECT_EQ(wang.put_material(first, "fd01").status, 200);  // 25 bytes each
    EXPECT_EQ(wang.put_material(second, "fd01").status, 200);
    for (const char* language : languages) {
        wang.in(language);
        expect_problem(wang.put_material(second, "fd03"), 409, "DRAFT_FILES_TOO_LARGE", language);
    }
    Visitor zhang = bureau.visitor("zhang");
    const std::string draft = zhang.file(restaurant_draft()).body["id"];
    for (int i = 0; i < 4; ++i) zhang.put_material(draft, "fd01");
    for (const char* language : languages) {
        zhang.in(language);
        expect_to_wait(zhang.put_material(draft, "fd01"), "UPLOADS_THROTTLED", language);
    }
}

TEST(Verifications, AreLimitedForStrangersAndNotForStaff) {
    Bureau bureau = with_limits({{"verifications_per_minute", 5}});
    Visitor anybody = bureau.visitor();
    Visitor staff = bureau.visitor("intake1");
    const auto look_up = [](Visitor& who, int number) {
        return who.get("/licences/JY" + std::to_string(number) + "/verification");
    };
    for (int i = 0; i < 5; ++i) EXPECT_EQ(look_up(anybody, i).status, 404);
    for (const char* language : languages) {
        anybody.in(language);
        expect_to_wait(look_up(anybody, 6), "VERIFICATIONS_THROTTLED", language);
    }
    for (int i = 0; i < 9; ++i) EXPECT_EQ(look_up(staff, i).status, 404);
    // What is public is public to the staff of another county.
    Visitor colleague = bureau.visitor("511126/intake1");
    bureau.advance(std::chrono::minutes{1});
    EXPECT_EQ(look_up(colleague, 1).code(), "LICENCE_UNKNOWN");
}

// Right passwords too: whoever has one could otherwise keep every core busy.
TEST(SignIns, AreSoManyFromAnAddress) {
    Bureau bureau = with_limits({{"sign_ins_per_minute", 2}}, {"127.0.0.1"});
    Visitor anybody = bureau.visitor();
    const std::string wang = Json{{"username", "wang"}, {"password", demo_password}}.dump();
    const auto sign_in = [&](const std::string& address) {
        return anybody.send("POST", session_path, wang, from(address));
    };
    for (int i = 0; i < 2; ++i) EXPECT_EQ(sign_in("2001:db8:1:2::1").status, 200);
    for (const char* language : languages) {
        anybody.in(language);
        expect_to_wait(sign_in("2001:db8:1:2::ffff"), "SIGN_INS_THROTTLED", language);
    }
    EXPECT_EQ(sign_in("2001:db8:1:3::1").status, 200);
}

// Eight connections that never stop keep nobody else out.
TEST(SignIns, OfAFloodLeaveRoomForOthers) {
    Bureau bureau = with_limits({{"sign_ins_per_minute", 100'000}}, {"127.0.0.1"});
    std::atomic<bool> ends{false};
    std::vector<std::jthread> flood;
    for (int i = 0; i < 8; ++i) {
        flood.emplace_back([&, i] {
            Visitor attacker = Visitor::with_token(bureau.port(), "");
            for (int n = 0; !ends; ++n) {
                const Json guess = {{"username", std::to_string(i) + "." + std::to_string(n)},
                                    {"password", "a guess of many"}};
                attacker.send("POST", session_path, guess.dump(), from("203.0.113.66"));
            }
        });
    }
    Visitor honest = bureau.visitor();
    const std::string wang = Json{{"username", "wang"}, {"password", demo_password}}.dump();
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(honest.send("POST", session_path, wang, from("198.51.100.7")).status, 200);
    }
    ends = true;
}

}  // namespace
}  // namespace oneseal

// Sessions of browsers and programs: signing in and out, cookies, and what ends a session.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access.hpp"
#include "app/demo.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string session_path = "/api/v1/session";
const Json wang = {{"username", "wang"}, {"password", demo_password}};

// What a browser sends beside its request.
http::Fields with_cookie(const std::string& token) {
    return {{"Cookie", "oneseal_session=" + token}};
}

TEST(AnEndedSession, KeepsABrowserFromNoPublicPageAndFromNoSignIn) {
    Bureau bureau(monday);
    const http::Fields cookie = with_cookie(bureau.visitor("wang").token());
    bureau.jump_to("2026-03-03T09:00:00+08:00");
    Visitor browser = bureau.visitor();
    for (const char* page : {"/api/v1/counties", "/matters", "/readyz"}) {
        EXPECT_EQ(browser.send("GET", page, "", cookie).status, 200) << page;
    }
    EXPECT_EQ(browser.send("GET", "/cases", "", cookie).code(), "ACCESS_SESSION_ENDED");
    EXPECT_EQ(browser.send("POST", session_path, wang.dump(), cookie).status, 200);
    // A program is told that its token does not hold.
    Visitor program = Visitor::with_token(bureau.port(), "0.ended");
    EXPECT_EQ(program.get("/matters").code(), "ACCESS_SESSION_ENDED");
}

TEST(ALiveSession, WithoutItsCsrfValueMayStillSignInAnew) {
    Bureau bureau(monday);
    const http::Fields cookie = with_cookie(bureau.visitor("wang").token());
    Visitor browser = bureau.visitor();
    EXPECT_EQ(browser.send("POST", session_path, wang.dump(), cookie).status, 200);
    EXPECT_EQ(browser.send("POST", "/cases", "{}", cookie).code(), "ACCESS_CSRF");
    EXPECT_EQ(browser.send("DELETE", session_path, "", cookie).code(), "ACCESS_CSRF");
}

TEST(SigningOut, DropsTheCookieOfAnEndedSessionToo) {
    Bureau bureau(monday);
    const std::string token = bureau.visitor("wang").token();
    http::Fields fields = with_cookie(token);
    fields.emplace_back("X-CSRF", access::Access::csrf_of(token));
    for (const http::Fields& sent : {fields, with_cookie(token)}) {
        const Reply out = bureau.visitor().send("DELETE", session_path, "", sent);
        EXPECT_EQ(out.status, 204);
        EXPECT_THAT(out.header("Set-Cookie"), HasSubstr("oneseal_session=; Path=/; Max-Age=0;"));
    }
    EXPECT_EQ(bureau.visitor().send("GET", "/cases", "", with_cookie(token)).status, 401);
}

// Behind a proxy on this machine that the settings name.
Bureau behind_a_proxy() {
    auto place = std::make_shared<Place>();
    place->set("trusted_proxies", {"127.0.0.1"});
    return Bureau(monday, place);
}

TEST(TheCookie, EndsWithTheSessionAndIsSecureBehindTls) {
    Bureau bureau = behind_a_proxy();
    Visitor browser = bureau.visitor();
    const std::string plain = browser.send("POST", session_path, wang.dump()).header("Set-Cookie");
    EXPECT_THAT(plain, HasSubstr("; Max-Age=43200; HttpOnly; SameSite=Strict"));
    EXPECT_THAT(plain, Not(HasSubstr("Secure")));
    const Reply behind_proxy =
        browser.send("POST", session_path, wang.dump(), {{"X-Forwarded-Proto", "https"}});
    EXPECT_THAT(behind_proxy.header("Set-Cookie"), HasSubstr("; SameSite=Strict; Secure"));
}

// Otherwise one person behind the proxy would lock out everybody.
TEST(SigningIn, IsSlowedDownByTheAddressThatATrustedProxyTells) {
    Bureau bureau = behind_a_proxy();
    Visitor browser = bureau.visitor();
    Reply reply;
    for (int i = 0; i <= 30; ++i) {
        const Json guess = {{"username", "nobody" + std::to_string(i)}, {"password", "guess"}};
        reply =
            browser.send("POST", session_path, guess.dump(), {{"X-Forwarded-For", "198.51.100.7"}});
    }
    EXPECT_EQ(reply.code(), "ACCESS_THROTTLED");
    EXPECT_EQ(browser.send("POST", session_path, wang.dump(), {{"X-Forwarded-For", "198.51.100.8"}})
                  .status,
              200);
}

// A real installation has no other first account.
TEST(AnAccountFromTheCommandLine, SignsInAtTheRunningServerAndIsListed) {
    Bureau bureau(monday);
    const auto user = [&](std::vector<std::string> command, const std::string& password = "") {
        command.insert(command.begin(), "user");
        command.insert(command.end(), {"--settings", bureau.place()->settings()});
        return run_oneseal(command, password + "\n");
    };
    const std::vector<std::string> staff{
        "add", "intake9", "--county", "511102", "--person", "intake2"};
    ASSERT_EQ(user(staff, "a long password").exit_code, 0);
    ASSERT_EQ(
        user({"add", "chen", "--name", "陈某示", "--id-number", "1"}, "a long password").exit_code,
        0);
    for (Json who :
         {Json{{"username", "intake9"}, {"county", "511102"}}, Json{{"username", "chen"}}}) {
        who["password"] = "a long password";
        EXPECT_EQ(bureau.visitor().send("POST", session_path, who.dump()).status, 200) << who;
    }
    EXPECT_THAT(user({"list", "--county", "511102"}).output,
                HasSubstr(R"("person":"intake2","roles":["intake"],"username":"intake9")"));
    EXPECT_THAT(user({"list"}).output, HasSubstr(R"("username":"chen","verified":false)"));

    EXPECT_THAT(user(staff, "a long password").errors, HasSubstr("ACCESS_USERNAME_TAKEN"));
    EXPECT_THAT(user({"add", "x", "--county", "511102", "--person", "nobody"}).errors,
                HasSubstr("USER_NOT_IN_COUNTY"));
    EXPECT_THAT(user({"add", "nobody", "--verified", "--name", "陈某示"}).errors,
                HasSubstr("USER_NOT_IDENTIFIED"));
    const Outcome weak = user({"add", "weak"}, "short");
    EXPECT_EQ(weak.exit_code, 1);
    EXPECT_THAT(weak.errors, HasSubstr("ACCESS_PASSWORD_WEAK"));
    EXPECT_EQ(user({"add", "weak"}, "a long password").exit_code, 0) << "the name is still free";
}

TEST(ANewPasswordFromTheCommandLine, HoldsAtOnceAndEndsTheSessionsOfTheRunningServer) {
    Bureau bureau(monday);
    Visitor wang_at_home = bureau.visitor("wang");
    ASSERT_EQ(wang_at_home.get("/cases").status, 200);
    const std::string command = std::string("echo 'another password' | ") + ONESEAL_BINARY_DIR +
                                "/bin/oneseal user passwd wang --settings " +
                                bureau.place()->settings();
    ASSERT_EQ(std::system(command.c_str()), 0);
    const Json anew = {{"username", "wang"}, {"password", "another password"}};
    EXPECT_EQ(bureau.visitor().send("POST", session_path, wang.dump()).status, 401);
    EXPECT_EQ(bureau.visitor().send("POST", session_path, anew.dump()).status, 200);
    EXPECT_TRUE(wait_until([&] { return wang_at_home.get("/cases").status == 401; }));
}

}  // namespace
}  // namespace oneseal

// People at the door: who is signed in, and with which of two cookies.
#include "access/access.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/demo.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

using testing::HasSubstr;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string session_path = "/api/v1/session";

// A browser in which a clerk is signed in and, as an applicant, wang.
class Browser {
  public:
    explicit Browser(Bureau& bureau)
        : visitor_(bureau.visitor()),
          staff_(bureau.visitor("intake1").token()),
          applicant_(bureau.visitor("wang").token()) {}

    Reply send(const std::string& method,
               const std::string& path,
               const std::string& surface,
               const std::string& csrf_of_token = {}) {
        http::Fields fields{{"Cookie", cookies_}};
        if (!surface.empty()) fields.emplace_back("X-Surface", surface);
        if (!csrf_of_token.empty()) {
            fields.emplace_back("X-CSRF", access::Access::csrf_of(csrf_of_token));
        }
        return visitor_.send(method, path, method == "POST" ? "{}" : "", fields);
    }
    std::string who(const std::string& surface) {
        return send("GET", session_path, surface).body.value("username", "");
    }
    void keep_only(const std::string& cookies) { cookies_ = cookies; }
    const std::string& staff() const { return staff_; }
    const std::string& applicant() const { return applicant_; }

  private:
    Visitor visitor_;
    std::string staff_;
    std::string applicant_;
    std::string cookies_{"oneseal_session=" + applicant_ + "; oneseal_staff=" + staff_};
};

TEST(TheSession, TellsAPageThatWasLoadedAnewWhoIsSignedIn) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const Json applicant = wang.get(session_path).body;
    EXPECT_EQ(applicant["kind"], "applicant");
    EXPECT_EQ(applicant["county"], Json());
    EXPECT_EQ(applicant["person"], Json());
    EXPECT_EQ(applicant["username"], "wang");
    EXPECT_EQ(applicant["verified"], true);
    EXPECT_EQ(applicant["roles"], Json::array());
    EXPECT_EQ(applicant["may"], Json::array());
    EXPECT_EQ(applicant["csrf"], access::Access::csrf_of(wang.token()));
    EXPECT_EQ(applicant["expires_at"], "2026-03-02T21:00:00.000+08:00");
    ASSERT_FALSE(applicant["represents"].empty());
    for (const char* key : {"code", "name", "type"}) {
        EXPECT_NE(applicant["represents"][0].value(key, ""), "") << key;
    }
    const Json staff = bureau.visitor("intake1").get(session_path).body;
    EXPECT_EQ(staff["kind"], "staff");
    EXPECT_EQ(staff["county"], home_county);
    EXPECT_EQ(staff["person"], "intake1");
    EXPECT_EQ(staff["roles"], Json::array({"intake", "decider"}));
    EXPECT_EQ(staff["may"], Json::array({"take_in", "figures", "people"}));
    EXPECT_FALSE(staff["name"].get<std::string>().empty());
    EXPECT_EQ(bureau.visitor().get(session_path).code(), "ACCESS_SIGN_IN_NEEDED");
    EXPECT_EQ(bureau.visitor().get(session_path).status, 401);
}

// A screen shows the parts that the session names: each of them answers, and no other does.
TEST(TheSession, NamesThePartsThatAnswer) {
    Bureau bureau(monday);
    const std::map<std::string, std::string> paths{
        {"figures", "/statistics"}, {"installation", "/configuration"}, {"people", "/people"}};
    for (const char* who : {"intake1", "reviewer1", "seal1", "head1", "admin1", "wang"}) {
        Visitor visitor = bureau.visitor(who);
        const Json may = visitor.get(session_path).body["may"];
        ASSERT_TRUE(may.is_array()) << who;
        for (const auto& [part, path] : paths) {
            const bool named = std::find(may.begin(), may.end(), Json(part)) != may.end();
            EXPECT_EQ(visitor.get(path).status, named ? 200 : 403) << who << " " << part;
        }
    }
}

TEST(TheSession, IsToldTheSameAtTheSignInTogetherWithItsToken) {
    Bureau bureau(monday);
    const Json credentials = {{"username", "wang"}, {"password", demo_password}};
    Reply in = bureau.visitor().post(session_path, credentials);
    ASSERT_EQ(in.status, 200) << in.text;
    const std::string token = in.body["token"];
    in.body.erase("token");
    EXPECT_EQ(in.body, Visitor::with_token(bureau.port(), token).get(session_path).body);
}

TEST(TheCookies, OfStaffAndApplicantsStandSideBySide) {
    Bureau bureau(monday);
    Browser browser(bureau);
    EXPECT_EQ(browser.who("console"), "intake1");
    EXPECT_EQ(browser.who("portal"), "wang");
    EXPECT_EQ(browser.who(""), "intake1") << "a link or a frame carries no header";
    browser.keep_only("oneseal_session=" + browser.applicant());
    EXPECT_EQ(browser.who(""), "wang");
    EXPECT_EQ(browser.send("GET", session_path, "console").code(), "ACCESS_SIGN_IN_NEEDED");
    browser.keep_only("oneseal_staff=0.gone; oneseal_session=" + browser.applicant());
    EXPECT_EQ(browser.who(""), "wang") << "an ended one stands in nobody's way";
    EXPECT_EQ(browser.send("GET", session_path, "console").code(), "ACCESS_SESSION_ENDED");
}

TEST(TheCookies, AreTakenForWritingWithTheCsrfOfTheirOwnSessionOnly) {
    Bureau bureau(monday);
    Browser browser(bureau);
    EXPECT_EQ(browser.send("POST", "/cases", "console", browser.applicant()).code(), "ACCESS_CSRF");
    EXPECT_EQ(browser.send("POST", "/cases", "portal", browser.staff()).code(), "ACCESS_CSRF");
    EXPECT_EQ(browser.send("POST", "/cases", "").code(), "ACCESS_CSRF");
    EXPECT_EQ(browser.send("POST", "/cases", "", browser.applicant()).code(),
              "IDEMPOTENCY_KEY_MISSING");
    EXPECT_EQ(browser.send("POST", "/cases", "console", browser.staff()).code(),
              "IDEMPOTENCY_KEY_MISSING");
}

TEST(SigningIn, SetsACookieOfItsOwnForStaff) {
    Bureau bureau(monday);
    const Json clerk = {
        {"username", "intake1"}, {"password", demo_password}, {"county", home_county}};
    const std::string cookie = bureau.visitor().post(session_path, clerk).header("Set-Cookie");
    EXPECT_THAT(cookie, HasSubstr("oneseal_staff=511102."));
    EXPECT_THAT(cookie, HasSubstr("; HttpOnly; SameSite=Strict"));
}

TEST(SigningOut, EndsTheSessionOfOneSurfaceAndLeavesTheOther) {
    Bureau bureau(monday);
    Browser browser(bureau);
    EXPECT_EQ(browser.send("DELETE", session_path, "portal", browser.staff()).code(),
              "ACCESS_CSRF");
    const Reply out = browser.send("DELETE", session_path, "", browser.applicant());
    EXPECT_EQ(out.status, 204);
    EXPECT_THAT(out.header("Set-Cookie"), HasSubstr("oneseal_session=; Path=/; Max-Age=0;"));
    EXPECT_EQ(browser.who("console"), "intake1");
    EXPECT_EQ(browser.send("GET", session_path, "portal").status, 401);
    EXPECT_EQ(bureau.visitor().send("DELETE", session_path).header("Set-Cookie"), "");
}

}  // namespace
}  // namespace oneseal

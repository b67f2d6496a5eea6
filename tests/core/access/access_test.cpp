#include "access/access.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "log/log.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::access {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

class TestClock : public Clock {
  public:
    Instant now() const override { return now_; }
    void pass(std::chrono::milliseconds time) { now_ += time; }

  private:
    Instant now_ = parse_instant("2026-03-02T09:00:00+08:00").value();
};

nlohmann::json county(const std::string& code) {
    return {{"code", code},
            {"people",
             {{{"id", "intake1"}, {"name", "甲一"}, {"roles", {"intake", "decider"}}},
              {{"id", "head1"}, {"name", "戊一"}, {"roles", {"head"}}}}}};
}

const std::string password = "合格的密码-2026";

// Accounts with passwords, made once: a password's hash takes long on purpose.
class StoredAccounts : public testing::Environment {
  public:
    static std::string file() { return directory().path("db"); }

    void SetUp() override {
        const TestClock clock;
        const auto database = storage::Database::open({.connection = file()}).value();
        ASSERT_TRUE(database->migrate());
        const auto access = Access::open(*database, clock).value();
        ASSERT_TRUE(access->add_account({"511102", "jia", "intake1"}));
        ASSERT_TRUE(access->add_account({"511126", "jia", "intake1"}));
        NewAccount wang{"0", "wang", "", "王某示", "511102199007219970", "15900000003", true};
        wang.represents = {{"乐山示例商贸有限公司", "company", "91511102 ma0aaa016x"}};
        ASSERT_TRUE(access->add_account(wang));
        ASSERT_TRUE(access->set_password("511102", "jia", password));
        ASSERT_TRUE(access->set_password("0", "wang", password));
    }

  private:
    static support::TemporaryDirectory& directory() {
        static support::TemporaryDirectory directory;
        return directory;
    }
};
const auto* const stored_accounts = testing::AddGlobalTestEnvironment(new StoredAccounts);

class AccessTest : public testing::Test {
  protected:
    void SetUp() override {
        configure_log({.sink = [this](std::string_view line) { log_ += line; }});
        std::filesystem::copy(StoredAccounts::file(), directory_.path("db"));
        open();
    }
    void TearDown() override { configure_log({}); }

    // As after a restart of the program.
    void open() {
        access_.reset();
        database_.reset();
        database_ = storage::Database::open({.connection = directory_.path("db")}).value();
        ASSERT_TRUE(database_->migrate());
        access_ = Access::open(*database_, clock_).value();
        ASSERT_TRUE(access_->set_county(county("511102")));
        ASSERT_TRUE(access_->set_county(county("511126")));
    }

    Result<SignedIn> sign_in(const std::string& code,
                             const std::string& username,
                             const std::string& secret = password,
                             const std::string& address = "192.0.2.1") {
        return access_->sign_in({code, username, secret, address});
    }

    PrincipalPointer bearer(const std::string& token) {
        const std::string header = "Bearer " + token;
        auto principal = access_->authenticate({header});
        return principal ? *principal : nullptr;
    }

    std::string everything_stored() const {
        std::string bytes;
        for (const char* file : {"db", "db-wal"}) {
            std::ifstream stream(directory_.path(file), std::ios::binary);
            bytes.append(std::istreambuf_iterator<char>(stream), {});
        }
        return bytes;
    }

    support::TemporaryDirectory directory_{};
    TestClock clock_{};
    std::string log_{};
    std::unique_ptr<storage::Database> database_{};
    std::unique_ptr<Access> access_{};
};

TEST_F(AccessTest, SignsStaffInWithTheRolesOfTheirCounty) {
    const SignedIn signed_in = sign_in("511102", "jia").value();
    EXPECT_TRUE(signed_in.token.starts_with("511102."));
    const PrincipalPointer who = bearer(signed_in.token);
    ASSERT_NE(who, nullptr);
    EXPECT_EQ(who->name, "甲一");
    EXPECT_EQ(who->person, "intake1");
    EXPECT_FALSE(who->is_applicant());
    EXPECT_TRUE(may(*who, Role::intake));
    EXPECT_FALSE(may(*who, Role::head));
}

TEST_F(AccessTest, SignsAnApplicantInForAllCounties) {
    const SignedIn signed_in = sign_in("", "wang").value();
    EXPECT_TRUE(signed_in.token.starts_with("0."));
    const PrincipalPointer who = bearer(signed_in.token);
    ASSERT_NE(who, nullptr);
    EXPECT_TRUE(who->verified);
    EXPECT_TRUE(require_county(*who, "511102"));
    EXPECT_TRUE(require_county(*who, "511126"));
    EXPECT_TRUE(who->may_act_for({"511102199007219970", "511102", "food_business"}));
    EXPECT_TRUE(who->may_act_for({"91511102MA0AAA016X", "511102", "food_business"}));
    EXPECT_TRUE(who->may_act_for({"511102 19900721 997０", "511102", "food_business"}));
    EXPECT_FALSE(who->may_act_for({"\u3000", "511102", "food_business"}));
    EXPECT_FALSE(who->may_act_for({"91511126MA0AAB0272", "511102", "food_business"}));
    EXPECT_FALSE(who->may_act_for({"", "511102", "food_business"}));
    EXPECT_FALSE(may(*who, Role::intake));
}

TEST_F(AccessTest, RefusesAnotherCountysToken) {
    const PrincipalPointer who = sign_in("511102", "jia").value().principal;
    EXPECT_TRUE(require_county(*who, "511102"));
    const auto refused = require_county(*who, "511126");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
    EXPECT_EQ(refused.error().id, "ACCESS_OTHER_COUNTY");
}

TEST_F(AccessTest, GivesOneAnswerToWrongNamesAndWrongPasswords) {
    const Error wrong_password = sign_in("511102", "jia", "other password").error();
    EXPECT_EQ(wrong_password.code, ErrorCode::unauthenticated);
    EXPECT_EQ(wrong_password.id, "ACCESS_SIGN_IN_REFUSED");
    for (const Error& error : {sign_in("511102", "nobody").error(),
                               sign_in("511126", "jia").error(),  // has no password yet
                               sign_in("999999", "jia").error(),
                               sign_in("", "jia").error(),
                               sign_in("511102", "jia", "").error()}) {
        EXPECT_EQ(error.id, wrong_password.id);
        EXPECT_EQ(error.message, wrong_password.message);
    }
}

TEST_F(AccessTest, RefusesWhatIsNoSession) {
    for (const std::string header :
         {"", "Bearer ", "Bearer 511102.abc", "Basic amlhOmE=", "511102"}) {
        const auto refused = access_->authenticate({header});
        ASSERT_FALSE(refused) << header;
        EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
    }
}

TEST_F(AccessTest, KeepsASessionOverARestart) {
    const std::string token = sign_in("511102", "jia").value().token;
    open();
    EXPECT_NE(bearer(token), nullptr);
    EXPECT_TRUE(sign_in("511102", "jia"));
}

TEST_F(AccessTest, EndsASessionWithItsLifetime) {
    const std::string token = sign_in("511102", "jia").value().token;
    for (int hour = 1; hour < 12; ++hour) {
        clock_.pass(hours{1});
        ASSERT_NE(bearer(token), nullptr) << hour;
    }
    clock_.pass(hours{1});
    EXPECT_EQ(bearer(token), nullptr);
    open();
    EXPECT_EQ(bearer(token), nullptr);
}

TEST_F(AccessTest, EndsAnIdleSession) {
    const std::string token = sign_in("511102", "jia").value().token;
    clock_.pass(hours{2} + seconds{1});
    EXPECT_EQ(bearer(token), nullptr);
}

TEST_F(AccessTest, EndsASessionAtSignOutForGood) {
    const std::string token = sign_in("511102", "jia").value().token;
    const std::string other = sign_in("511102", "jia").value().token;
    ASSERT_TRUE(access_->sign_out({"Bearer " + token}));
    EXPECT_EQ(bearer(token), nullptr);
    EXPECT_NE(bearer(other), nullptr);
    EXPECT_TRUE(access_->sign_out({"Bearer " + token})) << "twice does no harm";
    open();
    EXPECT_EQ(bearer(token), nullptr);
    EXPECT_NE(bearer(other), nullptr);
}

TEST_F(AccessTest, EndsAllSessionsWithANewPassword) {
    const std::string token = sign_in("511102", "jia").value().token;
    ASSERT_TRUE(access_->set_password("511102", "jia", "another password"));
    EXPECT_EQ(bearer(token), nullptr);
    EXPECT_FALSE(sign_in("511102", "jia"));
    EXPECT_TRUE(sign_in("511102", "jia", "another password"));
    open();
    EXPECT_EQ(bearer(token), nullptr);
}

TEST_F(AccessTest, FollowsAPasswordThatAnotherProcessSets) {
    const std::string token = sign_in("", "wang").value().token;
    const std::string other = sign_in("511102", "jia").value().token;
    const auto process = Access::open(*database_, clock_).value();
    ASSERT_TRUE(process->set_password("0", "wang", "another password"));
    EXPECT_FALSE(sign_in("", "wang"));
    EXPECT_TRUE(sign_in("", "wang", "another password"));
    ASSERT_TRUE(access_->refresh());
    EXPECT_EQ(bearer(token), nullptr);
    EXPECT_NE(bearer(other), nullptr);
}

TEST_F(AccessTest, SignsInWhomAnotherProcessHasAdded) {
    const auto process = Access::open(*database_, clock_).value();
    ASSERT_TRUE(process->add_account({"511102", "yi", "head1"}));
    ASSERT_TRUE(process->set_password("511102", "yi", password));
    EXPECT_NE(bearer(sign_in("511102", "yi").value().token), nullptr);
}

// LAW: 行政许可法 第二十九条 第二款
TEST_F(AccessTest, TakesInWhatAnotherProcessHasAuthorisedAndRevoked) {
    ASSERT_TRUE(access_->add_account({"0", "li", "", "李某示", "511126197911059989", "", true}));
    ASSERT_TRUE(access_->set_password("0", "li", password));
    const std::string token = sign_in("", "li").value().token;
    const auto process = Access::open(*database_, clock_).value();
    const PrincipalPointer wang = process->sign_in({"", "wang", password, "192.0.2.1"})->principal;
    const Subject of_wang{"511102199007219970", "511102", "food_business"};
    const Day today = legal_day(clock_.now());
    const auto given =
        process->authorise(*wang, {"li", "511102199007219970", {}, {}, today, "paper"}).value();
    EXPECT_FALSE(bearer(token)->may_act_for(of_wang)) << "not yet known here";
    ASSERT_TRUE(access_->refresh());
    EXPECT_TRUE(bearer(token)->may_act_for(of_wang));
    EXPECT_FALSE(bearer(token)->may_withdraw_for(of_wang));
    ASSERT_TRUE(process->revoke(*wang, given.id));
    ASSERT_TRUE(access_->refresh());
    EXPECT_FALSE(bearer(token)->may_act_for(of_wang));
    EXPECT_FALSE(bearer(token)->keeps(of_wang));
}

TEST_F(AccessTest, LogsNoCountyThatIsNone) {
    const std::string county_text(100, 'x');
    for (int i = 0; i < 6; ++i) sign_in(county_text, "jia", "guess");
    EXPECT_THAT(log_, HasSubstr("ACCESS_SIGN_IN_THROTTLED"));
    EXPECT_THAT(log_, Not(HasSubstr(county_text)));
}

TEST_F(AccessTest, StoresAndLogsNeitherTokenNorPassword) {
    const SignedIn signed_in = sign_in("511102", "jia").value();
    for (int i = 0; i < 6; ++i) sign_in("511102", "jia", "wrong-secret-text");
    const std::string secret = signed_in.token.substr(signed_in.token.find('.') + 1);
    for (const std::string& text : {everything_stored(), log_}) {
        EXPECT_THAT(text, Not(HasSubstr(secret)));
        EXPECT_THAT(text, Not(HasSubstr(signed_in.csrf)));
        EXPECT_THAT(text, Not(HasSubstr(password)));
        EXPECT_THAT(text, Not(HasSubstr("wrong-secret-text")));
    }
    EXPECT_THAT(log_, HasSubstr("ACCESS_SIGN_IN_THROTTLED"));
    EXPECT_THAT(log_, Not(HasSubstr("192.0.2.1")));
}

TEST_F(AccessTest, NeedsACsrfHeaderBesideACookieThatWrites) {
    const SignedIn signed_in = sign_in("511102", "jia").value();
    Presented presented{"", signed_in.token};
    EXPECT_TRUE(access_->authenticate(presented)) << "reading";
    presented.writes = true;
    EXPECT_EQ(access_->authenticate(presented).error().id, "ACCESS_CSRF");
    EXPECT_EQ(access_->sign_out(presented).error().id, "ACCESS_CSRF");
    presented.csrf = "0000";
    EXPECT_EQ(access_->authenticate(presented).error().id, "ACCESS_CSRF");
    presented.csrf = signed_in.csrf;
    EXPECT_TRUE(access_->authenticate(presented));
    const std::string header = "Bearer " + signed_in.token;
    EXPECT_TRUE(access_->authenticate({header, "", "", true}))
        << "no browser adds a token by itself";
    EXPECT_EQ(Access::csrf_of(signed_in.token), signed_in.csrf);
}

TEST_F(AccessTest, FollowsTheCountysPeople) {
    const std::string token = sign_in("511102", "jia").value().token;
    nlohmann::json changed = county("511102");
    changed["people"][0]["roles"] = {"reviewer"};
    ASSERT_TRUE(access_->set_county(changed));
    EXPECT_TRUE(may(*bearer(token), Role::reviewer));
    EXPECT_FALSE(may(*bearer(token), Role::intake));
    changed["people"].erase(0);
    ASSERT_TRUE(access_->set_county(changed));
    EXPECT_EQ(bearer(token), nullptr);
    EXPECT_EQ(sign_in("511102", "jia").error().id, "ACCESS_SIGN_IN_REFUSED");
}

TEST_F(AccessTest, SlowsDownWhoGuessesAPassword) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(sign_in("511102", "jia", "guess").error().id, "ACCESS_SIGN_IN_REFUSED");
    }
    const Error wait = sign_in("511102", "jia").error();
    EXPECT_EQ(wait.code, ErrorCode::throttled);
    EXPECT_EQ(wait.id, "ACCESS_THROTTLED");
    EXPECT_EQ(wait.retry_after_s, 120);
    EXPECT_TRUE(sign_in("", "wang")) << "others are not slowed down";
    clock_.pass(seconds{120});
    EXPECT_TRUE(sign_in("511102", "jia"));
    EXPECT_EQ(sign_in("511102", "jia", "guess").error().id, "ACCESS_SIGN_IN_REFUSED")
        << "a right password forgets the wrong ones";
}

TEST_F(AccessTest, LetsTheOwnerInWhileSomebodyElsewhereGuesses) {
    for (int i = 0; i < 7; ++i) sign_in("511102", "jia", "guess", "203.0.113.66");
    EXPECT_EQ(sign_in("511102", "jia", password, "203.0.113.66").error().id, "ACCESS_THROTTLED");
    EXPECT_TRUE(sign_in("511102", "jia", password, "192.0.2.1"));
    EXPECT_EQ(sign_in("511102", "jia", password, "203.0.113.66").error().id, "ACCESS_THROTTLED")
        << "the owner's success frees nobody else";
}

TEST_F(AccessTest, SlowsDownAnAddressThatTriesManyNames) {
    // Each attempt costs the time of a password's hash, so the limit is low here.
    AccessOptions options;
    options.wrong_passwords_address = 3;
    const auto access = Access::open(*database_, clock_, options).value();
    for (int i = 0; i < 4; ++i) {
        EXPECT_TRUE(access->sign_in({"", "wang", password, "192.0.2.9"})) << "right ones are free";
    }
    for (const char* name : {"a", "b", "c"}) {
        EXPECT_EQ(access->sign_in({"", name, "guess", "192.0.2.9"}).error().id,
                  "ACCESS_SIGN_IN_REFUSED");
    }
    EXPECT_EQ(access->sign_in({"", "d", "guess", "192.0.2.9"}).error().id, "ACCESS_THROTTLED");
    EXPECT_TRUE(access->sign_in({"", "wang", password, "192.0.2.1"}));
}

TEST_F(AccessTest, LogsAFloodOfSignInsInOneLine) {
    for (int i = 0; i < 50; ++i) sign_in("511102", "jia", "guess");
    std::size_t lines = 0;
    for (auto at = log_.find("ACCESS_SIGN_IN_THROTTLED"); at != std::string::npos;
         at = log_.find("ACCESS_SIGN_IN_THROTTLED", at + 1)) {
        ++lines;
    }
    EXPECT_EQ(lines, 1U) << log_;
}

TEST_F(AccessTest, TakesABearerTokenWhateverTheCaseOfItsScheme) {
    const std::string token = sign_in("511102", "jia").value().token;
    for (const char* scheme : {"bearer ", "BEARER ", "BeArEr  "}) {
        EXPECT_TRUE(access_->authenticate({scheme + token})) << scheme;
    }
    EXPECT_EQ(access_->authenticate({"Basic " + token}).error().id, "ACCESS_SIGN_IN_NEEDED");
}

TEST_F(AccessTest, SendsSignInsOverItsLimitAwayBeforeTheyCost) {
    AccessOptions options;
    options.sign_ins_at_once = 0;
    const auto access = Access::open(*database_, clock_, options).value();
    const Error busy = access->sign_in({"", "wang", password, "192.0.2.1"}).error();
    EXPECT_EQ(busy.code, ErrorCode::unavailable);
    EXPECT_EQ(busy.id, "ACCESS_BUSY");
    EXPECT_EQ(busy.retry_after_s, 1);
}

TEST_F(AccessTest, RefusesATakenNameAWeakPasswordAndAnUnknownAccount) {
    EXPECT_EQ(access_->add_account({"511102", "jia", "head1"}).error().id, "ACCESS_USERNAME_TAKEN");
    EXPECT_EQ(access_->set_password("511102", "jia", "七个字符的密码").error().id,
              "ACCESS_PASSWORD_WEAK");
    EXPECT_EQ(access_->set_password("511102", "jia", std::string(1025, 'a')).error().id,
              "ACCESS_PASSWORD_WEAK");
    EXPECT_EQ(access_->set_password("511102", "yi", password).error().id, "ACCESS_NO_ACCOUNT");
}

}  // namespace
}  // namespace oneseal::access

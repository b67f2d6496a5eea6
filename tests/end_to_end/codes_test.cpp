// Applicants who sign up and in by a code that is sent to them. The gateway is the file of the
// demonstration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string codes_path = "/api/v1/codes";
const std::string session_path = "/api/v1/session";
const std::string mobile = "13700000009";
const Json by_mobile = {{"mobile", mobile}};

// Behind a proxy, so that people come from as many addresses as they like.
Bureau with_sink(const Json& limits = Json::object()) {
    auto place = std::make_shared<Place>();
    place->set("trusted_proxies", {"127.0.0.1"});
    Json all = {{"body_bytes", 1 << 20}, {"upload_bytes", 20 << 20}};
    all.update(limits);
    place->set("limits", all);
    return Bureau(monday, place);
}

void take_out(const Place& place, const std::string& setting) {
    std::ifstream in(place.settings());
    Json settings = Json::parse(in);
    settings.erase(setting);
    std::ofstream(place.settings()) << settings.dump(2);
}

std::string text_of(const Bureau& bureau) {
    std::ifstream in(bureau.place()->path("messages.jsonl"));
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Json> sent(const Bureau& bureau) {
    std::istringstream in(text_of(bureau));
    std::vector<Json> messages;
    for (std::string line; std::getline(in, line);) messages.push_back(Json::parse(line));
    return messages;
}

// The code of the last message; both languages tell the same.
std::string last_code(const Bureau& bureau) {
    const auto messages = sent(bureau);
    if (messages.empty()) return "no message";
    const auto code_in = [&](const char* language, const std::string& before) {
        const std::string text = messages.back()[language];
        const auto at = text.find(before);
        return at == std::string::npos ? text : text.substr(at + before.size(), 6);
    };
    const std::string code = code_in("en", "your code for signing in is ");
    EXPECT_THAT(messages.back()["zh-CN"].get<std::string>(), HasSubstr(code));
    return code;
}

Reply send_from(Bureau& bureau,
                const std::string& path,
                const Json& body,
                const std::string& from) {
    return bureau.visitor().send("POST", path, body.dump(), {{"X-Forwarded-For", from}});
}

Reply ask(Bureau& bureau,
          const Json& address = by_mobile,
          const std::string& from = "198.51.100.7") {
    return send_from(bureau, codes_path, address, from);
}

Reply enter(Bureau& bureau,
            const std::string& code,
            Json address = by_mobile,
            const std::string& from = "198.51.100.7") {
    address["code"] = code;
    return send_from(bureau, session_path, address, from);
}

// Six digits that are not these.
std::string wrong(const std::string& code) {
    return code.substr(0, 5) + (code[5] == '0' ? "1" : "0");
}

TEST(ACode, SignsUpAnUnverifiedAccountThatMayDraftAndNotFile) {
    Bureau bureau = with_sink();
    const Reply asked = ask(bureau);
    ASSERT_EQ(asked.status, 202) << asked.text;
    EXPECT_EQ(asked.body, (Json{{"valid_s", 300}, {"again_in_s", 60}}));
    const std::string code = last_code(bureau);
    EXPECT_EQ(sent(bureau).back()["to"], mobile);
    const Reply in = enter(bureau, code, {{"mobile", "+86 137-0000-0009"}, {"name", " 陈某示 "}});
    ASSERT_EQ(in.status, 200) << in.text;
    EXPECT_EQ(in.body["username"], mobile);
    EXPECT_EQ(in.body["name"], "陈某示");
    EXPECT_EQ(in.body["verified"], false);
    EXPECT_THAT(in.header("Set-Cookie"), HasSubstr("oneseal_session=0."));
    Visitor chen = Visitor::with_token(bureau.port(), in.body["token"]);
    const Reply draft = chen.file(restaurant_draft());
    ASSERT_EQ(draft.status, 201) << draft.text;
    EXPECT_EQ(chen.act(draft.body["id"], "submit", submission()).code(), "IDENTITY_NOT_VERIFIED");
}

TEST(ACode, LeadsToTheSameAccountTheNextTime) {
    Bureau bureau = with_sink();
    const Json email = {{"email", "Chen.Example@example.org"}};
    ASSERT_EQ(ask(bureau, email).status, 202);
    EXPECT_EQ(enter(bureau, last_code(bureau), email).body["name"], "") << "told later";
    bureau.advance(std::chrono::minutes{1});
    ASSERT_EQ(ask(bureau, {{"email", "chen.example@example.org"}}).status, 202);
    Json named = email;
    named["name"] = "陈某示";
    const Reply again = enter(bureau, last_code(bureau), named);
    EXPECT_EQ(again.body["name"], "陈某示");
    EXPECT_EQ(again.body["username"], "chen.example@example.org");
    bureau.advance(std::chrono::minutes{1});
    ASSERT_EQ(ask(bureau, email).status, 202);
    named["name"] = "别人";
    EXPECT_EQ(enter(bureau, last_code(bureau), named).body["name"], "陈某示") << "once only";
    bureau.close();
    Hand hand(*bureau.place());
    EXPECT_EQ(hand.read("SELECT account FROM accounts WHERE username LIKE 'chen%'").size(), 1U);
}

TEST(ACode, IsAnsweredTheSameWhetherThereIsAnAccountOrNot) {
    Bureau bureau = with_sink();
    ASSERT_EQ(ask(bureau).status, 202);
    ASSERT_EQ(enter(bureau, last_code(bureau)).status, 200);
    bureau.advance(std::chrono::minutes{1});
    const Reply known = ask(bureau);
    const Reply unknown = ask(bureau, {{"mobile", "13700000010"}});
    EXPECT_EQ(known.status, 202);
    EXPECT_EQ(known.text, unknown.text);
    EXPECT_EQ(
        enter(bureau, wrong(last_code(bureau)), {{"mobile", "13700000010"}}).text.substr(0, 60),
        enter(bureau, "000000", {{"mobile", "13700000011"}}).text.substr(0, 60));
}

TEST(ACode, HoldsOnceAndForFiveMinutes) {
    Bureau bureau = with_sink();
    ASSERT_EQ(ask(bureau).status, 202);
    const std::string first = last_code(bureau);
    EXPECT_EQ(enter(bureau, first).status, 200);
    for (const char* language : languages) {
        Visitor again = bureau.visitor();
        again.in(language);
        Json body = by_mobile;
        body["code"] = first;
        expect_problem(
            again.send("POST", session_path, body.dump()), 401, "ACCESS_CODE_REFUSED", language);
    }
    bureau.advance(std::chrono::minutes{2});
    ASSERT_EQ(ask(bureau).status, 202);
    const std::string second = last_code(bureau);
    EXPECT_EQ(enter(bureau, first, by_mobile, "198.51.100.8").status, 401);
    bureau.advance(std::chrono::minutes{5});
    EXPECT_EQ(enter(bureau, second).status, 401) << "too old";
}

TEST(ACode, MayBeTriedFiveTimesFromWhereverItIs) {
    Bureau bureau = with_sink();
    ASSERT_EQ(ask(bureau).status, 202);
    const std::string code = last_code(bureau);
    for (int i = 1; i <= 5; ++i) {
        const std::string from = "198.51.100." + std::to_string(i);
        EXPECT_EQ(enter(bureau, wrong(code), by_mobile, from).code(), "ACCESS_CODE_REFUSED");
    }
    EXPECT_EQ(enter(bureau, code, by_mobile, "198.51.100.6").code(), "ACCESS_CODE_REFUSED");
    bureau.advance(std::chrono::minutes{1});
    ASSERT_EQ(ask(bureau).status, 202);
    EXPECT_EQ(enter(bureau, last_code(bureau), by_mobile, "198.51.100.6").status, 200);
}

TEST(ACode, IsSentToAnAddressOnceAMinuteAndTenTimesADay) {
    Bureau bureau = with_sink();
    ASSERT_EQ(ask(bureau).status, 202);
    bureau.advance(std::chrono::seconds{20});
    const Reply soon = ask(bureau, by_mobile, "198.51.100.99");
    EXPECT_EQ(soon.code(), "ACCESS_CODE_JUST_SENT");
    EXPECT_EQ(soon.status, 429);
    EXPECT_EQ(soon.header("Retry-After"), "40");
    for (int i = 2; i <= 10; ++i) {
        bureau.advance(std::chrono::minutes{1});
        ASSERT_EQ(ask(bureau).status, 202) << i;
    }
    bureau.advance(std::chrono::minutes{1});
    const Reply eleventh = ask(bureau);
    EXPECT_EQ(eleventh.code(), "ACCESS_CODES_OF_TODAY");
    EXPECT_EQ(eleventh.status, 429);
    EXPECT_EQ(eleventh.header("Retry-After"), std::to_string(15 * 3600 - 10 * 60 - 20));
    EXPECT_EQ(sent(bureau).size(), 10U);
    bureau.jump_to("2026-03-03T00:00:00+08:00");
    EXPECT_EQ(ask(bureau).status, 202);
}

TEST(ACode, IsSentToOneNetworkSoOftenOnly) {
    Bureau bureau = with_sink({{"codes_per_hour", 1}});
    ASSERT_EQ(ask(bureau).status, 202);
    const Reply next = ask(bureau, {{"mobile", "13700000010"}});
    EXPECT_EQ(next.code(), "CODES_THROTTLED");
    EXPECT_EQ(next.status, 429);
    EXPECT_EQ(next.header("Retry-After"), "3600");
    EXPECT_EQ(ask(bureau, {{"mobile", "13700000010"}}, "198.51.100.8").status, 202);
}

TEST(ACode, NeedsExactlyOneAddressThatCanBeReached) {
    Bureau bureau = with_sink();
    const std::vector<std::pair<Json, std::string>> wrong_ones{
        {Json::object(), "/mobile"},
        {{{"mobile", mobile}, {"email", "a@example.org"}}, "/mobile"},
        {{{"mobile", "0833-2100000"}}, "/mobile"},
        {{{"mobile", 13700000009}}, "/mobile"},
        {{{"email", "a@b@example.org"}}, "/email"},
        {{{"email", "a@example"}}, "/email"},
        {{{"email", "陈@example.org"}}, "/email"},
        {{{"email", "a@example.org"}, {"sms", true}}, "/sms"}};
    for (const auto& [body, pointer] : wrong_ones) {
        const Reply reply = ask(bureau, body);
        EXPECT_EQ(reply.status, 422) << body;
        EXPECT_EQ(reply.pointers(), pointer) << body;
    }
    EXPECT_EQ(enter(bureau, "123456", Json::object()).pointers(), "/mobile");
    EXPECT_EQ(send_from(bureau, session_path, by_mobile, "198.51.100.7").pointers(), "/code");
    EXPECT_TRUE(sent(bureau).empty());
}

TEST(ACode, IsNotSentWhereNoGatewayIsSetUpOrItFails) {
    Bureau bureau = with_sink();
    namespace fs = std::filesystem;
    fs::create_directory(bureau.place()->path("messages.jsonl"));  // no file can be written there
    EXPECT_EQ(ask(bureau).code(), "MESSAGE_NOT_SENT");
    auto place = bureau.place();
    bureau.close();
    take_out(*place, "messages");
    Bureau without(monday, place);
    const Reply reply = ask(without);
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.code(), "MESSAGES_NOT_SET_UP");
    EXPECT_FALSE(reply.body["remedy"].get<std::string>().empty());
}

// It stands where it was sent to, and nowhere else.
TEST(ACode, IsKeptNowhereInClear) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    Bureau bureau = with_sink();
    ASSERT_EQ(ask(bureau).status, 202);
    const std::string code = last_code(bureau);
    const Reply refused = enter(bureau, wrong(code));
    const Reply in = enter(bureau, code);
    bureau.close();
    const std::string log =
        testing::internal::GetCapturedStderr() + testing::internal::GetCapturedStdout();
    EXPECT_EQ(in.status, 200);
    EXPECT_THAT(log, HasSubstr("MESSAGES_GO_TO_A_FILE"));
    Hand hand(*bureau.place());
    std::string kept = log + refused.text;
    for (const storage::Row& row : hand.read("SELECT body FROM objects WHERE county = '0'"))
        kept += row.text(0);
    for (const storage::Row& row : hand.read("SELECT code_hash FROM sign_in_codes"))
        kept += row.text(0);
    EXPECT_THAT(kept, HasSubstr(mobile)) << "the account is on record";
    EXPECT_THAT(kept, Not(testing::ContainsRegex("[^0-9a-f]" + code + "[^0-9a-f]")));
    EXPECT_EQ(std::filesystem::status(bureau.place()->path("messages.jsonl")).permissions(),
              std::filesystem::perms(0600));
}

}  // namespace
}  // namespace oneseal

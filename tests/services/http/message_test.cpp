// What needs no socket: targets, routes, the request's syntax, heads and problems.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "http/problem.hpp"
#include "http/request_reader.hpp"
#include "http/response_head.hpp"
#include "http/router.hpp"
#include "http/target.hpp"

namespace oneseal::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

const Handler no_handler = [](Request, Respond) {};

TEST(Target, DecodesTheQueryInItsOrder) {
    Request request;
    request.target = "/cases?q=%E6%9D%8E+a&state=open&state=done&empty=&bare";
    ASSERT_TRUE(split_target(request));
    EXPECT_EQ(request.path, "/cases");
    EXPECT_THAT(request.query,
                ElementsAre(Pair("q", "李 a"),
                            Pair("state", "open"),
                            Pair("state", "done"),
                            Pair("empty", ""),
                            Pair("bare", "")));
    EXPECT_EQ(request.query_value("state"), "open");
    EXPECT_EQ(request.query_value("none"), std::nullopt);
}

TEST(Target, TakesTheAbsoluteForm) {
    Request request;
    request.target = "http://window.example/cases";
    ASSERT_TRUE(split_target(request));
    EXPECT_EQ(request.path, "/cases");
    request.target = "http://window.example";
    ASSERT_TRUE(split_target(request));
    EXPECT_EQ(request.path, "/");
}

TEST(Target, RefusesWhatDoesNotDecode) {
    for (const char* text : {"%", "%4", "%g0", "%00", "%c3%28", "%ed%a0%80"}) {
        EXPECT_EQ(percent_decode(text), std::nullopt) << text;
    }
}

TEST(Request, FindsHeadersAndCookiesWhateverTheCase) {
    Request request;
    request.headers = {{"x-csrf", "1"}, {"Cookie", "a=1; session=0.abc=;c=2"}};
    EXPECT_EQ(request.header("X-CSRF"), "1");
    EXPECT_EQ(request.header("Authorization"), "");
    EXPECT_EQ(request.cookie("session"), "0.abc=");
    EXPECT_EQ(request.cookie("c"), "2");
    EXPECT_EQ(request.cookie("essio"), "");
}

TEST(Request, BelievesOnlyAProxyOnThisMachine) {
    Request request;
    request.headers = {{"X-Forwarded-For", "198.51.100.7, 192.0.2.1"}};
    request.remote_address = "203.0.113.5";
    EXPECT_EQ(request.client_address(), "203.0.113.5");
    request.remote_address = "127.0.0.1";
    EXPECT_EQ(request.client_address(), "192.0.2.1");
    request.headers.emplace_back("X-Forwarded-For", "192.0.2.2");
    EXPECT_EQ(request.client_address(), "192.0.2.2") << "the line before may be forged";
    request.headers.clear();
    EXPECT_EQ(request.client_address(), "127.0.0.1");
}

TEST(Request, CameByTlsWhereAProxyOnThisMachineSaysSo) {
    Request request;
    request.headers = {{"X-Forwarded-Proto", "https"}};
    request.remote_address = "203.0.113.5";
    EXPECT_FALSE(request.came_by_tls());
    request.remote_address = "::1";
    EXPECT_TRUE(request.came_by_tls());
    request.headers = {{"X-Forwarded-Proto", "http"}};
    EXPECT_FALSE(request.came_by_tls());
}

TEST(Router, PrefersALiteralAndDecodesParameters) {
    Router router;
    router.add("GET", "/counties/{c}/cases/{n}", Body::none, no_handler);
    router.add("GET", "/counties/{c}/cases/mine/list", Body::none, no_handler);
    router.add("GET", "/counties/{c}/cases/mine", Body::none, no_handler);
    EXPECT_EQ(router.match("GET", "/counties/1/cases/mine").route->pattern,
              "/counties/{c}/cases/mine");
    const auto match = router.match("GET", "/counties/511102/cases/%41%2F1");
    ASSERT_NE(match.route, nullptr);
    EXPECT_THAT(match.parameters, ElementsAre(Pair("c", "511102"), Pair("n", "A/1")));
    EXPECT_EQ(router.match("GET", "/counties/1/cases/").route, nullptr);
    EXPECT_EQ(router.match("GET", "/counties//cases/1").route, nullptr);
    EXPECT_TRUE(router.match("GET", "/counties/1/cases/%zz").malformed);
    EXPECT_EQ(router.routes().size(), 3U);
}

TEST(Router, GivesTheRestToALastSegmentAndNeverLetsItClimb) {
    Router router;
    router.add("GET", "/console/{path*}", Body::none, no_handler);
    EXPECT_THAT(router.match("GET", "/console/a/b.js").parameters,
                ElementsAre(Pair("path", "a/b.js")));
    EXPECT_THAT(router.match("GET", "/console/").parameters, ElementsAre(Pair("path", "")));
    EXPECT_THAT(router.match("GET", "/console").parameters, ElementsAre(Pair("path", "")));
    EXPECT_TRUE(router.match("GET", "/console/../etc").malformed);
    EXPECT_TRUE(router.match("GET", "/console/a%2f..%2f..%2fetc").malformed);
}

TEST(Router, TellsAWrongMethodFromAWrongPath) {
    Router router;
    router.add("PUT", "/a", Body::json, no_handler);
    router.add("GET", "/a", Body::none, no_handler);
    EXPECT_THAT(router.match("POST", "/a").allowed, ElementsAre("GET", "HEAD", "PUT"));
    EXPECT_NE(router.match("HEAD", "/a").route, nullptr);
    EXPECT_TRUE(router.match("GET", "/b").allowed.empty());
}

TEST(RequestReader, ReadsTheSameInOnePieceAndByteByByte) {
    const std::string text =
        "POST /a?b=c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
        "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n"
        "0\r\nHost: trailer\r\n\r\n";
    for (const std::size_t piece : {text.size(), std::size_t{1}, std::size_t{7}}) {
        RequestReader reader(16 << 10);
        std::string body;
        std::string input;
        std::size_t next = 0;
        auto state = RequestReader::State::needs_more;
        while (state != RequestReader::State::complete) {
            const auto progress = reader.put(input);
            input.erase(0, progress.used);
            state = progress.state;
            ASSERT_NE(state, RequestReader::State::failed) << reader.fault().error.message.en;
            if (state == RequestReader::State::head) {
                reader.body_into(
                    [&](std::string_view part) {
                        body += part;
                        return std::optional<Fault>{};
                    },
                    5);
            } else if (state == RequestReader::State::needs_more) {
                ASSERT_LT(next, text.size());
                input += text.substr(next, piece);
                next += piece;
            }
        }
        EXPECT_EQ(body, "abcde");
        EXPECT_EQ(reader.request().path, "/a");
        EXPECT_EQ(reader.request().headers.size(), 2U) << "a trailer is no header";
        EXPECT_EQ(input, "");
    }
}

TEST(ResponseHead, LetsNoValueEndItsHeader) {
    Response response;
    response.headers = {{"Location", "/a\r\nSet-Cookie: x=1"}, {"Cache-Control", "max-age=60"}};
    const std::string head = response_head(response, {3, false, "now", "id"});
    EXPECT_THAT(head, Not(HasSubstr("\nSet-Cookie")));
    EXPECT_THAT(head, HasSubstr("Cache-Control: max-age=60\r\n"));
    EXPECT_THAT(head, Not(HasSubstr("no-store")));
    EXPECT_THAT(head, HasSubstr("Connection: close\r\n"));
}

TEST(ResponseHead, GivesNoLengthWhereThereIsNoBody) {
    Response response;
    response.status = 204;
    EXPECT_THAT(response_head(response, {}), Not(HasSubstr("Content-Length")));
}

TEST(Problem, IsOneOfRfc9457InTheReadersLanguage) {
    const Error error{ErrorCode::unlawful,
                      "SURVEY_MISSING",
                      {"尚未现场核查。", "The survey is missing."},
                      {"请先完成现场核查。", "Record the survey first."},
                      "行政许可法 第三十四条",
                      {{"/survey", {"缺少", "missing"}, "R-1", "行政许可法 第三十四条"}}};
    const Response response = problem(error, Language::en);
    EXPECT_EQ(response.status, 409);
    const auto body = nlohmann::json::parse(response.body);
    EXPECT_EQ(body["type"], "urn:oneseal:problem:SURVEY_MISSING");
    EXPECT_EQ(body["status"], 409);
    EXPECT_EQ(body["detail"], "The survey is missing.");
    EXPECT_EQ(body["code"], "SURVEY_MISSING");
    EXPECT_EQ(body["remedy"], "Record the survey first.");
    EXPECT_EQ(body["law"], "行政许可法 第三十四条");
    EXPECT_EQ(body["errors"][0]["pointer"], "/survey");
    EXPECT_EQ(body["errors"][0]["rule"], "R-1");
    EXPECT_EQ(nlohmann::json::parse(problem(error, Language::zh_cn).body)["detail"],
              "尚未现场核查。");
}

TEST(Problem, SaysWhenToTryAgain) {
    Error error{ErrorCode::throttled, "SIGN_IN_THROTTLED", {}, {}};
    error.retry_after_s = 40;
    const Response response = problem(error, Language::en);
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(header(response.headers, "Retry-After"), "40");
    EXPECT_EQ(
        header(problem({ErrorCode::unavailable, "X", {}, {}}, Language::en).headers, "Retry-After"),
        "5");
}

TEST(Problem, FollowsAcceptLanguageByWeight) {
    EXPECT_EQ(language_from(""), Language::zh_cn);
    EXPECT_EQ(language_from("fr, de;q=0.5"), Language::zh_cn);
    EXPECT_EQ(language_from("en-US,en;q=0.9"), Language::en);
    EXPECT_EQ(language_from("en;q=0.5, zh-CN;q=0.8"), Language::zh_cn);
    EXPECT_EQ(language_from("zh;q=0, en;q=0.1"), Language::en);
    EXPECT_EQ(language_from(";;,,q=,en;q=x"), Language::zh_cn);
}

}  // namespace
}  // namespace oneseal::http

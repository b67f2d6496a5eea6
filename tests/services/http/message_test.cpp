// What needs no socket: targets, routes, the request's syntax, heads and problems.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "http/address.hpp"
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

TEST(Request, BelievesOnlyATrustedProxy) {
    Request request;
    request.headers = {{"X-Forwarded-For", "198.51.100.7, 192.0.2.1"}};
    request.remote_address = "127.0.0.1";
    EXPECT_EQ(request.client_address(), "127.0.0.1") << "nobody trusts this machine by itself";
    request.by_trusted_proxy = true;
    EXPECT_EQ(request.client_address(), "192.0.2.1");
    request.headers.emplace_back("X-Forwarded-For", "192.0.2.2");
    EXPECT_EQ(request.client_address(), "192.0.2.2") << "the line before may be forged";
    request.headers.emplace_back("X-Forwarded-For", "192.0.2.3, unknown");
    EXPECT_EQ(request.client_address(), "127.0.0.1") << "what is no address is nobody's";
    request.headers.clear();
    EXPECT_EQ(request.client_address(), "127.0.0.1");
}

TEST(Request, CameByTlsWhereATrustedProxySaysSo) {
    Request request;
    request.headers = {{"X-Forwarded-Proto", "https"}};
    EXPECT_FALSE(request.came_by_tls());
    request.by_trusted_proxy = true;
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

TEST(Router, LetsARestTakeNothingOfWhatIsKeptApart) {
    Router router;
    router.keep_apart("/api");
    router.add("GET", "/{path*}", Body::none, no_handler);
    router.add("GET", "/api/{version}/cases", Body::none, no_handler);
    router.add("GET", "/about/us", Body::none, no_handler);
    EXPECT_EQ(router.match("GET", "/api/v1/cases").route->pattern, "/api/{version}/cases");
    for (const char* unknown : {"/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/../x"}) {
        EXPECT_EQ(router.match("GET", unknown).route, nullptr) << unknown;
        EXPECT_FALSE(router.match("GET", unknown).malformed) << unknown;
        EXPECT_TRUE(router.match("POST", unknown).allowed.empty()) << unknown;
    }
    for (const char* other : {"/", "/apiary", "/about", "/about/them"}) {
        EXPECT_EQ(router.match("GET", other).route->pattern, "/{path*}") << other;
    }
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

TEST(Networks, HoldAddressesOfBothVersions) {
    const auto networks = Networks::read({"127.0.0.1", "10.16.0.0/12", "fd00:1::/32", "::1"});
    ASSERT_TRUE(networks) << networks.error().message.en;
    for (const char* inside :
         {"127.0.0.1", "::ffff:127.0.0.1", "10.31.255.255", "fd00:1:9::1", "::1"}) {
        EXPECT_TRUE(networks->contains(inside)) << inside;
    }
    for (const char* outside :
         {"127.0.0.2", "10.32.0.0", "10.15.1.1", "fd00:2::1", "::2", "x", ""}) {
        EXPECT_FALSE(networks->contains(outside)) << outside;
    }
    EXPECT_TRUE(Networks::read({"0.0.0.0/0"})->contains("203.0.113.9"));
    for (const char* wrong :
         {"localhost", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/-1", ""}) {
        EXPECT_EQ(Networks::read({wrong}).error().id, "HTTP_NETWORK_INVALID") << wrong;
    }
    EXPECT_FALSE(Networks().contains("127.0.0.1"));
}

// One household has 2^64 addresses of IPv6.
TEST(AClient, IsOneInAllAddressesOfItsNetwork) {
    EXPECT_EQ(client_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(client_of("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(client_of("2001:db8:1:2:3:4:5:6"), client_of("2001:db8:1:2::99"));
    EXPECT_NE(client_of("2001:db8:1:2::1"), client_of("2001:db8:1:3::1"));
}

TEST(ATarget, HasOneSpellingOfItsPath) {
    const auto path = [](const std::string& target) {
        Request request;
        request.target = target;
        return split_target(request) ? request.path : "refused";
    };
    EXPECT_EQ(path("/counties/51110%32/cases"), "/counties/511102/cases");
    EXPECT_EQ(path("/%63ounties/511102/cases?q=%32"), "/counties/511102/cases");
    EXPECT_EQ(path("/a%2fb/c%25d"), "/a%2Fb/c%25d") << "no slash comes or goes";
    EXPECT_EQ(path("/〔2026〕(1)"), path("/%e3%80%942026%E3%80%95%281%29"));
    EXPECT_EQ(path("/"), "/");
    EXPECT_EQ(path("//a/"), "//a/");
    for (const char* wrong : {"/%zz", "/%4", "/%00", "/%ff", "a"}) {
        EXPECT_EQ(path(wrong), "refused") << wrong;
    }
}

TEST(Problem, StaysSmallHoweverMuchIsWrong) {
    Error error{ErrorCode::invalid_input, "BODY_INVALID", {"错", "Wrong."}, {"改", "Mend it."}};
    for (int i = 0; i < 110'000; ++i) {
        error.findings.push_back({"/key" + std::to_string(i), {"没有此项。", "No such key."}});
    }
    error.findings[0].pointer = "/" + std::string(900'000, 'k');
    error.findings[1].message.zh_cn = std::string(500'000, 'x') + "镇";
    error.message.zh_cn = std::string(998, 'x') + "夹江县";
    for (const Language language : {Language::zh_cn, Language::en}) {
        const Response response = problem(error, language);
        EXPECT_LT(response.body.size(), 20'000U);
        const auto body = nlohmann::json::parse(response.body);
        ASSERT_EQ(body["errors"].size(), 51U);
        EXPECT_EQ(body["errors"][49]["pointer"], "/key49");
        EXPECT_THAT(body["errors"][50]["message"].get<std::string>(), HasSubstr("109950"));
    }
    const auto detail = nlohmann::json::parse(problem(error, Language::zh_cn).body)["detail"];
    EXPECT_EQ(detail, std::string(998, 'x') + "…") << "no character is cut in half";
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

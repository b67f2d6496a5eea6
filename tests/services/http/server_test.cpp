// The server over real sockets: requests, bad bytes, slow clients, its end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <thread>

#include "services/http/server_fixture.hpp"

namespace oneseal::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(ServerTest, AnswersWithSecurityHeaders) {
    Client client("127.0.0.1", start().port());
    const Response response = client.send("GET", "/hello/%E6%9D%8E%2F").value();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "hello 李/");
    EXPECT_EQ(header(response.headers, "content-type"), "application/json");
    EXPECT_EQ(header(response.headers, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(response.headers, "Cache-Control"), "no-store");
    EXPECT_THAT(header(response.headers, "Content-Security-Policy"),
                HasSubstr("default-src 'none'"));
    EXPECT_EQ(header(response.headers, "X-Frame-Options"), "DENY");
    EXPECT_THAT(header(response.headers, "Date"), HasSubstr(" GMT"));
    EXPECT_FALSE(header(response.headers, "X-Request-Id").empty());
}

TEST_F(ServerTest, KeepsAConnectionForTheNextRequest) {
    RawClient raw(start().port());
    raw.send("GET /hello/a HTTP/1.1\r\nHost: x\r\n\r\n").read_until("hello a");
    raw.send("GET /hello/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(raw.read_to_end(), HasSubstr("hello b"));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
    RawClient raw(start().port());
    raw.send(
        "GET /worker HTTP/1.1\r\nHost: x\r\n\r\n"
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        "3\r\n\r\n[1]"
        "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
        "GET /hello/last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string all = raw.read_to_end();
    const std::size_t first = all.find("from a worker");
    const std::size_t second = all.find("[1]");
    const std::size_t third = all.find("HTTP_NO_ROUTE");
    const std::size_t fourth = all.find("hello last");
    ASSERT_NE(fourth, std::string::npos) << all;
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
    EXPECT_LT(third, fourth);
}

TEST_F(ServerTest, SpreadsConnectionsOverItsContextsInTurn) {
    Router router;
    router.add("GET", "/thread", Body::none, [](Request request, Respond respond) {
        respond(json_response(200, std::to_string(request.io_thread)));
    });
    Server server(options_);
    ASSERT_EQ(server.contexts().size(), 2U);
    ASSERT_TRUE(server.start(std::move(router)));
    Client a("127.0.0.1", server.port());
    Client b("127.0.0.1", server.port());
    const std::string first = a.send("GET", "/thread").value().body;
    EXPECT_NE(first, b.send("GET", "/thread").value().body);
    EXPECT_EQ(first, a.send("GET", "/thread").value().body);
    std::promise<std::thread::id> ran;
    boost::asio::post(*server.contexts()[1], [&] { ran.set_value(std::this_thread::get_id()); });
    EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
    RawClient raw(start().port());
    raw.send("HEAD /hello/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string answer = raw.read_to_end();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(answer, HasSubstr("Content-Length: 7\r\n"));
    EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(ServerTest, NamesTheAllowedMethods) {
    Client client("127.0.0.1", start().port());
    const Response response = client.send("DELETE", "/hello/a").value();
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(header(response.headers, "Allow"), "GET, HEAD");
    EXPECT_EQ(header(response.headers, "Content-Type"), "application/problem+json");
    EXPECT_THAT(response.body, HasSubstr("HTTP_METHOD_NOT_ALLOWED"));
}

TEST_F(ServerTest, SpeaksTheClientsLanguage) {
    Client client("127.0.0.1", start().port());
    EXPECT_THAT(client.send("GET", "/no").value().body, HasSubstr("没有此地址"));
    EXPECT_THAT(client.send("GET", "/no", "", {{"Accept-Language", "en-GB"}}).value().body,
                HasSubstr("There is nothing at this address."));
}

TEST_F(ServerTest, TakesABodyInPiecesAndInChunks) {
    Client client("127.0.0.1", start().port());
    const std::string large = "\"" + std::string(500'000, 'x') + "\"";
    EXPECT_EQ(
        client.send("POST", "/echo", large, {{"Content-Type", "application/json"}}).value().body,
        large);
    RawClient raw(server_->port());
    raw.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json; charset=utf-8\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2;note=1\r\n[1\r\n3\r\n,2]\r\n0\r\n"
        "X-Trailer: ignored\r\n\r\n");
    EXPECT_TRUE(raw.read_to_end().ends_with("\r\n\r\n[1,2]"));
}

TEST_F(ServerTest, RefusesABodyOverTheLimit) {
    options_.body_bytes = 10;
    RawClient announced(start().port());
    announced.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 11\r\n"
        "Expect: 100-continue\r\n\r\n");
    EXPECT_THAT(announced.read_to_end(), StartsWith("HTTP/1.1 413 "));
    RawClient chunked(server_->port());
    chunked.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n");
    EXPECT_THAT(chunked.read_to_end(), StartsWith("HTTP/1.1 413 "));
    expect_alive();
}

TEST_F(ServerTest, ShowsTheRefusalEvenToAClientThatGoesOnSending) {
    options_.body_bytes = 10;
    Client client("127.0.0.1", start().port());
    const auto response = client.send(
        "POST", "/echo", std::string(4 << 20, '1'), {{"Content-Type", "application/json"}});
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 413);
}

TEST_F(ServerTest, SaysContinueToAClientThatAsks) {
    RawClient raw(start().port());
    raw.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
        "Expect: 100-continue\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(raw.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_TRUE(raw.send("{}").read_to_end().ends_with("\r\n\r\n{}"));
}

TEST_F(ServerTest, TakesJsonOnlyWhereJsonIsMeantAndNoBodyWhereNoneIs) {
    Client client("127.0.0.1", start().port());
    EXPECT_EQ(client.send("POST", "/echo", "a=1", {{"Content-Type", "text/plain"}}).value().status,
              415);
    EXPECT_EQ(client.send("GET", "/hello/a", "{}").value().status, 400);
    EXPECT_EQ(client.send("POST", "/echo").value().status, 200);
}

TEST_F(ServerTest, OutlivesBadBytes) {
    start();
    const std::pair<std::string, std::string> cases[] = {
        {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 client hello\r\n\r\n", "400"},
        {std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 29), "400"},
        {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", "400"},
        {"GET /hello/a HTTP/1.1\r\n\r\n", "400"},
        {"GET /hello/a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400"},
        {"GET /hello/%zz HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"GET /hello/%ff HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"GET /hello/a?q=%00 HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"GET hello HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n", "400"},
        {"GET /hello/a HTTP/1.1\r\nHost: x\r\nContent-Type: \xff\r\n\r\n", "400"},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400"},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 2\r\n\r\n", "400"},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: "
         "chunked\r\n\r\n0\r\n\r\n",
         "400"},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "501"},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", "501"},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: "
         "chunked\r\n\r\nxyz\r\n",
         "400"},
        {"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(20'000, 'a') + "\r\n\r\n", "431"},
        {"GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", "431"},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: "
         "chunked\r\n\r\n1;" +
             std::string(100'000, 'a'),
         "431"},
    };
    for (const auto& [bytes, status] : cases) {
        RawClient raw(server_->port());
        EXPECT_THAT(raw.send(bytes).read_until("\r\n\r\n"), StartsWith("HTTP/1.1 " + status))
            << bytes.substr(0, 80);
    }
    expect_alive();
}

TEST_F(ServerTest, SendsASlowHeadAndASlowBodyAway) {
    options_.read_timeout = milliseconds{40};
    RawClient head(start().port());
    EXPECT_THAT(head.send("GET /hello/a HTTP/1.1\r\nHo").read_to_end(),
                StartsWith("HTTP/1.1 408 "));
    RawClient body(server_->port());
    body.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        "9\r\n\r\n[");
    EXPECT_THAT(body.read_to_end(), StartsWith("HTTP/1.1 408 "));
    expect_alive();
}

TEST_F(ServerTest, ClosesAnIdleConnectionWithoutAWord) {
    options_.idle_timeout = milliseconds{40};
    RawClient raw(start().port());
    raw.send("GET /hello/a HTTP/1.1\r\nHost: x\r\n\r\n").read_until("hello a");
    EXPECT_EQ(raw.read_to_end(), "");
}

TEST_F(ServerTest, SendsClientsOverTheLimitAway) {
    options_.max_connections = 1;
    RawClient first(start().port());
    first.send("GET /hello/a HTTP/1.1\r\nHost: x\r\n\r\n").read_until("hello a");
    RawClient second(server_->port());
    EXPECT_THAT(second.read_to_end(), StartsWith("HTTP/1.1 503 "));
}

TEST_F(ServerTest, AnswersForAHandlerThatThrowsWithoutRepeatingItsText) {
    std::string lines;
    configure_log({.sink = [&](std::string_view line) { lines += line; }});
    Client client("127.0.0.1", start().port());
    const Response response = client.send("GET", "/throws").value();
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(response.body, Not(HasSubstr("511102199001011234")));
    EXPECT_EQ(client.send("GET", "/forgets").value().status, 500);
    server_.reset();
    EXPECT_THAT(lines, HasSubstr("HTTP_HANDLER_THREW"));
    // A type as people write it, and by which request.
    EXPECT_THAT(lines, HasSubstr("std::"));
    EXPECT_THAT(lines, HasSubstr(std::string(header(response.headers, "X-Request-Id"))));
    EXPECT_THAT(lines, HasSubstr("HTTP_NEVER_ANSWERED"));
    EXPECT_THAT(lines, Not(HasSubstr("511102199001011234")));
}

TEST_F(ServerTest, OutlivesAnExceptionOnAnIoThread) {
    start();
    for (auto* context : server_->contexts()) {
        boost::asio::post(*context, [] { throw std::runtime_error("of a plugin channel"); });
    }
    expect_alive();
    expect_alive();
}

TEST_F(ServerTest, AnswersARequestInFlightBeforeItStops) {
    start();
    auto answer = std::async([port = server_->port()] {
        return Client("127.0.0.1", port).send("GET", "/later").value().body;
    });
    const Respond respond = later_.get_future().get();
    std::thread stopper([this] { server_->stop(); });
    respond(json_response(200, "in time"));
    stopper.join();
    EXPECT_EQ(answer.get(), "in time");
}

TEST_F(ServerTest, StopsInTimeAlthoughAHandlerNeverAnswers) {
    options_.stop_timeout = milliseconds{20};
    RawClient raw(start().port());
    raw.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    const Respond respond = later_.get_future().get();
    server_->stop();
    respond(json_response(200, "too late"));
    server_.reset();
    respond(json_response(200, "much too late"));
    EXPECT_EQ(raw.read_to_end(), "");
}

TEST_F(ServerTest, IgnoresAnAnswerAfterTheClientHasGoneAndASecondAnswer) {
    RawClient raw(start().port());
    raw.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    const Respond respond = later_.get_future().get();
    raw.close();
    respond(json_response(200, "nobody"));
    respond(json_response(200, "nobody, twice"));
    expect_alive();
}

TEST_F(ServerTest, SaysThatAPortIsTaken) {
    options_.port = start().port();
    Server second(options_);
    const auto started = second.start(router());
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().id, "HTTP_BIND_FAILED");
}

TEST_F(ServerTest, ClientSaysThatNobodyAnswers) {
    const std::uint16_t port = start().port();
    server_.reset();
    EXPECT_EQ(Client("127.0.0.1", port).send("GET", "/").error().id, "HTTP_CLIENT_FAILED");
}

}  // namespace
}  // namespace oneseal::http

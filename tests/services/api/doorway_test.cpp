// What a handler throws costs its request, and nothing of it is told.
#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "api/call.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::api {
namespace {

TEST(AHandlerThatThrows, IsAnsweredAsAFaultOfOursWithoutWhatItSays) {
    const support::TemporaryDirectory directory;
    const auto database = storage::Database::open({.connection = directory.path("db")}).value();
    ASSERT_TRUE(database->migrate());
    const SystemClock clock;
    const auto access = access::Access::open(*database, clock).value();
    WorkPool pool(1, 1);
    host::Hosts hosts({}, {}, clock);
    desk::Lasting lasting(*database, hosts, clock, pool);
    desk::Generations generations(lasting);
    ASSERT_TRUE(generations.put({}));
    const Doorway doorway(*access, generations, pool);
    const auto handler = doorway.at_work(
        SignIn::optional,
        [](const Call&) -> Result<http::Response> { throw std::runtime_error("王某示"); });
    for (const char* language : {"zh-CN", "en"}) {
        http::Request request;
        request.method = "GET";
        request.path = "/";
        request.headers = {{"Accept-Language", language}};
        std::promise<http::Response> answered;
        handler(request, [&](http::Response response) { answered.set_value(std::move(response)); });
        const http::Response response = answered.get_future().get();
        EXPECT_EQ(response.status, 500);
        EXPECT_EQ(Json::parse(response.body)["code"], "API_HANDLER_FAILED");
        EXPECT_EQ(http::header(response.headers, "Content-Language"), language);
        EXPECT_EQ(response.body.find("王某示"), std::string::npos);
    }
}

}  // namespace
}  // namespace oneseal::api

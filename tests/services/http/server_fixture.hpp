// A server on the loopback interface with a route of each kind, as the tests of this folder need
// it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/work_pool.hpp"
#include "http/server.hpp"
#include "log/log.hpp"
#include "services/http/raw_client.hpp"
#include "support/client.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::http {

class ServerTest : public testing::Test {
  protected:
    void SetUp() override {
        configure_log({.sink = [](std::string_view) {}});
        options_.upload_directory = directory_ / "uploads";
    }

    void TearDown() override {
        server_.reset();
        configure_log({});
    }

    Router router() {
        Router router;
        router.add("GET", "/hello/{name}", Body::none, [](Request request, Respond respond) {
            respond(json_response(200, "hello " + std::string{request.parameter("name")}));
        });
        router.add("POST", "/echo", Body::json, [](Request request, Respond respond) {
            respond(json_response(200, request.body));
        });
        router.add(
            "PUT",
            "/files/{id}",
            Body::upload,
            [this](Request request, Respond respond) {
                upload_ = request.upload;
                respond(json_response(200, upload_ ? std::to_string(upload_->size) : "none"));
            },
            [this](Request request, Respond respond) {
                if (request.parameter("id") == "refused") return respond(json_response(403, "no"));
                if (request.parameter("id") == "forgotten") return;
                if (request.parameter("id") != "later") return respond(go_on());
                later_.set_value(std::move(respond));
            });
        router.add("GET", "/file", Body::none, [this](Request request, Respond respond) {
            Response response;
            response.headers = {{"Content-Type", "text/plain"}};
            response.file = directory_ / "file";
            response.range = std::string(request.header("Range"));
            respond(std::move(response));
        });
        router.add("GET", "/shared", Body::none, [this](Request request, Respond respond) {
            Response response;
            response.status = request.query_value("known") ? 304 : 200;
            response.shared = shared_;
            respond(std::move(response));
        });
        router.add("GET", "/worker", Body::none, [this](Request, Respond respond) {
            ASSERT_TRUE(pool_.post([respond] { respond(json_response(200, "from a worker")); }));
        });
        router.add("GET", "/throws", Body::none, [](Request, Respond) {
            throw std::runtime_error("resident id 511102199001011234");
        });
        router.add("GET", "/forgets", Body::none, [](Request, Respond) {});
        router.add("GET", "/later", Body::none, [this](Request, Respond respond) {
            later_.set_value(std::move(respond));
        });
        return router;
    }

    Server& start() {
        server_ = std::make_unique<Server>(options_);
        const auto started = server_->start(router());
        EXPECT_TRUE(started) << started.error().message.en;
        return *server_;
    }

    std::size_t files_in_uploads() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(options_.upload_directory), {}));
    }

    // Whatever happened before, the next client is served.
    void expect_alive() {
        Client client("127.0.0.1", server_->port());
        EXPECT_EQ(client.send("GET", "/hello/li").value().body, "hello li");
    }

    const support::TemporaryDirectory temporary_{};
    const std::filesystem::path directory_ = temporary_.path();
    Options options_{};
    std::shared_ptr<const Upload> upload_{};
    std::shared_ptr<const std::string> shared_{};
    std::promise<Respond> later_{};
    std::unique_ptr<Server> server_{};
    WorkPool pool_{1, 8};
};

}  // namespace oneseal::http

#include "running.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "app/demo.hpp"
#include "settings/settings.hpp"

namespace oneseal {

Running::Running(const std::string& now) {
    clock_.set(now);
    DemoOptions options;
    options.data = directory_.path("data");
    options.config = std::string(ONESEAL_SOURCE_DIR) + "/config";
    options.packages = std::string(ONESEAL_BINARY_DIR) + "/packages";
    options.port = 0;
    const auto file = prepare_demo(options);
    EXPECT_TRUE(file) << (file ? "" : file.error().message.en);
    const auto settings = load_settings(*file);
    auto started = Installation::start(
        *settings, std::string(ONESEAL_BINARY_DIR) + "/bin/oneseal-plugin-host", clock_);
    EXPECT_TRUE(started) << (started ? "" : started.error().message.en);
    installation_ = std::move(*started);
}

void Running::pause() {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
}

std::string Running::token(const std::string& who) {
    std::string& token = tokens_[who];
    if (!token.empty()) return token;
    const auto slash = who.find('/');
    Json body = {{"password", demo_password}};
    body["username"] = slash == std::string::npos ? who : who.substr(slash + 1);
    if (slash != std::string::npos) body["county"] = who.substr(0, slash);
    token = send("POST", "/api/v1/session", body.dump()).body.value("token", "");
    return token;
}

Running::Answer Running::send(const std::string& method,
                              const std::string& path,
                              const std::string& body,
                              const std::string& who,
                              http::Fields headers) {
    if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
    if (!who.empty()) headers.emplace_back("Authorization", "Bearer " + token(who));
    if (method == "POST" && http::header(headers, "Idempotency-Key").empty()) {
        headers.emplace_back("Idempotency-Key", "key-" + std::to_string(++keys_));
    }
    http::Client client("127.0.0.1", installation_->port());
    const auto answer = client.send(method, path, body, headers);
    EXPECT_TRUE(answer) << path;
    if (!answer) return {};
    return {answer->status,
            Json::parse(answer->body, nullptr, false),
            std::string(http::header(answer->headers, "ETag"))};
}

std::string Running::file() {
    const Json form = {{"applicant_name", "示例小吃店"},
                       {"applicant_type", "individual_biz"},
                       {"uscc", "92511102MA0BBB031Y"},
                       {"legal_rep_name", "王某示"},
                       {"legal_rep_id_type", "resident_id"},
                       {"legal_rep_id", "511102199007219970"},
                       {"contact_mobile", "15900000003"},
                       {"area_code", "511102"},
                       {"address", "示例巷3号"},
                       {"by_agent", false},
                       {"premises", "示例巷3号"},
                       {"main_form", "catering"},
                       {"form_suffix", Json::array()},
                       {"items", {"hot"}},
                       {"site_area", 80},
                       {"processing_area", 30},
                       {"safety_manager", "王某示"},
                       {"online", false}};
    const Json body = {{"matter", "food_business"},
                       {"variant", "new"},
                       {"form", form},
                       {"materials", {"fd01", "fd02", "fd03", "fd04"}},
                       {"submission",
                        {{"signature", "s"},
                         {"truth", true},
                         {"service", {{"address", "示例巷3号"}}},
                         {"consent", {{"electronic_service", false}}}}}};
    const Answer filed =
        send("POST", "/api/v1/counties/511102/cases", body.dump(), "511102/intake1");
    EXPECT_EQ(filed.status, 201) << filed.body;
    return filed.body.value("number", "");
}

}  // namespace oneseal

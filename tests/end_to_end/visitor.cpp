#include "end_to_end/visitor.hpp"

#include <gtest/gtest.h>

#include "app/demo.hpp"
#include "base/ids.hpp"
#include "end_to_end/contract_check.hpp"

namespace oneseal {
namespace {

const std::string below_county = "/api/v1/counties/511102";

std::string joined(const Json& problem, const char* key) {
    std::string text;
    if (!problem.is_object()) return text;
    for (const Json& error : problem.value("errors", Json::array())) {
        text += (text.empty() ? "" : " ") + error.value(key, "");
    }
    return text;
}

bool is_applicant(const std::string& who) {
    return who == "wang" || who == "zhang" || who == "li";
}

Json credentials_of(const std::string& who) {
    Json credentials = {{"username", who}, {"password", demo_password}};
    if (is_applicant(who)) return credentials;
    const auto slash = who.find('/');
    credentials["county"] = slash == std::string::npos ? home_county : who.substr(0, slash);
    if (slash != std::string::npos) credentials["username"] = who.substr(slash + 1);
    return credentials;
}

// Every answer keeps the contract, whatever the test asks of it besides.
void hold_against_contract(const std::string& method,
                           const std::string& target,
                           const http::Response& answer) {
    const SeenAnswer seen{method,
                          target,
                          answer.status,
                          std::string(http::header(answer.headers, "Content-Type")),
                          answer.body};
    for (const std::string& fault : faults_by_contract(seen)) {
        ADD_FAILURE() << method << " " << target << " " << answer.status << ": " << fault;
    }
}

}  // namespace

std::string Reply::rules() const {
    return joined(body, "rule");
}

std::string Reply::pointers() const {
    return joined(body, "pointer");
}

Visitor::Visitor(std::uint16_t port) : client_("127.0.0.1", port, std::chrono::minutes{2}) {}

Visitor::Visitor(std::uint16_t port, const std::string& who) : Visitor(port) {
    if (who.empty()) return;
    // Only so many may sign in at once, so somebody may have to come again.
    for (int attempt = 0; token_.empty() && attempt < 200; ++attempt) {
        const Reply session = post("/api/v1/session", credentials_of(who));
        if (session.status == 200) token_ = session.body.value("token", "");
        if (session.status == 401) break;
    }
}

Visitor Visitor::with_token(std::uint16_t port, const std::string& token) {
    Visitor visitor(port);
    visitor.token_ = token;
    return visitor;
}

Reply Visitor::send(const std::string& method,
                    const std::string& path,
                    const std::string& body,
                    http::Fields headers) {
    if (!body.empty() && http::header(headers, "Content-Type").empty()) {
        headers.emplace_back("Content-Type", "application/json");
    }
    if (!token_.empty()) headers.emplace_back("Authorization", "Bearer " + token_);
    if (!language_.empty()) headers.emplace_back("Accept-Language", language_);
    const bool whole = path.starts_with("/api/") || path == "/readyz" || path == "/metrics";
    const std::string target = whole ? path : below_county + path;
    const auto answer = client_.send(method, target, body, headers);
    if (!answer) return {};
    hold_against_contract(method, target, *answer);
    return {
        answer->status, Json::parse(answer->body, nullptr, false), answer->headers, answer->body};
}

Reply Visitor::post(const std::string& path, const Json& body) {
    return send("POST", path, body.dump(), {{"Idempotency-Key", fresh_key()}});
}

Reply Visitor::file(const Json& application, const std::string& key) {
    return send("POST",
                "/cases",
                application.dump(),
                {{"Idempotency-Key", key.empty() ? fresh_key() : key}});
}

Reply Visitor::act(const std::string& number, const std::string& action, const Json& body) {
    // The desk acts between two steps of a person, who then looks and tries again.
    for (int attempt = 0;; ++attempt) {
        Reply reply = act_on(number, see(number).value("version", 0), action, body);
        if (reply.code() != "CASE_CHANGED" || attempt == 20) return reply;
    }
}

Reply Visitor::act_on(const std::string& number,
                      int version,
                      const std::string& action,
                      const Json& body) {
    return send(
        "POST",
        "/cases/" + number + "/actions/" + action,
        body.dump(),
        {{"If-Match", "\"" + std::to_string(version) + "\""}, {"Idempotency-Key", fresh_key()}});
}

Reply Visitor::put_material(const std::string& number, const std::string& material) {
    const std::string version = std::to_string(see(number).value("version", 0));
    return send("PUT",
                "/cases/" + number + "/materials/" + material + "/files/1",
                "%PDF-1.7 the file of " + material,
                {{"If-Match", "\"" + version + "\""}, {"Content-Type", "application/pdf"}});
}

std::string escaped(const std::string& text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string escaped;
    for (const unsigned char byte : text) {
        escaped += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return escaped;
}

std::string fresh_key() {
    return random_id();
}

}  // namespace oneseal

// What is sent wrongly to any route at all. The routes come from the contract, so that a new one is
// tried by being there; a parameter that it has besides needs a sample here.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

struct Route {
    std::string method{};
    std::string pattern{};
    std::string path{};  // with the samples filled in
    Json operation{};

    std::string name() const { return method + " " + pattern; }

    bool needs_sign_in() const {
        for (const Json& one : operation.value("security", Json{Json::object()})) {
            if (one.empty()) return !operation.contains("security");
        }
        return !operation.contains("security") || !operation["security"].empty();
    }

    bool is_of_a_case() const { return pattern.find("/cases/{n}") != std::string::npos; }

    bool takes(const std::string& parameter) const {
        for (const Json& one : operation.value("parameters", Json::array())) {
            if (one.value("$ref", "") == "#/components/parameters/" + parameter) return true;
        }
        return false;
    }

    // Null where it takes no JSON.
    Json body_schema() const {
        const Json::json_pointer at("/requestBody/content/application~1json/schema");
        return operation.contains(at) ? operation.at(at) : Json();
    }

    bool takes_files() const {
        return operation.contains("requestBody") && body_schema().is_null();
    }
};

class EveryRoute : public ::testing::Test {
  protected:
    EveryRoute() {
        walk_.file_as_wang();
        version_ = walk_.now()["version"];
        contract_ = bureau_.visitor().get("/api/v1/openapi.json").body;
        for (const auto& [pattern, operations] : contract_["paths"].items()) {
            for (const auto& [method, operation] : operations.items()) {
                if (method == "parameters") continue;
                Route route{upper(method), pattern, filled(pattern), operation};
                routes_.push_back(std::move(route));
            }
        }
    }

    static std::string upper(std::string text) {
        for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        return text;
    }

    std::string filled(std::string path) const {
        const std::string number = walk_.number();
        const bool of_a_case = path.find("/cases/{n}") != std::string::npos;
        const std::map<std::string, std::string> samples{
            {"c", home_county},
            {"n", of_a_case ? number : "JY25111020000013"},
            {"action", "accept"},
            {"material", "fd03"},
            {"k", "1"},
            {"document", walk_.now()["papers"][0]["id"]},
            {"sha256", std::string(64, '0')},
            {"token", "511102-" + std::string(24, '0')},
            {"code", "ABCDEFGHJK"},
            {"matter", "food_business"},
            {"id", "food_business_rules"}};
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{')) {
            const auto end = path.find('}', at);
            const std::string name = path.substr(at + 1, end - at - 1);
            EXPECT_TRUE(samples.contains(name)) << path << " needs a sample of " << name;
            path.replace(at, end - at + 1, samples.contains(name) ? samples.at(name) : "x");
        }
        return path;
    }

    Json resolved(const Json& schema) const {
        if (!schema.is_object()) return schema;
        const std::string ref = schema.value("$ref", "");
        return ref.empty() ? schema : contract_.at(Json::json_pointer(ref.substr(1)));
    }

    // Whatever the route needs besides what is tried.
    http::Fields headers_of(const Route& route) const {
        http::Fields headers;
        if (route.takes("IfMatch")) headers.emplace_back("If-Match", "\"1\"");
        if (route.takes("IdempotencyKey")) headers.emplace_back("Idempotency-Key", fresh_key());
        if (route.takes_files()) headers.emplace_back("Content-Type", "application/pdf");
        return headers;
    }

    Reply send(Visitor& visitor, const Route& route, const std::string& query = {}) const {
        const std::string body = route.takes_files()             ? "%PDF-1.7 a file"
                                 : route.body_schema().is_null() ? ""
                                                                 : usual_body(route);
        return visitor.send(route.method, route.path + query, body, headers_of(route));
    }

    // Some are the applicants' own.
    Visitor& user_of(const Route& route) {
        return route.pattern.starts_with("/api/v1/authorisations") ? wang_ : clerk_;
    }

    static std::string usual_body(const Route& route) {
        if (route.pattern.ends_with("/form")) {
            return Json{{"variant", "new"}, {"form", restaurant_form()}}.dump();
        }
        if (route.pattern.ends_with("/{material}")) return R"({"kind": "original"})";
        return "{}";
    }

    Bureau bureau_{monday};
    Walk walk_{bureau_};
    int version_ = 0;  // of the case as it was filed
    Visitor wang_ = bureau_.visitor("wang");
    Visitor clerk_ = bureau_.visitor("intake1");
    Json contract_{};
    std::vector<Route> routes_{};
};

TEST_F(EveryRoute, IsClosedToWhomNobodyKnows) {
    Visitor nobody = bureau_.visitor();
    int tried = 0;
    for (const Route& route : routes_) {
        if (!route.needs_sign_in()) continue;
        EXPECT_EQ(send(nobody, route).code(), "ACCESS_SIGN_IN_NEEDED") << route.name();
        ++tried;
    }
    EXPECT_GT(tried, 40);
}

TEST_F(EveryRoute, IsClosedToAnotherCounty) {
    Visitor other = bureau_.visitor("511126/intake1");
    int tried = 0;
    for (const Route& route : routes_) {
        const bool of_a_county = route.pattern.find("/counties/{c}/") != std::string::npos;
        if (!route.needs_sign_in() || !of_a_county) continue;
        EXPECT_EQ(send(other, route).code(), "ACCESS_OTHER_COUNTY") << route.name();
        ++tried;
    }
    EXPECT_GT(tried, 40);
}

// Another applicant, and an officer who has nothing to do with the case.
TEST_F(EveryRoute, OfACaseIsAsIfItWereNotThereForWhomItIsNot) {
    for (const char* who : {"zhang", "surveyor1", "admin1"}) {
        Visitor visitor = bureau_.visitor(who);
        int tried = 0;
        for (const Route& route : routes_) {
            if (!route.is_of_a_case()) continue;
            const Reply reply = send(visitor, route);
            EXPECT_EQ(reply.status, 404) << who << " " << route.name() << reply.body;
            EXPECT_EQ(reply.code(), "CASE_NOT_FOUND") << who << " " << route.name();
            ++tried;
        }
        EXPECT_GT(tried, 50);
    }
    EXPECT_EQ(walk_.now()["version"], version_);
}

TEST_F(EveryRoute, KnowsItsParameters) {
    Visitor clerk = bureau_.visitor("intake1");
    for (const Route& route : routes_) {
        if (!route.pattern.starts_with("/api/")) continue;  // what watches the program asks those
        const Reply reply = send(clerk, route, "?nonsense=1");
        EXPECT_EQ(reply.status, 400) << route.name() << reply.text;
        EXPECT_EQ(reply.code(), "QUERY_UNKNOWN") << route.name();
    }
}

TEST_F(EveryRoute, ThatTakesABodyRefusesWhatIsNone) {
    const std::tuple<std::string, std::string, int, std::string> bodies[] = {
        {"{", "application/json", 400, "JSON_MALFORMED"},
        {"[]", "application/json", 400, "BODY_NOT_OBJECT"},
        {"7", "application/json", 400, "BODY_NOT_OBJECT"},
        {R"({"a": 1, "a": 2})", "application/json", 422, "JSON_DUPLICATE_KEY"},
        {"{\"a\": \"\xff\"}", "application/json", 400, "JSON_MALFORMED"},
        {std::string(100, '[') + std::string(100, ']'), "application/json", 400, "JSON_TOO_DEEP"},
        {"a=1", "application/x-www-form-urlencoded", 415, "HTTP_NOT_JSON"}};
    for (const Route& route : routes_) {
        if (route.body_schema().is_null()) continue;
        for (const auto& [body, type, status, code] : bodies) {
            http::Fields headers = headers_of(route);
            headers.emplace_back("Content-Type", type);
            const Reply reply = user_of(route).send(route.method, route.path, body, headers);
            EXPECT_EQ(reply.status, status) << route.name() << body << reply.text;
            EXPECT_EQ(reply.code(), code) << route.name() << body;
        }
    }
    EXPECT_EQ(walk_.now()["version"], version_);
}

// Each member by itself: of another kind, too long, and of nothing that can be seen. Actions look
// at their bodies only where the case allows them: made_up_action_test has theirs.
TEST_F(EveryRoute, NamesWhatIsWrongInItsBody) {
    int tried = 0;
    for (const Route& route : routes_) {
        const Json schema = resolved(route.body_schema());
        const bool acts = route.pattern.find("/actions/") != std::string::npos ||
                          route.pattern.find("/previews/") != std::string::npos;
        if (acts || !schema.is_object() || !schema.contains("properties")) continue;
        const Json required = schema.value("required", Json::array());
        const auto expect_named = [&](const std::string& key, const Json& value) {
            Json body = Json::parse(usual_body(route));
            body[key] = value;
            const Reply reply =
                user_of(route).send(route.method, route.path, body.dump(), headers_of(route));
            EXPECT_EQ(reply.status, 422) << route.name() << " " << key << reply.text;
            EXPECT_NE((" " + reply.pointers() + " ").find(" /" + key), std::string::npos)
                << route.name() << " " << key << reply.body;
            ++tried;
        };
        for (const auto& [key, property] : schema["properties"].items()) {
            const Json member = resolved(property);
            if (!member.contains("type") || !member["type"].is_string()) continue;
            const bool is_text = member["type"] == "string";
            expect_named(key, is_text ? Json(7) : Json("of another kind"));
            if (is_text && member.contains("maxLength")) {
                expect_named(key, std::string(member["maxLength"].get<std::size_t>() + 1, 'x'));
            }
            const bool asked = std::ranges::find(required, Json(key)) != required.end();
            if (is_text && asked) expect_named(key, "\u200B\u3000");
        }
        if (schema.value("additionalProperties", Json(true)) == false) {
            expect_named("nonsense", 1);
        }
    }
    EXPECT_GT(tried, 30);
    EXPECT_EQ(walk_.now()["version"], version_);
}

TEST_F(EveryRoute, ThatChangesACaseWantsTheVersionThatWasSeen) {
    Visitor clerk = bureau_.visitor("intake1");
    const std::pair<std::string, std::string> tags[] = {{"", "IF_MATCH_MISSING"},
                                                        {"*", "IF_MATCH_INVALID"},
                                                        {"\"x\"", "IF_MATCH_INVALID"},
                                                        {"\"7\"", "CASE_CHANGED"}};
    const std::string draft = clerk.file(restaurant_draft()).body["id"];
    int tried = 0;
    for (const Route& route : routes_) {
        if (!route.takes("IfMatch")) continue;
        std::string path = route.path;
        const bool of_a_draft = route.pattern.find("/actions/") == std::string::npos;
        if (of_a_draft) path.replace(path.find(walk_.number()), walk_.number().size(), draft);
        for (const auto& [tag, code] : tags) {
            http::Fields headers{{"If-Match", tag}, {"Idempotency-Key", fresh_key()}};
            if (tag.empty()) headers.erase(headers.begin());
            std::string body = route.body_schema().is_null() ? "" : usual_body(route);
            if (route.takes_files()) {
                body = "%PDF-1.7 a file";
                headers.emplace_back("Content-Type", "application/pdf");
            }
            const Reply reply = clerk.send(route.method, path, body, headers);
            EXPECT_EQ(reply.code(), code) << route.name() << " " << tag << reply.text;
            ++tried;
        }
    }
    EXPECT_GT(tried, 100);
}

TEST_F(EveryRoute, ThatIsRepeatedByItsKeyWantsOne) {
    Visitor clerk = bureau_.visitor("intake1");
    int tried = 0;
    for (const Route& route : routes_) {
        if (!route.takes("IdempotencyKey")) continue;
        for (const std::string& key : {std::string(), std::string(201, 'k')}) {
            http::Fields headers{{"If-Match", "\"1\""}};
            if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
            const Reply reply = clerk.send(route.method, route.path, "{}", headers);
            EXPECT_EQ(reply.code(), "IDEMPOTENCY_KEY_MISSING") << route.name() << reply.text;
            ++tried;
        }
    }
    EXPECT_GT(tried, 50);
}

}  // namespace
}  // namespace oneseal

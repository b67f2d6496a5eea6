// The OpenAPI document names what the router answers, and nothing else.
#include "api/openapi.hpp"

#include <gtest/gtest.h>

#include "access/access.hpp"
#include "api/api.hpp"
#include "api/contract.hpp"
#include "api/schemas.hpp"
#include "cases/action.hpp"
#include "end_to_end/program.hpp"
#include "storage/blobs.hpp"
#include "support/temporary_directory.hpp"
#include "surfaces/surfaces.hpp"

namespace oneseal {
namespace {

// Pages are for browsers: the document is of what programs ask for.
bool is_for_programs(const std::string& pattern) {
    return pattern.starts_with("/api/") || pattern == "/healthz" || pattern == "/readyz" ||
           pattern == "/metrics";
}

std::set<std::string> routes() {
    const support::TemporaryDirectory directory;
    const SystemClock clock;
    const auto database =
        storage::Database::open({storage::Engine::sqlite, directory.path("test.db")});
    EXPECT_TRUE(database && (*database)->migrate());
    auto access = access::Access::open(**database, clock);
    auto blobs = storage::BlobStore::open(directory.path("blobs"));
    WorkPool pool(1, 1);
    host::Hosts hosts({}, {}, clock);
    desk::Lasting lasting(**database, hosts, clock, pool);
    desk::Generations generations(lasting);
    EXPECT_TRUE(generations.put({}));
    const api::Doorway doorway(**access, generations, pool);
    api::Limits limits(clock, {});
    const storage::StorageWatch watch(**database, {.blobs = directory.path("blobs")});
    api::Changes changes(generations, **access);
    const api::Foundation foundation{**access, *blobs, pool, limits, changes, watch, 1};
    http::Router router = api::make_router(foundation, doorway);
    surfaces::Surfaces surfaces;
    surfaces["/console"].emplace("index.html", surfaces::keep("index.html", ""));
    surfaces::add_routes(router, std::move(surfaces), generations, "");
    std::set<std::string> names;
    for (const auto& route : router.routes()) {
        if (!is_for_programs(route->pattern)) continue;
        names.insert(route->method + " " + route->pattern);
    }
    return names;
}

std::set<std::string> documented() {
    std::set<std::string> names;
    for (const auto& [path, methods] : api::openapi_document()["paths"].items()) {
        for (const auto& [method, operation] : methods.items()) {
            std::string name;
            for (const char c : method) name += static_cast<char>(std::toupper(c));
            names.insert(name + " " + path);
        }
    }
    return names;
}

TEST(TheOpenApiDocument, NamesExactlyTheRoutesThatThereAre) {
    EXPECT_EQ(documented(), routes());
}

Json merged(const std::vector<std::string>& resources) {
    std::vector<api::DocumentPart> parts{
        {"document.json", R"({"paths": {}, "components": {"schemas": {"Problem": {}}}})"}};
    for (const std::string& text : resources) parts.push_back({"part.json", text});
    return api::merged(parts);
}

TEST(TheOpenApiDocument, IsMadeOfAFileAResource) {
    const Json document = merged({R"({"paths": {"/a": {"get": {}}}, "schemas": {"A": {}}})",
                                  R"({"paths": {"/a": {"put": {}}}, "schemas": {"B": {}}})"});
    EXPECT_EQ(document["paths"], Json::parse(R"({"/a": {"get": {}, "put": {}}})"));
    EXPECT_EQ(document["components"]["schemas"].size(), 3u);
}

TEST(TheOpenApiDocument, HasNothingTwice) {
    for (const char* part : {R"({"schemas": {"Problem": {}}})", R"({"tags": []})"}) {
        EXPECT_THROW(merged({part}), std::logic_error) << part;
    }
    for (const char* part : {R"({"schemas": {"A": {}}})", R"({"paths": {"/a": {"get": {}}}})"}) {
        EXPECT_NO_THROW(merged({part})) << part;
        EXPECT_THROW(merged({part, part}), std::logic_error) << part;
    }
}

// Each action that people can take has a path of its own with the body of its document; a test's
// own one too (made_up_action_test).
TEST(TheOpenApiDocument, HasThePathAndTheBodyOfEachAction) {
    const Json paths = Json::parse(api::contract())["paths"];
    int found = 0;
    for (const cases::Action& action : cases::actions()) {
        const std::string path = "/api/v1/counties/{c}/cases/{n}/actions/" + action.name;
        EXPECT_EQ(paths.contains(path), action.is_offered()) << action.name;
        if (!action.is_offered()) continue;
        ++found;
        const Json body =
            paths[path]["post"]["requestBody"]["content"]["application/json"]["schema"];
        EXPECT_EQ(body["additionalProperties"], false) << action.name;
        EXPECT_EQ(body.value("required", Json()), action.body.value("required", Json()));
        const Json properties = body.value("properties", Json::object());
        for (const auto& [key, property] : properties.items()) {
            EXPECT_FALSE(property["title"].get<std::string>().empty()) << action.name << " " << key;
        }
        for (const Json& parameter : paths[path]["post"]["parameters"]) {
            EXPECT_NE(parameter.value("name", ""), "action") << action.name;
        }
    }
    EXPECT_GT(found, 25);
}

TEST(TheOpenApiDocument, NamesEachOperationOnceAndSaysWhatItAnswers) {
    std::set<std::string> ids;
    const Json paths = Json::parse(api::contract())["paths"];
    for (const auto& [path, methods] : paths.items()) {
        for (const auto& [method, operation] : methods.items()) {
            EXPECT_TRUE(ids.insert(operation.value("operationId", "")).second) << path;
            EXPECT_NE(operation.value("summary", ""), "") << path;
            for (const auto& [status, response] : operation["responses"].items()) {
                if (status[0] != '2' || !response.contains("content")) continue;
                const Json content = response["content"];
                if (!content.contains("application/json")) continue;
                EXPECT_TRUE(content["application/json"]["schema"].contains("$ref")) << path;
            }
        }
    }
}

// The bodies of requests that no action's document has; they are closed where they are checked.
const std::set<std::string>& bodies() {
    static const std::set<std::string> names{"SignIn",
                                             "CodeRequest",
                                             "CodeSignIn",
                                             "Identity",
                                             "NewAuthorisation",
                                             "Application",
                                             "Filing",
                                             "Edit",
                                             "PaperInHand",
                                             "Seals"};
    return names;
}

// An object has a shape that is closed, or says why it has none.
void expect_closed(const Json& schema, const std::string& at) {
    if (!schema.is_object()) return;
    const Json more = schema.value("additionalProperties", Json());
    const bool open = schema.contains("properties") ? more != false : more == true;
    EXPECT_TRUE(!open || schema.contains("description")) << at;
    EXPECT_TRUE(schema.value("type", Json()) != "object" || !more.is_null()) << at;
    for (const auto& [key, member] : schema.items()) {
        if (key == "properties") {
            for (const auto& [name, one] : member.items()) expect_closed(one, at + "/" + name);
        } else if (member.is_array()) {
            for (const Json& one : member) expect_closed(one, at + "/" + key);
        } else {
            expect_closed(member, at + "/" + key);
        }
    }
}

TEST(TheOpenApiDocument, ClosesEachShapeOfItsAnswers) {
    const Json schemas = api::openapi_document()["components"]["schemas"];
    for (const auto& [name, schema] : schemas.items()) {
        if (!bodies().contains(name)) expect_closed(schema, name);
    }
}

TEST(TheOpenApiDocument, TakesTheNamesOfEnumsFromTheKernel) {
    Json schema = {{"properties", {{"state", {{"x-names", "states"}}}}}};
    api::name_enums(schema);
    EXPECT_EQ(schema["properties"]["state"]["enum"].size(), cases::every_state().size());
    EXPECT_EQ(schema["properties"]["state"]["type"], "string");
    Json unknown = {{"x-names", "colours"}};
    EXPECT_THROW(api::name_enums(unknown), std::logic_error);
}

TEST(TheOpenApiDocument, HasNoSecondSchemaOfAMatter) {
    Json schemas = Json::object();
    api::add_matter_document(schemas);
    EXPECT_TRUE(schemas.contains("MatterDocument"));
    EXPECT_THROW(api::add_matter_document(schemas), std::logic_error);
}

// What the API reads is checked by the same document that it shows.
TEST(TheOpenApiDocument, HasTheBodiesOfItsOwnAsTheyAreChecked) {
    const Json schemas = Json::parse(api::contract())["components"]["schemas"];
    for (const std::string& name : bodies()) {
        EXPECT_EQ(schemas[name]["additionalProperties"], false) << name;
        for (const auto& [key, property] : schemas[name]["properties"].items()) {
            EXPECT_NE(property.value("title", ""), "") << name << " " << key;
        }
        EXPECT_EQ(api::faults_of({{"nonsense", 1}}, name.c_str()).at(0).pointer, "/nonsense")
            << name;
    }
}

TEST(OpenApi, IsPrintedWithoutAServer) {
    const Outcome outcome = run_oneseal({"openapi"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    const Json document = Json::parse(outcome.output, nullptr, false);
    EXPECT_TRUE(document["paths"].contains("/api/v1/openapi.json"));
}

}  // namespace
}  // namespace oneseal

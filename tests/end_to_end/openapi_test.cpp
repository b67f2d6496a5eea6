// The OpenAPI document names what the router answers, and nothing else.
#include "api/openapi.hpp"

#include <gtest/gtest.h>

#include "access/access.hpp"
#include "api/api.hpp"
#include "api/contract.hpp"
#include "cases/action.hpp"
#include "storage/blobs.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal {
namespace {

std::set<std::string> routes() {
    const support::TemporaryDirectory directory;
    const SystemClock clock;
    const auto database =
        storage::Database::open({storage::Engine::sqlite, directory.path("test.db")});
    EXPECT_TRUE(database && (*database)->migrate());
    auto access = access::Access::open(**database, clock);
    auto blobs = storage::BlobStore::open(directory.path("blobs"));
    const desk::Assembly assembly;
    WorkPool pool(1, 1);
    host::Hosts hosts({}, {}, clock);
    desk::Desk desk(assembly, **database, hosts, clock, pool);
    const api::Doorway doorway(**access, assembly, pool);
    api::Limits limits(clock, {});
    const storage::StorageWatch watch(**database, {.blobs = directory.path("blobs")});
    const api::Foundation foundation{**access, desk, *blobs, pool, limits, watch, 1};
    const http::Router router = api::make_router(foundation, doorway);
    std::set<std::string> names;
    for (const auto& route : router.routes()) {
        names.insert(route->method + " " + route->pattern);
    }
    return names;
}

std::set<std::string> documented() {
    std::set<std::string> names;
    const Json document = Json::parse(api::openapi_document());
    for (const auto& [path, methods] : document["paths"].items()) {
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
            EXPECT_NE(parameter["name"], "action") << action.name;
        }
    }
    EXPECT_GT(found, 25);
}

// What the API reads is checked by the same document that it shows.
TEST(TheOpenApiDocument, HasTheBodiesOfItsOwnAsTheyAreChecked) {
    const Json schemas = Json::parse(api::contract())["components"]["schemas"];
    for (const char* name : {"SignIn",
                             "CodeRequest",
                             "CodeSignIn",
                             "Identity",
                             "NewAuthorisation",
                             "Application",
                             "Filing",
                             "Edit"}) {
        EXPECT_EQ(schemas[name]["additionalProperties"], false) << name;
        for (const auto& [key, property] : schemas[name]["properties"].items()) {
            EXPECT_NE(property.value("title", ""), "") << name << " " << key;
        }
        EXPECT_EQ(api::faults_of({{"nonsense", 1}}, name).at(0).pointer, "/nonsense") << name;
    }
}

}  // namespace
}  // namespace oneseal

// The SDK's schemas against the packages that we ship, the template, and every verdict.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "oneseal/department.hpp"
#include "schema/schema.hpp"
#include "sdk/department/called_department.hpp"
#include "support/documents.hpp"

namespace oneseal::sdk::testing {
namespace {

const std::filesystem::path source = ONESEAL_SOURCE_DIR;

Schema schema(const std::string& name) {
    const auto file = source / "sdk/schema" / (name + ".schema.json");
    return Schema::compile(Json::parse(read_text(file))).value();
}

void expect_valid(const std::string& name, const Json& document, const std::string& what) {
    const auto checked = schema(name).check(document);
    EXPECT_TRUE(checked) << what << (checked ? "" : ": " + checked.error().findings.at(0).pointer);
}

TEST(Schemas, TakeTheDocumentsOfEachDepartment) {
    for (const std::string& department : support::department_folders()) {
        for (const auto& document : documents_in(source / department)) {
            const auto file = document["file"].get<std::string>();
            const Json json = Json::parse(document["text"].get<std::string>());
            expect_valid(file == "department.json" ? "department" : "matter", json, file);
        }
        Json manifest = Json::parse(read_text(source / department / "manifest.in.json"));
        manifest["files"] = Json::object();
        expect_valid("manifest", manifest, department);
    }
}

TEST(Schemas, RefuseAKeyThatNobodyReads) {
    Json matter = Json::parse(read_text(source / "sdk/template/matters/street_stall.json"));
    matter["rules"][0]["wehn"] = "true";
    EXPECT_FALSE(schema("matter").check(matter));
    matter["rules"][0].erase("wehn");
    matter["rules"][1]["require"] = "true";
    EXPECT_FALSE(schema("matter").check(matter)) << "a native rule with require";
}

TEST(Schemas, TakeWhatIsAskedAndAnswered) {
    const std::string context = read_text(source / "tests/plugins/vectors/context.json");
    expect_valid("context", Json::parse(context), "context");
    const Schema input = schema("input");
    const Schema verdict = schema("verdict");
    for (const std::string name : support::departments) {
        const CalledDepartment department(
            exported::Table<Department>::table, documents_in(source / "plugins" / name), context);
        std::ifstream in(source / "tests/plugins/vectors" / (name + ".jsonl"));
        for (std::string line; std::getline(in, line);) {
            Json asked = Json::parse(line)["input"];
            for (const char* stage : {"filing", "licence"}) {
                asked["stage"] = stage;
                ASSERT_TRUE(input.check(asked)) << asked.dump();
                const Json answered = department.evaluate(asked).json();
                ASSERT_TRUE(verdict.check(answered)) << answered.dump();
            }
        }
    }
}

}  // namespace
}  // namespace oneseal::sdk::testing

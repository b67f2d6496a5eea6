// Each package as it is staged, its library loaded as a host loads it: it opens, and it answers
// every vector as the reference does. vectors/<package>.jsonl: {input, expect{outcome, violations,
// flags, waiting}} a line.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "sdk/department/called_department.hpp"

namespace oneseal::sdk::testing {
namespace {

// The packages as they are shipped, where the run names them; otherwise those of this build.
const char* const shipped = std::getenv("ONESEAL_SHIPPED_PACKAGES");
const std::filesystem::path packages =
    shipped != nullptr ? shipped : std::filesystem::path(ONESEAL_BINARY_DIR) / "packages";
const std::filesystem::path vectors =
    std::filesystem::path(ONESEAL_SOURCE_DIR) / "tests/plugins/vectors";

// Null with the loader's reason in `error`. Never unloaded, as in the host.
const oneseal_department_1* load(const std::string& package, std::string& error) {
    const auto file = packages / package / "lib" / (package + ".so");
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        error = dlerror();
        return nullptr;
    }
    const auto* entry = static_cast<const oneseal_entry*>(dlsym(library, ONESEAL_ENTRY_SYMBOL));
    if (entry == nullptr || entry->magic != ONESEAL_MAGIC) {
        error = "no entry";
        return nullptr;
    }
    const std::string_view id = ONESEAL_DEPARTMENT_1;
    return static_cast<const oneseal_department_1*>(entry->find_interface({id.data(), id.size()}));
}

class Package : public ::testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        const std::string name = GetParam();
        std::string error;
        const auto* table = load(name, error);
        ASSERT_NE(table, nullptr) << error;
        department_ = std::make_unique<CalledDepartment>(
            *table, documents_in(packages / name), read_text(vectors / "context.json"));
        ASSERT_EQ(department_->opened().status, ONESEAL_OK) << department_->opened().json().dump(1);
    }

    std::vector<Json> lines() const {
        std::ifstream in(vectors / (std::string(GetParam()) + ".jsonl"));
        std::vector<Json> all;
        for (std::string line; std::getline(in, line);) all.push_back(Json::parse(line));
        return all;
    }

    std::unique_ptr<CalledDepartment> department_{};
};

// A verdict in the vectors' words, as tests/tools/compare.py has it. The reference knows no
// surveys: what one fills is unknown to it. So it is to a package at the stage of filing, which is
// the stage of every vector, and nothing has to be forgiven.
Json summary(const Json& verdict) {
    Json summary{{"outcome", verdict["outcome"]},
                 {"violations", Json::array()},
                 {"flags", Json::array()},
                 {"waiting", Json::array()}};
    for (const auto& finding : verdict["findings"]) {
        summary[finding["outcome"] == "flag" ? "flags" : "violations"].push_back(finding["rule"]);
    }
    for (const auto& rule : verdict["explain"]) {
        if (rule["state"] == "waiting") summary["waiting"].push_back(rule["rule"]);
    }
    return summary;
}

TEST_P(Package, AnswersEveryVectorAsTheReferenceDoes) {
    const auto all = lines();
    ASSERT_FALSE(all.empty());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Answer answer = department_->evaluate(all[i]["input"]);
        ASSERT_EQ(answer.status, ONESEAL_OK) << "line " << i + 1 << ": " << answer.text;
        EXPECT_EQ(summary(answer.json()), all[i]["expect"])
            << "line " << i + 1 << ": " << all[i]["input"].dump();
    }
}

TEST_P(Package, FailsToEvaluateNoRuleOfAnyVector) {
    for (const auto& line : lines()) {
        const Json verdict = department_->evaluate(line["input"]).json();
        for (const auto& finding : verdict["findings"]) {
            EXPECT_FALSE(finding.contains("failed")) << finding.dump();
        }
    }
}

TEST_P(Package, HasAVectorThatBreaksEachRule) {
    std::map<std::string, bool> broken;
    for (const auto& line : lines()) {
        const Json verdict = department_->evaluate(line["input"]).json();
        for (const auto& rule : verdict["explain"]) {
            broken[rule["rule"].get<std::string>()] |= rule["state"] == "fired";
        }
    }
    for (const auto& [rule, seen] : broken) EXPECT_TRUE(seen) << rule;
}

TEST_P(Package, GivesTheSameBytesTwice) {
    const auto all = lines();
    EXPECT_EQ(department_->evaluate(all.front()["input"]).text,
              department_->evaluate(all.front()["input"]).text);
}

// What `readelf` says of the package's library.
std::string readelf(const std::string& options, const std::string& package) {
    const auto file = packages / package / "lib" / (package + ".so");
    FILE* output = popen(("readelf " + options + " " + file.string()).c_str(), "r");
    std::string text;
    for (int c = 0; output != nullptr && (c = fgetc(output)) != EOF;) text += static_cast<char>(c);
    if (output != nullptr) pclose(output);
    return text;
}

std::vector<std::string> lines_with(const std::string& text, const std::string& word) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (line.find(word) != std::string::npos) lines.push_back(line);
    }
    return lines;
}

TEST_P(Package, ExportsItsEntryAndNothingElse) {
    const auto symbols = readelf("--dyn-syms --wide", GetParam());
    EXPECT_EQ(lines_with(symbols, "oneseal_plugin_entry").size(), 1u);
    std::size_t exported = 0;
    for (const auto& line : lines_with(symbols, "DEFAULT"))
        exported += line.find(" UND ") == std::string::npos;
    EXPECT_EQ(exported, 1u) << symbols;
    EXPECT_TRUE(lines_with(readelf("--syms --wide", GetParam()), "UNIQUE").empty());
}

TEST_P(Package, NeedsOnlyTheCLibraryAndTheLoader) {
    const auto dynamic = readelf("--dynamic --wide", GetParam());
    EXPECT_FALSE(lines_with(dynamic, "NOW").empty());
    EXPECT_FALSE(lines_with(readelf("--program-headers --wide", GetParam()), "GNU_RELRO").empty());
#ifdef __SANITIZE_ADDRESS__
    if (shipped == nullptr) return;  // the sanitizers' libraries are needed too
#endif
    for (const auto& needed : lines_with(dynamic, "(NEEDED)")) {
        const bool allowed = needed.find("[libc.so") != std::string::npos ||
                             needed.find("[libm.so") != std::string::npos ||
                             needed.find("[ld-linux") != std::string::npos;
        EXPECT_TRUE(allowed) << needed;
    }
}

TEST_P(Package, IsNamedByItsManifestFileByFile) {
    const Json manifest = Json::parse(read_text(packages / GetParam() / "manifest.json"));
    std::set<std::string> named;
    for (const auto& [file, digest] : manifest["files"].items()) named.insert(file);
    std::set<std::string> staged;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(packages / GetParam())) {
        if (entry.is_regular_file())
            staged.insert(std::filesystem::relative(entry, packages / GetParam()).string());
    }
    staged.erase("manifest.json");
    EXPECT_EQ(named, staged);
}

INSTANTIATE_TEST_SUITE_P(All,
                         Package,
                         ::testing::Values("food_business", "fireworks_retail"),
                         [](const auto& param) { return std::string(param.param); });

}  // namespace
}  // namespace oneseal::sdk::testing

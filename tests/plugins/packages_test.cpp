// Each package as it is staged, its library loaded as a host loads it: it opens, and it answers
// every vector as the reference does. vectors/<package>.jsonl: {input, expect{outcome, violations,
// flags, waiting}} a line. The reference looks at no document but the citizen number, and not at
// who registers whom: FLD:legal_rep_other_id of a word, and the flag FLD:uscc, are ours. Nor does
// it know where a fireworks shop is: that field stands in every vector.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <set>
#include <sstream>

#include "plugins/package.hpp"
#include "support/documents.hpp"

namespace oneseal::sdk::testing {
namespace {

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
    const auto all = vectors();
    ASSERT_FALSE(all.empty());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Answer answer = department_->evaluate(all[i]["input"]);
        ASSERT_EQ(answer.status, ONESEAL_OK) << "line " << i + 1 << ": " << answer.text;
        EXPECT_EQ(summary(answer.json()), all[i]["expect"])
            << "line " << i + 1 << ": " << all[i]["input"].dump();
    }
}

TEST_P(Package, FailsToEvaluateNoRuleOfAnyVector) {
    for (const auto& line : vectors()) {
        const Json verdict = department_->evaluate(line["input"]).json();
        for (const auto& finding : verdict["findings"]) {
            EXPECT_FALSE(finding.contains("failed")) << finding.dump();
        }
    }
}

TEST_P(Package, GivesTheSameBytesTwice) {
    const auto all = vectors();
    EXPECT_EQ(department_->evaluate(all.front()["input"]).text,
              department_->evaluate(all.front()["input"]).text);
}

// What `readelf` says of the package's library.
std::string readelf(const std::string& options, const std::string& package) {
    const auto file = folder_of(package) / "lib" / (package + ".so");
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
    if (!shipped()) return;  // the sanitizers' libraries are needed too
#endif
    for (const auto& needed : lines_with(dynamic, "(NEEDED)")) {
        const bool allowed = needed.find("[libc.so") != std::string::npos ||
                             needed.find("[libm.so") != std::string::npos ||
                             needed.find("[ld-linux") != std::string::npos;
        EXPECT_TRUE(allowed) << needed;
    }
}

TEST_P(Package, IsNamedByItsManifestFileByFile) {
    const auto package = folder_of(GetParam());
    const Json manifest = Json::parse(read_text(package / "manifest.json"));
    std::set<std::string> named;
    for (const auto& [file, digest] : manifest["files"].items()) named.insert(file);
    std::set<std::string> staged;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(package)) {
        if (entry.is_regular_file())
            staged.insert(std::filesystem::relative(entry, package).string());
    }
    staged.erase("manifest.json");
    EXPECT_EQ(named, staged);
}

INSTANTIATE_TEST_SUITE_P(All, Package, ::testing::ValuesIn(support::departments), name_of_package);

}  // namespace
}  // namespace oneseal::sdk::testing

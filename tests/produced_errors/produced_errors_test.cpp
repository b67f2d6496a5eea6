// Every error of the catalogue is produced by a test: what the others have noted, against every
// errors.json of the kernel.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

namespace oneseal {
namespace {

namespace fs = std::filesystem;

std::set<std::string> known_errors() {
    std::set<std::string> errors;
    const fs::path kernel = fs::path(ONESEAL_SOURCE_DIR) / "kernel";
    for (const auto& entry : fs::recursive_directory_iterator(kernel)) {
        if (entry.path().filename() != "errors.json") continue;
        std::ifstream file(entry.path());
        const std::string folder = entry.path().parent_path().filename();
        const auto document = nlohmann::json::parse(file);
        for (const auto& [id, error] : document.items()) {
            if (error.contains("code")) errors.insert(folder + "/" + id);
        }
    }
    return errors;
}

std::set<std::string> produced_errors() {
    std::set<std::string> errors;
#ifdef __SANITIZE_ADDRESS__
    // The sanitizer takes the memory that its test would leave none of.
    errors = {"crypto/OUT_OF_MEMORY"};
#endif
    for (const auto& entry : fs::directory_iterator(ONESEAL_PRODUCED_ERRORS)) {
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) errors.insert(line);
    }
    return errors;
}

TEST(ProducedErrors, TheCatalogueIsRead) {
    EXPECT_TRUE(known_errors().contains("desk/CASE_NOT_FOUND"));
    EXPECT_FALSE(known_errors().contains("desk/the_bureau"));
}

TEST(ProducedErrors, EveryErrorIsProducedByATest) {
    const std::set<std::string> produced = produced_errors();
    ASSERT_GT(produced.size(), 1U) << "no test has run before";
    for (const std::string& error : known_errors()) {
        if (!produced.contains(error)) ADD_FAILURE() << "no test produces " << error;
    }
}

}  // namespace
}  // namespace oneseal

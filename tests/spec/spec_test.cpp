// Runs every scenario below tests/spec. A scenario is dated, in domain words, one topic each; its
// first line carries the law that it proves.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "spec/scenario.hpp"

namespace oneseal::cases::test {
namespace {

std::vector<std::string> scenario_files() {
    std::vector<std::string> files;
    const std::filesystem::path root = std::string(ONESEAL_SOURCE_DIR) + "/tests/spec";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().extension() == ".case") files.push_back(entry.path().string());
    }
    std::ranges::sort(files);
    return files;
}

class SpecTest : public Scenario, public testing::WithParamInterface<std::string> {};

TEST_P(SpecTest, Holds) {
    run(GetParam());
}

// The tag is not looked up here: the style test holds it against the law register.
TEST_P(SpecTest, NamesItsLawInTheFirstLine) {
    std::ifstream file(GetParam());
    std::string first;
    std::getline(file, first);
    const std::string name = std::filesystem::path(GetParam()).stem().string();
    EXPECT_TRUE(first.starts_with("# " + name + " ")) << first;
    EXPECT_NE(first.find(" LAW"), std::string::npos) << first;
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
    return std::filesystem::path(info.param).stem().string();
}

INSTANTIATE_TEST_SUITE_P(Scenarios, SpecTest, testing::ValuesIn(scenario_files()), name_of);

}  // namespace
}  // namespace oneseal::cases::test

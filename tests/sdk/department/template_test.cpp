// The template that vendors begin with, and the guide whose code is cut from it.
#include <gtest/gtest.h>

#include <filesystem>

#include "sdk/department/stall.hpp"

namespace oneseal::sdk::testing {
namespace {

const std::filesystem::path sdk = std::filesystem::path(ONESEAL_SOURCE_DIR) / "sdk";

TEST(Template, Opens) {
    const CalledDepartment department(
        exported::Table<Department>::table, documents_in(sdk / "template"), stall_context());
    EXPECT_EQ(department.opened().status, ONESEAL_OK) << department.opened().text;
}

TEST(VendorGuide, CutsItsCodeFromTheTemplate) {
    std::string code;
    for (const char* file : {"CMakeLists.txt", "plugin.cpp", "matters/street_stall.json"}) {
        code += read_text(sdk / "template" / file);
    }
    const std::string guide = read_text(sdk / "docs/vendor-guide.md");
    int blocks = 0;
    for (const char* language : {"```json\n", "```cpp\n", "```cmake\n"}) {
        const std::string fence = language;
        for (std::size_t at = guide.find(fence); at != std::string::npos;
             at = guide.find(fence, at)) {
            at += fence.size();
            const std::string block = guide.substr(at, guide.find("```", at) - at);
            EXPECT_NE(code.find(block), std::string::npos) << block;
            ++blocks;
        }
    }
    EXPECT_EQ(blocks, 6);
}

}  // namespace
}  // namespace oneseal::sdk::testing

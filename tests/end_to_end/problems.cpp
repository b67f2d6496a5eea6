#include "end_to_end/problems.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "end_to_end/visitor.hpp"

namespace oneseal {

void expect_problem(const Reply& reply,
                    int status,
                    const std::string& code,
                    const std::string& language) {
    EXPECT_EQ(reply.status, status) << reply.body;
    EXPECT_EQ(reply.code(), code);
    EXPECT_EQ(reply.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(reply.header("Content-Language"), language);
    for (const char* text : {"title", "detail", "remedy"}) {
        // People keep their names in every language.
        const std::string said =
            std::regex_replace(reply.body.value(text, ""), std::regex("[^ ]+（示例）"), "N. N.");
        const bool chinese = std::ranges::any_of(said, [](unsigned char c) { return c >= 0xE4; });
        EXPECT_FALSE(said.empty()) << code << " " << text;
        EXPECT_EQ(chinese, language == "zh-CN") << code << " " << text << ": " << said;
    }
}

}  // namespace oneseal

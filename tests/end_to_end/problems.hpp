// What every refusal must be: a problem document that a person can act on.
#pragma once

#include <string>

namespace oneseal {

struct Reply;

inline constexpr const char* languages[] = {"zh-CN", "en"};

// A problem document in that language, with code and remedy; otherwise the test fails.
void expect_problem(const Reply& reply,
                    int status,
                    const std::string& code,
                    const std::string& language);

}  // namespace oneseal

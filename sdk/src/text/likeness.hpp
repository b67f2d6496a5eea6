// "Did you mean": the name that somebody probably wanted to write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oneseal::sdk {
inline namespace v0_9 {

// The one among them that differs by a slip or two; empty where none is that near.
std::string nearest(std::string_view written, const std::vector<std::string>& known);

// To be added to a message in each language.
struct Hint {
    std::string zh_cn{};
    std::string en{};
};
// " Did you mean x?", or which there are where none is near and they are few; otherwise nothing.
Hint did_you_mean(std::string_view written, const std::vector<std::string>& known);

}  // namespace v0_9
}  // namespace oneseal::sdk

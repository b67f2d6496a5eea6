#include "base/inset.hpp"

#include <algorithm>

namespace oneseal {
namespace {

using Insets = std::initializer_list<std::pair<const char*, Inset>>;

std::string filled(const std::string& text, std::string Text::*language, const Insets& insets) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find('{', at);
        result.append(text, at, open - at);
        if (open == std::string::npos) break;
        const std::size_t close = text.find('}', open);
        const std::string name = text.substr(open + 1, close - open - 1);
        const auto* inset =
            std::ranges::find_if(insets, [&](const auto& one) { return one.first == name; });
        result += inset->second.text().*language;
        at = close + 1;
    }
    return result;
}

}  // namespace

Text fill(Text text, Insets insets) {
    return {filled(text.zh_cn, &Text::zh_cn, insets), filled(text.en, &Text::en, insets)};
}

}  // namespace oneseal

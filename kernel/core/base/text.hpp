// A text for people, in both languages of the platform. Every message, title and remedy is one.
#pragma once

#include <string>

namespace oneseal {

struct Text {
    std::string zh_cn{};
    std::string en{};

    bool operator==(const Text&) const = default;
};

}  // namespace oneseal

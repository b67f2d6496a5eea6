// The names of an enum's values, in the order of the values: as JSON, SQL and URLs have them.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace oneseal {

// REQUIRES: the values of Enum are 0 … Count - 1.
template <typename Enum, std::size_t Count>
struct EnumNames {
    std::array<const char*, Count> names;

    constexpr const char* of(Enum value) const { return names.at(std::size_t(value)); }
    std::optional<Enum> find(std::string_view name) const {
        const auto found =
            std::ranges::find_if(names, [&](const char* one) { return name == one; });
        if (found == names.end()) return {};
        return static_cast<Enum>(found - names.begin());
    }
};

}  // namespace oneseal

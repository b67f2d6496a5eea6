// The names of an enum's values, in the order of the values: as JSON, SQL and URLs have them.
#pragma once

#include <algorithm>
#include <array>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
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

// An enum that has names is its name in JSON, wherever the enum can be seen. Fails for a name that
// this version does not know.
template <typename Enum>
requires requires(Enum value) {
    names_of(value);
}
struct nlohmann::adl_serializer<Enum, void> {
    template <typename Json>
    static void to_json(Json& out, Enum value) {
        out = names_of(value).of(value);
    }
    template <typename Json>
    static void from_json(const Json& in, Enum& value) {
        const auto found = names_of(value).find(in.template get_ref<const std::string&>());
        if (!found) throw Json::other_error::create(502, "not a known value", &in);
        value = *found;
    }
};

#include "surfaces/file_type.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace oneseal::surfaces {
namespace {

constexpr std::array<std::pair<std::string_view, FileType>, 14> types{{
    {".html", {"text/html; charset=utf-8", true}},
    {".js", {"text/javascript; charset=utf-8", true}},
    {".mjs", {"text/javascript; charset=utf-8", true}},
    {".css", {"text/css; charset=utf-8", true}},
    {".json", {"application/json", true}},
    {".map", {"application/json", true}},
    {".webmanifest", {"application/manifest+json", true}},
    {".svg", {"image/svg+xml", true}},
    {".txt", {"text/plain; charset=utf-8", true}},
    {".png", {"image/png", false}},
    {".jpg", {"image/jpeg", false}},
    {".webp", {"image/webp", false}},
    {".woff2", {"font/woff2", false}},
    {".ico", {"image/vnd.microsoft.icon", false}},
}};

constexpr std::size_t digest_letters = 8;

bool is_capital_or_digit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_of_digest(char c) {
    return is_capital_or_digit(c) || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

}  // namespace

FileType type_of(std::string_view name) {
    const auto found =
        std::ranges::find_if(types, [&](const auto& type) { return name.ends_with(type.first); });
    return found == types.end() ? FileType{"application/octet-stream", false} : found->second;
}

bool names_its_content(std::string_view path) {
    constexpr std::string_view folder = "assets/";
    if (!path.starts_with(folder)) return false;
    const std::string_view name = path.substr(path.rfind('/') + 1);
    for (std::size_t dot = name.find('.'); dot != name.npos; dot = name.find('.', dot + 1)) {
        if (dot <= digest_letters || name[dot - digest_letters - 1] != '-') continue;
        const std::string_view digest = name.substr(dot - digest_letters, digest_letters);
        if (std::ranges::all_of(digest, is_of_digest) &&
            std::ranges::any_of(digest, is_capital_or_digit)) {
            return true;
        }
    }
    return false;
}

}  // namespace oneseal::surfaces

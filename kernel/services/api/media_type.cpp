#include "api/media_type.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "api/errors.hpp"

namespace oneseal::api {
namespace {

struct MediaType {
    std::string_view name;
    std::string_view begins;
};

constexpr std::string_view zip = "PK\x03\x04";
constexpr std::array types{
    MediaType{"application/pdf", "%PDF-"},
    MediaType{"image/jpeg", "\xff\xd8\xff"},
    MediaType{"image/png", "\x89PNG\r\n\x1a\n"},
    MediaType{"application/ofd", zip},
    MediaType{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", zip},
    MediaType{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zip},
};

const MediaType* find(std::string_view name) {
    const auto found = std::ranges::find(types, name, &MediaType::name);
    return found == types.end() ? nullptr : &*found;
}

}  // namespace

std::optional<std::string> accepted_type(std::string_view content_type) {
    std::string name{content_type.substr(0, content_type.find(';'))};
    while (!name.empty() && name.back() == ' ') name.pop_back();
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (find(name) == nullptr) return {};
    return name;
}

bool begins_as(const std::filesystem::path& file, const std::string& media_type) {
    const MediaType* type = find(media_type);
    if (type == nullptr) return false;
    std::string begin(type->begins.size(), '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return stream && begin == type->begins;
}

http::Response file_type_refused(http::Language language) {
    return http::problem(415, errors::file_type(), language);
}

http::Response file_content_refused(const std::string& media_type, http::Language language) {
    return http::problem(415, errors::file_content(media_type), language);
}

bool can_be_shown(const std::string& media_type) {
    return media_type == "application/pdf" || media_type == "image/jpeg" ||
           media_type == "image/png";
}

std::string as_named(const std::string& disposition, const std::string& file_name) {
    if (file_name.empty()) return disposition;
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string plain;
    std::string encoded;
    for (const char c : file_name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                            (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
        // For programs that know no filename*: one sign for each character that is none of theirs.
        if (letter || c == ' ') {
            plain += c;
        } else if ((byte & 0xC0) != 0x80) {
            plain += '_';
        }
        if (letter) {
            encoded += c;
        } else {
            encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
        }
    }
    return disposition + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

}  // namespace oneseal::api

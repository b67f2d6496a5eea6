// What a file of a surface is, as far as its name says so.
#pragma once

#include <string_view>

namespace oneseal::surfaces {

struct FileType {
    std::string_view content_type{};
    bool is_text = false;  // worth compressing; pictures and fonts are compressed already
};

// By the ending of the name; application/octet-stream for one that is not known.
FileType type_of(std::string_view name);

// Whether the name holds a digest of the content, as the bundler writes it:
// assets/<name>-<8 of its digest>.js. Such a file never changes under its name. One whose digest
// happens to be eight small letters counts as unnamed, for it could be a word.
bool names_its_content(std::string_view path);

}  // namespace oneseal::surfaces

// Any number of texts in one SQL parameter: |a||b|. A statement asks whether a column is among them
// with replace(:p, '|' || column || '|', '') <> :p, so that its text stays one.
#pragma once

#include <string>
#include <vector>

namespace oneseal::desk {

inline std::string between_bars(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += "|" + value + "|";
    return text;
}

}  // namespace oneseal::desk

// Whether what a plugin wrote is JSON at all, fast enough to ask it of every verdict.
#pragma once

#include <string_view>

namespace oneseal::host {

// True for one JSON object (RFC 8259) in valid UTF-8, nested at most 64 deep. Duplicate keys and
// the range of numbers are not looked at. [any thread]
bool is_json_object(std::string_view text);

}  // namespace oneseal::host

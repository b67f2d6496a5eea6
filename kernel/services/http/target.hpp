// Request targets: percent escapes and query parameters (RFC 3986, HTML forms' plus for a space).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace oneseal::http {

// nullopt for an escape that is none, for NUL and for what is not UTF-8 afterwards.
std::optional<std::string> percent_decode(std::string_view text);

// Sets `path` and `query` from `target`; also takes the absolute form, http://host/path. False for
// a target that starts otherwise and for a query that does not decode.
bool split_target(Request& request);

}  // namespace oneseal::http

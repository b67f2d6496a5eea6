// What a plugin or its process answered, as errors of the kernel. Not for other folders.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace oneseal::host {

// Valid UTF-8 without control characters: what was neither is a question mark.
std::string clean_text(std::string_view text);

Error unavailable_error(const std::string& package, std::chrono::milliseconds pause);

// {"error": {"code", "pointer", "message"}} as invalid_input; nullopt where it is none.
std::optional<Error> read_input_error(std::string_view document);

// {"errors": [...]} of an open that the plugin refused.
Error documents_error(const std::string& package, std::string_view document);
// What the plugin's process said, in clean text.
Error cannot_load_error(const std::string& package, std::string_view why);
Error open_failed_error(const std::string& package, std::string_view how);

}  // namespace oneseal::host

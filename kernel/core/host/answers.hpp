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
Error busy_error(const std::string& package);
// The next four are held against the input.
Error call_died_error(const std::string& package);
Error too_slow_error(const std::string& package);
Error answer_too_large_error(const std::string& package);
Error contract_error(const std::string& package, std::string_view how);
Error input_too_large_error();
Error not_open_error(std::string_view package_digest);

// {"error": {"code", "pointer", "message"}} as invalid_input; nullopt where it is none.
std::optional<Error> read_input_error(std::string_view document);

// {"errors": [...]} of an open that the plugin refused.
Error documents_error(const std::string& package, std::string_view document);
Error cannot_load_error(const std::string& package, std::string_view why);
Error open_failed_error(const std::string& package, std::string_view how);

}  // namespace oneseal::host

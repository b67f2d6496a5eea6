// Carries a message to somebody's mobile number or e-mail address. Each gateway is one function; an
// installation has one, or none.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.hpp"

namespace oneseal::messages {

// Fails as `unavailable` (MESSAGE_NOT_SENT). What is sent may be a code, so a gateway neither logs
// nor keeps it. [any thread; blocks]
using Send = std::function<Result<void>(const std::string& address, const Text& text)>;

// For the demonstration and for tests, where nobody has a telephone: each message becomes a line
// {"to", "zh-CN", "en"} of the file, which only its owner may read.
Send sink(const std::filesystem::path& file);

// Fails as `unavailable` (MESSAGES_NOT_SET_UP) where the installation has no gateway.
Result<void> require(const Send& send);

}  // namespace oneseal::messages

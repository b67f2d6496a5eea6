// Where a code is sent to: what the bodies of codes and session say of it.
#pragma once

#include <string>

#include "base/error.hpp"
#include "base/json.hpp"

namespace oneseal::api {

// In its one spelling. Fails as invalid_input (BODY_INVALID) where it is not exactly one of a
// mobile number and an e-mail address.
Result<std::string> read_address(const Json& body);

}  // namespace oneseal::api

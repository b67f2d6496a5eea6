// Sign-in of applicants by a code that was sent to them: where it may be sent, and what it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace oneseal::access {

constexpr std::chrono::minutes code_lifetime{5};
constexpr std::chrono::seconds between_codes{60};  // of one address
constexpr int codes_a_day = 10;                    // likewise, by the legal day

// In one spelling; it is the account's username. Nothing where it is neither a mainland mobile
// number nor an e-mail address. [any thread]
std::optional<std::string> mobile_address(const std::string& mobile);
std::optional<std::string> email_address(const std::string& email);
// What somebody writes for an account: an address in its one spelling, another name as it is.
std::string username_of(const std::string& written);

}  // namespace oneseal::access

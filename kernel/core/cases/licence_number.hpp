// The number of a licence: prefix, sequence, check digit, suffix, as the verdict derived them.
#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "cases/case.hpp"

namespace oneseal::cases {

// The name of a county's counter for a matter and prefix; its numbers have no gaps.
std::string licence_counter(const std::string& matter, const std::string& prefix);

// licence: {prefix, digits, check: none|mod11_10, suffix}. The check digit is over all digits of
// prefix and sequence (ISO 7064 MOD 11,10). Fails as `conflict` (LICENCE_NUMBERS_USED_UP) where the
// sequence needs more digits than there are.
Result<std::string> licence_number(const Json& licence, std::int64_t sequence);

}  // namespace oneseal::cases

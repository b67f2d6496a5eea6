// Which parts of the API are for whom: a screen learns it with the session, and a part that only
// some may enter asks here too.
#pragma once

#include <string>
#include <vector>

#include "access/principal.hpp"
#include "base/enum_names.hpp"

namespace oneseal::api {

enum class Part { take_in, seal, figures, installation };

constexpr EnumNames<Part, 4> parts{{"take_in", "seal", "figures", "installation"}};

// In the order of Part; an applicant has none. [any thread]
std::vector<std::string> parts_of(const access::Principal& who);

// Fails as access::require_role().
Result<void> require(const access::Principal& who, Part part);

}  // namespace oneseal::api

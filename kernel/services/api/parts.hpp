// Which parts of the API are for whom: a screen learns it with the session, and a part that only
// some may enter asks here too.
#pragma once

#include <string>
#include <vector>

#include "access/principal.hpp"
#include "base/enum_names.hpp"

namespace oneseal::api {

enum class Part { take_in, survey, seal, figures, installation, people, replay };

constexpr EnumNames<Part, 7> parts{
    {"take_in", "survey", "seal", "figures", "installation", "people", "replay"}};

// In the order of Part; an applicant has none. [any thread]
std::vector<std::string> parts_of(const access::Principal& who);

// Fails as `forbidden` (ACCESS_ROLE_MISSING) unless it has one of the roles that the part is for.
Result<void> require(const access::Principal& who, Part part);

}  // namespace oneseal::api

#include "access/principal.hpp"

#include <algorithm>

#include "access/errors.hpp"
#include "base/text_normal.hpp"

namespace oneseal::access {

bool Principal::may_act_for(std::string_view code) const {
    if (!is_applicant()) return false;
    // A case may have been filed before forms were normal.
    const std::string wanted = normal_code(code);
    if (wanted.empty()) return false;
    return wanted == id_number ||
           std::any_of(represents.begin(), represents.end(), [&](const Represented& party) {
               return party.code == wanted;
           });
}

Result<void> require_county(const Principal& principal, std::string_view county) {
    if (principal.is_applicant() || principal.county == county) return {};
    return errors::access_other_county(principal.county, std::string(county));
}

bool may(const Principal& principal, Role role) {
    return principal.roles.contains(role);
}

Result<void> require_role(const Principal& principal, const std::vector<Role>& wanted) {
    std::string list;
    for (const Role role : wanted) {
        if (may(principal, role)) return {};
        list.append(list.empty() ? "" : ", ").append(roles.of(role));
    }
    return errors::access_role_missing(list);
}

}  // namespace oneseal::access

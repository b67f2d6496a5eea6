// The roles in which somebody acts: for oneself, as the system, or as staff by what the county's
// configuration says.
#pragma once

#include "base/enum_names.hpp"

namespace oneseal {

enum class Role {
    applicant,
    system,
    intake,
    reviewer,
    surveyor,
    decider,
    head,
    seal_keeper,
    supervisor,
    integrity,
    legal,
    admin,
    regulator
};

constexpr EnumNames<Role, 13> roles{{"applicant",
                                     "system",
                                     "intake",
                                     "reviewer",
                                     "surveyor",
                                     "decider",
                                     "head",
                                     "seal_keeper",
                                     "supervisor",
                                     "integrity",
                                     "legal",
                                     "admin",
                                     "regulator"}};
constexpr const auto& names_of(Role) {
    return roles;
}

}  // namespace oneseal

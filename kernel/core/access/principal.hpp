// Who is asking: the signed-in person behind a request, and what follows from that alone.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/roles.hpp"

namespace oneseal::access {

// Stands for a county in the accounts and tokens of applicants.
inline constexpr std::string_view applicants = "0";

// An organisation that an applicant files for.
struct Represented {
    std::string name{};
    std::string type{};
    std::string code{};
};

struct Principal {
    std::string account{};
    std::string county{};  // `applicants`, or the county that a member of staff belongs to
    std::string username{};
    std::string name{};

    // Of a member of staff.
    std::string person{};  // in the county's people
    std::set<Role> roles{};

    // Of an applicant. Only a verified one may file.
    std::string id_number{};
    std::string mobile{};
    bool verified = false;
    std::vector<Represented> represents{};

    bool is_applicant() const { return county == applicants; }
    // Whether this is the applicant's own code, or one of an organisation that it represents.
    bool may_act_for(std::string_view code) const;
};

// Immutable, so a request may keep it while it runs.
using PrincipalPointer = std::shared_ptr<const Principal>;

// Staff only in their own county; an applicant in every one. Fails as `forbidden`
// (ACCESS_OTHER_COUNTY).
Result<void> require_county(const Principal& principal, std::string_view county);

// Whether it has the role; an applicant has none.
bool may(const Principal& principal, Role role);

// Fails as `forbidden` (ACCESS_ROLE_MISSING) unless it has one of the roles.
Result<void> require_role(const Principal& principal, const std::vector<Role>& wanted);

}  // namespace oneseal::access

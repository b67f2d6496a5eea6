// Who is asking: the signed-in person behind a request, and what follows from that alone.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/roles.hpp"
#include "days/days.hpp"

namespace oneseal::access {

// Stands for a county in the accounts and tokens of applicants.
inline constexpr std::string_view applicants = "0";

// For whom an applicant files: an organisation of its own, or a party that has authorised it.
struct Represented {
    std::string name{};
    std::string type{};
    std::string code{};

    // Of an authorisation. What an account stands for itself has no scope and no end.
    std::string authorisation{};          // its id
    std::vector<std::string> counties{};  // empty: every one
    std::vector<std::string> matters{};   // likewise
    std::optional<sdk::Day> until{};      // the last day
    bool may_withdraw = true;             // an application that was filed
};

// What somebody acts in: for whom, where, on what.
struct Subject {
    std::string_view code{};
    std::string_view county{};
    std::string_view matter{};
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
    // Authorisations that are revoked or over are left out where a principal is handed out.
    std::vector<Represented> represents{};
    // Codes of the parties that have ever authorised it. What it filed for them stays its own no
    // longer than it may act for them.
    std::set<std::string> handled{};

    bool is_applicant() const { return county == applicants; }
    // Whether this is the applicant's own code, or one of an organisation of its own.
    bool acts_itself_for(std::string_view code) const;
    // That, or the code of a party whose authorisation reaches so far.
    // LAW: 行政许可法 第二十九条 第二款
    bool may_act_for(const Subject& subject) const;
    // Whether it may, too, withdraw what was filed.
    bool may_withdraw_for(const Subject& subject) const;
    // Whether what its account has filed is its own.
    bool keeps(const Subject& subject) const;
};

// Immutable, so a request may keep it while it runs.
using PrincipalPointer = std::shared_ptr<const Principal>;

// Staff only in their own county; an applicant in every one. Fails as `forbidden`
// (ACCESS_OTHER_COUNTY).
Result<void> require_county(const Principal& principal, std::string_view county);

// Whether it has the role; an applicant has none.
bool may(const Principal& principal, Role role);

}  // namespace oneseal::access

#include "access/principal.hpp"

#include <algorithm>

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
    const std::string own = principal.county;
    const std::string other{county};
    return Error{ErrorCode::forbidden,
                 "ACCESS_OTHER_COUNTY",
                 {"您的账号属于 " + own + ",不能办理 " + other + " 的业务。",
                  "Your account belongs to " + own + " and may not act in " + other + "."},
                 {"请使用该县区的账号登录。", "Sign in with an account of that county."}};
}

bool may(const Principal& principal, std::string_view role) {
    return principal.roles.contains(role);
}

Result<void> require_role(const Principal& principal, const std::vector<std::string_view>& roles) {
    std::string list;
    for (const std::string_view role : roles) {
        if (may(principal, role)) return {};
        list.append(list.empty() ? "" : ", ").append(role);
    }
    return Error{
        ErrorCode::forbidden,
        "ACCESS_ROLE_MISSING",
        {"您没有办理此项的岗位(" + list + ")。", "This needs one of these roles: " + list + "."},
        {"请由有此岗位的人员办理,或请管理员调整岗位。",
         "Ask somebody who has the role, or the administrator to assign it."}};
}

}  // namespace oneseal::access

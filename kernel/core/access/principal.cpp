#include "access/principal.hpp"

#include <algorithm>

#include "access/errors.hpp"
#include "base/text_normal.hpp"

namespace oneseal::access {

namespace {

bool holds(const std::vector<std::string>& scope, std::string_view one) {
    return scope.empty() || std::ranges::find(scope, one) != scope.end();
}

bool reaches(const Represented& party, const Subject& subject, const std::string& code) {
    return party.code == code && holds(party.counties, subject.county) &&
           holds(party.matters, subject.matter);
}

}  // namespace

bool Principal::acts_itself_for(std::string_view code) const {
    if (!is_applicant()) return false;
    // A case may have been filed before forms were normal.
    const std::string wanted = normal_code(code);
    if (wanted.empty()) return false;
    return wanted == id_number ||
           std::any_of(represents.begin(), represents.end(), [&](const Represented& party) {
               return party.authorisation.empty() && party.code == wanted;
           });
}

bool Principal::may_act_for(const Subject& subject) const {
    if (acts_itself_for(subject.code)) return true;
    const std::string code = normal_code(subject.code);
    return is_applicant() && !code.empty() &&
           std::any_of(represents.begin(), represents.end(), [&](const Represented& party) {
               return reaches(party, subject, code);
           });
}

bool Principal::may_withdraw_for(const Subject& subject) const {
    if (acts_itself_for(subject.code)) return true;
    const std::string code = normal_code(subject.code);
    return may_act_for(subject) &&
           std::any_of(represents.begin(), represents.end(), [&](const Represented& party) {
               return party.may_withdraw && reaches(party, subject, code);
           });
}

bool Principal::keeps(const Subject& subject) const {
    return !handled.contains(normal_code(subject.code)) || may_act_for(subject);
}

Result<void> require_county(const Principal& principal, std::string_view county) {
    if (principal.is_applicant() || principal.county == county) return {};
    return errors::access_other_county(principal.county, std::string(county));
}

bool may(const Principal& principal, Role role) {
    return principal.roles.contains(role);
}

}  // namespace oneseal::access

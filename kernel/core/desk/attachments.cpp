#include "desk/attachments.hpp"

#include <algorithm>

#include "desk/errors.hpp"

namespace oneseal::desk {

Result<void> may_attach(const access::Principal& who, const cases::Case& now) {
    const bool handles =
        !who.is_applicant() && !who.person.empty() &&
        (who.person == now.people.intake || who.person == now.people.reviewer ||
         std::ranges::find(now.people.surveyors, who.person) != now.people.surveyors.end());
    if (!handles) {
        return errors::not_assigned();
    }
    if (now.undecided()) return {};
    return errors::case_closed();
}

}  // namespace oneseal::desk

#include "desk/attachments.hpp"

#include <algorithm>

namespace oneseal::desk {

Result<void> may_attach(const access::Principal& who, const cases::Case& now) {
    const bool handles =
        !who.is_applicant() && !who.person.empty() &&
        (who.person == now.people.intake || who.person == now.people.reviewer ||
         std::ranges::find(now.people.surveyors, who.person) != now.people.surveyors.end());
    if (!handles) {
        return Error{ErrorCode::forbidden,
                     "NOT_ASSIGNED",
                     {"只有承办本办件的人员可以添加附件。",
                      "Only who has this case in hand adds attachments to it."},
                     {"请由受理、审查或者抽取的核查人员上传。",
                      "Its intake clerk, its reviewer or its drawn surveyors upload them."}};
    }
    if (now.undecided()) return {};
    return Error{ErrorCode::conflict,
                 "CASE_CLOSED",
                 {"该办件已经办结，不能再添加附件。",
                  "The case is decided; nothing is attached to it any more."},
                 {"请另行存档。", "Keep it in the archive."}};
}

}  // namespace oneseal::desk

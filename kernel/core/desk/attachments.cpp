#include "desk/attachments.hpp"

#include <algorithm>

namespace oneseal::desk {

using storage::Row;
using storage::Statement;

Result<void> may_attach(const access::Principal& who, const cases::Case& now) {
    const bool handles = !who.is_applicant() && !who.person.empty() &&
                         (who.person == now.intake || who.person == now.reviewer ||
                          std::ranges::find(now.surveyors, who.person) != now.surveyors.end());
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

Result<std::vector<Attachment>> list_attachments(storage::Database& database,
                                                 const cases::Case& now) {
    static const Statement statement{
        "attachments",
        "SELECT sha256, name, media_type, bytes, by_whom, at FROM attachments"
        " WHERE county = :p1 AND case_id = :p2 ORDER BY at, sha256"};
    const auto rows = database.query(statement, {now.county, now.id});
    if (!rows) return rows.error();
    std::vector<Attachment> list;
    for (const Row& row : *rows) {
        list.push_back(
            {row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5)});
    }
    return list;
}

Result<void> attach(storage::Database& database,
                    const cases::Case& now,
                    const Attachment& attachment) {
    static const Statement statement{
        "attach",
        "INSERT INTO attachments (county, case_id, sha256, name, media_type, bytes, by_whom, at)"
        " VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8)"
        " ON CONFLICT (county, case_id, sha256) DO NOTHING"};
    const auto list = list_attachments(database, now);
    if (!list) return list.error();
    if (list->size() >= most_attachments) {
        return Error{ErrorCode::conflict,
                     "ATTACHMENTS_TOO_MANY",
                     {"本办件的附件已达 " + std::to_string(most_attachments) + " 件。",
                      "The case has " + std::to_string(most_attachments) + " attachments already."},
                     {"请只上传需要的照片。", "Upload the photos that are needed only."}};
    }
    auto committed = database.commit_and_wait({{{&statement,
                                                 {now.county,
                                                  now.id,
                                                  attachment.sha256,
                                                  attachment.name,
                                                  attachment.media_type,
                                                  static_cast<long long>(attachment.bytes),
                                                  attachment.by,
                                                  attachment.at}}}});
    if (!committed) return committed.error();
    return {};
}

}  // namespace oneseal::desk

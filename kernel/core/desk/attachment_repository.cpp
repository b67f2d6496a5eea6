#include "desk/attachment_repository.hpp"

#include "desk/errors.hpp"

namespace oneseal::desk {

using storage::Row;
using storage::Statement;

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
        return errors::attachments_too_many(most_attachments);
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

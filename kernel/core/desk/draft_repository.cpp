#include "desk/draft_repository.hpp"

#include <nlohmann/json.hpp>

namespace oneseal::desk {

using storage::Row;
using storage::Statement;
using storage::Write;

Result<OpenDrafts> read_open_drafts(storage::Database& database,
                                    const std::string& county,
                                    const std::string& account,
                                    int most) {
    static const Statement statement{
        "open drafts",
        "SELECT snapshot FROM cases WHERE county = :p1 AND account = :p2 AND state = 'draft'"
        " LIMIT :p3"};
    const auto rows = database.query(statement, {county, account, static_cast<long long>(most)});
    if (!rows) return rows.error();
    OpenDrafts drafts;
    for (const Row& row : *rows) {
        ++drafts.count;
        const Json snapshot = Json::parse(row.text(0), nullptr, false);
        if (!snapshot.is_object()) continue;
        for (const Json& material : snapshot.value("materials", Json::array())) {
            // As the whole material was one file.
            drafts.file_bytes += material.value("bytes", std::int64_t{0});
            for (const Json& file : member(material, "files")) {
                drafts.file_bytes += file.value("bytes", std::int64_t{0});
            }
        }
    }
    return drafts;
}

Write delete_draft(const cases::Case& now) {
    static const Statement statement{"delete draft",
                                     "DELETE FROM cases WHERE county = :p1 AND id = :p2"
                                     " AND version = :p3 AND state = 'draft'"};
    return {&statement, {now.county, now.id, static_cast<long long>(now.version)}, 1};
}

}  // namespace oneseal::desk

#include "desk/list_rows.hpp"

namespace oneseal::desk {

Result<std::vector<CaseListRow>> rows_of(const Result<std::vector<storage::Row>>& rows) {
    if (!rows) return rows.error();
    std::vector<CaseListRow> list;
    for (const storage::Row& row : *rows) {
        list.push_back({row.text(0),
                        row.text(1),
                        row.integer(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        row.text(7),
                        row.text(8),
                        row.text(9),
                        row.text(10),
                        row.text(11),
                        row.text(12),
                        row.integer(13) != 0,
                        row.text(14),
                        row.text(15),
                        row.text(16)});
    }
    return list;
}

}  // namespace oneseal::desk

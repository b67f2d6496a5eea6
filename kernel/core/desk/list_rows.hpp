// Within the lists' statements: the columns that each of them selects, in order.
#pragma once

#include "desk/list_repository.hpp"

namespace oneseal::desk {

Result<std::vector<CaseListRow>> rows_of(const Result<std::vector<storage::Row>>& rows);

}  // namespace oneseal::desk

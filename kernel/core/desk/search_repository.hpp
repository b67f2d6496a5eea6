// The statements about what cases are found by. Looking for them is part of the lists
// (list_repository.hpp), so that rights hold inside the query.
#pragma once

#include <string>
#include <vector>

#include "storage/database.hpp"

namespace oneseal::desk {

struct CaseWords {
    std::string case_id{};
    std::string words{};  // as words_of() gives them
};

// Up to where in the feed the county's cases are found; 0 where none are. [not on an I/O thread]
Result<long long> word_position(storage::Database& database, const std::string& county);

// The words of these cases in place of those they had, up to that position.
storage::WriteSet put_words(const std::string& county,
                            const std::vector<CaseWords>& cases,
                            long long position);

// Throws away every county's words, so that they are filled anew.
storage::WriteSet forget_words();

}  // namespace oneseal::desk

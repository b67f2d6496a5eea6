// The statements of the register of seal uses.
#pragma once

#include <optional>
#include <string>

#include "cases/case.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// A seal that a paper has got, by the digest of its content.
storage::Write insert_seal_use(const cases::Case& now,
                               const cases::PaperRecord& paper,
                               const std::string& by);

struct SealUse {
    std::string case_id{};
    std::string paper{};
    std::string seal{};
    std::string sha256{};  // of the paper's content
    std::string at{};
};
// Which seal the content bears. Nothing where it bears none. [not on an I/O thread]
Result<std::optional<SealUse>> find_seal_use(storage::Database& database,
                                             const std::string& county,
                                             const std::string& case_id,
                                             const std::string& paper);
// By the beginning of the content's hash, in lower-case hexadecimal. [not on an I/O thread]
Result<std::optional<SealUse>> find_seal_use_by_hash(storage::Database& database,
                                                     const std::string& county,
                                                     const std::string& begins);

}  // namespace oneseal::desk

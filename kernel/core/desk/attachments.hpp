// Files that the bureau's own people put to a case: photos of a survey, signatures.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "access/principal.hpp"
#include "cases/case.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

struct Attachment {
    std::string sha256{};
    std::string name{};
    std::string media_type{};
    std::int64_t bytes = 0;
    std::string by{};
    std::string at{};
};

constexpr int most_attachments = 500;  // of a case

// Who has the case in hand: the drawn team, the reviewer, the intake clerk. Fails as `forbidden`
// (NOT_ASSIGNED) and `conflict` (CASE_CLOSED).
Result<void> may_attach(const access::Principal& who, const cases::Case& now);

Result<std::vector<Attachment>> list_attachments(storage::Database& database,
                                                 const cases::Case& now);
// The same file twice is one attachment. Fails as `conflict` (ATTACHMENTS_TOO_MANY).
Result<void> attach(storage::Database& database,
                    const cases::Case& now,
                    const Attachment& attachment);

}  // namespace oneseal::desk

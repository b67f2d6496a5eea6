// The statements about attachments, the files that the bureau's own people put to a case.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

Result<std::vector<Attachment>> list_attachments(storage::Database& database,
                                                 const cases::Case& now);
// The same file twice is one attachment. Fails as `conflict` (ATTACHMENTS_TOO_MANY).
Result<void> attach(storage::Database& database,
                    const cases::Case& now,
                    const Attachment& attachment);

}  // namespace oneseal::desk

// Objects: canonical JSON that is stored once a county under its digest and never changed.
// Receipts, contexts, effective matters, contents of papers, and what a journal entry said.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/database.hpp"

namespace oneseal::storage {

struct Object {
    std::string sha256{};  // of the body
    std::string body{};    // canonical JSON
};

Object object_of(std::string body);

// Belongs into the WriteSet that names the object; stores nothing where it is stored already.
Write store(std::string_view county, Object object);

// The body; nothing where there is no such object. [as Database::query()]
Result<std::optional<std::string>> load(Database& database,
                                        std::string_view county,
                                        std::string_view sha256);

}  // namespace oneseal::storage

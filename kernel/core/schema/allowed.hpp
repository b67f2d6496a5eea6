// What a schema allows at a place of a document, so that a finding can say what would have been
// right. Not for other folders.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace oneseal {

struct Allowed {
    std::vector<std::string> values{};  // of an enum
    std::vector<std::string> keys{};    // of an object
    std::vector<std::string> one_of{};  // keys of which an object has exactly one
};

// `pointer` leads into the document; what the schema says nothing about allows nothing here.
Allowed allowed_at(const nlohmann::json& schema, const std::string& pointer);

}  // namespace oneseal

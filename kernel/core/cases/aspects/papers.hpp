// The papers that were issued in the case.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/json.hpp"
#include "base/text.hpp"

namespace oneseal::cases {

struct PaperRecord {
    std::string id{};  // <kind>-<running number in the case>
    int kind = 0;      // workflow.md section 6
    Text title{};
    std::string number{};  // 文号
    std::string seal{};    // acceptance, licensing, empty
    std::string issued_at{};
    std::string issued_by{};
    std::string content_sha256{};
    std::string sealed_at{};
    std::string served_at{};
    Json service = Json();
};

}  // namespace oneseal::cases

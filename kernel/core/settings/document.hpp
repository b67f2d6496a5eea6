// One JSON file of the configuration, checked against the schema of its kind. The schemas are built
// in, because they belong to the program and not to the administrator. Internal to this folder.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace oneseal {

// The text of config/schemas/<kind>.schema.json. Written by CMakeLists.txt.
std::string_view built_in_schema(std::string_view kind);

// Fails as load_settings() does. REQUIRES: a schema of that kind.
Result<nlohmann::json> read_document(const std::filesystem::path& file, std::string_view kind);

// All *.json of a folder, in the order of their names.
Result<std::vector<nlohmann::json>> read_folder(const std::filesystem::path& folder,
                                                std::string_view kind);

// SETTINGS_INVALID with these findings, their pointers in that file.
Error invalid_settings(const std::filesystem::path& file, std::vector<Finding> findings);

}  // namespace oneseal
